"""`report customers` and `report sales` at the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """Two regulars, a newcomer sent by one of them, a walk-in, a refund."""
    crm("config", "set", "currency", "EUR")
    crm("add", "Ali Rezaei", "--source", "instagram", "--tag", "vip", "--tag", "wholesale")
    crm("add", "Sara [/] Karimi", "--referred-by", "ali")
    crm("add", "Nobody bought", "--source", "instagram")
    for who, amount, day in (
        ("ali", "100", "2026-01-05"),
        ("ali", "50", "2026-02-05"),
        ("ali", "50", "2026-02-05"),
        ("sara", "30", "2026-02-10"),
        ("-", "20", "2026-02-11"),
        ("ali", "10", "2026-04-01"),
    ):
        assert crm("sale", who, amount, "--date", day, "--item", "tea").code == 0
    crm("purchase", "refund", "4", "5", "--date", "2026-03-01")
    return crm


APRIL = ("--as-of", "2026-05-01")


def test_the_customers_of_a_small_shop(shop: Crm) -> None:
    found = shop("report", "customers", *APRIL, "--json").json
    days = (found["as_of"], found["since"], found["until"])
    assert days == ("2026-05-01", "2026-01-05", "2026-04-30")
    assert (found["customers"], found["new"], found["repeat_rate"]) == (2, 2, 0.5)
    assert (found["sales"], found["sold"], found["revenue"]) == (5, 24_000, 23_500)
    assert (found["average_order"], found["known_share"]) == (4_800, 5 / 6)
    # Between 5 Jan, 5 Feb and 1 Apr: two sales of one day are one.
    assert (found["days_between_mean"], found["days_between_pairs"]) == ((31 + 55) / 2, 2)
    assert [(p["period"], p["customers"], p["retention"]) for p in found["periods"]] == [
        ("2026-01", 1, None),
        ("2026-02", 2, 1.0),
        ("2026-03", 0, 0.0),
        ("2026-04", 1, None),
    ]
    assert [(c["period"], c["bought"]) for c in found["cohorts"]] == [
        ("2026-01", [1, 1, 0, 1]),
        ("2026-02", [1, 0, 0]),
    ]
    assert found["sources"] == [
        {"source": "instagram", "customers": 1, "new": 1, "revenue": 21_000,
         "revenue_share": 21_000 / 23_500},
        {"source": "", "customers": 1, "new": 1, "revenue": 2_500, "revenue_share": 2_500 / 23_500},
    ]  # fmt: skip
    assert {line["tag"]: line["revenue"] for line in found["tags"]} == {
        "vip": 21_000,
        "wholesale": 21_000,
    }
    assert [(r["id"], r["customers"], r["revenue"]) for r in found["referrers"]] == [(1, 1, 2_500)]
    assert sum(line["revenue"] for line in found["segments"]) == 23_500
    assert found["top"][3] == {
        "share": 0.2, "customers": 1, "revenue": 21_000, "revenue_share": 21_000 / 23_500
    }  # fmt: skip


def test_a_span_begins_with_a_whole_month_and_knows_who_came_before(shop: Crm) -> None:
    found = shop("report", "customers", "--since", "2026-02-20", "--until", "2026-02", "--json")
    assert (found.json["since"], found.json["until"]) == ("2026-02-01", "2026-02-28")
    assert (found.json["customers"], found.json["new"]) == (2, 1)
    (month,) = found.json["periods"]
    assert (month["returning"], month["retained"], month["before"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("period=2026-02", [1, 2]),
        ("period=2026-03", []),
        ("cohort=2026-01", [1]),
        ("cohort=2026-01+1", [1]),
        ("cohort=2026-01+2", []),
        ("source=instagram", [1]),
        ("source=", [2]),
        ("tag=vip", [1]),
        ("referrer=ali", [2]),
        ("top=1", [1]),
        ("top=20%", [1]),
        ("top=۵۱٪", [1, 2]),
    ],
)
def test_who_is_behind_a_figure(shop: Crm, figure: str, expected: list[int]) -> None:
    found = shop("report", "customers", *APRIL, "--who", figure, "--json").json
    assert [line["id"] for line in found] == expected


def test_who_is_behind_a_segment_or_a_quarter(shop: Crm) -> None:
    report = shop("report", "customers", *APRIL, "--json").json
    for line in report["segments"]:
        asked = ("report", "customers", *APRIL, "--who", f"segment={line['segment']}", "--json")
        assert len(shop(*asked).json) == line["customers"]
    quarter = ("report", "customers", *APRIL, "--by", "quarter", "--who", "period=2026-Q1")
    assert [line.split("\t")[0] for line in shop(*quarter).out.splitlines()] == ["1", "2"]


@pytest.mark.parametrize(
    "figure", ["", "period", "period=soon", "lion=1", "top=x", "top=%", "segment=x"]
)
def test_what_is_no_figure(shop: Crm, figure: str) -> None:
    answer = shop("report", "customers", "--who", figure or "=")
    assert (answer.code, answer.out) == (3 if figure == "segment=x" else 2, "")


def test_who_lies_in_the_trash_is_no_customer_but_known(shop: Crm) -> None:
    shop("contact", "delete", "ali")
    found = shop("report", "customers", *APRIL, "--json").json
    assert (found["customers"], found["revenue"]) == (1, 2_500)
    assert (found["all_sales"], found["known_sales"]) == (6, 5)


def test_what_customers_thought_stands_beside_it(shop: Crm) -> None:
    assert shop("report", "customers", "--json").json["csat_mean"] is None
    for csat, nps in (("5", "10"), ("4", "6"), ("3", "8")):
        number = shop("ticket", "open", "ali", "slow").out.strip()
        assert shop("ticket", "rate", number, "--csat", csat, "--nps", nps).code == 0
    found = shop("report", "customers", "--json").json
    assert (found["csat_mean"], found["csat_base"]) == (4.0, 3)
    assert (found["nps"], found["nps_base"]) == (0.0, 3)
    months = [(line["csat_mean"], line["csat_base"]) for line in found["periods"]]
    assert (months[-1], months[0]) == ((4.0, 3), (None, 0))
    assert shop("report", "customers", "--as-of", "2026-05-01", "--json").json["nps"] is None


def test_the_sales_of_a_small_shop(shop: Crm) -> None:
    found = shop("report", "sales", *APRIL, "--json").json
    assert (found["sales"], found["refunded"], found["revenue"]) == (6, 500, 25_500)
    assert [line["revenue"] for line in found["periods"]] == [10_000, 15_000, -500, 1_000]
    by_day = {line["weekday"]: line["revenue"] for line in found["weekdays"]}
    assert by_day == {1: 10_000, 2: 3_000, 3: 3_000, 4: 10_000, 5: 0, 6: 0, 7: -500}
    assert {line["source"]: line["revenue"] for line in found["sources"]} == {
        "instagram": 21_000,
        "": 2_500,
        None: 2_000,
    }
    quarters = shop("report", "sales", "--by", "quarter", *APRIL, "--json").json["periods"]
    assert [(line["period"], line["revenue"]) for line in quarters] == [
        ("2026-Q1", 24_500),
        ("2026-Q2", 1_000),
    ]


def test_months_are_those_of_the_shop(shop: Crm) -> None:
    shop("config", "set", "calendar", "jalali")
    found = shop("report", "sales", *APRIL, "--json").json["periods"]
    assert [(line["period"], line["starts"], line["revenue"]) for line in found] == [
        ("1404-10", "2025-12-22", 10_000),
        ("1404-11", "2026-01-21", 15_000),
        ("1404-12", "2026-02-20", -500),
        ("1405-01", "2026-03-21", 1_000),
        ("1405-02", "2026-04-21", 0),
    ]


def test_a_pipe_gets_one_table(shop: Crm) -> None:
    answer = shop("report", "customers", *APRIL)
    assert answer.out.splitlines()[1] == "2026-02\t2026-02-01\t1\t2\t1\t1\t1\t1\t1.0\t0.0\t\t0\t\t0"
    answer = shop("report", "customers", *APRIL, "--table", "cohorts", "--limit", "1")
    assert answer.out == "2026-01\t2026-01-01\t1\t1\t1\t1\t0\t1\t1.0\t1.0\t0.0\t1.0\n"
    answer = shop("report", "sales", *APRIL, "--table", "lions")
    assert (answer.code, answer.out) == (2, "")
    assert "periods, weekdays, items, sources" in answer.err


def test_a_table_goes_to_a_file(shop: Crm, tmp_path: Path) -> None:
    file = tmp_path / "items.csv"
    answer = shop("report", "sales", *APRIL, "--table", "items", "-o", str(file), "--json")
    assert answer.json == {"path": str(file), "written": 1}
    lines = file.read_text("utf-8-sig").splitlines()
    assert lines[0] == "item,lines,quantity,revenue,revenue_share"
    assert lines[1].startswith("tea,6,6,260.00,1.0196")
    answer = shop("report", "customers", *APRIL, "-o", str(tmp_path / "months.json"))
    assert (answer.out, answer.code) == ("", 0)
    assert json.loads((tmp_path / "months.json").read_text())[1]["retention"] == 1.0
    grid = tmp_path / "cohorts.csv"
    assert shop("report", "customers", *APRIL, "--table", "cohorts", "-o", str(grid)).code == 0
    assert "bought_0,bought_1,bought_2,bought_3" in grid.read_text("utf-8-sig").splitlines()[0]
    assert shop("report", "customers", "-o", str(tmp_path / "months.pdf")).code == 2


def test_a_person_sees_figures_bars_and_shades(shop: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    shown = shop("report", "customers", *APRIL)
    assert all(len(line) <= 80 for line in shown.out.splitlines())
    assert "Bought again           50%  of 2 customers" in shown.out
    assert "Feb 2026          2    1          1     1       100%     0%  █████" in shown.out
    assert "Jan 2026              1  100█   0  100█" in shown.out
    assert "Sara [/] Karimi" not in shown.out  # who was sent is not who sent
    assert "churn are of the customers of the period before." in shown.err
    sold = shop("report", "sales", *APRIL, "--table", "items").out
    assert sold.splitlines()[-1].startswith("tea          6  260.00  102%  ████")
    monkeypatch.setenv("COLUMNS", "40")
    assert "█" not in shop("report", "sales", *APRIL, "--table", "periods").out


@pytest.mark.parametrize("report", ["customers", "sales"])
def test_an_empty_shop(crm: Crm, monkeypatch: pytest.MonkeyPatch, report: str) -> None:
    answer = crm("report", report)
    assert (answer.out, answer.code) == ("", 0)
    assert crm("report", report, "--json").json["periods"] == []
    crm("add", "Ali")
    crm("sale", "ali", "5", "--date", "yesterday")
    found = crm("report", report, "--as-of", "2020-01-01", "--json").json
    assert (found["sales"], found["until"]) == (0, "2019-12-31")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    answer = crm("report", report, "--as-of", "2020-01-01")
    assert (answer.out, answer.code) == ("", 0)
    assert "in this time" in answer.err
    one = crm("report", report)
    assert (one.code, "of 1 sale" in one.out) == (0, True)
    refund = crm("purchase", "refund", "1")
    assert refund.code == 0
    assert crm("report", report).code == 0


@pytest.mark.parametrize(
    "options",
    [
        ("--by", "week"),
        ("--since", "2026-13"),
        ("--since", "soon"),
        ("--since", "2026-02", "--until", "2026-01"),
    ],
)
def test_what_cannot_be_read_is_said(crm: Crm, options: tuple[str, ...]) -> None:
    answer = crm("report", "sales", *options)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err
