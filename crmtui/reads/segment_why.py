"""Why somebody is in their segment: each score in plain words, with what it was measured by."""

from __future__ import annotations

from collections.abc import Iterator

from crmtui.labels import segment_label
from crmtui.locale import _, ngettext
from crmtui.reads.segments import Segmentation, Why
from crmtui.rules.rfm import fm_score
from crmtui.text.formats import Formats


def why_lines(found: Segmentation, reason: Why, formats: Formats) -> Iterator[str]:
    """Yield a line for each score, and one that says what they lead to."""
    buyer, number = reason.buyer, formats.number
    ago = ngettext("{n} day ago", "{n} days ago", buyer.recency).format(n=number(buyer.recency))
    scores = (
        ("R", buyer.r, _("Last purchase"), ago, reason.less_recent),
        ("F", buyer.f, _("Purchases"), number(buyer.frequency), reason.less_frequent),
        ("M", buyer.m, _("Paid"), formats.money(buyer.monetary), reason.less_money),
    )
    for (letter, points, title, value, worse), cuts in zip(scores, found.cuts, strict=True):
        if cuts:
            shown = map(formats.short_money if letter == "M" else number, cuts)
            by = _("by the cut points {cuts}").format(cuts=" · ".join(shown))
        else:
            by = _("better than {worse} of {all} buyers").format(
                worse=number(worse), all=number(reason.buyers)
            )
        yield f"{letter} {number(points)}  {title}: {value}  {by}"
    yield _sum_up(found, reason, formats)


def _sum_up(found: Segmentation, reason: Why, formats: Formats) -> str:
    buyer, number = reason.buyer, formats.number
    words = {"r": number(buyer.r), "f": number(buyer.f), "segment": segment_label(buyer.segment)}
    if found.method == "quintile":
        return _("R {r} with F {f} is {segment}.").format(**words)
    mean = number(fm_score(buyer.f, buyer.m))
    return _("R {r} with {mean}, the mean of F and M, is {segment}.").format(mean=mean, **words)
