"""Contacts that may be one, and saying that they are not."""

from __future__ import annotations

import sqlite3
from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import Limit
from crmtui.commands.output import Column, say, table, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.labels import reason_label, reasons_text
from crmtui.locale import _
from crmtui.reads.duplicate_lines import PairLine, pair_lines
from crmtui.reads.duplicate_scan import Pair, scan
from crmtui.reads.duplicates import like_contact
from crmtui.reads.who import resolve
from crmtui.rules.duplicates import LIKELY, WEAK

_WHO = Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who)


def list_(
    ctx: Context,
    who: Annotated[
        str,
        Argument(
            help=_("Only those that may be this contact: an id, a phone, an e-mail or a name."),
            autocompletion=complete.who,
        ),
    ] = "",
    all_: Annotated[
        bool, Option("--all", help=_("Those too of whom only the name says so."))
    ] = False,
    least: Annotated[
        float | None,
        Option("--min", metavar="SCORE", min=0.0, max=1.0, help=_("At least so sure, 0 to 1.")),
    ] = None,
    limit: Limit = 50,
) -> None:
    """List the contacts that may be one person, the surest first, and why."""
    here = shop(ctx)
    lowest = least if least is not None else WEAK if all_ else LIKELY
    with here.read() as connection:
        pairs = _pairs(connection, who, lowest)
        lines = pair_lines(connection, pairs[:limit])
    if here.json:
        write_json([_json(line) for line in lines])
    else:
        _print(here, [line._asdict() | {"why": reasons_text(line.reasons)} for line in lines])
    if len(pairs) > limit:
        more = _("{shown} of {all} pairs; --limit shows more.")
        say(more.format(shown=limit, all=len(pairs)))


def ignore(ctx: Context, who: Annotated[str, _WHO], other: Annotated[str, _WHO]) -> None:
    """Say that two contacts are different people; the pair does not come up again."""
    from crmtui.commands.done import told
    from crmtui.writes import duplicates

    here = shop(ctx)
    with here.read() as connection:
        one, two = resolve(connection, who), resolve(connection, other)
    told(here, duplicates.ignore(here.store, one, two))


def _pairs(connection: sqlite3.Connection, who: str, least: float) -> list[Pair]:
    if not who:
        return scan(connection, least=least)
    contact = resolve(connection, who)
    matches = like_contact(connection, contact, least=least)
    return [Pair(contact, match.id, match.score, match.reasons) for match in matches]


def _json(line: PairLine) -> dict[str, Any]:
    reasons = [{"kind": kind, "text": reason_label(kind)} for kind in line.reasons]
    return line._asdict() | {"reasons": reasons}


def _print(here: Shop, rows: list[dict[str, Any]]) -> None:
    columns = [
        Column("a", "#", right=True),
        Column("a_name", _("Name")),
        Column("a_phone", _("Phone")),
        Column("b", "#", right=True),
        Column("b_name", _("Name")),
        Column("b_phone", _("Phone")),
        Column("why", _("Why")),
    ]
    if on_terminal():
        for row in rows:
            for phone in ("a_phone", "b_phone"):
                row[phone] = here.formats.phone(row[phone], row[phone])
    else:
        columns.insert(6, Column("score", "", right=True))
    table(columns, rows, empty=_("Nobody here looks like somebody else."))
    if rows and on_terminal():
        say(_("`crm contact merge A B` joins two, `crm duplicates ignore A B` keeps them apart."))
