"""What customers are likely to bring, from the shell: shops of any size, and people of any kind."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from crmtui.store.connect import Store
from tests.conftest import Crm

DAY = date(2026, 1, 31)
AS_OF = ("--as-of", "2026-01-31")


def shop_of(crm: Crm, tmp_path: Path, rows: list[tuple[str, int, float]]) -> None:
    """Bring in who bought, how many days before DAY, and for how much."""
    path = tmp_path / "sales.csv"
    lines = [f"{who},{DAY - timedelta(days=ago)},{amount}" for who, ago, amount in rows]
    path.write_text("\n".join(["customer,date,amount", *lines]) + "\n")
    assert crm("import", "purchases", str(path), "--json").json["rejected"] == 0


def regulars(customers: int, seed: int = 1) -> list[tuple[str, int, float]]:
    """Half of them come back now and then."""
    chance, rows = Random(seed), []
    for number in range(customers):
        ago, mean = chance.randrange(100, 600), chance.uniform(20, 60)
        while ago > 0:
            rows.append((f"c{number}", ago, round(mean * chance.uniform(0.7, 1.3), 2)))
            if chance.random() < 0.35:
                break
            ago -= chance.randrange(7, 120)
    return rows


def kinds(found: dict[str, object]) -> list[str]:
    return [doubt["kind"] for doubt in found["doubts"]]  # type: ignore[attr-defined]


def test_no_shop_nobody_and_one_purchase(crm: Crm, tmp_path: Path) -> None:
    answer = crm("value", "--json")
    assert (answer.code, answer.json["bgnbd"], answer.json["customers"]) == (0, None, [])
    shop_of(crm, tmp_path, [("ali", 30, 10)])
    found = crm("value", *AS_OF, "--json").json
    assert (found["enough"], kinds(found)) == (False, ["nobody-back"])
    assert found["customers"][0]["expected_spend"] is None
    answer = crm("value", *AS_OF)
    assert (answer.out, answer.code) == ("", 0)
    assert "Not enough history yet" in answer.err
    assert crm("value", "ali", *AS_OF).out == "ali: not enough history yet\n"


def test_a_small_shop_falls_back_on_each_ones_rhythm(crm: Crm, tmp_path: Path) -> None:
    weekly = [("weekly", ago, 10.0) for ago in (28, 21, 14, 7)]
    lost = [("lost", ago, 10.0) for ago in (600, 593, 586)]
    shop_of(crm, tmp_path, [*weekly, *lost, ("once", 9, 10.0)])
    found = crm("value", "--horizon", "4w", *AS_OF, "--json").json
    assert (found["bgnbd"], found["gamma_gamma"], kinds(found)) == (None, None, ["few-buyers"])
    by_name = {one["name"]: one for one in found["customers"]}
    assert by_name["weekly"]["expected_purchases"] == pytest.approx(4)
    assert by_name["weekly"]["expected_spend"] == 4000
    assert by_name["lost"]["expected_purchases"] is by_name["once"]["expected_purchases"] is None
    assert found["customers"][0]["name"] == "weekly"
    answer = crm("value", "weekly", "--horizon", "4 weeks", *AS_OF)
    assert answer.out == "weekly: about 4 purchases, 40 USD within 4 weeks\n"
    assert "a forecast needs 30 and 10" in answer.err


def test_a_middling_shop_is_held_and_says_so(crm: Crm, tmp_path: Path) -> None:
    shop_of(crm, tmp_path, regulars(80))
    found = crm("value", *AS_OF, "--json").json
    assert found["enough"]
    assert "held" in kinds(found)
    model = found["bgnbd"]
    assert all(0.01 < model[name] < 100 for name in ("r", "alpha", "a", "b"))
    once = next(one for one in found["customers"] if not one["repeats"])
    assert once["p_alive"] is None
    assert once["expected_purchases"] > 0
    words = crm("value", once["name"], *AS_OF).out
    assert "unknown: bought on one day only" in words
    assert "%" not in words


def test_all_equal_customers_crash_nothing(crm: Crm, tmp_path: Path) -> None:
    rows = [(f"c{n}", ago, 25.0) for n in range(400) for ago in (90, 60, 30)]
    shop_of(crm, tmp_path, rows)
    found = crm("value", "--horizon", "30d", *AS_OF, "--json").json
    assert found["enough"]
    assert kinds(found)
    assert {one["expected_spend"] for one in found["customers"]} != {None}
    one = found["customers"][0]
    assert one["expected_spend"] == pytest.approx(2500 * one["expected_purchases"], rel=0.05)


def test_nobody_ever_leaves(crm: Crm, tmp_path: Path) -> None:
    chance = Random(3)
    rows = []
    for n in range(400):
        pace, ago = chance.gammavariate(2, 1 / 30), 700.0
        while ago > 0:
            rows.append((f"c{n}", int(ago), 10.0 + n % 7))
            ago -= max(1.0, chance.expovariate(pace))
    shop_of(crm, tmp_path, rows)
    found = crm("value", *AS_OF, "--json").json
    assert "nobody-leaves" in kinds(found)
    assert "nobody ever leaves" in crm("value", *AS_OF).err


def test_refunds_gifts_trash_and_two_on_a_day(crm: Crm) -> None:
    crm("add", "Ali")
    crm("add", "Sara")
    for day, amount in (("1", "10"), ("1", "5"), ("11", "0"), ("21", "40"), ("25", "30")):
        crm("sale", "Ali", amount, "--date", f"2026-01-{day.zfill(2)}")
    crm("sale", "Sara", "10", "--date", "2026-01-02")
    crm("purchase", "refund", "4", "10")
    crm("purchase", "refund", "5", "30")
    crm("contact", "delete", "Sara")
    (ali,) = crm("value", "--as-of", "2026-12-31", "--json").json["customers"]
    # The gift counts, what came back as a whole does not: (0 + 40 - 10) / 2.
    assert (ali["repeats"], ali["recency_days"], ali["repeat_mean"]) == (2, 20, 1500)
    (early,) = crm("value", "--as-of", "2026-01-11", "--json").json["customers"]
    assert (early["repeats"], early["recency_days"], early["age_days"]) == (1, 10, 10)


def test_two_merged_are_one_and_days_are_the_shops(crm: Crm) -> None:
    crm("config", "set", "zone", "Asia/Tehran")
    crm("add", "Ali")
    crm("add", "Ali Rezaei")
    crm("sale", "1", "10", "--date", "2026-01-01 23:30")
    crm("sale", "1", "10", "--date", "2026-01-02 00:30")
    crm("sale", "2", "10", "--date", "2026-01-09 12:00")
    crm("contact", "merge", "1", "2", "--yes")
    (one,) = crm("value", "--as-of", "2026-01-31", "--json").json["customers"]
    assert (one["repeats"], one["recency_days"], one["age_days"]) == (2, 8, 30)


@pytest.mark.parametrize(
    ("text", "days"),
    [("39w", 273), ("90 days", 90), ("10", 10), ("1 year", 365.2425), ("۲ هفته", 14)],
)
def test_a_horizon_in_words(crm: Crm, text: str, days: float) -> None:
    assert crm("value", "--horizon", text, "--json").json["horizon_days"] == pytest.approx(days)


@pytest.mark.parametrize("text", ["0", "0w", "soon", "-3w", "3 hours", "99 years", "9" * 40])
def test_a_horizon_that_is_none(crm: Crm, text: str) -> None:
    answer = crm("value", f"--horizon={text}")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_the_list_is_tabs_and_limited(crm: Crm, tmp_path: Path) -> None:
    shop_of(crm, tmp_path, regulars(60))
    lines = crm("value", "--members", "--limit", "3", *AS_OF).out.splitlines()
    assert [len(line.split("\t")) for line in lines] == [7, 7, 7]
    assert len(crm("value", "--limit", "2", *AS_OF, "--json").json["customers"]) == 2
    assert crm("value", "nobody at all").code == 3


def line_of(crm: Crm, who: str) -> str:
    lines = crm("who", who).out.splitlines()
    return next((line for line in lines if line.startswith("  To come")), "")


def recent(rows: list[tuple[str, int, float]]) -> list[tuple[str, int, float]]:
    """The same, seen from today."""
    return [(who, ago + (DAY - date.today()).days, amount) for who, ago, amount in rows]


def test_a_card_says_in_a_line_what_was_fitted_last(crm: Crm, tmp_path: Path) -> None:
    shop_of(crm, tmp_path, recent(regulars(80)))
    found = crm("value", "--as-of", "2020-01-01", "--json").json
    assert found["buyers"] == 0
    again = next(one for one in crm("value", *AS_OF, "--json").json["customers"])
    name = again["name"]
    assert line_of(crm, name) == ""  # nothing was fitted for today yet
    assert crm("who", name, "--json").json["value"] is None
    best = next(one for one in crm("value", "--json").json["customers"] if one["name"] == name)
    told = crm("who", name, "--json").json["value"]
    assert told["expected_spend"] == best["expected_spend"]
    assert told["p_alive"] == pytest.approx(best["p_alive"])
    assert "% still a customer" in line_of(crm, name)
    assert "within 12 months" in line_of(crm, name)
    rows = crm("value", "--json").json["customers"]
    once = next(one["name"] for one in rows if not one["repeats"])
    assert "unknown: bought on one day only" in line_of(crm, once)
    assert crm("history", "--json").json[0]["label"].startswith("Import")


def test_who_is_gone_brings_hardly_anything(crm: Crm, tmp_path: Path) -> None:
    gone = [("gone", 500 - 3 * n, 10.0) for n in range(40)]
    shop_of(crm, tmp_path, [*regulars(80), *gone])
    words = crm("value", "gone", *AS_OF).out
    assert words == "gone: hardly anything within 12 months · 0% still a customer\n"


def test_a_card_of_a_shop_without_history_says_nothing_of_it(crm: Crm, tmp_path: Path) -> None:
    shop_of(crm, tmp_path, recent([("ali", 30, 10), ("ali", 20, 10), ("ali", 10, 10)]))
    assert crm("value").code == 0
    assert line_of(crm, "ali") == ""


def test_a_locked_or_read_only_store_still_tells(crm: Crm, store: Store, tmp_path: Path) -> None:
    shop_of(crm, tmp_path, recent(regulars(60)))
    with closing(store.connect()) as other:
        other.execute("BEGIN IMMEDIATE")
        assert crm("value", "--json").json["enough"]
        other.execute("ROLLBACK")
    store.path.chmod(0o400)
    assert crm("value", "--json").json["enough"]
