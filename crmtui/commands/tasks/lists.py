"""What is to be done, and how many promises were kept."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import MaybeLimit, Number
from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.commands.titled import write_titled
from crmtui.labels import promise_label, repeat_label
from crmtui.locale import _, mark
from crmtui.reads.tasks import TaskLine, is_overdue

Who = Annotated[
    str,
    Option(metavar="WHO", help=_("Only those for one contact."), autocompletion=complete.who),
]
Whose = Annotated[str, Argument(metavar="[WHO]", help=_("The same."), autocompletion=complete.who)]
_DONE, _DROPPED, _OVERDUE = mark("done"), mark("given up"), mark("overdue")


def list_(
    ctx: Context,
    whose: Whose = "",
    all_: Annotated[bool, Option("--all", help=_("The finished ones too."))] = False,
    who: Who = "",
    promises: Annotated[bool, Option("--promises", help=_("Only promises."))] = False,
    overdue: Annotated[bool, Option("--overdue", help=_("Only what is overdue."))] = False,
    limit: MaybeLimit = None,
) -> None:
    """List what is to be done, the soonest first."""
    from crmtui.reads.tasks import overdue_at, tasks
    from crmtui.reads.who import resolve

    here, who = shop(ctx), who or whose
    with here.read() as connection:
        lines = tasks(
            connection,
            contact=resolve(connection, who) if who else None,
            finished=all_,
            promises=promises,
            overdue=overdue_at(here.now, here.formats) if overdue else None,
            limit=limit,
        )
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
            Column("promise", _("Promise")),
            Column("repeat", _("Again")),
        ),
        [_row(here, line, on_terminal()) for line in lines],
        empty=_("Nothing to do. `crm task add WHO TEXT` plans something."),
    )


def show(ctx: Context, number: Number) -> None:
    """Show a task."""
    from crmtui.reads.tasks import task

    here = shop(ctx)
    with here.read() as connection:
        line = task(connection, number)
    if here.json:
        write_json(_json(here, line))
        return
    write_titled(_facts(here, line))


def promises(ctx: Context, whose: Whose = "", who: Who = "") -> None:
    """Count the promises that were kept, ours and theirs."""
    from crmtui.reads.promises import promises as lines
    from crmtui.reads.promises import tallies
    from crmtui.reads.who import resolve

    here, who = shop(ctx), who or whose
    with here.read() as connection:
        found = lines(connection, resolve(connection, who) if who else None)
    counts = tallies(found, here.formats, here.now)
    rows: list[dict[str, Any]] = [tally._asdict() for tally in counts]
    if here.json:
        write_json(rows)
        return
    if on_terminal():
        for row in rows:
            row["promise"] = promise_label(row["promise"])
    table(
        (
            Column("promise", _("Promise")),
            Column("open", _("Open"), right=True),
            Column("kept", _("Kept"), right=True),
            Column("late", _("Late"), right=True),
            Column("broken", _("Broken"), right=True),
        ),
        rows,
    )


def _json(here: Shop, line: TaskLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "contact_id": line.contact_id,
        "name": line.name,
        "text": line.text,
        "due": here.formats.due_iso(line.due, line.all_day),
        "all_day": bool(line.all_day),
        "done": line.done_at is not None and not line.dropped,
        "overdue": is_overdue(line, here.formats, here.now),
        "done_at": line.done_at,
        "dropped": bool(line.dropped),
        "promise": line.promise,
        "repeat": line.repeat,
        "first_due": line.first_due,
    }


def _row(here: Shop, line: TaskLine, for_person: bool) -> dict[str, Any]:
    late = is_overdue(line, here.formats, here.now)
    ended = _DROPPED if line.dropped else _DONE if line.done_at else ""
    state = ended or (_OVERDUE if late else "")
    if not for_person:
        due = here.formats.due_iso(line.due, line.all_day)
        return line._asdict() | {"due": due, "state": state}
    return line._asdict() | {
        "due": here.formats.due(line.due, line.all_day, here.now) if line.due else "",
        "state": _(state) if state else "",
        "promise": promise_label(line.promise) if line.promise else "",
        "repeat": repeat_label(line.repeat),
    }


def _facts(here: Shop, line: TaskLine) -> list[tuple[str, str]]:
    row, when = _row(here, line, True), here.formats.when
    facts = [
        (_("Who"), f"{line.name} #{line.contact_id}" if line.contact_id else ""),
        (_("Text"), line.text),
        (_("Due"), row["due"]),
        (_("State"), row["state"]),
        (_("Finished"), when(line.done_at, here.now) if line.done_at else ""),
        (_("Promise"), row["promise"]),
        (_("Again"), row["repeat"]),
    ]
    return [(title, value) for title, value in facts if value]
