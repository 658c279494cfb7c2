"""Planning what to do next, and ticking it off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.locale import _, mark
from crmtui.reads.tasks import TaskLine, due_iso, is_overdue, parse_due, shown_due

if TYPE_CHECKING:
    from crmtui.writes.tasks import TaskChanges

Number = Annotated[int, Argument(help=_("Its number in the list."))]
When = Annotated[
    str | None,
    Option(metavar="WHEN", help=_("When: a day like fri or +3d, or a time like tomorrow 10:00.")),
]
_DONE, _OVERDUE = mark("done"), mark("overdue")


def add(
    ctx: Context,
    who: Annotated[
        str,
        Argument(
            help=_("An id, a phone, an e-mail or a name; - for nobody in particular."),
            autocompletion=complete.who,
        ),
    ],
    text: Annotated[list[str], Argument(help=_("What to do."))],
    due: When = None,
) -> None:
    """Add a task, for somebody or for nobody in particular."""
    from crmtui.commands.done import told
    from crmtui.reads.who import resolve
    from crmtui.writes import tasks

    here = shop(ctx)
    values = planned(here, " ".join(text), due)
    contact = None
    if who != "-":
        with here.read() as connection:
            contact = resolve(connection, who)
    told(here, tasks.add(here.store, contact, **values), _("task #{id}"))


def list_(
    ctx: Context,
    all_: Annotated[bool, Option("--all", help=_("The finished ones too."))] = False,
    who: Annotated[
        str,
        Option(metavar="WHO", help=_("Only those for one contact."), autocompletion=complete.who),
    ] = "",
) -> None:
    """List what is to be done, the soonest first."""
    from crmtui.reads.tasks import tasks
    from crmtui.reads.who import resolve

    here = shop(ctx)
    with here.read() as connection:
        contact = resolve(connection, who) if who else None
        lines = tasks(connection, contact=contact, finished=all_)
    if here.json:
        write_json([_json(here, line) for line in lines])
        return
    table(
        (
            Column("id", "#", right=True),
            Column("due", _("Due")),
            Column("state", ""),
            Column("name", _("Name")),
            Column("text", _("Text")),
        ),
        [_row(here, line, on_terminal()) for line in lines],
        empty=_("Nothing to do. `crm task add WHO TEXT` plans something."),
    )


def done(ctx: Context, number: Number) -> None:
    """Tick a task off."""
    from crmtui.commands.done import told
    from crmtui.writes import tasks

    here = shop(ctx)
    told(here, tasks.done(here.store, number))


def delete(ctx: Context, number: Number) -> None:
    """Delete a task; undo brings it back."""
    from crmtui.commands.done import told
    from crmtui.writes import tasks

    here = shop(ctx)
    told(here, tasks.delete(here.store, number))


def planned(here: Shop, text: str, due: str | None) -> TaskChanges:
    """Return a task as typed. Raises InvalidValue."""
    values: TaskChanges = {"text": text}
    if due:
        values["due"], values["all_day"] = parse_due(due, here.formats, here.now)
    return values


def _json(here: Shop, line: TaskLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "contact_id": line.contact_id,
        "name": line.name,
        "text": line.text,
        "due": due_iso(line, here.formats),
        "all_day": bool(line.all_day),
        "done": line.done_at is not None,
        "overdue": is_overdue(line, here.formats, here.now),
    }


def _row(here: Shop, line: TaskLine, for_person: bool) -> dict[str, Any]:
    late = is_overdue(line, here.formats, here.now)
    state = _DONE if line.done_at else _OVERDUE if late else ""
    due = shown_due(line, here.formats, here.now) if for_person else due_iso(line, here.formats)
    return line._asdict() | {"due": due, "state": _(state) if for_person and state else state}
