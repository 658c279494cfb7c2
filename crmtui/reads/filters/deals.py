"""Filters by deals: `deal:open`, `deal:won`, `deal:stale`, `deal:none`."""

from __future__ import annotations

from crmtui.reads.filters.condition import Condition, Ground, any_of, need_equals, one_of
from crmtui.reads.filters.texts import fixed_word
from crmtui.text.query import Term

_OF_KIND = (
    "c.id IN (SELECT d.contact_id FROM stage s JOIN deal d ON d.stage_id = s.id "
    "WHERE s.kind = ? AND d.contact_id IS NOT NULL)"
)


def deal(ground: Ground, term: Term) -> Condition:
    """Fit with whom a deal is open, won, lost, stale or unplanned; or with whom none is."""
    found = any_of(_deal(ground, fixed_word(term, choice)) for choice in term.choices)
    return found.negated() if need_equals(term) else found


def _deal(ground: Ground, word: str) -> Condition:
    if word == "none":
        return Condition("c.id NOT IN (SELECT contact_id FROM deal WHERE contact_id IS NOT NULL)")
    if word in ("open", "won", "lost"):
        return Condition(_OF_KIND, (word,))
    from crmtui.reads.open_deals import open_deals

    return one_of(
        "c.id",
        [
            each.contact_id
            for each in open_deals(ground.connection, ground.formats, ground.asked.now)
            if each.contact_id and (each.is_stale if word == "stale" else each.step is None)
        ],
    )
