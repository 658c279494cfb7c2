"""Each reason from the store to the queue, and who stays out of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from crmtui.models.words import Channel, Outcome, Promise, Relation, Status
from crmtui.reads.rhythm import rhythm_of
from crmtui.reads.segments import segmentation
from crmtui.reads.today.figures import Figures, figures
from crmtui.reads.today.queue import Entry, Queue, about, queue
from crmtui.reads.today.words import reasons_text
from crmtui.settings import Settings, load
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.writes import contacts, interactions, purchases, tasks

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
"""A Thursday; one in the afternoon in Tehran."""


def at(days: float) -> datetime:
    """Return a moment so many days before now."""
    return NOW - timedelta(days=days)


def add(store: Store, name: str = "Ali") -> int:
    return contacts.add(store, name=name).row


def put(store: Store, sql: str, *values: object) -> None:
    """Write what no use case here writes yet."""
    with transact(store, "test") as transaction:
        transaction.connection.execute(sql, values)


def looked(store: Store, now: datetime = NOW, limit: int = 50, /, **changed: str) -> Queue:
    with store.read() as connection:
        settings = Settings({**load(connection).values, "zone": "UTC", **changed})
        return queue(connection, settings, now, limit)


def said(store: Store, now: datetime = NOW, /, **changed: str) -> list[str]:
    """Return the reasons of each line in words."""
    with store.read() as connection:
        formats = load(connection).formats()
    found = looked(store, now, **changed)
    return [reasons_text(entry.reasons, formats, now) for entry in found.entries]


def names(store: Store, **changed: str) -> list[str]:
    return [entry.name for entry in looked(store, **changed).entries]


# What was agreed


@pytest.mark.parametrize(
    ("due", "all_day", "promise", "words"),
    [
        (at(1), True, None, "overdue since yesterday: call"),
        (at(3.5), False, None, "overdue since Sun: call"),
        (NOW - timedelta(minutes=5), False, None, "overdue today 09:25: call"),
        (NOW, True, None, "today: call"),
        (NOW + timedelta(hours=3), False, None, "today 12:30: call"),
        (at(1), True, Promise.OURS, "promised yesterday: call"),
        (NOW + timedelta(hours=3), False, Promise.OURS, "promised today 12:30: call"),
        (at(4), True, Promise.THEIRS, "they promised Sun: call"),
    ],
)
def test_steps(
    store: Store, due: datetime, all_day: bool, promise: Promise | None, words: str
) -> None:
    task = tasks.add(store, add(store), text="call", due=due, all_day=all_day).row
    put(store, "UPDATE task SET promise = ? WHERE id = ?", promise, task)
    assert said(store) == [words]
    assert looked(store).entries[0].task_id == task
    tasks.done(store, task)
    assert said(store) == []


def test_steps_to_come_and_without_a_day_are_no_reason(store: Store) -> None:
    person = add(store)
    tasks.add(store, person, text="later", due=NOW + timedelta(days=1), all_day=True)
    tasks.add(store, person, text="someday")
    task = tasks.add(store, person, text="theirs", due=NOW, all_day=True).row
    put(store, "UPDATE task SET promise = 'theirs' WHERE id = ?", task)
    assert looked(store) == Queue([], 0)


def test_a_day_begins_in_the_shops_zone(store: Store) -> None:
    tasks.add(store, add(store), text="call", due=datetime(2026, 11, 25, 20, 30, tzinfo=UTC))
    before = datetime(2026, 11, 25, 20, 25, tzinfo=UTC)  # five to midnight in Tehran
    assert looked(store, before, zone="Asia/Tehran").total == 0
    assert looked(store, before, zone="UTC").total == 1


def test_tasks_for_nobody_are_lines_of_their_own(store: Store) -> None:
    first = tasks.add(store, None, text="pay the rent", due=at(2), all_day=True).row
    second = tasks.add(store, None, text="order tea", due=at(1), all_day=True).row
    found = looked(store).entries
    assert [(*entry[:3], entry.task_id) for entry in found] == [
        (None, "", "", first),
        (None, "", "", second),
    ]


# Keep in touch


def test_keep_in_touch_by_contact_and_by_tag(store: Store) -> None:
    own = contacts.add(store, name="Own", tags=["vip"]).row
    contacts.add(store, name="Tagged", tags=["vip", "tea"])
    never = contacts.add(store, name="Never", tags=["vip"]).row
    put(store, "UPDATE tag SET keep_days = 30 WHERE key = 'vip'")
    put(store, "UPDATE tag SET keep_days = 20 WHERE key = 'tea'")
    put(store, "UPDATE contact SET keep_days = 10 WHERE id = ?", own)
    put(store, "UPDATE contact SET keep_days = 0 WHERE id = ?", never)
    put(store, "UPDATE contact SET created_at = '2026-11-06T12:00:00Z'")
    assert dict(zip(names(store), said(store), strict=True)) == {
        "Own": "keep in touch every 10 days: now 20",
        "Tagged": "keep in touch every 20 days: now 20",
    }
    interactions.log(store, own, at=at(12))
    assert "keep in touch every 10 days: now 12" in said(store)
    purchases.sale(store, own, 100, at=at(9))
    assert names(store) == ["Tagged"]


# Buying


def test_late_against_ones_own_rhythm(store: Store) -> None:
    person = add(store)
    for days in (44, 65, 86, 107):
        purchases.sale(store, person, 1000, at=at(days))
    assert said(store)[0].startswith("late: usually buys every 21 days, now 44")
    with store.read() as connection:
        found = rhythm_of(connection, person, date(2026, 11, 26), "UTC")
    assert found is not None
    assert (found.usual, found.since) == (21, 44)
    purchases.sale(store, person, 1000, at=at(1))
    assert said(store) == []


def test_refunds_and_free_samples_are_no_visit(store: Store) -> None:
    person = add(store)
    sold = [purchases.sale(store, person, 1000, at=at(days)).row for days in (50, 70)]
    purchases.refund(store, sold[0], 100, at=at(30))
    purchases.sale(store, person, 0, at=at(40))
    with store.read() as connection:
        assert rhythm_of(connection, person, date(2026, 11, 26), "UTC") is None


def test_days_are_those_of_the_shop(store: Store) -> None:
    person = add(store)
    for day, hour in ((1, 20), (1, 21), (11, 21), (21, 21)):  # 23:30 and 00:30 in Tehran
        purchases.sale(store, person, 10, at=datetime(2026, 11, day, hour, 0, tzinfo=UTC))
    with store.read() as connection:
        utc = rhythm_of(connection, person, date(2026, 12, 1), "UTC")
        tehran = rhythm_of(connection, person, date(2026, 12, 1), "Asia/Tehran")
        new_york = rhythm_of(connection, person, date(2026, 12, 1), "America/New_York")
    assert utc is not None
    assert tehran is not None
    assert new_york is not None
    assert (utc.usual, utc.since) == (10, 10)
    assert (tehran.usual, tehran.since) == (10, 9)  # the first two are of two days
    assert (new_york.usual, new_york.since) == (10, 10)


def test_at_risk_and_cant_lose(store: Store) -> None:
    for number in range(40):
        person = add(store, f"Buyer {number:02}")
        for visit in range(1 + number % 5):
            purchases.sale(store, person, 100 * (number + 1), at=at(10 * number + visit / 10))
    with store.read() as connection:
        found = segmentation(connection, load(connection), today=date(2026, 11, 26))
    risky = {b.id for b in found.buyers if b.segment in ("at-risk", "cant-lose")}
    assert risky
    put(store, "INSERT INTO setting(key, value) VALUES('moves_seen', '2026-11')")
    entries = looked(store).entries
    assert {e.contact_id for e in entries} == risky
    assert [e.score for e in entries] == sorted((e.score for e in entries), reverse=True)
    assert set(said(store)) <= {"At Risk", "Can't Lose"}


# Debts


def owe(store: Store, contact: int, amount: int, days: int, due: str | None) -> None:
    sale = purchases.sale(store, contact, amount, at=at(days)).row
    put(store, "UPDATE purchase SET on_account = 1, due_on = ? WHERE id = ?", due, sale)


def test_debts_past_their_day_less_what_was_paid_oldest_first(store: Store) -> None:
    person = add(store)
    owe(store, person, 1000, 50, "2026-11-01")
    owe(store, person, 2000, 40, "2026-11-20")
    owe(store, person, 4000, 30, "2026-11-26")  # its day is not over
    owe(store, person, 8000, 20, None)
    assert said(store, weight_late="0") == ["owes 30.00 USD, 25 days past its day"]
    pay = (
        "INSERT INTO payment(at, amount, method, ref, note, contact_id) VALUES(?, ?, '', '', '', 1)"
    )
    put(store, pay, "2026-11-21T00:00:00Z", 1500)
    assert said(store, weight_late="0") == ["owes 15.00 USD, 6 days past its day"]
    put(store, pay, "2026-11-22T00:00:00Z", 1500)
    assert said(store, weight_late="0") == []


# Birthdays


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ("1990-11-26", ["birthday today"]),
        ("1604-11-27", ["birthday tomorrow"]),
        ("1990-12-02", ["birthday Wed"]),
        ("1990-12-03", ["birthday 2026-12-03"]),
        ("1990-12-04", []),
        ("1990-11-25", []),
    ],
)
def test_birthdays_of_the_next_days(store: Store, born: str, words: list[str]) -> None:
    contacts.add(store, name="Ali", birthday=date.fromisoformat(born))
    assert said(store) == words
    assert said(store, birthday_days="0") == [w for w in words if "today" in w]


def test_anniversaries_and_leap_days(store: Store) -> None:
    add(store)
    put(store, "UPDATE contact SET anniversary = '2000-02-29'")
    assert said(store, datetime(2027, 2, 25, 9, tzinfo=UTC)) == ["anniversary Sun"]
    assert said(store, datetime(2028, 2, 25, 9, tzinfo=UTC)) == ["anniversary Tue"]
    assert said(store, datetime(2027, 2, 28, 9, tzinfo=UTC)) == ["anniversary today"]
    assert said(store, datetime(2027, 3, 1, 9, tzinfo=UTC)) == []


def test_jalali_birthdays_follow_the_jalali_year(store: Store) -> None:
    contacts.add(store, name="Ali", birthday=date(1988, 3, 20))  # 1366/12/29
    contacts.add(store, name="Zahra", birthday=date(1989, 3, 21))  # 1368/01/01
    now = datetime(2027, 3, 20, 9, tzinfo=UTC)  # 1405/12/29; the new year begins tomorrow
    entries = looked(store, now, calendar="jalali", birthday_days="1").entries
    assert [(e.name, next(r.about for r in e.reasons)) for e in entries] == [
        ("Ali", ("birthday", 0)),
        ("Zahra", ("birthday", 1)),
    ]


# Who stays out


def late(store: Store, name: str = "Ali") -> int:
    """Return somebody who is late."""
    person = add(store, name)
    for days in (44, 65, 86, 107):
        purchases.sale(store, person, 1000, at=at(days))
    return person


def test_the_trash_never_appears(store: Store) -> None:
    person = late(store)
    tasks.add(store, person, text="call", due=at(1))
    contacts.delete(store, person)
    assert looked(store).total == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("relation", Relation.SUPPLIER),
        ("relation", Relation.PARTNER),
        ("status", Status.INACTIVE),
        ("do_not_contact", 1),
    ],
)
def test_no_buying_reasons_for_those_who_are_not_to_be_sold_to(
    store: Store, column: str, value: object
) -> None:
    person = late(store)
    assert looked(store).total == 1
    put(store, f"UPDATE contact SET {column} = ?", value)
    assert looked(store).total == 0
    tasks.add(store, person, text="call", due=at(1))
    assert said(store) == ["overdue since yesterday 09:30: call"]


def test_talks_silence_and_notes_do_not(store: Store) -> None:
    person = late(store)
    interactions.log(store, person, at=at(1), channel=Channel.NOTE, text="likes green tea")
    interactions.log(store, person, at=at(1), outcome=Outcome.NO_ANSWER)
    assert looked(store).total == 1
    interactions.log(store, person, at=at(3), outcome=Outcome.REACHED)
    assert looked(store).total == 0
    assert looked(store, rest_days="3").total == 1


def test_no_answer_today_goes_down_and_a_talk_today_leaves(store: Store) -> None:
    for name in ("Ali", "Zahra"):
        tasks.add(store, add(store, name), text="call", due=at(1), all_day=True)
    assert names(store) == ["Ali", "Zahra"]
    interactions.log(store, 1, at=at(0.01), outcome=Outcome.NO_ANSWER)
    assert names(store) == ["Zahra", "Ali"]
    interactions.log(store, 2, at=at(0.01))
    assert names(store) == ["Ali"]
    tasks.add(store, 2, text="call", due=NOW + timedelta(hours=1))
    assert names(store) == ["Zahra", "Ali"]


def test_equal_scores_are_ordered_by_value_then_name_then_id(store: Store) -> None:
    for name in ("Zahra", "Ali", "Ali", "Big"):
        tasks.add(store, add(store, name), text="call", due=at(1), all_day=True)
    purchases.sale(store, 4, 9000, at=at(1))
    assert [e.contact_id for e in looked(store).entries] == [4, 2, 3, 1]


def test_the_limit_leaves_the_total(store: Store) -> None:
    for number in range(5):
        tasks.add(store, add(store, f"N{number}"), text="call", due=at(number + 1), all_day=True)
    found = looked(store, NOW, 2)
    assert ([e.name for e in found.entries], found.total) == (["N4", "N3"], 5)


def test_about_keeps_the_order_and_those_without_a_reason(store: Store) -> None:
    for name in ("A", "B", "C"):
        add(store, name)
    tasks.add(store, 2, text="call", due=at(1))
    contacts.delete(store, 3)
    interactions.log(store, 1, at=at(0.01), outcome=Outcome.REACHED)
    with store.read() as connection:
        found: list[Entry] = about(connection, load(connection), NOW, [3, 2, 1])
    assert [(e.name, len(e.reasons), e.today) for e in found] == [
        ("B", 1, None),
        ("A", 0, "reached"),
    ]


# The figures


def test_sales_are_compared_with_this_hour_of_the_same_weekday(store: Store) -> None:
    purchases.sale(store, None, 500, at=NOW - timedelta(hours=1))
    for week, amount in ((1, 100), (2, 300), (3, 200)):
        purchases.sale(store, None, amount, at=NOW - timedelta(weeks=week, hours=1))
        purchases.sale(store, None, 999, at=NOW - timedelta(weeks=week, hours=-1))
    tasks.add(store, None, text="late", due=at(1), all_day=True)
    tasks.add(store, None, text="past", due=NOW - timedelta(hours=1))
    tasks.add(store, None, text="today", due=NOW + timedelta(hours=1))
    tasks.add(store, None, text="later", due=NOW + timedelta(days=1))
    with store.read() as connection:
        settings = Settings({**load(connection).values, "zone": "UTC"})
        found = figures(connection, settings, NOW)
    assert found == Figures(500, (0, 0, 0, 0, 0, 200, 300, 100), 2, 1)
    assert found.usual == 200
