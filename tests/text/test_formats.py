from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crmtui.errors import InvalidValue
from crmtui.text.formats import Formats
from crmtui.text.phones import Region
from tests.text import modules_after

NOW = datetime(2026, 11, 22, 5, 42, tzinfo=UTC)
TODAY = date(2026, 11, 22)
TEHRAN = Formats(calendar="jalali", zone="Asia/Tehran", area_code="021")
PERSIAN = TEHRAN._replace(lang="fa")
LONDON = Formats(currency="GBP", zone="Europe/London", country="GB")


def test_amounts() -> None:
    assert TEHRAN.money(12_500_000) == "1,250,000 toman"
    assert TEHRAN.money(12_500_000, with_unit=False) == "1,250,000"
    assert PERSIAN.money(-12_345) == "-۱٬۲۳۴٫۵ toman"
    assert LONDON.money(125_050) == "1,250.50 GBP"
    assert TEHRAN.short_money(124_000_000) == "12.4M"
    assert PERSIAN.short_money(90_000) == "۹٬۰۰۰"
    assert TEHRAN.parse_amount("1,250") == (12_500, False)
    assert TEHRAN.parse_amount("1,250", "rial") == (1_250, False)
    assert TEHRAN.unit_name == "toman"
    assert LONDON.cur.symbol == "£"
    with pytest.raises(InvalidValue):
        Formats(currency="XYZ").money(1)


def test_numbers() -> None:
    assert LONDON.number(100_000) == "100,000"
    assert LONDON.number(1234.5) == "1,234.5"
    assert LONDON.number(3.0) == "3"
    assert LONDON.number(-0.001) == "0"
    assert PERSIAN.number(100_000) == "۱۰۰٬۰۰۰"


def test_dates() -> None:
    assert LONDON.date(TODAY) == "2026-11-22"
    assert TEHRAN.date(TODAY) == "1405/09/01"
    assert PERSIAN.date(TODAY) == "۱۴۰۵/۰۹/۰۱"
    assert LONDON.short_date(TODAY) == "22 Nov"
    assert TEHRAN.when("2026-11-22T05:42:00Z", NOW) == "today 09:12"
    assert PERSIAN.when(NOW, NOW) == "today ۰۹:۱۲"
    assert TEHRAN.day("2026-11-21T21:00:00Z") == TODAY
    assert TEHRAN.ago("2026-11-19T10:00:00Z", TODAY) == "3 d ago"
    assert TEHRAN.ago(date(2026, 11, 24), TODAY) == "in 2 d"
    assert TEHRAN.parse_date("۱۴۰۵/۹/۱", TODAY) == TODAY
    assert TEHRAN.parse_date("fri", TODAY, past=True) == date(2026, 11, 20)
    assert TEHRAN.parse_when("today", NOW, past=True) == NOW
    assert TEHRAN.parse_when("today 10:00", NOW) == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    assert TEHRAN.date_parser()("1405/09/01") == "2026-11-21T20:30:00Z"


def test_phones() -> None:
    assert TEHRAN.region == Region("IR", "021")
    assert TEHRAN.phone("09121112233", "+989121112233") == "0912 111 2233"
    assert PERSIAN.phone("09121112233", "+989121112233") == "۰۹۱۲ ۱۱۱ ۲۲۳۳"
    assert LONDON.phone("09121112233", "+989121112233") == "+98 912 111 2233"
    assert TEHRAN.phone("at the bakery") == "at the bakery"


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    code = (
        "from crmtui.text.formats import Formats\n"
        "shop = Formats()\n"
        "shop.money(1), shop.phone('0912', '+989121112233'), shop.day('2026-11-22T05:42:00Z')"
    )
    heavy = {"phonenumbers", "persiantools", "zoneinfo", "decimal", "crmtui.text.read_dates"}
    assert not modules_after(code) & heavy


def test_the_new_rial_has_qirans_and_its_own_name() -> None:
    new = Formats(currency="IRN", unit="")
    assert new.money(1250) == "12.50 new rial"
    assert new.parse_amount("۱۲٫۵").minor == 1250
    with pytest.raises(InvalidValue):
        new.parse_amount("12 rial")


def test_persian_numbers_have_persian_marks() -> None:
    shop = Formats(currency="EUR", unit="", lang="fa")
    assert shop.number(1234.5) == "۱٬۲۳۴٫۵"
    assert shop.money(123450) == "۱٬۲۳۴٫۵۰ EUR"


def test_a_week_begins_where_the_shop_says() -> None:
    assert Formats(week_start=5).weekdays() == (5, 6, 0, 1, 2, 3, 4)
