"""A sample shop: tea and spices, two years of customers, sales and talks.

The same whenever it is made on the same day, and brought in through the doors everybody uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from crmtui.exchange.contact_rows import ContactRow, Point
from crmtui.locale import _
from crmtui.models.interaction import Interaction
from crmtui.models.words import Channel, Direction, Outcome
from crmtui.settings import load
from crmtui.settings.keys import key
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.text.calendar import to_utc_text
from crmtui.text.formats import Formats
from crmtui.writes import demo_words as words
from crmtui.writes.demo_accounts import open_accounts
from crmtui.writes.demo_day import plan_day
from crmtui.writes.demo_desk import fill_desk
from crmtui.writes.demo_pipeline import fill_pipeline
from crmtui.writes.imports.contacts.importing import import_contacts
from crmtui.writes.imports.contacts.stage import Readers
from crmtui.writes.imports.purchases.columns import OrderColumns
from crmtui.writes.imports.purchases.importing import import_purchases
from crmtui.writes.imports.purchases.money import RowMoney
from crmtui.writes.settings import set_shop
from crmtui.writes.valid import validated

CUSTOMERS = 240
_DAYS = 720
_HABITS = ((10, 3), (25, 12), (45, 20), (90, 25), (400, 25), (0, 15))
"""Days between two purchases (0: never bought) and how many of a hundred customers have it."""


class Made(NamedTuple):
    """How many of each kind the sample shop has."""

    contacts: int
    purchases: int
    interactions: int


def fill(store: Store, now: datetime) -> Made:
    """Fill an empty store with the sample shop, in a few steps."""
    random = Random(7)
    set_shop(store, key("shop"), _("Tea & Spice (sample)"))
    people = list(_people(random, now))
    with store.read() as connection:
        formats = load(connection).formats()
    readers = Readers(formats.region, birthday=str, moment=str)
    contacts = import_contacts(store, [people], source="sample", readers=readers)
    sales = list(_sales(random, people, now, formats))
    columns = OrderColumns(
        when=str, money=RowMoney(formats.cur, ""), date=1, order=0, customer=2, item=3,
        quantity=4, price=5,
    )  # fmt: skip
    purchases = import_purchases(store, lambda: iter(sales), columns, source="sample")
    talks = _talks(store, random, now)
    open_accounts(store, now)
    plan_day(store, now)
    fill_desk(store, now)
    fill_pipeline(store, now)
    return Made(contacts.created + contacts.named, purchases.created, talks)


def _people(random: Random, now: datetime) -> Iterator[ContactRow]:
    seen: set[str] = set()
    while len(seen) < CUSTOMERS:
        given = random.choice(words.given_names())
        latin = given.isascii()
        family = random.choice(words.FAMILY_EN if latin else words.persian_families())
        name = f"{given} {family}"
        if name in seen:
            continue
        seen.add(name)
        yield _person(random, now, len(seen), name, latin=latin)


def _person(random: Random, now: datetime, number: int, name: str, *, latin: bool) -> ContactRow:
    points = [Point("phone", random.choice(words.PREFIXES) + str(random.randint(10**6, 10**7 - 1)))]
    if latin and random.random() < 0.7:
        points.append(Point("email", f"{name.lower().replace(' ', '.')}@example.com"))
    birthday = now.date().replace(year=random.randint(1955, 2005), day=random.randint(1, 28))
    return ContactRow(
        row=number,
        ref=str(number),
        name=name,
        kind="person",
        points=tuple(points),
        company=_named(random.choice(words.COMPANIES)) if random.random() < 0.12 else "",
        city=_named(random.choice(words.CITIES)),
        tags=tuple(map(_, random.sample(words.TAGS, k=1 if random.random() < 0.3 else 0))),
        source=_named(random.choice(words.SOURCES)),
        status="",
        birthday=birthday.replace(month=random.randint(1, 12)).isoformat()
        if random.random() < 0.4
        else "",
        note="",
        raw=[],
    )


def _named(word: str) -> str:
    """Translate a word of the sample; an empty one has a meaning of its own in catalogues."""
    return _(word) if word else ""


def _sales(
    random: Random, people: list[ContactRow], now: datetime, formats: Formats
) -> Iterator[list[str]]:
    """Yield a row for each item sold: order, time, customer's reference, item, quantity, price."""
    dear = 1 if formats.cur.digits else 100_000  # rials are small
    order = 0
    for person in people:
        for at in _visits(random, now):
            order += 1
            for item, price in random.sample(words.ITEMS, k=random.choice((1, 1, 2, 3))):
                many = random.choice((1, 1, 1, 2, 4))
                yield [
                    f"S{order:05}",
                    to_utc_text(at),
                    person.ref,
                    _(item),
                    str(many),
                    str(price * dear),
                ]
    for day in range(0, _DAYS, 3):
        order += 1
        item, price = random.choice(words.ITEMS)
        at = _opening(now - timedelta(days=day), random)
        yield [f"S{order:05}", to_utc_text(at), "", _(item), "1", str(price * dear)]


def _visits(random: Random, now: datetime) -> Iterator[datetime]:
    """Yield the times somebody bought: a habit with some spread, which many give up one day."""
    habits, weights = zip(*_HABITS, strict=True)
    every = random.choices(habits, weights)[0]
    if not every:
        return
    day = random.uniform(every / 2, _DAYS)
    end = day * random.random() if random.random() < 0.4 else 0.0
    while day > end:
        yield _opening(now - timedelta(days=day), random)
        day -= max(1.0, random.gauss(every, every / 4))


def _opening(day: datetime, random: Random) -> datetime:
    hour, minute = random.randint(6, 15), random.randint(0, 59)
    return min(day, day.replace(hour=hour, minute=minute, second=0, microsecond=0))


def _talks(store: Store, random: Random, now: datetime) -> int:
    with writing(store, _("Logged the talks of the sample shop")) as w:
        ids = [row[0] for row in w.transaction.connection.execute("SELECT id FROM contact")]
        chosen = random.choices(ids, k=CUSTOMERS)
        for contact in chosen:
            channel, direction, outcome, text = random.choice(words.TALKS)
            record = {
                "contact_id": contact,
                "at": _opening(now - timedelta(days=random.expovariate(1 / 90)), random),
                "channel": Channel(channel),
                "direction": Direction(direction),
                "outcome": Outcome(outcome) if outcome else None,
                "text": _(text),
            }
            w.session.add(validated(Interaction, record))
    return len(chosen)
