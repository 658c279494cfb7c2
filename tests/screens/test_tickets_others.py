"""Tickets and what they have to do with: each other, appointments, the day, opening hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crmtui.screens.state import State
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.writes import appointments, ticket_messages, tickets
from tests.screens.desk import always_open, at_desk, desk, open_one
from tests.screens.helpers import SMALL, running, screen_text, shows, shows_no, type_in, until


@pytest.fixture
def shop(shop: Store) -> Store:
    always_open(shop)
    return shop


async def test_two_become_one_and_undo_parts_them(shop: Store) -> None:
    open_one(shop, "Broken lamp", text="It is broken.", minutes_ago=30)
    open_one(shop, "Lamp again", text="Still broken.", minutes_ago=20)
    open_one(shop, "Of somebody else", 2)
    async with at_desk(shop) as (_app, pilot):
        await shows(pilot, "Open tickets · 3")
        await pilot.press("j", "m")
        await shows(pilot, "Merge #2 into", "Broken lamp")
        await pilot.press("enter")
        await shows(pilot, "Merged ticket #2 into #1", "Open tickets · 2", "Still broken.")
        assert desk(shop, 2).ticket.merged_into == 1
        await pilot.press("u")
        await shows(pilot, "Undid: Merged", "Open tickets · 3")
        await pilot.press("g", "j", "m")
        await shows(pilot, "Merge #2 into")
        await type_in(pilot, "somebody")
        await pilot.press("enter")  # before the search has begun
        await shows(pilot, "are tickets of two customers")


async def test_messages_are_split_off(shop: Store) -> None:
    number = open_one(shop, "Two things", text="The lamp.")
    ticket_messages.reply(shop, number, "And the chair.", incoming=True)
    async with at_desk(shop) as (_app, pilot):
        await pilot.press("z")
        await shows(pilot, "Enter goes into the conversation")
        await pilot.press("enter", "g")
        await shows(pilot, "And the chair.")
        await pilot.press("j", "j", "space")
        await shows(pilot, "✓")
        await pilot.press("z")
        await shows(pilot, "A ticket of its own from #1")
        await type_in(pilot, " - chair")
        await pilot.press("enter")
        await shows(pilot, "Open tickets · 2", "Two things - chair")
        texts = [said.text for said in desk(shop, 2).talk if said.is_message]
        assert texts == ["And the chair."]
        await pilot.press("u")
        await shows(pilot, "Open tickets · 1")


async def test_two_are_linked_and_unlinked(shop: Store) -> None:
    open_one(shop, "one")
    open_one(shop, "two", 2)
    async with at_desk(shop, (140, 40)) as (_app, pilot):
        await pilot.press("g", "+")
        await shows(pilot, "Link #1 with")
        await pilot.press("enter")
        await shows(pilot, "linked", "#2 two (new)")
        await pilot.press("+")
        await shows(pilot, "Link #1 with")
        await pilot.press("enter")
        await shows(pilot, "Unlinked")
        await shows_no(pilot, "#2 two (new)")


async def test_an_appointment_is_agreed_on_changed_kept_and_called_off(shop: Store) -> None:
    open_one(shop, "Fridge")
    async with at_desk(shop, (140, 40)) as (_app, pilot):
        await pilot.press("v")
        await shows(pilot, "Visit or call back for #1")
        await pilot.press("v")
        await pilot.pause()
        await type_in(pilot, "tomorrow")
        await pilot.press("enter")
        await shows(pilot, "Say the time too")
        await type_in(pilot, " 10:30")
        await pilot.press("tab")
        await type_in(pilot, "Azadi St 5")
        await pilot.press("enter")
        await shows(pilot, "Visit for ticket #1", "agreed", "tomorrow 10:30 · Azadi St 5")
        await pilot.press("v")
        await shows(pilot, "Visits and call backs for #1", "Azadi St 5")
        await pilot.press("e")
        await shows(pilot, "Edit appointment #1")
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("enter")
        await shows(pilot, "Call back for ticket #1")
        await pilot.press("-")
        await shows(pilot, "Called off appointment #1", "Nothing is agreed on.")
        await pilot.press("u")
        await shows(pilot, "Azadi St 5")
        await pilot.press("x")
        await shows(pilot, "Kept appointment #1")
        await pilot.press("escape")
        await shows_no(pilot, "agreed")


async def test_what_presses_stands_in_today_and_leads_to_the_ticket(shop: Store) -> None:
    open_one(shop, "late one", 2, priority="urgent", minutes_ago=90)
    open_one(shop, "soon one", None, priority="urgent")
    quiet = open_one(shop, "quiet one", 3, priority="low")
    soon = datetime.now(UTC) + timedelta(minutes=1)
    appointments.add(shop, quiet, at=soon, place="Azadi St 5")
    async with running(shop, (120, 36), State(view="today")) as (app, pilot):
        await shows(pilot, "late one", "ticket #2 to answer by", "Azadi St 5", "1 ticket late")
        await shows(pilot, "1 ticket near its deadline", "h ticket")
        await pilot.press("h")
        await until(pilot, lambda: app.current_mode == "tickets")
        await shows(pilot, "Open tickets · 3")
        await until(pilot, lambda: app.screen.chosen_ticket == 1)  # type: ignore[attr-defined]
        await pilot.press("s", "1")
        await shows_no(pilot, "late one")
        assert "1 ticket late" not in screen_text(app)


async def test_a_closed_ticket_is_opened_from_the_timeline(shop: Store) -> None:
    tickets.close(shop, open_one(shop, "old one"))
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei", "closed: #1")
        await pilot.press("enter")
        await until(pilot, lambda: app.focused and app.focused.id == "timeline")
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "tickets")
        await shows(pilot, "All tickets · 1", "old one", "closed")


async def test_hours_and_targets_change_in_one_step(shop: Store) -> None:
    open_one(shop, "one")
    async with at_desk(shop, SMALL) as (_app, pilot):
        await shows(pilot, "reply 3 h")
        await pilot.press("f3")
        await shows(pilot, "Hours and targets", "Closed on", "Holidays", "urgent")
        await pilot.press("tab", "tab", "tab", "tab", "tab", "end")
        await pilot.press(*["backspace"] * 12)
        await type_in(pilot, "2h")
        await pilot.press("enter")
        await shows(pilot, "Write hours and minutes")
        await type_in(pilot, " 9h")
        await pilot.press("enter")
        await shows(pilot, "Changed the hours and targets", "reply 1 h 58 m")
        await pilot.press("u")
        await shows(pilot, "Undid", "reply 3 h")


async def test_hours_that_never_open_are_refused(shop: Store) -> None:
    async with at_desk(shop, SMALL) as (_app, pilot):
        await pilot.press("f3")
        await shows(pilot, "Closed on")
        await pilot.press("tab")
        await type_in(pilot, "mon tue wed thu fri sat sun")
        await pilot.press("enter")
        await shows(pilot, "never open")


async def test_hours_that_never_open_from_elsewhere_are_said(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_one(shop, "one")
    monkeypatch.setenv("CRMTUI_WEEKEND", "mon tue wed thu fri sat sun")
    async with at_desk(shop, (140, 40)) as (_app, pilot):
        await shows(pilot, "never opens", "#1 one", "solve by")


async def test_whose_ticket_it_is_can_be_said_later(shop: Store) -> None:
    open_one(shop, "from the counter", None)
    async with at_desk(shop) as (_app, pilot):
        await shows(pilot, "—")
        await pilot.press(".")
        await shows(pilot, "Whose ticket is #1?")
        await type_in(pilot, "john")
        await shows(pilot, "John Smith")
        await pilot.press("enter")
        await shows(pilot, "Ticket #1 is John Smith's")
        assert desk(shop, 1).ticket.name == "John Smith"


async def test_edit_and_delete(shop: Store) -> None:
    open_one(shop, "one", text="hello")
    async with at_desk(shop, (140, 40)) as (_app, pilot):
        await pilot.press("e")
        await shows(pilot, "Edit ticket #1", "Warranty to")
        await type_in(pilot, " and two")
        await pilot.press(*["tab"] * 5)
        await type_in(pilot, "Laser 200")
        await pilot.press("tab", "tab")
        await type_in(pilot, "yesterday")
        await pilot.press("enter")
        await shows(pilot, "one and two", "Laser 200 · warranty ended")
        await pilot.press("d")
        await shows(pilot, "Deleted ticket #1", "No open tickets.")
        await pilot.press("u")
        await shows(pilot, "Undid", "hello")


async def test_thousands_of_open_tickets(shop: Store) -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    rows = [
        (
            n % 6 + 1,
            f"case {n}",
            (begin + timedelta(minutes=n)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            (begin + timedelta(days=n % 700)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        for n in range(5000)
    ]
    with transact(shop, "many") as transaction:
        transaction.connection.executemany(
            "INSERT INTO ticket(contact_id, subject, opened_at, solve_due, status, priority, "
            "category, assignee, product, reopened, comment) "
            "VALUES(?, ?, ?, ?, 'open', 'normal', '', '', '', 0, '')",
            rows,
        )
    async with at_desk(shop) as (app, pilot):
        await shows(pilot, "Open tickets · 5,000", "case 0")
        started = datetime.now(UTC)
        await pilot.press("G")
        await shows(pilot, "case 4899")
        await pilot.press("g", "/")
        await type_in(pilot, "#4322")
        await shows(pilot, "Open tickets · 1", "case 4321")
        assert datetime.now(UTC) - started < timedelta(seconds=3)
        await pilot.press("escape")
        await shows(pilot, "Open tickets · 5,000")
        assert app.screen.chosen_ticket  # type: ignore[attr-defined]
