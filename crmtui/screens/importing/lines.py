"""What is said about an import, after a trial and after the real one: as the shell says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from crmtui.locale import _
from crmtui.text.formats import Formats
from crmtui.widgets.cells import cut, fenced, one_line
from crmtui.writes.imports.options import Reading
from crmtui.writes.imports.result import ImportResult, Preview, Rejected
from crmtui.writes.imports.told import as_read, asides, counts, preview_values

_LONGEST = 40


def result_lines(
    result: ImportResult, reading: Reading, first: Sequence[Rejected], formats: Formats
) -> Iterator[Content]:
    """Yield the figures, what else happened, the first records and the first rejected rows."""
    formats = as_read(formats, reading)
    yield Content.styled(counts(result, formats), "bold")
    for line in asides(result, reading, formats):
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


def _shown(preview: Preview, formats: Formats) -> Content:
    """Show a record as it will be."""
    is_new = preview.outcome == "created"
    values = [cut(one_line(value), _LONGEST) for value in preview_values(preview, formats)]
    return Content.assemble(
        ("  + " if is_new else "  ~ ", "bold $won" if is_new else "bold $pressing"),
        (_("new") if is_new else _("changed"), "$foreground-muted"),
        "  ",
        " · ".join(fenced(values)),
    )
