"""Follow-ups with the keys: in the timeline, in the list of all tasks, and while logging."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crmtui.models.words import Promise
from crmtui.reads.interactions import interaction, interactions
from crmtui.reads.keep_in_touch import pace
from crmtui.reads.tasks import TaskLine
from crmtui.reads.tasks import tasks as listed
from crmtui.store.connect import Store
from crmtui.widgets.virtual_list import VirtualList
from crmtui.writes import contacts, tasks
from crmtui.writes import interactions as talks
from tests.screens.helpers import SMALL, running, screen_text, sell, shows, shows_no, type_in, until


def in_days(days: int) -> datetime:
    return datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(
        days=days
    )


def open_tasks(store: Store) -> list[TaskLine]:
    with store.read() as connection:
        return listed(connection)


async def test_a_call_is_logged_with_four_keys_and_the_next_step(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("l")
        await shows(pilot, "Log with Ali Rezaei", "w WhatsApp", "i incoming", "n no answer")
        await pilot.press("w", "i", "c", *"price?", "tab")
        await type_in(pilot, "send it")
        await pilot.press("tab")
        await type_in(pilot, "tomorrow")
        await pilot.press("enter")
        await shows(pilot, "Logged whatsapp with Ali Rezaei, next: send it", "send it · tomorrow")
        with shop.read() as connection:
            (line,) = interactions(connection)
        assert (line.channel, line.direction, line.outcome) == ("whatsapp", "in", "call-back")
        assert line.text == "price?"
        (task,) = open_tasks(shop)
        assert (task.text, task.all_day) == ("send it", 1)
        await pilot.press("u")
        await shows(pilot, "Undid: Logged whatsapp")
        assert open_tasks(shop) == []


async def test_persian_keys_log_too(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("م")  # l
        await shows(pilot, "Log with Ali Rezaei")
        await pilot.press("ر", "ه", "ق")  # v, i, r
        await type_in(pilot, "سلام")
        await pilot.press("enter")
        await shows(pilot, "visit in", "reached: ")


async def test_a_due_day_without_a_next_step_is_said(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("l")
        await shows(pilot, "Log with Ali Rezaei")
        await pilot.press("c", "o", "r", "tab", "tab")
        await type_in(pilot, "fri")
        await pilot.press("enter")
        await shows(pilot, "Nothing that could be due was", "fri")
        with shop.read() as connection:
            assert interactions(connection) == []


async def test_purpose_and_minutes_are_set_by_editing(shop: Store) -> None:
    talks.log(shop, 1, text="words")
    async with running(shop) as (_app, pilot):
        await shows(pilot, "words")
        await pilot.press("enter", "e")
        await shows(pilot, "Edit interaction #1", "before a sale", "Minutes")
        await pilot.press(*["tab"] * 4, "right", "tab")
        await type_in(pilot, "ten")
        await pilot.press("enter")
        await shows(pilot, "Minutes are a whole number.")
        await pilot.press("backspace", "backspace", "backspace")
        await type_in(pilot, "۱۲")
        await pilot.press("enter")
        await shows(pilot, "Edited interaction #1")
        with shop.read() as connection:
            line = interaction(connection, 1)
        assert (line.purpose, line.minutes, line.text) == ("pre-sale", 12, "words")


async def test_a_key_goes_through_the_kinds_of_the_timeline(shop: Store) -> None:
    talks.log(shop, 1, text="some words")
    sell(shop, 1, 5000)
    tasks.add(shop, 1, text="send [b]prices[/b]", due=in_days(2))
    contacts.edit(shop, 1, city="Tehran")
    async with running(shop) as (_app, pilot):
        await shows(pilot, "timeline · 3", "some words", "5,000")
        await pilot.press("enter", "f")
        await shows(pilot, "talks · 1")
        await shows_no(pilot, "sale       ")
        await pilot.press("ب")  # f on the Persian layout
        await shows(pilot, "sales and payments · 1", "sale       ")
        await shows_no(pilot, "some words")
        await pilot.press("f")
        await shows(pilot, "─ tasks · 1")
        await pilot.press("f", "f", "f")  # past deals and tickets
        await shows(pilot, "changes · ", "Edited Ali")
        await pilot.press("f")
        await shows(pilot, "everything · ", "some words", "Edited Ali")
        await pilot.press("d")  # a task is at the top: nothing else is deleted
        await shows(pilot, "Deleted task #1")
        await pilot.press("u", "f")
        await shows(pilot, "timeline · 3")


async def test_changes_cannot_be_deleted_or_edited_in_the_timeline(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("enter", "f", "f", "f", "f", "f", "f")
        await shows(pilot, "changes · 1", "added")
        await pilot.press("d")
        await shows(pilot, "An entry of this kind cannot be deleted here.")
        await pilot.press("e")
        await shows(pilot, "An entry of this kind cannot be changed here.")
        await shows(pilot, "2 Customers 6")


async def test_a_task_in_the_timeline_is_finished_put_off_edited_and_deleted(shop: Store) -> None:
    tasks.add(shop, 1, text="call back", due=in_days(0))
    async with running(shop, SMALL) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("enter")
        await shows(pilot, "x done", "s put off")
        await pilot.press("s")
        await shows(pilot, "Put off until", "t  tomorrow", "w  in a week")
        await pilot.press("t")
        await shows(pilot, "Put off to", "tomorrow 10:00")
        await pilot.press("e")
        await shows(pilot, "Edit task #1", f"{in_days(1):%Y-%m-%d} 10:00")
        await pilot.press("end", *" now")
        await pilot.press("tab", "tab", "tab")
        await type_in(pilot, "blue moon")
        await pilot.press("enter")
        await shows(pilot, "does not say how")
        await pilot.press(*["backspace"] * 9, *"week", "enter")
        await shows(pilot, "Edited task #1", "call back now")
        assert (open_tasks(shop)[0].repeat, open_tasks(shop)[0].due) == (
            *("week", f"{in_days(1):%Y-%m-%d}T10:00:00Z"),
        )
        await pilot.press("x")
        await shows(pilot, "Done: call back now, next on")
        assert [task.id for task in open_tasks(shop)] == [2]
        await pilot.press("u")
        await until(pilot, lambda: [task.id for task in open_tasks(shop)] == [1])
        await pilot.press("d")
        await shows(pilot, "Deleted task #1 — u to undo")
        assert open_tasks(shop) == []


async def test_s_still_sorts_the_list(shop: Store) -> None:
    tasks.add(shop, 1, text="call back")
    async with running(shop) as (_app, pilot):
        await shows(pilot, "call back")
        await pilot.press("s")
        await shows(pilot, "by last purchase ▼")


async def test_putting_off_to_any_time(shop: Store) -> None:
    tasks.add(shop, 1, text="call back", due=in_days(0))
    async with running(shop) as (_app, pilot):
        await shows(pilot, "call back")
        await pilot.press("enter", "س", "خ")  # s, o on the Persian layout
        await shows(pilot, "fri, +10d")
        await type_in(pilot, "soon")
        await pilot.press("enter")
        await shows(pilot, "is not a date")
        await pilot.press("s", "o")
        await type_in(pilot, "+10d")
        await pilot.press("enter")
        await shows(pilot, "Put off to")
        assert open_tasks(shop)[0].due == f"{in_days(10):%Y-%m-%d}T10:00:00Z"


def task_list(app: object) -> VirtualList[TaskLine]:
    return app.screen.query_one("#task-list", VirtualList)  # type: ignore[attr-defined, no-any-return]


async def test_all_tasks_in_one_list(shop: Store) -> None:
    tasks.add(shop, 2, text="overdue thing", due=in_days(-2))
    tasks.add(shop, None, text="water the plants", due=in_days(1), repeat="2 weeks")
    tasks.add(shop, 4, text="some day", promise=Promise.THEIRS)
    tasks.add(shop, 4, text="kept", promise=Promise.OURS)
    tasks.done(shop, 4)
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("T")
        await shows(pilot, "To do · 3", "▼", "every 2 weeks", "they promised", "overdue thing")
        await shows(pilot, "promises: kept 1 of 1")
        await pilot.press("x")
        await shows(pilot, "Done: overdue thing", "To do · 2")
        await pilot.press("u")
        await shows(pilot, "To do · 3", "Undid: Done")
        await pilot.press("j", "s", "w")
        await shows(pilot, "Put off to", "water the plants")
        await pilot.press("G", "e")
        await shows(pilot, "Edit task #")
        await pilot.press("escape", "g", "-")
        await shows(pilot, "Given up: overdue thing", "To do · 2")
        await pilot.press("d")
        await shows(pilot, "To do · 1")
        tasks.add(Store(shop.path), 2, text="from elsewhere", due=in_days(-1))
        await shows(pilot, "To do · 2", "from elsewhere")
        await until(pilot, lambda: task_list(app).count == 2)
        await pilot.press("g", "enter")
        await shows_no(pilot, "To do ·")
        await shows(pilot, "Zahra Karimi · #2")


async def test_nothing_to_do_says_how_to_start(shop: Store) -> None:
    async with running(shop, SMALL) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("\u064f")  # T on the Persian layout
        await shows(pilot, "Nothing to do. t in Customers plans something, a here.")
        await pilot.press("a")
        await type_in(pilot, "water the plants")
        await pilot.press("enter")
        await shows(pilot, "Planned: water the plants", "To do · 1")
        await pilot.press("escape")
        await shows(pilot, "Customers by name")


async def test_a_promise_is_planned_and_counted_on_the_card(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("t")
        await shows(pilot, "Task for Ali Rezaei")
        await type_in(pilot, "bring samples")
        await pilot.press("tab", "tab", "w", "enter")
        await shows(pilot, "Promised Ali Rezaei: bring samples", "promise ")
        await pilot.press("enter", "x")
        await shows(pilot, "kept 1 of 1")


async def test_keeping_in_touch_with_a_customer_and_a_tag(shop: Store) -> None:
    contacts.edit(shop, 1, tags=["vip"])
    async with running(shop) as (app, pilot):
        await shows(pilot, "Ali Rezaei", "vip")
        await pilot.press("K")
        await shows(pilot, "Keep in touch with Ali Rezaei", "tag vip")
        await type_in(pilot, "often")
        await pilot.press("enter")
        await shows(pilot, "does not say how")
        await pilot.press(*["backspace"] * 5, *"30", "enter")
        await shows(pilot, "every 30 days · due in 30 days")
        await pilot.press("K")
        await shows(pilot, "Keep in touch with Ali Rezaei")
        assert "30" in screen_text(app)
        await pilot.press("backspace", "backspace", *"۷", "tab", "right", "enter")
        await shows(pilot, "Keep in touch with vip every 7 days")
        with shop.read() as connection:
            found = pace(connection, 1)
        assert found is not None
        assert (found.every, found.is_own) == (30, True)
