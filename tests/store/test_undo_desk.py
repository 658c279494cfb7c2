"""Whatever a service desk does, in any order: each step is undone and redone exactly."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from crmtui.errors import CrmError
from crmtui.models.words import AppointmentKind, Channel
from crmtui.rules.ticket_words import PRIORITIES, STATUSES
from crmtui.settings.keys import key
from crmtui.store.connect import open_store
from crmtui.store.transact import Done
from crmtui.writes import (
    appointments,
    canned,
    contacts,
    purchases,
    ticket_joins,
    ticket_messages,
    ticket_ratings,
    tickets,
)
from crmtui.writes.erase import erase
from crmtui.writes.merge import merge
from crmtui.writes.settings import set_shop
from crmtui.writes.ticket_ratings import Rating
from crmtui.writes.undo import redo, undo
from tests.store.test_undo import state
from tests.store.test_undo_any_order import NAMES, names, words

statuses = st.sampled_from((*STATUSES, "pending", "nonsense"))
scores = st.none() | st.integers(-1, 11)
SETTINGS = (
    ("hours", ("9-17", "24/7", "mon 20-2", "x")),
    ("weekend", ("fri", "", "mon-sun")),
    ("holidays", ("1-1", "2026-12-25", "x")),
    ("target_normal", ("1h 8h", "", "- 2h")),
)


class Desk(RuleBasedStateMachine):
    """A shop that answers tickets, and has a few customers and sales for it."""

    people = Bundle("people")
    sales = Bundle("sales")
    requests = Bundle("requests")
    replies = Bundle("replies")
    agreed = Bundle("agreed")

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.store = open_store(Path(self._folder.name) / "shop.db", create=True)

    def teardown(self) -> None:
        self._folder.cleanup()

    def attempt(self, action: Callable[..., Any], *args: Any, **values: Any) -> int:
        """Do it; if something is done, take it back and do it again, comparing the states."""
        before = state(self.store)
        try:
            done: Done = action(self.store, *args, **values)
        except CrmError:
            assert state(self.store) == before
            return 0
        if done.step is None:
            assert state(self.store) == before
            return 0
        after = state(self.store)
        undo(self.store)
        assert state(self.store) == before
        redo(self.store)
        assert state(self.store) == after
        return done.row

    def made(self, action: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """Do it, and put the number of the record into its bundle."""
        number = self.attempt(action, *args, **values)
        return number if number else multiple()

    @initialize(target=people)
    def begin(self) -> Any:
        return multiple(*(contacts.add(self.store, name=name).row for name in NAMES[:2]))

    @initialize(target=requests)
    def ask(self) -> Any:
        numbers = (tickets.open_ticket(self.store, None, subject=name).row for name in NAMES[:2])
        return multiple(*numbers)

    @initialize(target=replies)
    def prepare(self) -> Any:
        return canned.add(self.store, "hello", "Dear {name}").row

    @rule(target=sales, person=people | st.none())
    def sell(self, person: int | None) -> Any:
        return self.made(purchases.sale, person, 70)

    @rule(sale=consumes(sales))
    def remove_sale(self, sale: int) -> None:
        self.attempt(purchases.delete, sale)

    @rule(one=people, other=people)
    def merge_people(self, one: int, other: int) -> None:
        self.attempt(merge, one, other)

    @rule(person=people)
    def trash(self, person: int) -> None:
        self.attempt(contacts.delete, person)

    @rule(person=consumes(people))
    def erase(self, person: int) -> None:
        with suppress(CrmError):
            erase(self.store, person)

    @rule(back=st.integers(0, 9))
    def undo_an_older_step(self, back: int) -> None:
        with self.store.read() as connection:
            (last,) = connection.execute("SELECT max(id) FROM step").fetchone()
        before = state(self.store)
        try:
            mine = undo(self.store, max(1, (last or 0) - back)).done.step
        except CrmError:
            assert state(self.store) == before
            return
        undo(self.store, mine)
        assert state(self.store) == before

    @invariant()
    def nothing_hangs_in_the_air(self) -> None:
        with self.store.read() as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

    @rule(
        target=requests,
        person=people | st.none(),
        text=st.just("") | words,
        subject=names,
        sale=sales | st.none(),
        said=st.fixed_dictionaries(
            {},
            optional={
                "priority": st.sampled_from((*PRIORITIES, "asap")),
                "category": words,
                "channel": st.sampled_from(Channel) | st.none(),
                "assignee": names,
                "product": words,
                "warranty_until": st.dates(date(2020, 1, 1)) | st.none(),
            },
        ),
    )
    def open(self, person: int | None, text: str, subject: str, sale: int | None, said: Any) -> Any:
        return self.made(
            tickets.open_ticket, person, text=text, subject=subject, purchase_id=sale, **said
        )

    @rule(request=requests, priority=st.sampled_from((*PRIORITIES, "asap")), subject=names)
    def edit_request(self, request: int, priority: str, subject: str) -> None:
        self.attempt(tickets.edit, request, priority=priority, subject=subject)

    @rule(request=requests, person=people | st.none())
    def give(self, request: int, person: int | None) -> None:
        self.attempt(tickets.give_to, request, person)

    @rule(request=requests, name=names | st.just(""))
    def assign(self, request: int, name: str) -> None:
        self.attempt(tickets.assign, request, name)

    @rule(request=requests, status=statuses)
    def set_status(self, request: int, status: str) -> None:
        self.attempt(tickets.set_status, request, status)

    @rule(
        request=requests,
        text=words,
        incoming=st.booleans(),
        status=st.none() | statuses,
        reply=replies | st.none(),
    )
    def answer(
        self, request: int, text: str, incoming: bool, status: str | None, reply: int | None
    ) -> None:
        self.attempt(
            ticket_messages.reply, request, text, incoming=incoming, status=status, canned=reply
        )

    @rule(request=requests, text=words)
    def note_request(self, request: int, text: str) -> None:
        self.attempt(ticket_messages.note, request, text)

    @rule(request=requests, csat=scores, nps=scores, solved=st.booleans())
    def close(self, request: int, csat: int | None, nps: int | None, solved: bool) -> None:
        rating = None if csat is nps is None else Rating(csat, nps)
        self.attempt(tickets.close, request, rating=rating, solved=solved)

    @rule(request=requests, csat=scores, comment=st.none() | words)
    def rate(self, request: int, csat: int | None, comment: str | None) -> None:
        self.attempt(ticket_ratings.rate, request, Rating(csat, None, comment))

    @rule(request=requests)
    def reopen(self, request: int) -> None:
        self.attempt(tickets.reopen, request)

    @rule(request=consumes(requests))
    def delete_request(self, request: int) -> None:
        self.attempt(tickets.delete, request)

    @rule(one=requests, other=requests)
    def merge_requests(self, one: int, other: int) -> None:
        self.attempt(ticket_joins.merge, one, other)

    @rule(target=requests, request=requests, message=st.integers(1, 9))
    def split(self, request: int, message: int) -> Any:
        return self.made(ticket_joins.split, request, [message, message])

    @rule(one=requests, other=requests, apart=st.booleans())
    def link_requests(self, one: int, other: int, apart: bool) -> None:
        self.attempt(ticket_joins.unlink if apart else ticket_joins.link, one, other)

    @rule(
        target=agreed,
        request=requests,
        days=st.integers(-2, 30),
        kind=st.sampled_from(AppointmentKind),
        place=words,
    )
    def agree(self, request: int, days: int, kind: AppointmentKind, place: str) -> Any:
        at = (datetime.now(UTC) + timedelta(days=days)).replace(microsecond=0)
        return self.made(appointments.add, request, at=at, kind=kind, place=place)

    @rule(visit=agreed, act=st.sampled_from((appointments.done, appointments.call_off)))
    def end_visit(self, visit: int, act: Any) -> None:
        self.attempt(act, visit)

    @rule(visit=agreed, place=words, days=st.none() | st.integers(0, 9))
    def move_visit(self, visit: int, place: str, days: int | None) -> None:
        when = {} if days is None else {"at": datetime.now(UTC) + timedelta(days=days)}
        self.attempt(appointments.edit, visit, place=place, **when)

    @rule(target=replies, name=names, text=words | st.sampled_from(("{name}!", "{who}")))
    def can(self, name: str, text: str) -> Any:
        return self.made(canned.add, name, text)

    @rule(reply=replies, name=names, delete=st.booleans())
    def change_canned(self, reply: int, name: str, delete: bool) -> None:
        if delete:
            self.attempt(canned.delete, reply)
        else:
            self.attempt(canned.edit, reply, name=name, text="{number}")

    @rule(setting=st.sampled_from(SETTINGS), at=st.integers(0, 3))
    def set_hours(self, setting: tuple[str, tuple[str, ...]], at: int) -> None:
        name, values = setting
        self.attempt(set_shop, key(name), values[at % len(values)])


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=6, stateful_step_count=25, deadline=None)
