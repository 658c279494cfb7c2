"""One customer's segment is the one that scoring everybody gives them."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from crmtui.reads.segment_of import contact_segment
from crmtui.reads.segments import segmentation
from crmtui.settings import load
from crmtui.store.connect import Store
from crmtui.store.session import writing
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
