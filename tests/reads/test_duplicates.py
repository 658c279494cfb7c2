"""The pairs of a whole store, and who is like somebody being added."""

from __future__ import annotations

import time
from datetime import date
from itertools import combinations
from random import Random
from typing import Any

import pytest

from crmtui.reads.duplicate_scan import scan
from crmtui.reads.duplicates import Draft, like, like_contact, worth_a_word
from crmtui.reads.persons import persons
from crmtui.rules.duplicates import LIKELY, WEAK, compare
from crmtui.rules.same_name import CARRIERS
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.store.transact import transact
from crmtui.text.fold import fold
from crmtui.writes import contacts, duplicates

NAMES = (
    "Ali Rezaei", "Rezaei Ali", "A. Rezaei", "Ali Rezaee", "علی رضایی", "علی رضا رضايي",
    "علیرضا رضایی", "Sara Karimi", "Walk-in", "Mr Rezaei", "Mrs Rezaei",
    "Hasan Noori", "Hassan Noori",
)  # fmt: skip


def pairs(
    store: Store, least: float = LIKELY
) -> dict[tuple[int, int], tuple[float, tuple[str, ...]]]:
    """All pairs that the scan finds."""
    with store.read() as connection:
        return {(p.a, p.b): (p.score, p.reasons) for p in scan(connection, least=least)}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("least", [LIKELY, WEAK])
def test_the_scan_finds_what_comparing_everybody_finds(
    store: Store, seed: int, least: float
) -> None:
    chance = Random(seed)
    with writing(store, "people") as w:
        for _ in range(45):
            values: dict[str, Any] = {
                "name": chance.choice(NAMES),
                "city": chance.choice(["", "Tehran"]),
                "company": chance.choice(["", "", "", "Pars Co.", "شرکت Pars", "Alborz"]),
                "birthday": chance.choice([None, None, date(1980, 2, 3), date(1981, 3, 4)]),
            }
            if chance.random() < 0.4:
                values["phone"] = [f"0912111{chance.randrange(12):04}"]
            if chance.random() < 0.3:
                values["email"] = [f"u{chance.randrange(9)}@x.ir"]
            if chance.random() < 0.2:
                values["whatsapp"] = [f"+98912111{chance.randrange(12):04}"]
            contacts.add_to(w, values)  # type: ignore[arg-type]
    with store.read() as connection:
        ids = [number for (number,) in connection.execute("SELECT id FROM contact")]
        everybody = persons(connection, ids)
    expected = {
        (a, b): (verdict.score, verdict.reasons)
        for a, b in combinations(sorted(everybody), 2)
        if (verdict := compare(everybody[a], everybody[b])).score >= least
    }
    found = pairs(store, least)
    assert found == expected
    assert len(found) > 10
    # The look-ups find the likely ones from either side.
    with store.read() as connection:
        for a, b in list(pairs(store))[:20]:
            assert b in {match.id for match in like_contact(connection, a)}
            assert a in {match.id for match in like_contact(connection, b)}


def test_a_placeholder_of_a_phone_tells_nothing(store: Store) -> None:
    with writing(store, "people") as w:
        for _ in range(CARRIERS + 1):
            contacts.add_to(w, {"name": "Ali Rezaei", "phone": ["09120000000"]})
    assert pairs(store) == {}
    with store.read() as connection:
        draft = Draft("Ali Rezaei", points=(("phone", "+989120000000"),))
        assert all("same-phone" not in match.reasons for match in like(connection, draft))


def test_the_trash_is_left_out(store: Store) -> None:
    for _ in range(2):
        contacts.add(store, name="Ali Rezaei", phone=["09121112233"])
    assert list(pairs(store)) == [(1, 2)]
    contacts.delete(store, 2)
    assert pairs(store) == {}


def test_an_ignored_pair_is_left_out_everywhere(store: Store) -> None:
    for _ in range(3):
        contacts.add(store, name="Ali Rezaei", phone=["09121112233"])
    duplicates.ignore(store, 2, 1)
    assert sorted(pairs(store)) == [(1, 3), (2, 3)]
    with store.read() as connection:
        assert [match.id for match in like_contact(connection, 1)] == [3]
        assert [match.id for match in like_contact(connection, 2)] == [3]


def test_a_draft_finds_whom_it_shares_something_with(store: Store) -> None:
    contacts.add(store, name="Ali Rezaei", phone=["09121112233"], whatsapp=["0935 111 2233"])
    contacts.add(store, name="علی رضا کریمی", company="Pars Co.")
    contacts.add(store, name="Sara Karimi", telegram=["@sara"])
    sara = 4  # 3 is the company
    with store.read() as connection:

        def found(draft: Draft) -> list[tuple[int, tuple[str, ...]]]:
            return [(match.id, match.reasons) for match in like(connection, draft)]

        assert found(Draft("ali", points=(("phone", "+989121112233"),))) == [
            (1, ("same-phone", "part-of-name"))
        ]
        assert found(Draft("Rezaei Ali", points=(("phone", "+989351112233"),))) == [
            (1, ("same-phone", "same-name"))
        ]
        assert found(Draft("علیرضا کریمی", company="شرکت Pars")) == [
            (2, ("same-name-and-company",))
        ]
        assert found(Draft("Sara K.", points=(("telegram", "sara"),))) == [
            (sara, ("same-handle", "part-of-name"))
        ]
        assert found(Draft("")) == found(Draft("[/]")) == []


def test_a_common_name_is_no_news(store: Store) -> None:
    with writing(store, "people") as w:
        for _ in range(5):
            contacts.add_to(w, {"name": "محمد محمدی"})
    with store.read() as connection:
        assert len(like(connection, Draft("محمد محمدی"))) == 5
        assert worth_a_word(like(connection, Draft("محمد محمدی"))) == []


def test_thousands_of_one_name_are_quick(store: Store) -> None:
    with transact(store, "many") as transaction, transaction.bulk():
        people = [
            (n, "محمد محمدی", fold("محمد محمدی"), "2026-01-01T00:00:00Z") for n in range(1, 5_001)
        ]
        transaction.connection.executemany(
            "INSERT INTO contact(id, name, name_key, created_at, kind, status, city, source, note) "
            "VALUES(?, ?, ?, ?, 'person', 'lead', '', '', '')",
            people,
        )
        transaction.inserted_range("contact", 1, 5_000)
    before = time.perf_counter()
    assert pairs(store, WEAK) == {}
    assert time.perf_counter() - before < 5
