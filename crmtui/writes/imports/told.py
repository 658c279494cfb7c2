"""What came of an import, in words that both fronts use."""

from __future__ import annotations

from collections.abc import Iterator

from crmtui.locale import _, ngettext
from crmtui.text.formats import Formats
from crmtui.writes.imports.options import DEALS, INTERACTIONS, Reading
from crmtui.writes.imports.result import ImportResult, Preview

_UNSAID = frozenset(("id", "kind"))
"""Fields of a record that tell nobody anything yet."""


def counts(result: ImportResult, formats: Formats) -> str:
    """Say how many records and rows there were of each sort."""
    number = formats.number
    rows = ngettext("{n} row", "{n} rows", result.rejected).format(n=number(result.rejected))
    return _(
        "{created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected."
    ).format(
        created=number(result.created),
        updated=number(result.updated),
        unchanged=number(result.unchanged),
        rejected=rows,
    )


def as_read(formats: Formats, reading: Reading) -> Formats:
    """Return how amounts of the file are shown: the shop may only now take on its currency."""
    return formats._replace(currency=reading.currency) if reading.currency else formats


def asides(result: ImportResult, reading: Reading, formats: Formats) -> list[str]:
    """Say what else happened, if anything did."""
    told = [
        text.format(n=formats.number(count), currency=formats.currency)
        for count, text in _asides(result, reading.kind)
        if count
    ]
    if result.stages:
        told.append(_("New stages: {names}.").format(names=", ".join(result.stages)))
    return told


def _asides(result: ImportResult, kind: str) -> Iterator[tuple[int, str]]:
    yield (
        result.named,
        ngettext(
            "{n} contact was made because rows named it.",
            "{n} contacts were made because rows named them.",
            result.named,
        ),
    )
    yield (
        result.namesakes,
        ngettext(
            "{n} new contact has the name of somebody else here; look whether they are one.",
            "{n} new contacts have names of others here; look whether they are the same.",
            result.namesakes,
        ),
    )
    yield result.skipped, _skipped(result.skipped, kind)
    yield (
        result.rounded,
        ngettext(
            "{n} amount had more digits than {currency} has and was rounded.",
            "{n} amounts had more digits than {currency} has and were rounded.",
            result.rounded,
        ),
    )


def _skipped(count: int, kind: str) -> str:
    if kind == INTERACTIONS:
        return ngettext(
            "{n} mail is neither from nor to a contact and was left out.",
            "{n} mails are neither from nor to a contact and were left out.",
            count,
        )
    if kind == DEALS:
        return ngettext(
            "{n} row is of a deal that was deleted there and was left out.",
            "{n} rows are of deals that were deleted there and were left out.",
            count,
        )
    return ngettext(
        "{n} row is of an order that came to nothing and was left out.",
        "{n} rows are of orders that came to nothing and were left out.",
        count,
    )


def preview_values(preview: Preview, formats: Formats) -> list[str]:
    """Return what a record will say, field by field."""
    fields = dict(preview.fields)
    if fields.get("at"):
        fields["at"] = formats.date(formats.day(str(fields["at"])))
    if isinstance(amount := fields.get("amount"), int):
        fields["amount"] = formats.money(amount)
    return [str(value) for name, value in fields.items() if value and name not in _UNSAID]
