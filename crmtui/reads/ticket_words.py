"""The fixed words of the service desk as a person reads them, for both fronts."""

from __future__ import annotations

from collections.abc import Callable

from crmtui.locale import _, mark, pgettext, spoken
from crmtui.reads.ticket_clock import ENDED, LATE, NONE, PAUSED, Left
from crmtui.reads.ticket_talk import Said
from crmtui.text.digits import to_persian

_STATUSES: dict[str, Callable[[], str]] = {
    "new": lambda: pgettext("ticket", "new"),
    "open": lambda: pgettext("ticket", "open"),
    "waiting": lambda: pgettext("ticket", "waiting"),
    "on-hold": lambda: pgettext("ticket", "on hold"),
    "solved": lambda: pgettext("ticket", "solved"),
    "closed": lambda: pgettext("ticket", "closed"),
}
_PRIORITIES = {
    "low": mark("low"),
    "normal": mark("normal"),
    "high": mark("high"),
    "urgent": mark("urgent"),
}
_APPOINTMENTS = {"visit": mark("visit"), "call": mark("call back")}


def ticket_status_label(status: str) -> str:
    """Return how far a ticket is; the word of another program stays as it is."""
    return _STATUSES[status]() if status in _STATUSES else status


def priority_label(priority: str) -> str:
    """Return how much a ticket presses."""
    return _(_PRIORITIES[priority]) if priority in _PRIORITIES else priority


def appointment_label(kind: str) -> str:
    """Return what was agreed on for a time."""
    return _(_APPOINTMENTS[kind])


def change_text(said: Said) -> str:
    """Say what changed on a ticket: "now waiting", "given to Sara"."""
    words = {"value": said.text}
    if said.kind == "status":
        return _("now {value}").format(value=ticket_status_label(said.text))
    if said.kind == "priority":
        return _("priority {value}").format(value=priority_label(said.text))
    if said.kind == "assignee":
        return _("given to {value}").format(**words) if said.text else _("given to nobody")
    if said.kind == "rated":
        return _("rated: {value}").format(value=_scores(said.text))
    form = _("merged with {value}") if said.kind == "merged" else _("split: {value}")
    return form.format(**words)


def score_label(csat: int | None, nps: int | None) -> str:
    """Say a rating: "4 of 5, NPS 9"."""
    parts = (
        _("{score} of 5").format(score=csat) if csat is not None else "",
        _("NPS {score}").format(score=nps) if nps is not None else "",
    )
    return ", ".join(part for part in parts if part)


def _scores(value: str) -> str:
    """Say a rating as the history keeps it: "csat 4 nps 9"."""
    words = value.split()
    kept = dict(zip(words[::2], words[1::2], strict=False))
    found = {name: int(kept[name]) for name in ("csat", "nps") if kept.get(name, "").isdecimal()}
    return score_label(found.get("csat"), found.get("nps")) or value


def left_text(left: Left) -> str:
    """Say what is left: "2 h 10 m to reply", "40 m late", "waits, 3 h left"."""
    if left.state in (ENDED, NONE):
        return ""
    span = span_text(abs(left.minutes))
    if left.state == LATE:
        form = _("{span} late to reply") if left.is_reply else _("{span} late")
    elif left.state == PAUSED:
        form = _("waits, {span} left")
    else:
        form = _("{span} to reply") if left.is_reply else _("{span} left")
    return form.format(span=span)


def span_text(minutes: int) -> str:
    """Say a span of opening hours: "40 m", "2 h 10 m", "35 h"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        text = _("{m} m").format(m=rest)
    elif not rest or hours >= 10:
        text = _("{h} h").format(h=hours)
    else:
        text = _("{h} h {m} m").format(h=hours, m=rest)
    return to_persian(text) if spoken() == "fa" else text
