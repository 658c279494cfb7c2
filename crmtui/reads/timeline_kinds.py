"""Which entries of a timeline are wanted: the words for it, and what a screen goes through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crmtui.errors import UsageError
from crmtui.locale import _, mark
from crmtui.models.words import Channel
from crmtui.reads.timeline_sources import SOURCES

Kinds = Mapping[str, frozenset[str]]
"""Kind of entry → what of it is wanted, like channels; nothing stands for all."""

_ALL: frozenset[str] = frozenset()
_CHANGES = ("change", "added")
EVERYTHING: Kinds = {source.kind: _ALL for source in SOURCES}
EVENTS: Kinds = {kind: _ALL for kind in EVERYTHING if kind not in _CHANGES}
"""What happened, without what was changed in the records."""

_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "talk": (("interaction", ""),),
    **{channel.value: (("interaction", channel.value),) for channel in Channel},
    "sale": (("purchase", "sale"),),
    "refund": (("purchase", "refund"),),
    "payment": (("payment", ""),),
    "task": (("task", ""),),
    "promise": (("task", "promise"),),
    "need": (("need", ""),),
    "deal": (("deal", ""),),
    "ticket": (("ticket", ""), ("appointment", "")),
    "change": tuple((kind, "") for kind in _CHANGES),
    "interaction": (("interaction", ""),),
    "purchase": (("purchase", ""),),
    "all": tuple((kind, "") for kind in EVERYTHING),
}


def kinds_of(words: Iterable[str]) -> Kinds:
    """Return what is wanted in words like "call" or "task". Raises UsageError."""
    found: dict[str, frozenset[str]] = {}
    for word in words:
        key = word.strip().lower()
        if key not in _WORDS:
            raise UsageError(
                _("A timeline has no kind {name}.").format(name=word),
                _("Choose some of: {choices}.").format(choices=", ".join(_WORDS)),
            )
        for kind, what in _WORDS[key]:
            whole = not what or found.get(kind) == _ALL
            found[kind] = _ALL if whole else found.get(kind, _ALL) | {what}
    return found


VIEWS: Mapping[str, tuple[str, Kinds]] = {
    "events": (mark("timeline"), EVENTS),
    "talks": (mark("talks"), kinds_of(["talk"])),
    "sales": (mark("sales and payments"), kinds_of(["purchase", "payment"])),
    "tasks": (mark("tasks"), kinds_of(["task"])),
    "deals": (mark("deals"), kinds_of(["deal"])),
    "tickets": (mark("tickets"), kinds_of(["ticket"])),
    "changes": (mark("changes"), kinds_of(["change"])),
    "everything": (mark("everything"), EVERYTHING),
}
"""What a screen goes through, with the word for each."""
