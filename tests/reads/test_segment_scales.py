"""Segments by where each score begins are those that scoring everybody gives."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from crmtui.reads.segment_of import contact_segment
from crmtui.reads.segment_scales import scales
from crmtui.reads.segment_sums import segment_sums
from crmtui.reads.segments import segmentation, sums
from crmtui.rules.rfm import SEGMENTS
from crmtui.settings import Settings, load
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.store.transact import transact
from crmtui.writes import contacts

TODAY = date(2026, 6, 1)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def shop(store: Store, seed: int, people: int, most: int) -> None:
    """Sell to people at random: many ties, refunds, somebody in the trash, a sale of tomorrow."""
    chance = random.Random(seed)
    contacts.add(store, name="Nobody bought")
    with writing(store, "sell") as w:
        for number in range(people):
            person = contacts.add_to(w, {"name": f"Person {number}"}).id
            for _sale in range(chance.randint(1, most)):
                at = NOON + timedelta(hours=12 - chance.randint(0, 9000))
                w.transaction.connection.execute(
                    "INSERT INTO purchase(contact_id, at, amount, ref, note) "
                    "VALUES(?, ?, ?, '', '')",
                    (person, at.strftime("%Y-%m-%dT%H:%M:%SZ"), chance.choice((5, 5, 70, -5))),
                )
    contacts.delete(store, 5)


@pytest.mark.parametrize(
    ("seed", "people", "most"), [(1, 60, 4), (2, 200, 2), (3, 40, 1), (4, 10, 3), (5, 35, 9)]
)
def test_it_is_the_segment_among_all(store: Store, seed: int, people: int, most: int) -> None:
    shop(store, seed, people, most)
    with store.read() as connection:
        settings = load(connection)
        for as_of in (None, date(2026, 3, 1)):
            found = segmentation(connection, settings, today=TODAY, as_of=as_of)
            among_all = {buyer.id: buyer.segment for buyer in found.buyers}
            for contact in range(1, people + 2):
                alone = contact_segment(connection, settings, contact, today=TODAY, as_of=as_of)
                assert alone == among_all.get(contact, "prospect")


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tehran", "America/St_Johns"])
@pytest.mark.parametrize(
    ("seed", "people", "most"), [(6, 80, 4), (7, 250, 2), (8, 40, 1), (9, 12, 3), (10, 35, 40)]
)
def test_the_table_of_today_adds_up_what_everybody_scores(
    store: Store, seed: int, people: int, most: int, zone: str
) -> None:
    shop(store, seed, people, most)
    with store.read() as connection:
        settings = Settings({**load(connection).values, "zone": zone})
        found = segmentation(connection, settings, today=TODAY)
        table = segment_sums(connection, settings, today=TODAY)
        by_rank = scales(connection, settings, TODAY)
        assert table.lines == sums(found)
        assert (table.buyers, table.fixed_cuts) == (len(found.buyers), found.fixed_cuts)
        for segment in SEGMENTS:
            of_it = {buyer.id for buyer in found.buyers if buyer.segment == segment}
            assert set(by_rank.members(connection, {segment})) == of_it


def test_more_given_back_than_paid_is_scored_alike(store: Store) -> None:
    """The mean is below zero: its parts are cut points all the same."""
    spent = {contacts.add(store, name=name).row: money for name, money in _GIVEN_BACK.items()}
    with transact(store, "sell") as transaction:
        for person, money in spent.items():
            transaction.connection.executemany(
                "INSERT INTO purchase(contact_id, at, amount, ref, note) VALUES(?, ?, ?, '', '')",
                [(person, "2026-05-01T12:00:00Z", 10), (person, "2026-05-02T12:00:00Z", money)],
            )
    with store.read() as connection:
        settings = load(connection)
        found = segmentation(connection, settings, today=TODAY)
        assert segment_sums(connection, settings, today=TODAY).lines == sums(found)
        assert [buyer.m for buyer in found.buyers] == [1, 3, 5]


_GIVEN_BACK = {"Ali": -1010, "Sara": -260, "Reza": 90}


def test_cut_points_before_all_calendars_are_cut_points(store: Store) -> None:
    shop(store, 11, 10, 3)
    with store.read() as connection:
        values = {**load(connection).values, "rfm_recency": "1 30 90 99999999"}
        settings = Settings(values)
        found = segmentation(connection, settings, today=TODAY)
        assert segment_sums(connection, settings, today=TODAY).lines == sums(found)


@pytest.mark.parametrize("people", [12, 80])
@pytest.mark.parametrize("own", [{"rfm_recency": "30 60 90 200"}, {"rfm_frequency": "2 3 4 5"}])
def test_the_shop_s_own_cut_points_hold_for_any_number(
    store: Store, own: dict[str, str], people: int
) -> None:
    shop(store, 12, people, 6)
    with store.read() as connection:
        settings = Settings({**load(connection).values, "rfm_monetary": "5 10 70 140", **own})
        found = segmentation(connection, settings, today=TODAY)
        table = segment_sums(connection, settings, today=TODAY)
        assert table.lines == sums(found)
        assert table.cuts == found.cuts
    for buyer in found.buyers:
        assert buyer.m == 1 + sum(buyer.monetary >= cut for cut in (5, 10, 70, 140))
        if "rfm_recency" in own:
            assert buyer.r == 5 - sum(buyer.recency > cut for cut in (30, 60, 90, 200))
        else:
            assert buyer.f == min(5, buyer.frequency)
