"""Open deals as they stand: the flags people know, and rotting that knows the plan."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from crmtui.reads.board import board
from crmtui.reads.open_deals import OpenDeal, limits, open_deals
from crmtui.rules.rotting import ENOUGH, USUAL_DAYS
from crmtui.settings import load
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.text.due import Due
from crmtui.writes import closing, contacts, deal_steps, deals, interactions, stages, tasks

NEW, TALKING = 1, 2
NOW = datetime.now(UTC).replace(microsecond=0)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def add(store: Store, contact: int | None = None, days: float = 30, **said: object) -> int:
    opened = {"opened_at": ago(days), "title": f"deal of {days}"}
    return deals.add(store, contact, **{**opened, **said}).row  # type: ignore[arg-type]


def seen(store: Store, number: int) -> OpenDeal:
    with store.read() as connection:
        (found,) = open_deals(connection, load(connection).formats(), NOW, number=number)
    return found


@pytest.mark.parametrize(
    ("days", "all_day", "flag"),
    [
        (None, False, "later"), (-1, True, "overdue"), (-0.001, False, "overdue"),
        (0, True, "today"), (3, True, "later"),
    ],
)  # fmt: skip
def test_the_flag_of_the_next_step(
    store: Store, days: float | None, all_day: bool, flag: str
) -> None:
    number = add(store)
    assert seen(store, number).flag == "none"
    due = None if days is None else Due(ago(-days), all_day)
    deal_steps.plan(store, number, "call", due)
    assert seen(store, number).flag == flag


def test_a_deal_is_stale_if_nothing_happened_and_nothing_is_planned(store: Store) -> None:
    ali = contacts.add(store, name="Ali").row
    old, young = add(store, ali, USUAL_DAYS), add(store, None, USUAL_DAYS - 1)
    assert (seen(store, old).is_stale, seen(store, young).is_stale) == (True, False)
    interactions.log(store, ali, text="spoke", at=ago(2))
    assert (seen(store, old).is_stale, seen(store, old).quiet_days) == (False, 2)
    number = add(store)
    deal_steps.plan(store, number, "call", Due(ago(-90), all_day=True))
    assert not seen(store, number).is_stale  # something is planned
    stages.edit(store, NEW, stale_days=0)
    assert not seen(store, add(store, days=900)).is_stale  # never, it was said
    stages.edit(store, NEW, stale_days=3)
    assert seen(store, young).is_stale


def test_what_is_planned_for_the_customer_is_for_their_only_deal(store: Store) -> None:
    ali = contacts.add(store, name="Ali").row
    number = add(store, ali)
    tasks.add(store, ali, text="call", due=ago(-2))
    assert (seen(store, number).flag, seen(store, number).is_stale) == ("later", False)
    other = add(store, ali)
    assert {seen(store, number).flag, seen(store, other).flag} == {"none"}


def test_the_limit_of_a_stage_is_learned_from_the_deals_that_were_won(store: Store) -> None:
    for n in range(ENOUGH):
        number = add(store, days=200)
        deals.move(store, number, TALKING)
        with transact(store, "later") as transaction:  # they stayed for 31 to 60 days
            transaction.connection.execute(
                "UPDATE deal_stage SET at = ? WHERE deal_id = ? AND stage_id = ?",
                (f"{ago(200 - 31 - n):%Y-%m-%dT%H:%M:%SZ}", number, TALKING),
            )
        with store.read() as connection:
            assert limits(connection)[NEW] == (USUAL_DAYS, 0)
        closing.won(store, number)
    with store.read() as connection:
        assert limits(connection)[NEW] == (57, ENOUGH)
    assert not seen(store, add(store, days=56)).is_stale
    assert seen(store, add(store, days=57)).is_stale
    stages.edit(store, NEW, stale_days=5)  # what the shop says holds
    assert seen(store, add(store, days=6)).is_stale


def test_a_customer_in_the_trash_takes_their_open_deals_along(store: Store) -> None:
    ali = contacts.add(store, name="Ali").row
    number = add(store, ali, amount=100)
    contacts.delete(store, ali)
    with store.read() as connection:
        assert board(connection, load(connection).formats(), NOW).totals == (0, 0, 0)
    contacts.restore(store, ali)
    assert seen(store, number).name == "Ali"


def test_two_thousand_open_deals_are_read_in_a_blink(store: Store) -> None:
    with transact(store, "many") as transaction:
        connection = transaction.connection
        at = f"{ago(9):%Y-%m-%dT%H:%M:%SZ}"
        numbers = [(n,) for n in range(1, 2001)]
        connection.executemany(
            "INSERT INTO contact(id, name, name_key, kind, status, city, source, note, created_at) "
            "VALUES(?1, 'N' || ?1, 'n', 'person', 'lead', '', '', '', '2020-01-01T00:00:00Z')",
            numbers,
        )
        connection.executemany(
            "INSERT INTO deal(id, contact_id, title, amount, products, source, owner, ref, note, "
            "competitor, opened_at, stage_id, position, at_counter, created_at, touched_at) "
            f"VALUES(?1, ?1, 'D' || ?1, 100, '', '', '', '', '', '', '{at}', 1 + ?1 % 3, ?1, 0, "
            f"'{at}', '{at}')",
            numbers,
        )
        connection.executemany(
            "INSERT INTO task(text, due, all_day, contact_id, created_at, deal_id) "
            f"VALUES('call', '{at}', 1, ?1, '{at}', ?1)",
            numbers[:1000],
        )
    with store.read() as connection:
        formats = load(connection).formats()
        began = time.perf_counter()
        shown = board(connection, formats, NOW)
        spent = time.perf_counter() - began
    assert (shown.totals[0], sum(card.is_stale for c in shown.open for card in c.cards)) == (
        2000,
        0,
    )
    assert {card.flag for c in shown.open for card in c.cards} == {"none", "overdue"}
    assert spent < 1  # some 40 ms on a quiet machine
