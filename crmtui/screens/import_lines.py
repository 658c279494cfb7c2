"""What is said about an import, after a trial and after the real one: as the shell says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from crmtui.locale import _, ngettext
from crmtui.text.formats import Formats
from crmtui.widgets.cells import cut, fenced, one_line
from crmtui.writes.imports.result import ImportResult, Preview, Rejected

_LONGEST = 40
_UNSAID = frozenset(("id", "kind"))
"""What tells nobody anything yet."""


def result_lines(
    result: ImportResult, first: Sequence[Rejected], formats: Formats
) -> Iterator[Content]:
    """Yield the figures, what else happened, the first records and the first rejected rows."""
    yield Content.styled(counts(result, formats), "bold")
    for line in asides(result, formats):
        yield Content(line)
    if result.preview:
        yield Content("")
        yield Content.styled(_("The first of them"), "$foreground-muted")
        for preview in result.preview:
            yield _shown(preview, formats)
    if first:
        yield Content("")
        yield Content.styled(_("Rejected rows"), "bold $overdue")
        for rejected in first:
            text = _("row {row}: {reason}").format(
                row=formats.number(rejected.row), reason=one_line(rejected.reason)
            )
            yield Content(f"  {text}")
    if result.rejected > len(first):
        yield Content("  …")


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


def asides(result: ImportResult, formats: Formats) -> list[str]:
    """Say what else happened, if anything did."""
    said = (
        (
            result.named,
            ngettext(
                "{n} contact was made because rows named it.",
                "{n} contacts were made because rows named them.",
                result.named,
            ),
        ),
        (
            result.namesakes,
            ngettext(
                "{n} new contact has the name of somebody else here; look whether they are one.",
                "{n} new contacts have names of others here; look whether they are the same.",
                result.namesakes,
            ),
        ),
        (
            result.skipped,
            ngettext(
                "{n} row does not count and was left out.",
                "{n} rows do not count and were left out.",
                result.skipped,
            ),
        ),
        (
            result.rounded,
            ngettext(
                "{n} amount had more digits than {currency} has and was rounded.",
                "{n} amounts had more digits than {currency} has and were rounded.",
                result.rounded,
            ),
        ),
    )
    return [
        text.format(n=formats.number(count), currency=formats.currency)
        for count, text in said
        if count
    ]


def _shown(preview: Preview, formats: Formats) -> Content:
    """Show a record as it will be."""
    fields = dict(preview.fields)
    if fields.get("at"):
        fields["at"] = formats.date(formats.day(str(fields["at"])))
    if isinstance(amount := fields.get("amount"), int):
        fields["amount"] = formats.money(amount)
    is_new = preview.outcome == "created"
    values = [
        cut(one_line(str(value)), _LONGEST)
        for name, value in fields.items()
        if value and name not in _UNSAID
    ]
    return Content.assemble(
        ("  + " if is_new else "  ~ ", "bold $won" if is_new else "bold $pressing"),
        (_("new") if is_new else _("changed"), "$foreground-muted"),
        "  ",
        " · ".join(fenced(values)),
    )
