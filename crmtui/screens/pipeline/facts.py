"""What is told about one deal, in lines: its facts, and the stages it went through."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from typing import NamedTuple

from crmtui.locale import _
from crmtui.reads.deals import DealRow, Playbook, Stay, deal, playbook, stays
from crmtui.reads.facts import Fact
from crmtui.reads.open_deals import OpenDeal, open_deals
from crmtui.screens.pipeline.faces import FLAGS, step_words
from crmtui.text.calendar import from_utc_text
from crmtui.text.formats import Formats
from crmtui.widgets.cells import one_line


class DealBook(NamedTuple):
    """All that is shown of a deal."""

    deal: DealRow
    stays: list[Stay]
    playbook: Playbook
    open: OpenDeal | None
    """How it stands, while it is open."""


def read_deal(
    connection: sqlite3.Connection, number: int, formats: Formats, now: datetime
) -> DealBook:
    """Return what is shown of a deal. Raises NotFound."""
    found = deal(connection, number)
    standing = open_deals(connection, formats, now, number=number)
    return DealBook(
        found,
        stays(connection, number),
        playbook(connection, number),
        standing[0] if standing else None,
    )


def facts(book: DealBook, formats: Formats, now: datetime) -> list[Fact]:
    """Return what is known about a deal, without the fields that are empty."""
    row = book.deal
    today = formats.day(now)
    number = formats.number
    stage = _("{stage} · {n}% of such deals are won").format(
        stage=row.stage, n=number(row.probability)
    )
    lines = [
        Fact(_("Customer"), row.name),
        Fact(_("Amount"), "" if row.amount is None else formats.money(row.amount), "money"),
        Fact(_("Stage"), stage if row.kind == "open" else row.stage),
        *_standing(book.open, formats, now),
        Fact(_("Products"), row.products),
        Fact(_("Expected"), _day(row.expected_close, formats)),
        Fact(_("Owner"), row.owner),
        Fact(_("Source"), row.source),
        Fact(_("Reason"), row.reason, "pressing"),
        Fact(_("Competitor"), row.competitor),
        Fact(_("Opened"), _moment(row.opened_at, formats, today)),
        Fact(_("Closed"), _moment(row.closed_at, formats, today)),
        Fact(_("Purchase"), f"#{row.purchase_id}" if row.purchase_id else ""),
        Fact(_("Its number"), row.ref),
        Fact(_("Note"), row.note),
    ]
    return [line for line in lines if line.value]


def _standing(open_deal: OpenDeal | None, formats: Formats, now: datetime) -> list[Fact]:
    if open_deal is None:
        return []
    words, role = step_words(open_deal, formats, now)
    lines = [Fact(_("Next step"), f"{FLAGS[open_deal.flag]} {words}", role)]
    if open_deal.is_stale:
        quiet = formats.number(open_deal.quiet_days)
        lines.append(Fact(_("Stale"), _("quiet for {n} d").format(n=quiet), "overdue"))
    return lines


def history(book: DealBook, formats: Formats, now: datetime) -> list[Fact]:
    """Return the stages that a deal went through: since when, and for how long."""
    lines = []
    for stay in book.stays:
        day = formats.date(formats.day(stay.at))
        if stay.until is None and stay.kind != "open":
            lines.append(Fact(day, stay.stage, "won" if stay.kind == "won" else "pressing"))
            continue
        left = from_utc_text(stay.until) if stay.until else now
        n = formats.number(max(0, (left - from_utc_text(stay.at)).days))
        spent = _("{n} d") if stay.until else _("for {n} d now")
        lines.append(Fact(day, f"{one_line(stay.stage)} · {spent.format(n=n)}"))
    return lines


def _day(iso: str | None, formats: Formats) -> str:
    return formats.date(date.fromisoformat(iso)) if iso else ""


def _moment(at: str | None, formats: Formats, today: date) -> str:
    if not at:
        return ""
    day = formats.day(at)
    return f"{formats.date(day)} · {formats.ago(day, today)}"
