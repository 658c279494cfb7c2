"""Write what is to be done, and birthdays, as a calendar that phones take: iCalendar 2.0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from crmtui.exchange.ics_repeat import repeat_lines
from crmtui.exchange.vcard.fold import folded
from crmtui.exchange.vcard.values import escaped
from crmtui.locale import _
from crmtui.text.birthdays import NO_YEAR
from crmtui.text.clean import printable

Row = Mapping[str, Any]
"""The fields of an export, several values as lists; days are ISO, moments are UTC text."""
Entry = Iterable[str]
"""The lines of one thing in a calendar."""

_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//crmtui//crmtui//EN", "CALSCALE:GREGORIAN")
_SOME_LEAP_YEAR = 2000
"""Where a birthday without a year begins: some phones know no year before 1970."""
_MORNING = "PT9H"
"""When the alarm of a whole day goes off."""


def write_calendar(out: BinaryIO, entries: Iterable[Entry]) -> int:
    """Write entries as they come; return how many there were."""
    out.write(_lines(_HEAD))
    written = 0
    for entry in entries:
        out.write(_lines(entry))
        written += 1
    out.write(_lines(("END:VCALENDAR",)))
    return written


def todo(task: Row) -> Iterator[str]:
    """Yield a task as a thing to do."""
    yield "BEGIN:VTODO"
    yield from _about("task", task, _summary(task))
    if task["due"]:
        yield from _when(task, "DUE")
    if task["dropped"]:
        yield "STATUS:CANCELLED"
    elif task["done_at"]:
        yield from ("STATUS:COMPLETED", "PERCENT-COMPLETE:100", _at("COMPLETED", task["done_at"]))
    else:
        yield "STATUS:NEEDS-ACTION"
    yield "END:VTODO"


def event(task: Row) -> Iterator[str]:
    """Yield a task that is due as an event: most phones leave things to do out of a calendar.

    One that is done is ticked off and rings no more; one that was given up is cancelled.
    """
    summary = _summary(task)
    yield "BEGIN:VEVENT"
    yield from _about(
        "event", task, f"✓ {summary}" if task["done_at"] and not task["dropped"] else summary
    )
    yield from _when(task, "DTSTART")
    yield "DURATION:P1D" if task["all_day"] else "DURATION:PT15M"
    if task["dropped"]:
        yield "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT" if task["all_day"] or task["done_at"] else "TRANSP:OPAQUE"
    if not task["done_at"]:
        yield from _alarm(summary, _MORNING if task["all_day"] else "PT0S")
    yield "END:VEVENT"


def visit(appointment: Row) -> Iterator[str]:
    """Yield an appointment on a ticket as an event; one that was called off is cancelled."""
    summary, is_over = appointment["summary"], appointment["done_at"] is not None
    yield "BEGIN:VEVENT"
    yield from _about("visit", appointment, summary)
    yield _at("DTSTART", appointment["at"])
    yield f"DURATION:PT{appointment['minutes']}M"
    if appointment["place"]:
        yield f"LOCATION:{_text(appointment['place'])}"
    if appointment["dropped"]:
        yield "STATUS:CANCELLED"
    if not is_over:
        yield from _alarm(summary, "-PT30M")
    yield "END:VEVENT"


def birthday(contact: Row) -> Iterator[str]:
    """Yield a birthday as an event of every year; of 29 February, on the last of the month."""
    born = date.fromisoformat(contact["birthday"])
    first = born.replace(year=_SOME_LEAP_YEAR) if born.year == NO_YEAR else born
    last_of_month = ";BYMONTH=2;BYMONTHDAY=-1" if (born.month, born.day) == (2, 29) else ""
    summary = _("Birthday: {name}").format(name=contact["name"])
    yield "BEGIN:VEVENT"
    yield from _about("birthday", contact, summary)
    yield _at("DTSTART", first.isoformat())
    yield "DURATION:P1D"
    yield f"RRULE:FREQ=YEARLY{last_of_month}"
    yield "TRANSP:TRANSPARENT"
    yield from _alarm(summary, _MORNING)
    yield "END:VEVENT"


def _when(task: Row, name: str) -> Iterator[str]:
    """Yield when a task is due, and how it comes back.

    What comes back is told by the clock of the shop, without a zone: at ten it stays at ten when
    summer time begins.
    """
    if not task["repeat"] or task["done_at"]:
        yield _at(name, task["due"])
        return
    start = task["local_due"]
    yield _at("DTSTART", start)
    if name != "DTSTART":
        yield _at(name, start)
    yield from repeat_lines(task["repeat"], start, task["calendar"])


def _about(kind: str, row: Row, summary: str) -> Iterator[str]:
    """Yield what every entry says, the same each time: a calendar then knows it again.

    The moment it was made tells it from number 12 of another shop.
    """
    made = _stamp(row["created_at"])
    yield f"UID:{kind}-{row['id']}-{made}@crmtui"
    yield f"DTSTAMP:{made}"
    yield f"SUMMARY:{_text(summary)}"
    if said := [*row["phone"], *row.get("said", ())]:
        yield "DESCRIPTION:" + _text("\n".join(said))


def _summary(task: Row) -> str:
    return " · ".join(part for part in (task["text"], task["customer"]) if part)


def _alarm(summary: str, trigger: str) -> Iterator[str]:
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(summary)}")
    yield from (f"TRIGGER:{trigger}", "END:VALARM")


def _at(name: str, when: str) -> str:
    """Return the line of a day or of a moment."""
    return f"{name}:{_stamp(when)}" if "T" in when else f"{name};VALUE=DATE:{_stamp(when)}"


def _stamp(when: str) -> str:
    """Return an ISO day or UTC text as calendars write it: 20260305T063000Z."""
    return when.replace("-", "").replace(":", "")


def _text(text: str) -> str:
    """Write a text so that it stays one value and one line."""
    return escaped(printable(text))


def _lines(lines: Iterable[str]) -> bytes:
    return b"".join(map(folded, lines))
