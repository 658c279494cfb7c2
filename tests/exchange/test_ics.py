"""A calendar as phones take it: its lines, its days, and texts that stay what they were."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.exchange.ics import Row, birthday, event, todo, write_calendar
from crmtui.exchange.ics_repeat import repeat_lines
from crmtui.text.clean import printable

TASK: dict[str, Any] = {
    "id": 12,
    "text": "call back",
    "customer": "Ali",
    "due": "2026-03-05T06:30:00Z",
    "all_day": False,
    "created_at": "2026-03-01T10:00:00Z",
    "done_at": None,
    "phone": ["+989121112233", "021 8877"],
    "repeat": "",
    "dropped": False,
    "local_due": "2026-03-05T10:00:00",
    "calendar": "gregorian",
}
ALL_DAY = TASK | {"due": "2026-03-05", "all_day": True}
DONE = {"done_at": "2026-03-04T08:00:00Z"}
ALI: dict[str, Any] = {
    **{"id": 3, "name": "Ali", "birthday": "1991-03-25", "phone": []},
    "created_at": "2026-03-01T10:00:00Z",
}


def calendar(*found: Any) -> bytes:
    out = io.BytesIO()
    assert write_calendar(out, found) == len(found)
    return out.getvalue()


def lines(content: bytes) -> list[str]:
    """Unfold a calendar; every line must fit and be whole."""
    pieces = content.split(b"\r\n")
    assert pieces.pop() == b""
    for piece in pieces:
        assert len(piece) <= 75
        assert b"\n" not in piece
        assert b"\r" not in piece
        piece.decode()
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def entries(content: bytes) -> list[list[str]]:
    """Return the lines of each entry."""
    found = lines(content)
    assert found[0] == "BEGIN:VCALENDAR"
    assert found[-1] == "END:VCALENDAR"
    starts = [i for i, line in enumerate(found) if re.fullmatch("BEGIN:V(TODO|EVENT)", line)]
    ends = [i for i, line in enumerate(found) if re.fullmatch("END:V(TODO|EVENT)", line)]
    return [found[a : b + 1] for a, b in zip(starts, ends, strict=True)]


def values(entry: list[str], name: str) -> list[str]:
    """Return the texts of one property, unescaped."""
    return [
        unescaped(line.removeprefix(f"{name}:")) for line in entry if line.startswith(f"{name}:")
    ]


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def test_a_thing_to_do() -> None:
    assert lines(calendar(todo(TASK), todo(ALL_DAY | DONE))) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//crmtui//crmtui//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VTODO",
        "UID:task-12-20260301T100000Z@crmtui",
        "DTSTAMP:20260301T100000Z",
        "SUMMARY:call back · Ali",
        "DESCRIPTION:+989121112233\\n021 8877",
        "DUE:20260305T063000Z",
        "STATUS:NEEDS-ACTION",
        "END:VTODO",
        "BEGIN:VTODO",
        "UID:task-12-20260301T100000Z@crmtui",
        "DTSTAMP:20260301T100000Z",
        "SUMMARY:call back · Ali",
        "DESCRIPTION:+989121112233\\n021 8877",
        "DUE;VALUE=DATE:20260305",
        "STATUS:COMPLETED",
        "PERCENT-COMPLETE:100",
        "COMPLETED:20260304T080000Z",
        "END:VTODO",
        "END:VCALENDAR",
    ]


def test_a_thing_to_do_some_day_for_nobody() -> None:
    assert list(todo(TASK | {"due": None, "customer": None, "phone": []}))[3:] == [
        *("SUMMARY:call back", "STATUS:NEEDS-ACTION", "END:VTODO"),
    ]


def test_an_event_rings() -> None:
    assert list(event(TASK)) == [
        "BEGIN:VEVENT",
        "UID:event-12-20260301T100000Z@crmtui",
        "DTSTAMP:20260301T100000Z",
        "SUMMARY:call back · Ali",
        "DESCRIPTION:+989121112233\\n021 8877",
        "DTSTART:20260305T063000Z",
        "DURATION:PT15M",
        "TRANSP:OPAQUE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:call back · Ali",
        "TRIGGER:PT0S",
        "END:VALARM",
        "END:VEVENT",
    ]


def test_an_event_of_a_whole_day_rings_in_the_morning() -> None:
    found = list(event(ALL_DAY))
    assert {"DTSTART;VALUE=DATE:20260305", "DURATION:P1D", "TRIGGER:PT9H"} <= set(found)


def test_an_event_that_is_done_rings_no_more() -> None:
    found = list(event(TASK | DONE))
    assert "SUMMARY:✓ call back · Ali" in found
    assert "BEGIN:VALARM" not in found


@pytest.mark.parametrize(
    ("born", "first", "rule"),
    [
        ("1991-03-25", "19910325", "FREQ=YEARLY"),
        ("1604-03-25", "20000325", "FREQ=YEARLY"),
        ("1604-02-29", "20000229", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        ("1992-02-29", "19920229", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
    ],
)
def test_a_birthday_comes_every_year(born: str, first: str, rule: str) -> None:
    (found,) = entries(calendar(birthday(ALI | {"birthday": born})))
    assert found[1:8] == [
        "UID:birthday-3-20260301T100000Z@crmtui",
        "DTSTAMP:20260301T100000Z",
        "SUMMARY:Birthday: Ali",
        f"DTSTART;VALUE=DATE:{first}",
        "DURATION:P1D",
        f"RRULE:{rule}",
        "TRANSP:TRANSPARENT",
    ]


def test_an_empty_calendar() -> None:
    assert entries(calendar()) == []


@pytest.mark.parametrize(
    "evil",
    [
        "A\r\nEND:VTODO\r\nBEGIN:VTODO",
        "A\rATTACH:file:///etc/passwd",
        "A\nX:1",
        "A\u2028X:1\u2029Y:2\x85Z:3\x0bB:1\x0cC:1",
        "\\n,;:\\",
        "\\",
        'A";X=1:b',
        "\x1b]52;c;QQ==\x07\u202e\x00",
        " leading",
    ],
)
def test_nobody_puts_lines_into_a_calendar(evil: str) -> None:
    task = TASK | {"text": evil, "customer": evil, "phone": [evil]}
    found = entries(calendar(todo(task), event(task), birthday(ALI | {"name": evil})))
    names = [[line.partition(":")[0] for line in entry] for entry in found]
    assert names == [
        [line.partition(":")[0] for line in entry]
        for entry in entries(calendar(todo(TASK), event(TASK), birthday(ALI)))
    ]
    assert values(found[0], "DESCRIPTION") == [printable(evil)]
    assert values(found[0], "SUMMARY") == [printable(f"{evil} · {evil}")]
    assert all(printable(line) == line for entry in found for line in entry)


CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(CHARACTERS, max_size=300) | st.text(",;\\n\n\r :\t", max_size=200)


@given(text=TEXTS, customer=TEXTS, phone=st.lists(TEXTS, max_size=2))
def test_any_text_survives(text: str, customer: str, phone: list[str]) -> None:
    row: Row = TASK | {"text": text, "customer": customer, "phone": phone}
    (found,) = entries(calendar(todo(row)))
    summary = " · ".join(part for part in (text, customer) if part)
    assert values(found, "SUMMARY") == [printable(summary)]
    assert values(found, "DESCRIPTION") == ([printable("\n".join(phone))] if phone else [])


@given(filler=st.integers(0, 80), text=st.text("aئ日😀", min_size=60, max_size=200))
def test_lines_are_folded_between_characters(filler: int, text: str) -> None:
    name = "x" * filler + text
    (found,) = entries(calendar(birthday(ALI | {"name": name})))
    assert values(found, "SUMMARY") == [f"Birthday: {name}"]


@pytest.mark.parametrize(
    ("repeat", "start", "calendar", "line"),
    [
        ("day", "2026-03-05", "gregorian", "RRULE:FREQ=DAILY"),
        ("2 weeks", "2026-03-05", "gregorian", "RRULE:FREQ=WEEKLY;INTERVAL=2"),
        ("weekday", "2026-03-05", "gregorian", "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("weekday", "2026-03-05", "jalali", "RRULE:FREQ=WEEKLY;BYDAY=SA,SU,MO,TU,WE,TH"),
        ("3 months", "2026-03-05", "gregorian", "RRULE:FREQ=MONTHLY;INTERVAL=3"),
        ("month on 31", "2026-01-31", "gregorian", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"),
        (
            *("month on 30", "2026-01-30", "gregorian"),
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
        ),
        ("year", "2026-03-05", "gregorian", "RRULE:FREQ=YEARLY"),
        (
            *("year on 29", "2024-02-29", "gregorian"),
            "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
        ),
        ("year on 31", "2026-01-31", "gregorian", "RRULE:FREQ=YEARLY"),
        ("week", "2026-03-05", "jalali", "RRULE:FREQ=WEEKLY"),
    ],
)
def test_what_comes_back_has_a_rule(repeat: str, start: str, calendar: str, line: str) -> None:
    assert list(repeat_lines(repeat, start, calendar)) == [line]


def test_jalali_months_are_written_out() -> None:
    (line,) = repeat_lines("month on 31", "2026-09-22", "jalali")  # 31 Shahrivar 1405
    days = line.removeprefix("RDATE;VALUE=DATE:").split(",")
    assert len(days) == 24
    assert days[:2] == ["20261022", "20261121"]  # 30 Mehr, 30 Aban
    (line,) = repeat_lines("3 months", "2026-09-01T10:00:00", "jalali")
    assert line.startswith("RDATE:20261201T100000,")


def test_a_task_that_comes_back_is_told_by_the_clock_of_the_shop() -> None:
    weekly = TASK | {"repeat": "week"}
    assert list(todo(weekly))[5:] == [
        *("DTSTART:20260305T100000", "DUE:20260305T100000", "RRULE:FREQ=WEEKLY"),
        *("STATUS:NEEDS-ACTION", "END:VTODO"),
    ]
    shown = list(event(weekly))
    assert shown[5:8] == ["DTSTART:20260305T100000", "RRULE:FREQ=WEEKLY", "DURATION:PT15M"]
    daily = ALL_DAY | {"repeat": "day", "local_due": "2026-03-05"}
    assert "DTSTART;VALUE=DATE:20260305" in list(todo(daily))
    assert not any("RRULE" in line for line in todo(weekly | DONE))


def test_what_was_given_up_is_cancelled() -> None:
    dropped = TASK | DONE | {"dropped": True}
    assert "STATUS:CANCELLED" in list(todo(dropped))
    assert not any(line.startswith("COMPLETED") for line in todo(dropped))
    assert "STATUS:CANCELLED" in list(event(dropped))
    assert "SUMMARY:call back · Ali" in list(event(dropped))
