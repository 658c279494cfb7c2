"""How people name a channel, a direction, an outcome and a purpose, and how long something took."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from crmtui.text.digits import to_ascii
from crmtui.text.fold import fold

_WORDS: dict[str, dict[str, str]] = {
    "channel": {
        "call": (
            "call, calls, called, phone, phone call, telephone, telephone call, tel, voice, "
            "voice call, تماس, تماس تلفنی, تلفن, تلفنی, زنگ, مکالمه"
        ),
        "visit": (
            "visit, in person, walk in, walkin, meeting, face to face, in store, store visit, "
            "appointment, حضوری, مراجعه, مراجعه حضوری, ملاقات, جلسه, بازدید, دیدار"
        ),
        "sms": "sms, text, text message, mms, پیامک, اس ام اس, پیام کوتاه",
        "email": "email, e mail, mail, emails, ایمیل, رایانامه, پست الکترونیک, پست الکترونیکی",
        "whatsapp": "whatsapp, whats app, wa, واتساپ, واتس اپ, واتس آپ, واتزاپ",
        "telegram": "telegram, تلگرام",
        "instagram": "instagram, insta, ig, dm, instagram dm, instagram direct, direct message, "
        "اینستاگرام, اینستا, دایرکت, دایرکت اینستاگرام",
        "bale": "bale, بله",
        "eitaa": "eitaa, ایتا",
        "rubika": "rubika, روبیکا",
        "web": (
            "web, website, web site, site, web form, online, online chat, chat, live chat, "
            "وب, وب سایت, سایت, فرم سایت, چت, چت آنلاین, آنلاین"
        ),
        "letter": "letter, post, postal, نامه, پست, پستی",
        "note": "note, memo, یادداشت",
        "other": "other, سایر, دیگر, متفرقه",
    },
    "direction": {
        "in": (
            "in, incoming, inbound, received, receive, from customer, "
            "ورودی, دریافتی, دریافت, دریافت شده, وارده, از مشتری"
        ),
        "out": (
            "out, outgoing, outbound, sent, send, dialed, dialled, to customer, "
            "خروجی, ارسالی, ارسال, ارسال شده, صادره, به مشتری"
        ),
    },
    "outcome": {
        "reached": (
            "reached, answered, connected, spoke, contacted, "
            "پاسخ داد, جواب داد, پاسخ داده شد, جواب داده شد, برقرار شد"
        ),
        "no-answer": (
            "no answer, noanswer, not answered, unanswered, did not answer, missed, missed call, "
            "busy, unreachable, not reached, no response, "
            "پاسخ نداد, جواب نداد, بی پاسخ, بدون پاسخ, از دست رفته, اشغال, اشغال بود, "
            "در دسترس نبود, خاموش"
        ),
        "call-back": (
            "call back, callback, call later, follow up, followup, call again, "
            "تماس مجدد, تماس دوباره, پیگیری, پیگیری مجدد, نیاز به پیگیری, بعدا تماس"
        ),
        "not-now": "not now, later, maybe later, فعلا نه, بعدا, الان نه",
        "not-interested": (
            "not interested, no interest, refused, declined, rejected, "
            "علاقه ندارد, تمایل ندارد, عدم تمایل, نمی خواهد, رد کرد"
        ),
        "done": (
            "done, completed, complete, success, successful, closed, resolved, held, "
            "انجام شد, انجام شده, موفق, تمام شد, بسته شد, حل شد"
        ),
    },
    "purpose": {
        "pre-sale": (
            "pre sale, presale, pre sales, before sale, before a sale, inquiry, enquiry, "
            "prospecting, lead, "
            "پیش از فروش, قبل از فروش, استعلام, استعلام قیمت, مشاوره, مشاوره خرید"
        ),
        "sale": "sale, sales, selling, order, about a sale, negotiation, فروش, سفارش, خرید, مذاکره",
        "after-sale": (
            "after sale, after sales, after a sale, aftersale, aftersales, post sale, support, "
            "service, complaint, warranty, "
            "پس از فروش, بعد از فروش, خدمات پس از فروش, خدمات, پشتیبانی, شکایت, گارانتی"
        ),
    },
}
"""Field → what we call it → what others call it."""

_MISSED = frozenset({"missed", "missedcall", "ازدسترفته"})
"""An outcome that also says who called."""
_LONGEST = 100
_MOST_WORDS = 4
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+|\d+")

_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:\.\d+)?")
_AMOUNT = re.compile(r"(\d{1,7}(?:\.\d{1,9})?)\s*([^\W\d_]*)\.?\s*(?:and|و|,)?\s*")
_SECONDS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "ثانیه"), 1),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "دقیقه", "دقيقه"), 60),
    **dict.fromkeys(("h", "hh", "hr", "hrs", "hour", "hours", "ساعت"), 3600),
}


class Said(NamedTuple):
    """What a cell says in our words; "" where it says nothing."""

    channel: str = ""
    direction: str = ""
    outcome: str = ""
    purpose: str = ""
    whole: bool = True
    """Nothing in the cell is left over."""


def said(cell: str, field: str) -> Said:
    """Read the cell of a column; "Incoming call (missed)" says three things at once."""
    return _said(cell, field) if len(cell) <= _LONGEST else Said(whole=False)


@lru_cache(maxsize=4096)
def _said(cell: str, field: str) -> Said:
    words = _WORD.findall(fold(cell))
    found: dict[str, str] = {}
    whole = True
    while words:
        length, other, value = _longest(words, field)
        whole = whole and bool(value) and found.get(other, value) == value
        if value:
            found.setdefault(other, value)
            if "".join(words[:length]) in _MISSED:
                found.setdefault("direction", "in")
        del words[:length]
    if not whole:
        # A sentence is no answer: "phone was off" as an outcome does not tell the channel.
        found = {field: found[field]} if field in found else {}
    return Said(**found, whole=whole)


def _longest(words: list[str], field: str) -> tuple[int, str, str]:
    """Return how many of the first words have a meaning together, its field, and the meaning."""
    for length in range(min(_MOST_WORDS, len(words)), 0, -1):
        key = "".join(words[:length])
        for other in dict.fromkeys((field, "channel", "direction", "outcome")):
            if value := _index(other).get(key):
                return length, other, value
    return 1, field, ""


@cache
def _index(field: str) -> dict[str, str]:
    return {
        "".join(_WORD.findall(fold(alias))): value
        for value, aliases in _WORDS[field].items()
        for alias in (value, *aliases.split(", "))
    }


def channel_in(headers: list[str]) -> str:
    """Return the channel that the names of columns speak of: "Call date", "متن پیامک"."""
    for header in headers:
        for word in _WORD.findall(fold(header)):
            if (found := _index("channel").get(word, "")) and word not in ("text", "note"):
                return found
    return ""


def seconds_per(header: str) -> int:
    """Return how many seconds a bare number in a column of durations means."""
    words = _WORD.findall(fold(_CAMEL.sub(" ", header)))
    return next((_SECONDS[word] for word in words if word in _SECONDS), 60)


def minutes_in(cell: str, unit: int) -> int | None:
    """Return a duration in whole minutes, a shorter one as one; None if it cannot be read."""
    seconds = _seconds_in(to_ascii(cell).casefold().strip(), unit)
    if seconds is None or seconds > 100_000 * 60:
        return None
    return max(seconds // 60, 1) if seconds else 0


def _seconds_in(text: str, unit: int) -> int | None:
    if clock := _CLOCK.fullmatch(text):
        first, second, third = (int(part or 0) for part in clock.groups())
        # Two numbers are minutes and seconds, unless the column counts hours.
        hours = unit == 3600 and clock[1] is None
        return second * 3600 + third * 60 if hours else first * 3600 + second * 60 + third
    total, at = 0.0, 0
    while at < len(text):
        found = _AMOUNT.match(text, at)
        if not found or (found[2] and found[2] not in _SECONDS) or (not found[2] and at):
            return None
        total += float(found[1]) * (_SECONDS[found[2]] if found[2] else unit)
        at = found.end()
    return int(total + 0.5) if text else None
