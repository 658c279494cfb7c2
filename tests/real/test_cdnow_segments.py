"""The segments of 2,357 CDNOW customers held against what they bought afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.conftest import Crm, data

SPLIT = date(1997, 10, 1)


@pytest.fixture
def lines(crm: Crm) -> list[tuple[str, date, int]]:
    """Customer, day and cents of every purchase, brought in."""
    path = data("cdnow/CDNOW_sample.txt")
    told = ("--no-header", "--map", "customer=1,date=3,quantity=4,amount=5", "--json")
    assert crm("import", "purchases", str(path), *told).json["rejected"] == 0
    rows = [line.split() for line in path.read_text().splitlines() if line.strip()]
    return [(r[0], date.fromisoformat(r[2]), round(float(r[4]) * 100)) for r in rows]


def test_each_segment_bought_as_the_file_says(crm: Crm, lines: list[tuple[str, date, int]]) -> None:
    as_of = ("--as-of", str(SPLIT), "--json")
    segment = {m["name"]: m["segment"] for m in crm("segments", "--members", *as_of).json}
    assert segment.keys() == {who for who, day, paid in lines if day < SPLIT and paid > 0}
    until = SPLIT + timedelta(days=90)
    later = [(who, paid) for who, day, paid in lines if SPLIT <= day < until]
    bought = {who for who, paid in later if paid > 0}
    found = crm("segments", "test", *as_of).json
    for line in found["segments"]:
        people = {who for who, name in segment.items() if name == line["segment"]}
        assert (line["customers"], line["bought"]) == (len(people), len(people & bought))
        assert line["revenue"] == sum(paid for who, paid in later if who in people & bought)
    assert found["better_rate"] > 2 * found["others_rate"]


def test_who_moved_is_who_stands_elsewhere(crm: Crm, lines: list[tuple[str, date, int]]) -> None:
    def standing(day: date) -> dict[str, str]:
        members = crm("segments", "--members", "--as-of", str(day), "--json").json
        return {m["name"]: m["segment"] for m in members}

    until = date(1998, 1, 1)
    before, after = standing(SPLIT), standing(until)
    days = ("--since", str(SPLIT), "--as-of", str(until), "--json")
    moved = {
        m["name"]: (m["from"], m["to"]) for m in crm("segments", "moves", "--members", *days).json
    }
    assert moved == {
        who: (before.get(who, "prospect"), now)
        for who, now in after.items()
        if before.get(who, "prospect") != now
    }
    found = crm("segments", "moves", *days).json
    assert found["revenue"] == sum(paid for _who, day, paid in lines if day < SPLIT)
    assert found["moved"] == len(moved)
