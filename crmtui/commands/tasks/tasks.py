"""Planning what to do next, promising it, and saying what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import Number
from crmtui.commands.shop import Shop, shop
from crmtui.errors import UsageError
from crmtui.locale import _

if TYPE_CHECKING:
    from crmtui.writes.tasks import TaskChanges

Who = Annotated[
    str,
    Argument(
        help=_("An id, a phone, an e-mail or a name; - for nobody in particular."),
        autocompletion=complete.who,
    ),
]
Text = Annotated[list[str], Argument(help=_("What to do."))]
When = Annotated[
    str | None,
    Option(metavar="WHEN", help=_("When: a day like fri or +3d, or a time like tomorrow 10:00.")),
]
Every = Annotated[
    str | None,
    Option(metavar="HOW-OFTEN", help=_("It comes back: day, 2 weeks, month, year, weekday.")),
]
Promise = Annotated[str | None, Option(help=_("ours: we gave our word; theirs: they gave theirs."))]
_NEVER = ("", "never")
_NOBODY = "-"


def add(
    ctx: Context,
    who: Who,
    text: Text,
    due: When = None,
    promise: Promise = None,
    every: Every = None,
) -> None:
    """Add a task, for somebody or for nobody in particular."""
    from crmtui.commands.done import told
    from crmtui.reads.who import resolve
    from crmtui.writes import tasks

    here = shop(ctx)
    values = planned(here, " ".join(text), due, promise, every)
    contact = None
    if who != _NOBODY:
        with here.read() as connection:
            contact = resolve(connection, who)
    told(here, tasks.add(here.store, contact, **values), _("task #{id}"))


def promise(
    ctx: Context,
    who: Who,
    text: Annotated[list[str], Argument(help=_("What was promised."))],
    due: When = None,
    theirs: Annotated[bool, Option("--theirs", help=_("They promised it to us."))] = False,
    every: Every = None,
) -> None:
    """Note what we promised somebody, or what they promised us."""
    if who == _NOBODY:
        raise UsageError(_("A promise is given to somebody."))
    add(ctx, who, text, due, "theirs" if theirs else "ours", every)


def edit(
    ctx: Context,
    number: Number,
    text: Annotated[str | None, Option(help=_("The text, in place of the old one."))] = None,
    due: Annotated[
        str | None, Option(metavar="WHEN", help=_('When it is due; "" for some day.'))
    ] = None,
    promise: Annotated[
        str | None, Option(help=_('ours or theirs; "" for what nobody promised.'))
    ] = None,
    every: Annotated[
        str | None, Option(metavar="HOW-OFTEN", help=_("How often it comes back, or never."))
    ] = None,
) -> None:
    """Change a task; what is not given stays as it is."""
    from crmtui.commands.done import told
    from crmtui.writes import tasks

    here = shop(ctx)
    values = planned(here, text, due, promise, every)
    if not values:
        raise UsageError(_("Nothing to change was given."))
    told(here, tasks.edit(here.store, number, **values))


def snooze(
    ctx: Context,
    number: Number,
    when: Annotated[
        list[str] | None, Argument(metavar="[WHEN]", help=_("Until when; otherwise tomorrow."))
    ] = None,
) -> None:
    """Put a task off; put off to a day, it keeps its time of day."""
    from crmtui.commands.done import told
    from crmtui.writes import tasks

    here = shop(ctx)
    until = here.formats.parse_due(" ".join(when or ["tomorrow"]), here.now)
    told(here, tasks.snooze(here.store, number, until))


def done(
    ctx: Context,
    number: Number,
    at: Annotated[str | None, Option(metavar="WHEN", help=_("When; otherwise now."))] = None,
) -> None:
    """Tick a task off; one that comes back is planned anew."""
    from crmtui.commands.done import told
    from crmtui.writes import tasks

    here = shop(ctx)
    moment = here.formats.parse_when(at, here.now, past=True) if at else None
    told(here, tasks.done(here.store, number, at=moment))


def drop(ctx: Context, number: Number) -> None:
    """Give a task up, with all its rounds; a promise is broken then."""
    from crmtui.commands.done import told
    from crmtui.writes import tasks

    here = shop(ctx)
    told(here, tasks.drop(here.store, number))


def reopen(ctx: Context, number: Number) -> None:
    """Open a task again that was done or given up."""
    from crmtui.commands.done import told
    from crmtui.writes import tasks

    here = shop(ctx)
    told(here, tasks.reopen(here.store, number))


def delete(ctx: Context, number: Number) -> None:
    """Delete a task; undo brings it back."""
    from crmtui.commands.done import told
    from crmtui.writes import tasks

    here = shop(ctx)
    told(here, tasks.delete(here.store, number))


def planned(
    here: Shop,
    text: str | None,
    due: str | None,
    promise: str | None = None,
    every: str | None = None,
) -> TaskChanges:
    """Return what was typed about a task; "" takes a thing away. Raises InvalidValue."""
    values: TaskChanges = {}
    if text is not None:
        values["text"] = text
    if due is not None:
        values["due"], values["all_day"] = (
            here.formats.parse_due(due, here.now) if due else (None, False)
        )
    if promise is not None:
        values["promise"] = promise or None  # type: ignore[typeddict-item]  # checked by the model
    if every is not None:
        values["repeat"] = "" if every in _NEVER else every
    return values
