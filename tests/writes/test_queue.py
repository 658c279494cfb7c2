"""Working the queue: what each outcome logs, what it does to the task, and that undo undoes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crmtui.errors import InvalidValue, NotFound, UsageError
from crmtui.reads.deals import deal
from crmtui.reads.deals import deals as listed_deals
from crmtui.reads.interactions import interactions as logged
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.text.calendar import to_utc_text
from crmtui.text.due import Due
from crmtui.writes import closing, contacts, deals, tasks
from crmtui.writes.queue import OUTCOMES, handle
from crmtui.writes.undo import redo, undo

NOW = datetime.now(UTC)
YESTERDAY = (NOW - timedelta(days=1)).replace(hour=10, minute=30, second=0, microsecond=0)
FRIDAY = Due(NOW.replace(microsecond=0) + timedelta(days=9), all_day=False)


@pytest.fixture
def shop(store: Store) -> Store:
    """A shop in UTC with Ali, whom a call was planned for yesterday, and Zahra."""
    with transact(store, "zone") as transaction:
        transaction.connection.execute("UPDATE setting SET value = 'UTC' WHERE key = 'zone'")
    contacts.add(store, name="Ali")
    contacts.add(store, name="Zahra")
    tasks.add(store, 1, text="call", due=YESTERDAY)
    return store


def rows(store: Store) -> list[tuple[object, ...]]:
    """Return every task: whom for, text, due, and how it ended."""
    with store.read() as connection:
        return connection.execute(
            "SELECT contact_id, text, due, all_day, done_at IS NOT NULL, dropped, first_due "
            "FROM task ORDER BY id"
        ).fetchall()


def state(store: Store) -> object:
    with store.read() as connection:
        return rows(store), logged(connection)


def tomorrow(days: int = 1, clock: str = "10:30") -> str:
    return f"{NOW + timedelta(days=days):%Y-%m-%d}T{clock}:00Z"


BEFORE = to_utc_text(YESTERDAY)


@pytest.mark.parametrize(
    ("outcome", "task", "label"),
    [
        ("reached", (BEFORE, 0, 1, 0, None), "Reached Ali, done: call"),
        ("done", (BEFORE, 0, 1, 0, None), "Done with Ali, done: call"),
        ("not-interested", (BEFORE, 0, 1, 1, None), "Not interested: Ali, given up: call"),
        ("no-answer", (tomorrow(), 0, 0, 0, BEFORE), "No answer from Ali, next"),
        ("call-back", (tomorrow(), 0, 0, 0, BEFORE), "Ali wants a call back, next"),
        ("not-now", (tomorrow(30), 0, 0, 0, BEFORE), "Not now: Ali, next"),
        ("snooze", (tomorrow(), 0, 0, 0, BEFORE), "Put off Ali, next"),
    ],
)
def test_an_outcome_with_a_task(
    shop: Store, outcome: str, task: tuple[object, ...], label: str
) -> None:
    before = state(shop)
    done = handle(shop, 1, outcome, task=1, text="said so")
    assert rows(shop) == [(1, "call", *task)]
    assert done.label.startswith(label)
    with shop.read() as connection:
        talks = [(t.outcome, t.channel, t.direction, t.text) for t in logged(connection)]
    assert talks == ([] if outcome == "snooze" else [(outcome, "call", "out", "said so")])
    after = state(shop)
    undo(shop)
    assert state(shop) == before
    redo(shop)
    assert state(shop) == after


@pytest.mark.parametrize(
    ("outcome", "planned"),
    [
        ("reached", None),
        ("done", None),
        ("not-interested", None),
        ("not-now", None),
        ("no-answer", ("call again", tomorrow(clock="00:00"), 1)),
        ("call-back", ("call back", tomorrow(clock="10:00"), 0)),
        ("snooze", ("get in touch", tomorrow(clock="00:00"), 1)),
    ],
)
def test_an_outcome_without_a_task(
    shop: Store, outcome: str, planned: tuple[object, ...] | None
) -> None:
    handle(shop, 2, outcome)
    found = [row[1:4] for row in rows(shop) if row[0] == 2]
    assert found == ([planned] if planned else [])


def test_a_day_of_ones_own(shop: Store) -> None:
    handle(shop, 1, "snooze", task=1, due=FRIDAY)
    assert rows(shop)[0][2:4] == (to_utc_text(FRIDAY.at), 0)
    handle(shop, 1, "reached", task=1, due=FRIDAY)
    assert [row[1:5] for row in rows(shop)] == [
        ("call", to_utc_text(FRIDAY.at), 0, 1),
        ("get in touch", to_utc_text(FRIDAY.at), 0, 0),
    ]


def test_put_off_twice_the_first_day_is_kept(shop: Store) -> None:
    handle(shop, 1, "snooze", task=1)
    handle(shop, 1, "snooze", task=1, due=FRIDAY)
    assert rows(shop)[0][-1] == BEFORE


def test_the_preferred_channel_is_logged(shop: Store) -> None:
    with transact(shop, "test") as transaction:
        transaction.connection.execute("UPDATE contact SET preferred_channel = 'whatsapp'")
    handle(shop, 1, "reached")
    with shop.read() as connection:
        assert [talk.channel for talk in logged(connection)] == ["whatsapp"]


def test_the_next_day_is_that_of_the_shop(shop: Store) -> None:
    with transact(shop, "test") as transaction:
        transaction.connection.execute(
            "UPDATE setting SET value = 'Pacific/Kiritimati' WHERE key = 'zone'"
        )
    handle(shop, 2, "no-answer")
    day = (NOW + timedelta(hours=14)).date() + timedelta(days=1)
    assert rows(shop)[1][2] == f"{day - timedelta(days=1)}T10:00:00Z"


def test_a_task_for_nobody_is_done_or_put_off(shop: Store) -> None:
    task = tasks.add(shop, None, text="rent", due=YESTERDAY, all_day=True).row
    assert handle(shop, None, "snooze", task=task).label.startswith("Put off to ")
    assert rows(shop)[1][2:4] == (tomorrow(clock="00:00"), 1)
    assert handle(shop, None, "done", task=task).label == "Done: rent"
    assert handle(shop, None, "done", task=task).step is None
    with pytest.raises(UsageError, match="for nobody in particular"):
        handle(shop, None, "reached", task=task)


def test_a_task_that_was_finished_meanwhile_is_left_alone(shop: Store) -> None:
    tasks.done(shop, 1)
    before = rows(shop)
    assert handle(shop, 1, "reached", task=1).label == "Reached Ali"
    assert rows(shop) == before


def test_wrong_calls_change_nothing(shop: Store) -> None:
    before = state(shop)
    with pytest.raises(InvalidValue, match="is no outcome"):
        handle(shop, 1, "perhaps", task=1)
    with pytest.raises(NotFound, match="no task #9"):
        handle(shop, 1, "reached", task=9)
    contacts.delete(shop, 2)
    for outcome in OUTCOMES:
        with pytest.raises(NotFound, match="in the trash"):
            handle(shop, 2, outcome)
        with pytest.raises(NotFound, match="no contact #77"):
            handle(shop, 77, outcome)
    assert state(shop) == before


def test_nobody_is_worked_with_the_task_of_another(shop: Store) -> None:
    before = state(shop)
    for contact in (2, None):
        for outcome in ("done", "snooze"):
            with pytest.raises(InvalidValue, match="Task #1 is somebody else's"):
                handle(shop, contact, outcome, task=1)
    assert state(shop) == before


def test_what_is_next_belongs_to_the_deal_that_it_was_about(store: Store) -> None:
    ali = contacts.add(store, name="Ali").row
    mine = deals.add(store, ali, title="shelves").row
    deals.add(store, ali, title="lamp")
    handle(store, ali, "no-answer", deal=mine)
    with store.read() as connection:
        assert [(d.title, d.step) for d in listed_deals(connection)] == [
            ("lamp", None), ("shelves", "call again")
        ]  # fmt: skip
    nobodys = deals.add(store, None, title="kitchen").row
    with pytest.raises(UsageError):
        handle(store, None, "done", deal=nobodys)
    handle(store, None, "snooze", deal=nobodys)
    with store.read() as connection:
        assert deal(connection, nobodys).step == "get in touch"
    closing.lost(store, mine, "price")
    handle(store, ali, "call-back", deal=mine)  # it ended meanwhile
    with store.read() as connection:
        assert deal(connection, mine).step is None
