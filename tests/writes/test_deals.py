"""Deals added, moved, won and lost: their history adds up, and undo takes all of it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.errors import Conflict, InvalidValue, NotFound
from crmtui.reads.board import board
from crmtui.reads.card import card
from crmtui.reads.deals import deal, deals, playbook, stays
from crmtui.reads.purchases import purchase
from crmtui.reads.stages import find_stage, reasons
from crmtui.reads.tasks import tasks as task_lines
from crmtui.settings import load
from crmtui.store.connect import Store, open_store
from crmtui.text.due import Due
from crmtui.writes import closing, contacts, deal_steps, pipelines, purchases, stages, tasks
from crmtui.writes import deals as write
from crmtui.writes.undo import redo, undo
from tests.store.test_undo import state

NEW, TALKING, OFFER, WON, LOST = 1, 2, 3, 4, 5
NOW = datetime.now(UTC).replace(microsecond=0)


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def ali(store: Store) -> int:
    return contacts.add(store, name="Ali").row


def add(store: Store, contact: int | None = None, title: str = "shelves", **said: object) -> int:
    return write.add(store, contact, title=title, **said).row  # type: ignore[arg-type]


def board_of(store: Store, **said: object) -> dict[str, list[int]]:
    with store.read() as connection:
        shown = board(connection, load(connection).formats(), NOW, **said)  # type: ignore[arg-type]
    return {c.stage.name: [deal.id for deal in c.cards] for c in shown.columns}


def path(store: Store, number: int) -> list[str]:
    """The stages of a deal; each stay ends where the next begins."""
    with store.read() as connection:
        found = stays(connection, number)
    for one, two in pairwise(found):
        assert one.at <= two.at == one.until
    assert found[-1].until is None
    return [stay.stage for stay in found]


def test_a_deal_begins_on_top_of_the_first_stage(store: Store, ali: int) -> None:
    one, two = add(store, ali, amount=5000), add(store, ali, "lamp")
    assert board_of(store) == {
        "New": [two, one], "Talking": [], "Offer": [], "Won": [], "Lost": []
    }  # fmt: skip
    with store.read() as connection:
        found = deal(connection, one)
        shown = board(connection, load(connection).formats(), NOW)
    assert (found.name, found.words, found.amount, found.kind) == ("Ali", "shelves", 5000, "open")
    assert shown.totals == (2, 5000, 1000)
    assert path(store, one) == ["New"]


def test_a_deal_needs_something_to_call_it(store: Store) -> None:
    with pytest.raises(InvalidValue):
        write.add(store, None)
    assert add(store, None, "somebody's kitchen")


def test_a_new_customer_comes_with_the_deal(store: Store) -> None:
    done = write.add(store, None, new={"name": "Mina", "phone": ["0912 111 2233"]}, title="sofa")
    with store.read() as connection:
        assert deal(connection, done.row).name == "Mina"
    undo(store)
    with store.read() as connection:
        assert deals(connection) == []
        with pytest.raises(NotFound):
            card(connection, 1)


def test_moving_and_reordering(store: Store) -> None:
    a, b, c = (add(store, None, title) for title in "abc")
    write.move(store, a, TALKING)
    write.move(store, b, TALKING, last=True)
    write.move(store, c, TALKING, before=b)
    assert board_of(store)["Talking"] == [a, c, b]
    write.move(store, b)
    assert board_of(store)["Talking"] == [b, a, c]
    write.move(store, b, before=c)
    assert board_of(store)["Talking"] == [a, b, c]
    assert path(store, b) == ["New", "Talking"]  # another place is no other stage
    with pytest.raises(InvalidValue):
        write.move(store, a, OFFER, before=b)
    assert board_of(store)["Talking"] == [a, b, c]


def test_there_is_always_room_between_two(store: Store) -> None:
    top, *rest = [add(store, None, f"deal {n}") for n in range(4)][::-1]
    for _time in range(25):  # more often than a gap can be halved
        write.move(store, rest[-1], before=rest[0])
        rest = [rest[-1], *rest[:-1]]
        assert board_of(store)["New"] == [top, *rest]


def test_two_people_move_the_same_deal(store: Store) -> None:
    number = add(store)
    write.move(store, number, TALKING, seen=NEW)
    with pytest.raises(Conflict, match="was moved to Talking meanwhile"):
        write.move(store, number, OFFER, seen=NEW)
    assert path(store, number) == ["New", "Talking"]


def test_winning_records_the_purchase_and_makes_a_customer(store: Store, ali: int) -> None:
    number = add(store, ali, products="oak shelf", amount=700)
    deal_steps.plan(store, number, "measure")
    closing.won(store, number, amount=650, purchase=True)
    with store.read() as connection:
        found = deal(connection, number)
        bought = purchase(connection, found.purchase_id or 0)
        person = card(connection, ali)
    assert (found.kind, found.amount, found.step_id) == ("won", 650, None)
    assert (bought.amount, bought.contact_id, bought.note) == (650, ali, "shelves")
    assert (person.status, person.sums.purchases) == ("customer", 1)
    with pytest.raises(Conflict):
        closing.won(store, number)
    purchases.delete(store, bought.id)
    with store.read() as connection:
        assert deal(connection, number).purchase_id is None


def test_winning_without_an_amount_records_nothing(store: Store, ali: int) -> None:
    number = add(store, ali)
    with pytest.raises(InvalidValue, match="Nobody said"):
        closing.won(store, number, purchase=True)
    assert path(store, number) == ["New"]


def test_a_lost_deal_needs_its_reason_and_reasons_grow(store: Store) -> None:
    number = add(store)
    with pytest.raises(InvalidValue):
        closing.lost(store, number, "  ")
    with pytest.raises(InvalidValue):
        write.move(store, number, LOST)
    closing.lost(store, number, "Too slow", competitor="Shelf & Co")
    with store.read() as connection:
        found = deal(connection, number)
        assert reasons(connection)[0] == "Too slow"
    assert (found.kind, found.reason, found.competitor) == ("lost", "Too slow", "Shelf & Co")
    closing.lost(store, add(store), "too SLOW")
    with store.read() as connection:
        assert [r for r in reasons(connection) if r.lower() == "too slow"] == ["Too slow"]


def test_reopening_goes_back_to_where_it_was(store: Store) -> None:
    number = add(store)
    write.move(store, number, OFFER)
    closing.lost(store, number, "price")
    closing.reopen(store, number)
    with store.read() as connection:
        found = deal(connection, number)
    assert (found.stage, found.reason, found.closed_at) == ("Offer", "", None)
    assert path(store, number) == ["New", "Offer", "Lost", "Offer"]
    with pytest.raises(Conflict):
        closing.reopen(store, number)


def test_a_deal_does_not_end_before_it_began(store: Store) -> None:
    number = add(store, opened_at=ago(10))
    with pytest.raises(InvalidValue, match="before"):
        closing.won(store, number, at=ago(12))
    with pytest.raises(InvalidValue, match="still to come"):
        closing.won(store, number, at=NOW + timedelta(days=2))
    with pytest.raises(InvalidValue, match="lies before the opening"):
        write.edit(store, number, expected_close=ago(11).date())
    with pytest.raises(InvalidValue, match="lies before the opening"):
        add(store, opened_at=ago(3), expected_close=date(2001, 1, 1))
    closing.won(store, number, at=ago(4))
    write.edit(store, number, opened_at=ago(20))
    with pytest.raises(InvalidValue):
        write.edit(store, number, closed_at=ago(21))
    with store.read() as connection:
        assert [stay.at for stay in stays(connection, number)] == [
            f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (ago(20), ago(4))
        ]


def test_next_steps_are_tasks_of_the_deal(store: Store, ali: int) -> None:
    number = add(store, ali)
    deal_steps.plan(store, number, "call", Due(ago(1), all_day=False))
    deal_steps.plan(store, number, "send the offer", Due(NOW + timedelta(days=3), all_day=True))
    with store.read() as connection:
        (line,) = task_lines(connection, contact=ali)
        assert (line.text, deal(connection, number).step) == ("send the offer",) * 2
    mina = contacts.add(store, name="Mina").row
    write.edit(store, number, contact=mina)
    with store.read() as connection:
        assert [line.contact_id for line in task_lines(connection)] == [mina]
    tasks.edit(store, line.id, repeat="week")
    tasks.done(store, line.id)
    with store.read() as connection:
        assert deal(connection, number).step == "send the offer"  # its next round
    closing.lost(store, number, "price")
    with store.read() as connection:
        assert task_lines(connection) == []


def test_the_checklist_of_a_stage_is_ticked_off(store: Store) -> None:
    stages.edit(store, NEW, checklist="measure\nask for the budget", script="Good morning!")
    number = add(store)
    deal_steps.tick(store, number, "ask")
    with store.read() as connection:
        assert playbook(connection, number) == (
            [("measure", False), ("ask for the budget", True)], "Good morning!"
        )  # fmt: skip
    deal_steps.tick(store, number, "2", done=False)
    with pytest.raises(InvalidValue):
        deal_steps.tick(store, number, "dance")
    with store.read() as connection:
        assert not any(point.done for point in playbook(connection, number).points)


def test_a_sale_lost_at_the_counter(store: Store, ali: int) -> None:
    closing.lost_at_counter(store, "out of stock", products="oak shelf", amount=90)
    closing.lost_at_counter(store, "price", contact=ali)
    with store.read() as connection:
        found = deals(connection, kinds=("lost",))
    assert {(row.name, row.products, row.reason, row.at_counter) for row in found} == {
        ("", "oak shelf", "out of stock", 1), ("Ali", "", "price", 1)
    }  # fmt: skip
    with pytest.raises(InvalidValue):
        closing.lost_at_counter(store, "")


def test_a_stage_that_holds_deals_is_not_removed(store: Store) -> None:
    number = add(store)
    write.move(store, number, TALKING)
    with pytest.raises(Conflict, match="1 deal is in Talking"):
        stages.remove(store, TALKING)
    stages.remove(store, NEW)  # empty by now, and still known to the history
    stages.remove(store, TALKING, to=OFFER)
    assert path(store, number) == ["New", "Talking", "Offer"]
    with pytest.raises(Conflict, match="last stage of its kind"):
        stages.remove(store, OFFER)
    again = stages.add(store, "talking", probability=30, before=OFFER)
    assert again.row == TALKING
    assert list(board_of(store)) == ["talking", "Offer", "Won", "Lost"]
    with pytest.raises(InvalidValue):
        stages.remove(store, OFFER, to=WON)


def test_stages_are_checked(store: Store) -> None:
    with pytest.raises(InvalidValue, match="at most 100"):
        stages.add(store, "Sure", probability=140)
    with pytest.raises(InvalidValue):
        stages.edit(store, WON, probability=50)
    with pytest.raises(Conflict):
        stages.add(store, "OFFER")
    with pytest.raises(InvalidValue):
        stages.add(store, "\u200f ")
    stages.add(store, "Visit", probability=50, before=OFFER)
    assert list(board_of(store)) == ["New", "Talking", "Visit", "Offer", "Won", "Lost"]
    stages.move(store, OFFER, before=NEW)
    assert list(board_of(store))[:2] == ["Offer", "New"]


def test_pipelines_stand_beside_each_other(store: Store) -> None:
    repairs = pipelines.add(store, "Repairs").row
    number = write.add(store, None, title="drill", pipeline=repairs).row
    assert board_of(store)["New"] == []
    assert board_of(store, pipeline=repairs)["New"] == [number]
    with pytest.raises(Conflict):
        pipelines.remove(store, repairs)
    write.move(store, number, NEW)
    with pytest.raises(Conflict, match="history"):
        pipelines.remove(store, repairs)
    spare = pipelines.add(store, "Spare").row
    pipelines.move(store, spare, before=1)
    with store.read() as connection:
        assert find_stage(connection, "new", spare).pipeline == "Spare"
        assert find_stage(connection, "talk", repairs).pipeline == "Repairs"
    pipelines.remove(store, spare)
    with pytest.raises(Conflict):
        pipelines.add(store, "repairs")


def test_everything_is_undone_and_redone(store: Store, ali: int) -> None:
    number = add(store, ali, amount=10, step={"text": "call", "due": Due(NOW, all_day=True)})
    stages.edit(store, NEW, checklist="measure")
    acts: tuple[Callable[[], object], ...] = (
        lambda: deal_steps.tick(store, number, "measure"),
        lambda: write.edit(store, number, title="[/]", without_contact=True),
        lambda: write.move(store, number, OFFER),
        lambda: closing.won(store, number, purchase=True),
        lambda: closing.reopen(store, number),
        lambda: closing.lost(store, number, "a new reason"),
        lambda: closing.lost_at_counter(store, "price"),
        lambda: stages.remove(store, TALKING),
        lambda: stages.add(store, "Talking"),
        lambda: pipelines.add(store, "Repairs"),
        lambda: write.delete(store, number),
    )
    for act in acts:
        before = state(store)
        act()
        after = state(store)
        assert before != after
        undo(store)
        assert state(store) == before
        redo(store)
        assert state(store) == after


@settings(max_examples=12)
@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from((NEW, TALKING, OFFER, WON, LOST, 0, 9))),
        max_size=12,
    )
)
def test_history_always_adds_up(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, int]]
) -> None:
    store = open_store(tmp_path_factory.mktemp("shop") / "shop.db", create=True)
    numbers = {title: add(store, None, title) for title in "ABC"}
    expected = {title: ["New"] for title in numbers}
    names = {NEW: "New", TALKING: "Talking", OFFER: "Offer", WON: "Won", LOST: "Lost"}
    for title, stage in moves:
        try:
            if stage == LOST:
                closing.lost(store, numbers[title], "price")
            else:
                write.move(store, numbers[title], stage)
        except (Conflict, NotFound):
            continue
        if names[stage] != expected[title][-1]:
            expected[title].append(names[stage])
    for title, number in numbers.items():
        assert path(store, number) == expected[title]
        with store.read() as connection:
            found = deal(connection, number)
        assert found.stage == expected[title][-1]
        assert (found.closed_at is None) == (found.kind == "open")
