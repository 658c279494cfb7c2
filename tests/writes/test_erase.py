"""Erasing after anything was done in any order: no trace is left, and the rest still works."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.errors import CrmError
from crmtui.models.words import Kind, LinkRole
from crmtui.store.belongings import merged_into
from crmtui.store.connect import Store, open_store
from crmtui.store.triggers import SUMS
from crmtui.text.due import Due
from crmtui.writes import (
    bulk,
    contacts,
    custom,
    duplicates,
    interactions,
    keep_in_touch,
    links,
    needs,
    payments,
    purchases,
    queue,
    tasks,
)
from crmtui.writes.erase import erase
from crmtui.writes.merge import merge
from crmtui.writes.undo import redo, undo

ACTS = (
    *("add", "edit", "log", "task", "sell", "refund", "merge", "trash", "restore", "undo", "redo"),
    *("unsell", "pay", "unpay", "wish", "fill", "link", "unlink", "differ", "keep", "work", "many"),
    *("employ", "put_off"),
)
acts = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=40
)


class Shop:
    """A shop in which everything that is said of somebody holds a word of their own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.words: dict[int, str] = {}
        self.sales: list[int] = []
        self.paid: list[int] = []
        self.said = 0
        self.field = custom.add(store, "Size", "text").row

    def act(self, name: str, one: int, other: int) -> None:
        """Do it, or let it be refused."""
        people = list(self.words) or [0]
        a, b = people[one % len(people)], people[other % len(people)]
        with suppress(CrmError):
            getattr(self, name)(a, b)

    def say(self, person: int) -> str:
        self.said += 1
        return f"{self.words[person]} {self.said}"

    def add(self, _a: int, _b: int) -> None:
        word = f"زهرا{len(self.words)}Zq"
        company = "Pars Co." if len(self.words) % 2 else ""
        done = contacts.add(
            self.store, name=word, note=word, company=company, tags=["vip"],
            email=[f"{word}@x.ir"], phone=["09121112233"],
        )  # fmt: skip
        self.words[done.row] = word

    def edit(self, a: int, _b: int) -> None:
        contacts.edit(self.store, a, name=self.say(a), city=self.say(a), note=self.say(a))

    def log(self, a: int, _b: int) -> None:
        interactions.log(self.store, a, text=self.say(a), next_task={"text": self.say(a)})

    def task(self, a: int, b: int) -> None:
        tasks.add(self.store, a, text=self.say(a))
        tasks.done(self.store, b)

    def sell(self, a: int, _b: int) -> None:
        self.sales.append(purchases.sale(self.store, a, 500, note=self.say(a)).row)

    def refund(self, a: int, _b: int) -> None:
        if self.sales:
            purchases.refund(self.store, self.sales[a % len(self.sales)], 10)

    def merge(self, a: int, b: int) -> None:
        merge(self.store, a, b, ["name"] if self.said % 2 else [])

    def trash(self, a: int, _b: int) -> None:
        contacts.delete(self.store, a)

    def restore(self, a: int, _b: int) -> None:
        contacts.restore(self.store, a)

    def unsell(self, a: int, _b: int) -> None:
        if self.sales:
            purchases.delete(self.store, self.sales[a % len(self.sales)])

    def pay(self, a: int, _b: int) -> None:
        done = payments.pay(self.store, a, amount=7, note=self.say(a), back=bool(self.said % 2))
        self.paid.append(done.row)

    def unpay(self, a: int, _b: int) -> None:
        if self.paid:
            payments.delete(self.store, self.paid[a % len(self.paid)])

    def wish(self, a: int, b: int) -> None:
        needs.add(self.store, a, self.say(a))
        needs.delete(self.store, b)

    def fill(self, a: int, _b: int) -> None:
        contacts.edit(self.store, a, fields={self.field: self.say(a)}, nickname=self.say(a))

    def link(self, a: int, b: int) -> None:
        links.link(self.store, a, [*LinkRole][self.said % len(LinkRole)], b)

    def unlink(self, a: int, b: int) -> None:
        links.unlink(self.store, a, b)

    def employ(self, a: int, b: int) -> None:
        contacts.edit(self.store, b, kind=Kind.COMPANY)
        links.link(self.store, a, LinkRole.WORKS_FOR, b)

    def differ(self, a: int, b: int) -> None:
        duplicates.ignore(self.store, a, b)

    def keep(self, a: int, _b: int) -> None:
        keep_in_touch.keep(self.store, a, 7)

    def work(self, a: int, _b: int) -> None:
        queue.handle(self.store, a, "call-back", text=self.say(a))

    def put_off(self, a: int, _b: int) -> None:
        until = Due(datetime.now(UTC) + timedelta(days=3), all_day=False)
        tasks.snooze(self.store, a, until)

    def many(self, a: int, b: int) -> None:
        bulk.each(self.store, [a, b], [bulk.tag(["x"]), bulk.log(text="all"), bulk.plan(text="y")])

    def undo(self, _a: int, _b: int) -> None:
        undo(self.store)

    def redo(self, _a: int, _b: int) -> None:
        redo(self.store)


def rows(store: Store, query: str) -> list[Any]:
    with store.read() as connection:
        return connection.execute(query).fetchall()


def is_whole(store: Store) -> bool:
    """Tell whether references, sums and the search index agree."""
    with store.read() as connection:
        connection.execute("INSERT INTO search_index(search_index) VALUES('integrity-check')")
    return rows(store, "PRAGMA foreign_key_check") == [] and rows(
        store, "SELECT * FROM customer_stats ORDER BY contact_id"
    ) == rows(store, SUMS.format(which="IS NOT NULL") + " ORDER BY contact_id")


@settings(max_examples=8)
@given(acts, st.integers(0, 5))
def test_no_trace_is_left_whatever_was_done(done: list[tuple[str, int, int]], who: int) -> None:
    with TemporaryDirectory() as folder:
        shop = Shop(open_store(Path(folder) / "shop.db", create=True))
        for name, one, other in [("add", 0, 0), ("add", 0, 0), *done]:
            shop.act(name, one, other)
        here = [
            number
            for (number,) in rows(shop.store, "SELECT id FROM contact")
            if number in shop.words
        ]
        if not here:
            return
        person = here[who % len(here)]
        with shop.store.read() as connection:
            words = [shop.words[one] for one in (person, *merged_into(connection, person))]
        sums = "SELECT sum(amount) FROM purchase UNION ALL SELECT sum(amount) FROM payment"
        before = rows(shop.store, sums)
        erase(shop.store, person)
        assert is_whole(shop.store)
        assert rows(shop.store, sums) == before
        raw = shop.store.path.read_bytes()
        assert [word for word in words if word.encode() in raw] == []
        # Whatever can still be undone is undone in whole, and brings nobody back.
        for (step,) in rows(shop.store, "SELECT id FROM step ORDER BY id DESC"):
            try:
                undo(shop.store, step)
            except CrmError:
                continue
            assert is_whole(shop.store)
        assert rows(shop.store, f"SELECT 1 FROM contact WHERE id = {person}") == []
        raw = shop.store.path.read_bytes()
        assert [word for word in words if word.encode() in raw] == []
