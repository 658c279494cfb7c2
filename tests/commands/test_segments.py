"""Segments at the user's door: the table, why, own boundaries, moves, and what came true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.writes.contacts import add_to
from tests.conftest import Crm

DAY = datetime(2026, 6, 1, 12, tzinfo=UTC)


def sell(store: Store, sales: dict[str, list[tuple[int, int]]]) -> None:
    """Write who bought how many days before DAY, for how much; the names are numbered from 1."""
    with writing(store, "sell") as w:
        for name, bought in sales.items():
            person = add_to(w, {"name": name}).id
            w.transaction.connection.executemany(
                "INSERT INTO purchase(contact_id, at, amount, ref, note) VALUES(?, ?, ?, '', '')",
                [
                    (person, f"{DAY - timedelta(days=ago):%Y-%m-%dT%H:%M:%SZ}", amount)
                    for ago, amount in bought
                ],
            )


@pytest.fixture
def shop(store: Store) -> Store:
    """Forty who buy every thirty days; ten of them stopped at the end of winter."""
    sell(
        store,
        {
            f"Buyer {n}": [(ago, 100 * n) for ago in range(5, 400, 30) if n > 10 or ago > 90]
            for n in range(1, 41)
        }
        | {"Nobody Bought": []},
    )
    return store


AS_OF = ("--as-of", "2026-06-02")


def test_those_who_stopped_moved_down_and_their_part_is_told(shop: Store, crm: Crm) -> None:
    found = crm("segments", "moves", "--since", "2026-03-01", *AS_OF, "--json").json
    assert (found["since"], found["as_of"], found["buyers"]) == ("2026-03-01", "2026-06-02", 40)
    assert found["moved"] == found["up"] + found["down"]
    people = crm("segments", "moves", "--since", "2026-03-01", *AS_OF, "--members", "--json").json
    assert len(people) == found["moved"]
    fallen = {person["name"] for person in people if person["to"] in ("at-risk", "hibernating")}
    assert fallen == {f"Buyer {n}" for n in range(1, 11)}
    fell = {line["segment"]: line for line in found["segments"] if line["fell"]}
    assert sum(line["fell"] for line in fell.values()) == found["down"]
    for line in fell.values():
        assert line["fell_share"] == pytest.approx(line["fell_paid"] / found["revenue"], abs=1e-6)
    assert sum(flow["customers"] for flow in found["flows"]) == found["moved"]


def test_the_headline_says_who_left_and_what_it_cost(shop: Store, crm: Crm) -> None:
    answer = crm("segments", "moves", "--since", "2026-03-01", *AS_OF)
    assert "left" in answer.err and "% of revenue" in answer.err
    assert "From 2026-03-01 to 2026-06-02" in answer.err
    rows = [line.split("\t") for line in answer.out.splitlines()]
    assert [row[0] for row in rows[:3]] == ["champions", "loyal", "potential-loyalist"]
    assert {len(row) for row in rows} == {7}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["moves", "--since", "2026-07-01", *AS_OF], "must lie before"),
        (["moves", "--since", "2026-06-02", *AS_OF], "must lie before"),
        (["moves", "--since", "never"], "never"),
        (["test", "--as-of", "2999-01-01"], "away"),
        (["test", "--days", "0"], "--days is one"),
    ],
)
def test_days_that_make_no_sense_are_refused(
    shop: Store, crm: Crm, words: list[str], said: str
) -> None:
    answer = crm("segments", *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_the_segments_of_a_day_are_held_against_what_followed(shop: Store, crm: Crm) -> None:
    found = crm("segments", "test", "--as-of", "2026-03-04", "--json").json
    # Ten had just stopped: the others bought again within 90 days, every one of them.
    assert (found["buyers"], found["bought"], found["rate"]) == (40, 30, 0.75)
    assert found["is_over"] is True
    for line in found["segments"]:
        if line["customers"]:
            assert line["rate"] == pytest.approx(line["bought"] / line["customers"], abs=1e-6)
            assert line["lift"] == pytest.approx(line["rate"] / 0.75, abs=1e-4)
        else:
            assert line["lift"] is None
    words = crm("segments", "test", "--as-of", "2026-03-04").err
    assert "Of 40 buyers, 30 bought in the 90 days from 2026-03-04 on: 75%." in words
    assert sum(line["revenue"] for line in found["segments"]) == 3 * sum(
        100 * n for n in range(11, 41)
    )


@pytest.mark.parametrize(
    ("come_back", "said"),
    [("Often", "The segments told who would."), ("Seldom", "do not rely on them here")],
)
def test_it_says_whether_to_believe_them(store: Store, crm: Crm, come_back: str, said: str) -> None:
    past = {f"Often {n}": [(ago, 500) for ago in range(100, 300, 20)] for n in range(30)}
    past |= {f"Seldom {n}": [(250 + n, 500)] for n in range(30)}
    for name, sales in past.items():
        sales += [(30, 500)] if name.startswith(come_back) else []
    sell(store, past)
    assert said in crm("segments", "test", "--as-of", "2026-03-01").err


@pytest.mark.parametrize("command", [[], ["show", "new"], ["moves"], ["test"], ["why", "1"]])
@pytest.mark.parametrize(
    "sales",
    [
        {},
        {"Ali": []},
        {"Ali": [(40, 500)]},
        {"Ali": [(10, 500)], "Sara": [(10, 500)], "Reza": [(10, 500)]},
        {"Ali": [(10, 500), (9, -500)], "Sara": [(300, -20)]},
        {f"Same {n}": [(50, 700)] for n in range(40)},
    ],
    ids=["nobody", "a prospect", "one sale", "three alike", "all given back", "forty alike"],
)
def test_a_shop_of_any_size_gets_an_answer(
    store: Store, crm: Crm, sales: dict[str, list[tuple[int, int]]], command: list[str]
) -> None:
    sell(store, sales)
    for shared in ([], ["--json"], ["--as-of", "2026-06-20"], ["--method", "quintile"]):
        answer = crm("segments", *command, *shared)
        missing = command == ["why", "1"] and not sales
        assert answer.code == (3 if missing else 0), (shared, answer.err)
        assert "bug" not in answer.err


def test_forty_alike_stand_in_the_middle(store: Store, crm: Crm) -> None:
    sell(store, {f"Same {n}": [(50, 700)] for n in range(40)})
    (line,) = [s for s in crm("segments", "--json").json["segments"] if s["customers"]]
    assert (line["segment"], line["customers"]) == ("about-to-sleep", 40)


def test_own_boundaries_hold_at_any_size_and_say_so(shop: Store, crm: Crm) -> None:
    by_rank = crm("segments", "--members", *AS_OF, "--json").json
    assert {member["f"] for member in by_rank} != {5}
    crm("config", "set", "rfm_frequency", "2 3 4 5")
    answer = crm("segments", "--members", *AS_OF, "--json")
    assert {member["f"] for member in answer.json} == {5}
    assert [m["r"] for m in answer.json] == [m["r"] for m in by_rank]
    assert "By your own cut points: F" in crm("segments").err
    why = crm("segments", "why", "Buyer 40", *AS_OF).out
    assert "F 5  Purchases: 14  by the cut points 2 · 3 · 4 · 5" in why
    assert "better than 10 of 40 buyers" in why


def test_why_leads_from_the_numbers_to_the_segment(shop: Store, crm: Crm) -> None:
    answer = crm("segments", "why", "Buyer 40", *AS_OF)
    assert answer.out.splitlines()[0] == "Buyer 40 is in Champions, as of 2026-06-02."
    assert "R 5  Last purchase: 6 days ago  better than 10 of 40 buyers" in answer.out
    assert "R 5 with 5, the mean of F and M, is Champions." in answer.out
    classic = crm("segments", "why", "Buyer 40", *AS_OF, "--method", "quintile").out
    assert "R 5 with F 5 is Champions." in classic
    assert "a prospect" in crm("segments", "why", "Nobody Bought").out


def test_last_month_stands_in_today_until_it_was_read(
    store: Store, crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.commands.test_segments.DAY", datetime.now(UTC) - timedelta(days=1))
    sell(
        store,
        {f"Buyer {n}": [(a, 9) for a in range(n, 400, 30) if n > 9 or a > 75] for n in range(40)},
    )
    kinds = [line["reasons"][0]["kind"] for line in crm("today", "--json").json]
    assert kinds.count("moves") == 1
    (told,) = [line for line in crm("today", "--json").json if line["contact_id"] is None]
    assert told["name"] is None
    assert told["reasons"][0]["text"].startswith("last month: ")
    assert "takes it back" in crm("segments", "moves", "--seen").err
    assert "last month" not in crm("today").out
    crm("undo")
    assert "last month" in crm("today").out
