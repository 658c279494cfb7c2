"""Amounts of different years at the prices of one month."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Crm

INDEX = "month,index\n2024-01,50\n2024-02,80\n2025-01,100\n2026-01,200.5\n"


@pytest.fixture
def shop(crm: Crm, tmp_path: Path) -> Crm:
    """A sale in each of three years, at prices that double every year."""
    crm("add", "Ali", "--source", "friend")
    for amount, day in (("100", "2024-01-15"), ("100", "2025-01-15"), ("100", "2026-03-01")):
        assert crm("sale", "ali", amount, "--date", day, "--item", "tea").code == 0
    crm("purchase", "refund", "1", "50", "--date", "2025-01-20")
    (tmp_path / "cpi.csv").write_text(INDEX)
    assert crm("report", "prices", "import", str(tmp_path / "cpi.csv")).code == 0
    return crm


AS_OF = ("--as-of", "2026-04-01", "--json")


def test_amounts_are_told_at_the_prices_of_the_base(shop: Crm) -> None:
    plain = shop("report", "sales", "--by", "year", *AS_OF).json
    assert (plain["real_base"], plain["revenue"]) == (None, 25_000)
    real = shop("report", "sales", "--by", "year", "--base", "2025-01", *AS_OF).json
    # March 2026 has no index yet: it counts as January.
    last = round(10_000 * 100 / 200.5)
    assert real["real_base"] == "2025-01"
    assert [line["revenue"] for line in real["periods"]] == [20_000, 5_000, last]
    assert (real["sold"], real["refunded"]) == (30_000 + last, 5_000)
    assert [line["revenue"] for line in real["items"]] == [30_000 + last]
    assert [line["revenue"] for line in real["sources"]] == [25_000 + last]
    customers = shop("report", "customers", "--base", "2025-01", *AS_OF).json
    assert (customers["revenue"], customers["sold"]) == (25_000 + last, 30_000 + last)
    assert customers["segments"][0]["revenue"] == 25_000 + last
    latest = shop("report", "sales", "--by", "year", "--real", *AS_OF).json
    assert latest["real_base"] == "2026-01"
    assert [line["revenue"] for line in latest["periods"]] == [40_100, 10_025, 10_000]
    few = shop("report", "sales", "--real", "--since", "2025", "--until", "2025-02", "--json").json
    assert (few["revenue"], [i["revenue"] for i in few["items"]]) == (10_025, [20_050])


def test_the_base_is_said(shop: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    shown = shop("report", "sales", "--real", "--as-of", "2026-04-01").out
    assert "2024-01-15 – 2026-03-31, at prices of Jan 2026, index up to Jan 2026" in shown
    assert "prices" not in shop("report", "sales", "--as-of", "2026-04-01").out
    assert "Jan 2026  200.5" in shop("report", "prices").out


def test_sales_before_the_index_have_no_real_amount(shop: Crm) -> None:
    shop("sale", "ali", "5", "--date", "2023-12-31")
    answer = shop("report", "sales", "--real")
    assert (answer.code, answer.out) == (2, "")
    assert "begins with Jan 2024, the sales with 2023-12-31" in answer.err
    assert shop("report", "sales", "--real", "--since", "2024").code == 0


def test_the_index_is_taken_in_changed_removed_and_brought_back(shop: Crm, tmp_path: Path) -> None:
    months = [(line["month"], line["index"]) for line in shop("report", "prices", "--json").json]
    assert months == [("2024-01", 50.0), ("2024-02", 80.0), ("2025-01", 100.0), ("2026-01", 200.5)]
    more = tmp_path / "more.csv"
    more.write_text("2026/01;201\n2026/02;202\n")
    assert shop("report", "prices", "import", str(more), "--json").json["months"] == 2
    assert shop("report", "prices").out.splitlines()[-2:] == ["2026-01\t201.0", "2026-02\t202.0"]
    assert "Nothing changed" in shop("report", "prices", "import", str(more)).err
    shop("undo")
    assert len(shop("report", "prices", "--json").json) == 4
    shop("report", "prices", "clear")
    assert shop("report", "prices", "--json").json == []
    shop("undo")
    assert len(shop("report", "prices", "--json").json) == 4


def test_jalali_months(crm: Crm, tmp_path: Path) -> None:
    crm("config", "set", "calendar", "jalali")
    crm("sale", "-", "100", "--date", "1404/12/29")
    crm("sale", "-", "100", "--date", "1405/01/01")
    (tmp_path / "cpi.csv").write_text("ماه,شاخص\n۱۴۰۴/۱۲,۱۰۰\n۱۴۰۵/۰۱,۱۲۵٫۵\n")
    assert crm("report", "prices", "import", str(tmp_path / "cpi.csv")).code == 0
    found = crm("report", "sales", "--base", "1404-12", "--as-of", "1405/02/01", "--json").json
    assert found["real_base"] == "1404-12"
    assert [line["revenue"] for line in found["periods"]] == [10_000, round(10_000 / 1.255)]
    (tmp_path / "other.csv").write_text("2026-05,100\n")
    assert crm("report", "prices", "import", str(tmp_path / "other.csv")).code == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-01,50\n2024-01,60\n", "Line 2"),
        ("month,index\n2024-01,0\n", "Line 2"),
        ("month,index\n2024-01,\n", "Line 2"),
        ("month,index\n2024-01,-3\n", "Line 2"),
        ("month,index\n2024-13,3\n", "Line 2"),
        ("month,index\n2024-01,nan\n", "Line 2"),
        ("month,index\n", "no month"),
    ],
)
def test_files_that_are_none(crm: Crm, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "cpi.csv").write_text(text)
    answer = crm("report", "prices", "import", str(tmp_path / "cpi.csv"))
    assert (answer.code, said in answer.err) == (1, True), answer.err
    assert crm("report", "prices", "--json").json == []
    answer = crm("report", "sales", "--real")
    assert (answer.code, "report prices import" in answer.err) == (3, True)
