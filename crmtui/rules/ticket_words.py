"""The statuses and priorities of tickets, by whatever name another program calls them."""

from __future__ import annotations

import re

from crmtui.text.fold import fold

OPEN = ("new", "open", "waiting", "on-hold")
ENDED = ("solved", "closed")
STATUSES = (*OPEN, *ENDED)
RUNNING = ("new", "open", "on-hold")
"""While a ticket is anything else, also a word of an imported log, it is not the shop's turn."""
PRIORITIES = ("low", "normal", "high", "urgent")


def _table(**meanings: str) -> dict[str, str]:
    """Turn meaning="a word, another" around, every word as `fold` leaves it."""
    return {
        fold(word).replace("-", " ").strip(): meaning.replace("_", "-")
        for meaning, words in meanings.items()
        for word in words.split(",")
    }


_STATUSES = _table(
    new="new, created, to do, todo, submitted, جدید, تازه",
    open="open, reopened, re opened, reopen, in progress, in process, work in progress, assigned, "
    "باز, در حال بررسی, در حال انجام",
    waiting="waiting, waiting on customer, waiting for customer, awaiting customer, pending, "
    "waiting on requester, awaiting reply, pending customer, pending customer response, "
    "pending customer reply, awaiting customer response, awaiting customer reply, "
    "waiting for customer response, waiting on user, awaiting user info, "
    "منتظر مشتری, در انتظار مشتری, در انتظار پاسخ مشتری",
    on_hold="on hold, onhold, hold, waiting on third party, معلق, در انتظار",
    solved="solved, resolved, done, fixed, حل شده, حل‌شده, حلشده, انجام شده, تعمیر شده",
    closed="closed, بسته, بسته شده, بسته‌شده",
)
_PRIORITIES = _table(
    low="low, lowest, minor, p4, p5, کم, پایین",
    normal="normal, medium, moderate, p3, معمولی, متوسط, عادی",
    high="high, major, p2, بالا, زیاد, مهم",
    urgent="urgent, critical, p1, highest, blocker, فوری, بحرانی, اضطراری",
)


_RANK = r"^\d\s*[-.:)]\s*"
"""Before the word some programs write its rank: "3 - Moderate"."""


def status_of(text: str) -> str:
    """Return one of STATUSES, or the text as it is if it means none of them."""
    return _STATUSES.get(_key(text), text)


def priority_of(text: str) -> str:
    """Return one of PRIORITIES, or the text as it is if it means none of them."""
    return _PRIORITIES.get(_key(re.sub(_RANK, "", text)), text)


def _key(text: str) -> str:
    return " ".join(fold(text.replace("_", " ").replace("-", " ")).split())
