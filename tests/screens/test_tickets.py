"""The Tickets view by keys: the queue, the conversation, what is done to a ticket."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from crmtui.store.connect import Store
from crmtui.writes import ticket_messages, tickets
from tests.screens.desk import always_open, at_desk, desk, open_one
from tests.screens.helpers import (
    SMALL,
    running,
    screen_text,
    shows,
    shows_no,
    type_in,
    until,
)


@pytest.fixture
def shop(shop: Store) -> Store:
    always_open(shop)
    return shop


def order(text: str, *subjects: str) -> list[str]:
    """Return the subjects in the order in which they stand on the screen."""
    return sorted(subjects, key=text.index)


async def choose(pilot: Pilot[int], key: str, title: str, choice: str) -> None:
    """Open a menu by its key and take what has the key `choice` there."""
    await pilot.press(key)
    await shows(pilot, title)
    await pilot.press(choice)


async def test_what_breaches_next_stands_first_and_what_waits_last(shop: Store) -> None:
    open_one(shop, "slow one", priority="low")
    waiting = open_one(shop, "their turn", priority="urgent")
    open_one(shop, "late one", priority="urgent", minutes_ago=90)
    open_one(shop, "soon one", priority="high", minutes_ago=30)
    tickets.set_status(shop, waiting, "waiting")
    async with at_desk(shop, SMALL) as (app, pilot):
        await shows(
            pilot,
            "4 Tickets 4",
            "Open tickets · 4",
            "late 30 m",
            "reply 1 h 29 m",
            "waits",
            "reply 8 h",
        )
        seen = order(screen_text(app), "slow one", "their turn", "late one", "soon one")
        assert seen == ["late one", "soon one", "slow one", "their turn"]


async def test_time_left_has_a_colour_of_its_own(shop: Store) -> None:
    open_one(shop, "late one", priority="urgent", minutes_ago=90)
    open_one(shop, "slow one", priority="low")
    async with at_desk(shop, SMALL) as (app, pilot):
        await shows(pilot, "late 30 m", "reply 8 h")
        strips = app.screen._compositor.render_strips()
        styles = {
            segment.text.strip(): segment.style
            for strip in strips
            for segment in strip
            if segment.text.strip(" \u200e") and segment.style
        }
        late = next(style for text, style in styles.items() if "late 30 m" in text)
        fine = next(style for text, style in styles.items() if "reply 8 h" in text)
        assert late.color != fine.color
        assert late.bold


async def test_a_ticket_from_its_opening_to_its_rating(shop: Store) -> None:
    async with at_desk(shop, SMALL) as (app, pilot):
        await shows(pilot, "No open tickets.", "press a and say whose")
        await pilot.press("a")
        await shows(pilot, "Whose ticket?")
        await type_in(pilot, "zahra")
        await shows(pilot, "Zahra Karimi")
        await pilot.press("enter")
        await shows(pilot, "Ticket of Zahra Karimi")
        await pilot.press("enter")
        await shows(pilot, "Say in a few words what it is")
        await type_in(pilot, "Lamp flickers")
        await pilot.press("tab")
        await type_in(pilot, "It goes on and off.")
        await pilot.press("enter")
        await shows(pilot, "Opened ticket #1 of Zahra Karimi", "Lamp flickers", "reply 3 h")
        await pilot.press("enter")
        await shows(pilot, "they, call", "It goes on and off.", "reply by")
        await pilot.press("r")
        await shows(pilot, "Answer #1 · Zahra Karimi")
        await type_in(pilot, "Bring it in, we look at it.")
        await pilot.press("enter")
        await shows(pilot, "Answered ticket #1", "we, call", "Bring it in", "now open")
        await shows_no(pilot, "reply by")
        await pilot.press("n")
        await type_in(pilot, "bulb of type E14")
        await pilot.press("enter")
        await shows(pilot, "Noted on ticket #1", "bulb of type E14")
        await pilot.press("w")
        await shows(pilot, "now waiting")
        await pilot.press("l")
        await shows(pilot, "What they said on #1")
        await type_in(pilot, "I come tomorrow")
        await pilot.press("enter")
        await shows(pilot, "Message on ticket #1", "I come tomorrow")
        assert desk(shop, 1).ticket.status == "open"
        await pilot.press("x")
        await shows(pilot, "Close ticket #1", "Recommends?", "later")
        await pilot.press("2")
        await until(pilot, lambda: app.focused and app.focused.id == "field-nps")
        await pilot.press("1", "1", "enter")
        await shows(pilot, "From 0 to 10.")
        await pilot.press("backspace", "backspace", "7", "enter")
        await shows(pilot, "Closed ticket #1", "to be followed up")
        await shows(pilot, "No open tickets.")
        line = desk(shop, 1).ticket
        assert (line.status, line.csat, line.nps) == ("closed", 2, 7)
        await pilot.press("u")
        await shows(pilot, "Undid: Closed ticket #1", "Lamp flickers")


async def test_a_ticket_of_somebody_new_and_one_of_nobody(shop: Store) -> None:
    async with at_desk(shop, SMALL) as (_app, pilot):
        await pilot.press("a")
        await shows(pilot, "Whose ticket?", "a new customer", "nobody's yet")
        await pilot.press("ctrl+n")
        await shows(pilot, "Name", "Phone")
        await type_in(pilot, "Sara Miri")
        await pilot.press("enter")
        await shows(pilot, "Ticket of Sara Miri")
        await type_in(pilot, "Lamp")
        await pilot.press("enter")
        await shows(pilot, "Opened ticket #1 of Sara Miri")
        await pilot.press("a")
        await shows(pilot, "Whose ticket?")
        await pilot.press("ctrl+s")
        await shows(pilot, "Ticket ", "Subject")
        await type_in(pilot, "Chair")
        await pilot.press("enter")
        await shows(pilot, "Opened ticket #2: Chair", "Open tickets · 2")
        await pilot.press("a", "escape")
        await shows_no(pilot, "Whose ticket?")
        await shows(pilot, "Open tickets · 2")


async def test_closing_without_a_score_and_rating_later(shop: Store) -> None:
    open_one(shop, "one")
    async with at_desk(shop) as (app, pilot):
        await pilot.press("s")
        await shows(pilot, "Solved ticket #1: one", "No open tickets.")
        await choose(pilot, "f", "Which tickets", "s")
        await shows(pilot, "Solved tickets · 1")
        await pilot.press("x")
        await shows(pilot, "Close ticket #1")
        await pilot.press("enter")
        await shows(pilot, "Closed ticket #1")
        await pilot.press("escape")
        await choose(pilot, "f", "Which tickets", "c")
        await shows(pilot, "Closed tickets · 1")
        await pilot.press("*")
        await shows(pilot, "Rate ticket #1")
        await pilot.press("enter")
        await shows(pilot, "Give a score, a number or a")
        await pilot.pause()  # the field that is wrong takes the focus
        await pilot.press("5")
        await until(pilot, lambda: app.focused and app.focused.id == "field-nps")
        await pilot.press("1", "0", "enter")
        await shows(pilot, "Ticket #1 was rated 5 of 5, NPS 10")
        assert desk(shop, 1).ticket.nps == 10


async def test_statuses_by_one_key_each_and_undo(shop: Store) -> None:
    open_one(shop, "one")
    async with at_desk(shop) as (_app, pilot):
        for pressed, status in (("w", "waiting"), ("h", "on-hold"), ("s", "solved")):
            await pilot.press(pressed)
            await until(pilot, lambda status=status: desk(shop, 1).ticket.status == status)  # type: ignore[misc]
        await pilot.press("u")
        await until(pilot, lambda: desk(shop, 1).ticket.status == "on-hold")
        await pilot.press("o")
        await until(pilot, lambda: desk(shop, 1).ticket.status == "open")


async def test_keys_of_the_persian_keyboard(shop: Store) -> None:
    open_one(shop, "one")
    async with at_desk(shop) as (_app, pilot):
        await pilot.press("ص")  # w
        await until(pilot, lambda: desk(shop, 1).ticket.status == "waiting")
        await pilot.press("ق")  # r
        await shows(pilot, "Answer #1")


async def test_assigning_and_what_is_mine(shop: Store) -> None:
    open_one(shop, "one")
    open_one(shop, "other", assignee="Sara")
    async with at_desk(shop) as (_app, pilot):
        await shows(pilot, "one", "other")
        await pilot.press("g", "b")
        await shows(pilot, "Assign #1 to", "Sara", "another …")
        await pilot.press("a")
        await type_in(pilot, "Omid")
        await pilot.press("enter")
        await shows(pilot, "Gave ticket #1 to Omid")
        await choose(pilot, "f", "Which tickets", "m")
        await shows(pilot, "Your name, as tickets are given to")
        await type_in(pilot, "Omid")
        await pilot.press("enter")
        await shows(pilot, "Open tickets · 1")
        await shows_no(pilot, "other")
        await choose(pilot, "b", "Assign #1", "1")
        await shows(pilot, "Gave ticket #1 to Sara", "No ticket fits “mine”")
        await pilot.press("escape")
        await shows(pilot, "Open tickets · 2")
        await pilot.press("g")
        await choose(pilot, "b", "Assign #1", "m")
        await shows(pilot, "to Omid")


async def test_priority_and_category(shop: Store) -> None:
    open_one(shop, "one", category="repair")
    open_one(shop, "two")
    async with at_desk(shop) as (_app, pilot):
        await shows(pilot, "two")
        await pilot.press("g")
        await choose(pilot, "p", "Priority of #1", "u")
        await until(pilot, lambda: desk(shop, 1).ticket.priority == "urgent")
        await shows(pilot, "priority urgent")
        await pilot.press("j")
        await choose(pilot, "p", "Priority of #2", "c")
        await shows(pilot, "Category of #2", "repair")
        await pilot.press("1")
        await until(pilot, lambda: desk(shop, 2).ticket.category == "repair")
        await pilot.press("f")
        await shows(pilot, "category repair · 2", "for nobody yet · 2")
        await pilot.press("1")
        await shows(pilot, "Open tickets · 2", "cat:repair")


async def test_the_filter_takes_words_and_fields(shop: Store) -> None:
    open_one(shop, "Printer is silent", 3, category="repair")
    open_one(shop, "کفش بزرگ است", 4)
    waiting = open_one(shop, "Wrong colour", 2)
    tickets.set_status(shop, waiting, "waiting")
    async with at_desk(shop) as (_app, pilot):
        await pilot.press("/")
        await type_in(pilot, "كفش")  # with the Arabic kaf
        await shows(pilot, "Open tickets · 1", "کفش بزرگ")
        await pilot.press("escape", "/")
        await type_in(pilot, "zahra")
        await shows(pilot, "Open tickets · 1", "Wrong colour")
        await pilot.press("escape", "/")
        await type_in(pilot, "st:wait")
        await shows(pilot, "Waiting tickets · 1")
        await pilot.press("escape", "/")
        await type_in(pilot, "cat:REPAIR")
        await shows(pilot, "Open tickets · 1", "Printer")
        await pilot.press("escape", "/")
        await type_in(pilot, "mine")
        await shows(pilot, "It is not known who you are.")
        await pilot.press("escape", "/")
        await type_in(pilot, "-st:new")
        await shows(pilot, "-st:new cannot be asked of tickets.")
        await pilot.press("escape", "/")
        await type_in(pilot, "colour:red")
        await shows(pilot, "Tickets have no field colour.")
        await pilot.press("enter")
        await shows(pilot, "Printer")
        await pilot.press("escape")
        await shows(pilot, "Open tickets · 3")


async def test_filter_and_ticket_come_back_at_the_next_start(shop: Store) -> None:
    for subject in ("one", "two", "three"):
        open_one(shop, subject, category="repair")
    open_one(shop, "four")
    async with at_desk(shop, tickets="cat:repair", ticket=3) as (app, pilot):
        await shows(pilot, "Open tickets · 3", "/ cat:repair", "#3 three")
        await pilot.press("k")
        await shows(pilot, "#2 two")
        assert (app.state.tickets, app.state.ticket) == ("cat:repair", 2)


async def test_two_panes_where_there_is_room_and_one_where_there_is_not(shop: Store) -> None:
    number = open_one(shop, "Printer", text="It is silent.")
    ticket_messages.note(shop, number, "cable?")
    async with at_desk(shop, (140, 40)) as (_app, pilot):
        await shows(pilot, "Printer", "It is silent.", "cable?", "#1 Printer")
    async with at_desk(shop, SMALL) as (app, pilot):
        await shows(pilot, "Printer")
        assert "It is silent." not in screen_text(app)
        await pilot.press("enter")
        await shows(pilot, "It is silent.", "cable?")
        await pilot.press("escape")
        await shows_no(pilot, "It is silent.")


async def test_long_messages_are_read_line_by_line_and_page_by_page(shop: Store) -> None:
    long = "\n".join(f"line {n} of it" for n in range(1, 61))
    number = open_one(shop, "Printer", text=long, minutes_ago=5)
    ticket_messages.note(shop, number, "the last word")
    async with at_desk(shop, SMALL) as (app, pilot):
        await pilot.press("enter")
        await shows(pilot, "the last word", "line 60 of it")
        await pilot.press("k")
        await shows(pilot, "they", "line 1 of it")
        await shows_no(pilot, "line 60 of it")
        await pilot.press("j", "j", "j")
        await shows_no(pilot, "line 1 of it")
        await shows(pilot, "line 3 of it")
        await pilot.press("k", "k", "k")
        await shows(pilot, "line 1 of it")
        await pilot.press("pagedown")
        await shows(pilot, "line 20 of it")
        await pilot.press("G")
        await shows(pilot, "the last word")
        await pilot.press("g")
        await shows(pilot, "opened", "line 1 of it")
        await pilot.resize_terminal(60, 24)
        await shows(pilot, "opened", "line 1 of it")
        assert app.screen.chosen_ticket == 1  # type: ignore[attr-defined]


async def test_a_message_is_changed_and_deleted_in_the_conversation(shop: Store) -> None:
    number = open_one(shop, "Printer", text="It is silnt.", minutes_ago=5)
    ticket_messages.note(shop, number, "nonsense")
    async with at_desk(shop, (140, 40)) as (_app, pilot):
        await shows(pilot, "nonsense")
        await pilot.press("enter", "d")
        await shows(pilot, "Deleted interaction", "It is silnt.")
        await shows_no(pilot, "nonsense")
        await until(pilot, lambda: len(desk(shop, 1).talk) == 2)
        await pilot.press("e")
        await shows(pilot, "Edit interaction #1")
        await type_in(pilot, "Silent. ")
        await pilot.press("enter")
        await shows(pilot, "Silent. It is silnt.")
        await pilot.press("u", "u")
        await shows(pilot, "nonsense")
        assert desk(shop, 1).ticket.subject == "Printer"


async def test_what_another_program_writes_is_seen(shop: Store) -> None:
    open_one(shop, "first one")
    async with at_desk(shop, (140, 40)) as (_app, pilot):
        await shows(pilot, "Open tickets · 1", "#1 first one")
        open_one(shop, "second one")
        ticket_messages.reply(shop, 1, "from elsewhere")
        await shows(pilot, "Open tickets · 2", "second one", "from elsewhere", "4 Tickets 2")


async def test_hostile_texts_stay_texts(shop: Store) -> None:
    open_one(shop, "[/] [red]x", text="[bold] \x1b]0;x\x07 end", category="[b]")
    async with at_desk(shop, (140, 40)) as (_app, pilot):
        await shows(pilot, "[/] [red]x", "[bold]", "end")
        await pilot.press("r")
        await shows(pilot, "Answer #1")
        await pilot.press("escape")
        await choose(pilot, "p", "Priority of #1", "c")
        await shows(pilot, "[b]")


async def test_a_ticket_from_a_customers_card(shop: Store) -> None:
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("h")
        await shows(pilot, "Ticket of Ali Rezaei")
        await type_in(pilot, "No invoice")
        await pilot.press("enter")
        await shows(pilot, "Open tickets · 1", "No invoice")
        assert app.screen.id is None and app.current_mode == "tickets"
        await pilot.press(".")
        await shows(pilot, "Customers by name")
        await pilot.press("h")
        await shows(pilot, "#1 No invoice (new)", "open a new one")
        await pilot.press("1")
        await shows(pilot, "Open tickets · 1")


async def test_an_answer_to_a_closed_ticket_is_refused_and_nothing_lost(shop: Store) -> None:
    number = open_one(shop, "one")
    tickets.close(shop, number)
    async with at_desk(shop) as (_app, pilot):
        await choose(pilot, "f", "Which tickets", "a")
        await shows(pilot, "All tickets · 1")
        await pilot.press("r")
        await shows(pilot, "It is closed: o opens it again")
        await pilot.press("o")
        await shows(pilot, "Opened ticket #1 again")
        await pilot.press("r")
        await shows(pilot, "Answer #1")
