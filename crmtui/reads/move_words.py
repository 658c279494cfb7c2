"""The moves between segments as a person reads them, for both fronts."""

from __future__ import annotations

from crmtui.labels import segment_label
from crmtui.locale import _, ngettext
from crmtui.rules.moves import Change, Summary
from crmtui.text.formats import Formats

_TOLD = 2
"""So many segments are in a headline."""


def headline(found: Summary, formats: Formats) -> str:
    """Say what counts most: "3 left Champions, −12 % of revenue · 20 moved up, 14 down"."""
    if not found.up + found.down:
        return _("Nobody changed segment.")
    dearest = sorted(found.changes, key=lambda change: -change.fell_paid)[:_TOLD]
    told = [_lost(found, change, formats) for change in dearest if change.fell_paid > 0]
    up, down = formats.number(found.up), formats.number(found.down)
    return " · ".join([*told, _("{up} moved up, {down} down").format(up=up, down=down)])


def _lost(found: Summary, change: Change, formats: Formats) -> str:
    """Say who left a segment for a worse one."""
    left = ngettext("{n} left {segment}", "{n} left {segment}", change.fell)
    return _("{left}, −{share}% of revenue").format(
        left=left.format(n=formats.number(change.fell), segment=segment_label(change.segment)),
        share=percent(found.share(change.fell_paid), formats),
    )


def percent(part: float, formats: Formats) -> str:
    """Return a part as a whole number of hundredths; what is little but not nothing says so."""
    whole = round(100 * part)
    return formats.number(whole) if whole or part <= 0 else f"<{formats.number(1)}"
