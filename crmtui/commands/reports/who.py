"""The customers behind a figure of a report, named as the report names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmtui.commands.queries import print_contacts
from crmtui.commands.shop import Shop
from crmtui.errors import UsageError
from crmtui.locale import _
from crmtui.text.digits import to_ascii

if TYPE_CHECKING:
    from crmtui.reads.reports.span import Span

KINDS = {
    "period": "period",
    "cohort": "cohort",
    "segment": "segments",
    "source": "sources",
    "tag": "tags",
    "referrer": "referrers",
    "top": "top",
}


def print_behind(here: Shop, span: Span, asked: str, limit: int) -> None:
    """Print who is behind period=2026-11, cohort=2026-01+3, source=instagram, top=20% …

    Raises UsageError for what is no figure.
    """
    from crmtui.reads.contacts import lines
    from crmtui.reads.reports.behind import customers_behind
    from crmtui.reads.who import resolve

    name, sign, value = asked.partition("=")
    kind = KINDS.get(name.strip().lower().removesuffix("s"))
    if not sign or kind is None:
        raise UsageError(
            _("{text} is no figure of the report.").format(text=asked or "''"),
            _("Like period=2026-11, cohort=2026-01+3, segment=lost, source=, tag=vip, top=20%"),
        )
    span = span.from_whole_period()
    with here.read() as connection:
        if kind == "referrers":
            value = str(resolve(connection, value))
        figure = (kind, _value(span, kind, value.strip()))
        ids = customers_behind(connection, here.settings, span, figure)
        found = lines(connection, ids[:limit])
    print_contacts(here, found, _("Nobody is here now."))


def _value(span: Span, kind: str, text: str) -> str:
    if kind == "segments":
        from crmtui.reads.segments import segment_name

        return segment_name(text)
    if kind in ("period", "cohort"):
        return _period(span, text)
    if kind == "top":
        text = to_ascii(text).replace("٪", "%")
        if not text.removesuffix("%").isdecimal():
            raise UsageError(_("{text} is no number.").format(text=text or "''"))
    return text


def _period(span: Span, text: str) -> str:
    """Return a period, and how many later, as the reads name them: "24300:4"."""
    from crmtui.text.periods import written_span

    first, _plus, later = text.partition("+")
    days = written_span(first)
    if days is None or (later and not later.isdecimal()):
        raise UsageError(
            _("{text} is no period of the report.").format(text=text or "''"),
            _("It is written as the report writes it, like 2026-11, 2026-Q4, 2026, 2026-01+3"),
        )
    number = span.period(days[0])
    return f"{number}:{int(later[:4])}" if later else str(number)
