"""Keeping in touch: how often with whom, and who was not heard of for too long."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import MaybeLimit
from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import Shop, shop
from crmtui.errors import UsageError
from crmtui.locale import _
from crmtui.rules.recurrence import parse_days
from crmtui.text.digits import to_ascii


def keep(
    ctx: Context,
    words: Annotated[
        list[str] | None,
        Argument(
            metavar="[WHO] [DAYS]",
            help=_("With whom, and every how many days; nothing lists who is due."),
            autocompletion=complete.who,
        ),
    ] = None,
    tag: Annotated[
        str | None, Option(metavar="TAG", help=_("Everybody under a tag, not one contact."))
    ] = None,
    never: Annotated[bool, Option("--never", help=_("Do not remind of them."))] = False,
    clear: Annotated[bool, Option("--clear", help=_("Forget the pace that was set."))] = False,
    limit: MaybeLimit = None,
) -> None:
    """Keep in touch with somebody every so many days, or list who is due."""
    here = shop(ctx)
    if not words and tag is None and not never and not clear:
        _list(here, limit)
        return
    who, days = _asked(list(words or ()), tag is not None, never, clear)
    _set(here, who, tag, days)


def _asked(words: list[str], has_tag: bool, never: bool, clear: bool) -> tuple[str, int | None]:
    """Take apart who is meant and the days: 0 is never, None no pace. Raises UsageError."""
    if never and clear:
        raise UsageError(_("Either --never or --clear, not both."))
    if (never or clear) and words[1:] and to_ascii(words[-1]).isdecimal():
        raise UsageError(_("--never and --clear stand in place of DAYS."))
    days = [] if never or clear else words[-1:]
    who = words[: len(words) - len(days)]
    is_whole = bool(days) or never or clear
    if not is_whole or has_tag == bool(who):
        raise UsageError(
            _("Who, and every how many days?"),
            _("Write `crm keep WHO 30`, `crm keep --tag TAG 30`, or --never or --clear for DAYS."),
        )
    if days:
        return " ".join(who), parse_days(days[0])
    return " ".join(who), 0 if never else None


def _set(here: Shop, who: str, tag: str | None, days: int | None) -> None:
    from crmtui.commands.done import told
    from crmtui.reads.who import resolve
    from crmtui.writes import keep_in_touch

    if tag is not None:
        told(here, keep_in_touch.keep_tag(here.store, tag, days), _("tag #{id}"))
        return
    with here.read() as connection:
        contact = resolve(connection, who)
    told(here, keep_in_touch.keep(here.store, contact, days))


def _list(here: Shop, limit: int | None) -> None:
    from crmtui.reads.keep_in_touch import due

    with here.read() as connection:
        lines = due(connection, here.as_of or here.today, here.formats)[:limit]
    rows = [line._asdict() for line in lines]
    if here.json:
        write_json(rows)
        return
    table(
        (
            Column("contact_id", "#", right=True),
            Column("name", _("Name")),
            Column("days_since", _("Days since"), right=True),
            Column("every", _("Every"), right=True),
            Column("days_late", _("Late"), right=True),
        ),
        rows,
        empty=_("Nobody is due. `crm keep WHO 30` reminds you every 30 days."),
    )
