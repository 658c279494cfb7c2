from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.errors import HeaderMismatch
from crmtui.exchange.headers.match import match
from crmtui.exchange.interaction_rows import InteractionRow, date_samples, rows_from_table
from crmtui.exchange.interaction_words import _WORDS, minutes_in, said, seconds_per
from crmtui.exchange.tables.table import read_table
from crmtui.models.words import Channel, Direction, Outcome, Purpose
from tests.exchange import written


def rows(folder: Path, text: str, told: dict[str, str] | None = None) -> list[InteractionRow]:
    table = read_table(written(folder, text))
    mapping = match(table.header, "interactions", told, samples=table.sample)
    return list(rows_from_table(table, mapping))


def test_all_words_are_ours() -> None:
    for field, ours in (
        ("channel", Channel), ("direction", Direction), ("outcome", Outcome), ("purpose", Purpose)
    ):  # fmt: skip
        assert set(_WORDS[field]) == set(ours)


def test_our_own_columns(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path,
        "id,customer_id,customer,date,at,channel,direction,purpose,outcome,minutes,text,thread\n"
        "7,5,Ali,2026-01-05,2026-01-05T20:30:00Z,instagram,in,pre-sale,call-back,5,"
        "\"two\nlines\",1@x\n",
        {"date": "at"},
    )  # fmt: skip
    assert row[:5] == (2, "7", "5", "Ali", "")
    assert (row.date, row.channel, row.direction) == ("2026-01-05T20:30:00Z", "instagram", "in")
    assert (row.purpose, row.outcome, row.minutes) == ("pre-sale", "call-back", 5)
    assert (row.text, row.thread) == ("two\nlines", "1@x")


def test_persian_columns_and_words(tmp_path: Path) -> None:
    first, second = rows(
        tmp_path,
        "ردیف,نام مشتری,موبایل,تاریخ,ساعت,نوع تماس,نتیجه,مدت,شرح\n"
        "1,علی,۰۹۱۲۱۱۱۲۲۳۳,1404/10/15,۱۰:۳۰,تماس ورودی,پاسخ نداد,۵ دقیقه,قیمت\n"
        "2,زهرا,,1404/10/15,,حضوری,راضی بود,,\n",
    )
    assert (first.name, first.phone, first.date) == ("علی", "۰۹۱۲۱۱۱۲۲۳۳", "1404/10/15 ۱۰:۳۰")
    assert (first.channel, first.direction, first.outcome) == ("call", "in", "no-answer")
    assert (first.minutes, first.text) == (5, "قیمت")
    assert (second.channel, second.outcome, second.date) == ("visit", "", "1404/10/15")
    assert second.text == "نتیجه: راضی بود"


def test_what_is_not_one_of_our_words_stays_in_the_text(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path,
        "date,customer,channel,direction,outcome,duration,note\n"
        "2026-01-05,Ali,carrier pigeon,sideways,phone was off,a while,hello\n",
    )
    assert (row.channel, row.direction, row.outcome, row.minutes) == ("other", "", "", None)
    assert row.text == (
        "carrier pigeon: hello\ndirection: sideways\noutcome: phone was off\nduration: a while"
    )


@pytest.mark.parametrize(
    ("header", "cells", "channel", "direction", "outcome"),
    [
        ("Type", "Incoming", "call", "in", ""),
        ("Type", "Missed", "call", "in", "no-answer"),
        ("Type", "Outgoing SMS", "sms", "out", ""),
        ("Call Type", "Inbound call", "call", "in", ""),
        ("Channel", "Instagram DM", "instagram", "", ""),
        ("Channel", "tel", "call", "", ""),
        ("Channel", "Call with his boss", "call", "", ""),
        ("Channel", "", "note", "", ""),
        ("SMS direction", "", "sms", "", ""),
        ("Status", "Done", "call", "", "done"),
        ("کانال", "واتس‌اپ", "whatsapp", "", ""),
    ],
)
def test_one_column_may_say_several_things(
    tmp_path: Path, header: str, cells: str, channel: str, direction: str, outcome: str
) -> None:
    told = {"direction": header} if header == "SMS direction" else None
    (row,) = rows(tmp_path, f"Date,Customer,{header}\n2026-01-05,Ali,{cells}\n", told)
    assert (row.channel, row.direction, row.outcome) == (channel, direction, outcome)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("5 min", 5), ("0:05:30", 5), ("300 s", 5), ("۵ دقیقه", 5), ("5", 5), ("5.9", 5),
        ("1h 20m", 80), ("۱ ساعت و ۵ دقیقه", 65), ("1 hr, 5 mins", 65), ("05:30", 5),
        ("40 sec", 1), ("0", 0), ("00:00:00", 0), ("-", None), ("soon", None), ("5 apples", None),
        ("9999999", None), ("-5", None), ("5 5", None),
    ],
)  # fmt: skip
def test_durations(cell: str, minutes: int | None) -> None:
    assert minutes_in(cell, 60) == minutes


def test_a_column_says_what_its_numbers_are(tmp_path: Path) -> None:
    for header, minutes in (
        ("CallDurationInSeconds", 2), ("Duration (s)", 2), ("Duration (hours)", 7200),
        ("مدت (ثانیه)", 2), ("Duration", 120),
    ):  # fmt: skip
        assert minutes_in("120", seconds_per(header)) == minutes
    assert minutes_in("1:30", seconds_per("Duration (HH:mm)")) == 90


def test_texts_come_together(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path, "Date,E-mail,Subject,Body,Notes\n2026-01-05,a@x.ir,price,how much?,'=vip\n"
    )
    assert (row.text, row.email) == ("price\nhow much?\n=vip", "a@x.ir")


def test_names_in_two_columns_and_damaged_numbers(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path,
        "id,First name,Last name,Mobile,date\n7.0,Ali,Rezaei,9.12111E+9;0935,2026-01-05\n",
    )
    assert (row.ref, row.name) == ("7", "Ali Rezaei")


def test_columns_that_are_needed(tmp_path: Path) -> None:
    for text in ("date,colour\n2026-01-05,red\n", "customer,colour\nAli,red\n"):
        with pytest.raises(HeaderMismatch):
            rows(tmp_path, text)
    (row,) = rows(tmp_path, "customer,note\nAli,likes tea\n")
    assert (row.dated, row.date, row.text) == (False, "", "likes tea")


def test_short_blank_and_long_rows(tmp_path: Path) -> None:
    found = rows(tmp_path, "date,customer,note,phone\n2026-01-05,Ali\n,,,\n2026-01-06,Z,n,1,2,3\n")
    assert [(row.row, row.customer, row.text) for row in found] == [(2, "Ali", ""), (4, "Z", "n")]


def test_date_samples(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "date,time,customer\n1/2/2026,10:00,Ali\n13/2/2026,,Z\n"))
    mapping = match(table.header, "interactions", samples=table.sample)
    assert date_samples(table, mapping) == ["1/2/2026 10:00", "13/2/2026"]


@given(st.text(), st.sampled_from(sorted(_WORDS)))
def test_any_cell_is_read(cell: str, field: str) -> None:
    found = said(cell, field)
    assert not found.channel or found.channel in set(Channel)
    minutes = minutes_in(cell, 60)
    assert minutes is None or 0 <= minutes <= 100_000
