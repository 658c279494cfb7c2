"""Erasing after anything was done in any order: no trace is left, and the rest still works."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.errors import CrmError
from crmtui.store.belongings import merged_into
from crmtui.store.connect import Store, open_store
from crmtui.store.triggers import SUMS
from crmtui.writes import contacts, interactions, purchases, tasks
from crmtui.writes.erase import erase
from crmtui.writes.merge import merge
from crmtui.writes.undo import redo, undo

ACTS = ("add", "edit", "log", "task", "sell", "refund", "merge", "trash", "restore", "undo", "redo")
acts = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=25
)


class Shop:
    """A shop in which everything that is said of somebody holds a word of their own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.words: dict[int, str] = {}
        self.sales: list[int] = []
        self.said = 0

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
        before = rows(shop.store, "SELECT sum(amount) FROM purchase")
        erase(shop.store, person)
        assert is_whole(shop.store)
        assert rows(shop.store, "SELECT sum(amount) FROM purchase") == before
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
