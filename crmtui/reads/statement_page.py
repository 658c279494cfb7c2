"""A statement in words: the same on paper, in the shell and on the screen."""

from __future__ import annotations

from datetime import date, timedelta

from crmtui.exchange.statement_html import StatementPage, Table
from crmtui.locale import _, mark
from crmtui.reads.accounts import END, standing
from crmtui.reads.statement import Entry, Statement
from crmtui.rules.debts import OpenItem
from crmtui.text.formats import Formats

_WHAT = {
    "sale": mark("sale #{id}"),
    "refund": mark("refund of #{of}"),
    "payment": mark("payment"),
    "paid-back": mark("paid back"),
}


def statement_page(found: Statement, formats: Formats, shop: str, today: date) -> StatementPage:
    """Return a statement as it is read."""
    return StatementPage(
        lang=formats.lang,
        shop=shop,
        title=_("Statement of account"),
        name=found.name,
        number=f"#{found.contact_id}",
        period=_period(found, formats, today),
        moves=_moves(found, formats),
        closing=_("{name} {owes}.").format(name=found.name, owes=standing(found.closing, formats)),
        open_title=_("Not paid yet") if found.account.items else "",
        open=_open(found.account.items, formats, today),
    )


def _period(found: Statement, formats: Formats, today: date) -> str:
    first = found.since or next((entry.at for entry in found.entries), "")
    last = today if found.until >= END else formats.day(found.until) - timedelta(days=1)
    if not first:
        return formats.date(last)
    return _("{first} to {last}").format(
        first=formats.date(formats.day(first)), last=formats.date(last)
    )


def _moves(found: Statement, formats: Formats) -> Table:
    titles = [
        _("Date"),
        _("What"),
        _("Details"),
        _("Charged"),
        _("Paid"),
        _("Balance {unit}").format(unit=formats.unit_name),
    ]
    opening = ["", _("opening balance"), "", "", "", _plain(found.opening, formats)]
    rows = [opening, *(_move(entry, formats) for entry in found.entries)]
    return Table(titles, rows, numbers=frozenset({3, 4, 5}), texts=frozenset({2}))


def _move(entry: Entry, formats: Formats) -> list[str]:
    amount = _plain(abs(entry.amount), formats)
    what = _(_WHAT[entry.what]).format(id=entry.id, of=entry.purchase_id)
    if entry.what == "payment" and entry.purchase_id:
        what = _("payment for #{id}").format(id=entry.purchase_id)
    return [
        formats.date(formats.day(entry.at)),
        what,
        entry.text,
        amount if entry.amount >= 0 else "",
        amount if entry.amount < 0 else "",
        _plain(entry.balance, formats),
    ]


def _open(items: list[OpenItem], formats: Formats, today: date) -> Table:
    titles = [
        _("Purchase"),
        _("Date"),
        _("Due"),
        _("Days late"),
        _("Amount"),
        _("Left {unit}").format(unit=formats.unit_name),
    ]
    rows = [
        [
            f"#{item.purchase}" if item.purchase else _("money given"),
            formats.date(formats.day(item.at)),
            formats.date(item.due) if item.due else "",
            formats.number(days) if (days := item.days_past(today)) else "",
            _plain(item.amount, formats),
            _plain(item.left, formats),
        ]
        for item in items
    ]
    return Table(titles, rows, numbers=frozenset({3, 4, 5}))


def _plain(minor: int, formats: Formats) -> str:
    return formats.money(minor, with_unit=False)
