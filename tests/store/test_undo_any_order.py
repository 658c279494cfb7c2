"""Anything a shop does, in any order: each step is undone and redone exactly."""

from __future__ import annotations

import csv
from collections.abc import Callable
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

from crmtui.errors import Conflict, CrmError
from crmtui.models.words import Channel, LinkRole, Promise, Relation, StageKind, Status
from crmtui.reads.search import find
from crmtui.settings import load
from crmtui.store.connect import Store, open_store
from crmtui.store.transact import Done
from crmtui.store.triggers import SUMS
from crmtui.text.due import Due
from crmtui.text.points import Way
from crmtui.writes import (
    bulk,
    closing,
    contacts,
    custom,
    deal_steps,
    deals,
    duplicates,
    interactions,
    keep_in_touch,
    links,
    needs,
    notes,
    payments,
    pipelines,
    purchases,
    queue,
    saved_lists,
    stages,
    tags,
    tasks,
)
from crmtui.writes.erase import erase
from crmtui.writes.imports.files import plan_import
from crmtui.writes.imports.options import FileOptions
from crmtui.writes.imports.plan import Shelf
from crmtui.writes.merge import merge
from crmtui.writes.purchases import Item
from crmtui.writes.undo import redo, undo
from tests.store.test_undo import State, state

NAMES = ("Ali", "علي رضایی", "b [/] c", "Ali \U0001f600", "o'N; --", "%_x")
PHONES = ("0912 111 2233", "+98 912 111 2233", "۰۹۳۵۱۱۱۲۲۳۳", "021-4")
SOUGHT = ("ali", "علی", "912", "x", "vip", "b c", "0912 111 2233", "oak")

names = st.sampled_from(NAMES)
words = st.sampled_from(("oak shelf", "نه", "[bold]", "x" * 300, "vip"))
amounts = st.sampled_from((0, 1, 70, 10**9, 2**53))
phones = st.lists(
    st.sampled_from(PHONES)
    | st.builds(Way, st.sampled_from(PHONES), st.sampled_from(("work", "خانه")), st.booleans()),
    max_size=2,
)
days = st.dates(date(1999, 1, 1), date(2030, 1, 1))
changes = st.fixed_dictionaries(
    {},
    optional={
        "company": names | st.just(""),
        "phone": phones,
        "instagram": st.lists(st.just("@ali"), max_size=1),
        "status": st.sampled_from(Status),
        "relation": st.sampled_from(Relation),
        "birthday": days | st.none(),
        "anniversary": days | st.none(),
        "nickname": names,
        "owner": names,
        "preferred_channel": st.sampled_from(Channel) | st.none(),
        "do_not_contact": st.booleans(),
        "keep_days": st.sampled_from((None, 0, 7, 99_999)),
        "tags": st.lists(words, max_size=3),
        "city": names,
        "note": words,
    },
)
dues = st.none() | st.integers(-9, 400).map(
    lambda n: (datetime.now(UTC) + timedelta(days=n)).replace(microsecond=0)
)
FIELDS = {
    "number": ("1", "100", "10000"), "text": ("1", "100", "oak"), "money": ("1", "100", "10000"),
    "choice": ("M", "نه", "yes"), "date": ("2024-03-20",), "yes-no": ("yes", "no"),
}  # fmt: skip
TABLES = {
    "contacts": ("Name", "Phone", "Company", "Tags", "Colour*"),
    "purchases": ("Customer", "Amount", "Item", "Receipt", "On account"),
    "deals": ("Customer", "Amount", "Title", "Stage", "Lost reason"),
    "payments": ("Customer", "Amount", "Method", "Purchase id", "Ref"),
    "interactions": ("Customer", "Text", "Channel", "Outcome", "Direction"),
}


def whole(store: Store) -> State:
    """Everything that undo must bring back, and what is found."""
    with store.read() as connection:
        found = {f"find {text}": [*map(tuple, find(connection, text))] for text in SOUGHT}
    return state(store) | found


class Shop(RuleBasedStateMachine):
    """A shop where anything is done in any order, and undone."""

    people = Bundle("people")
    sales = Bundle("sales")
    paid = Bundle("paid")
    jobs = Bundle("jobs")
    wishes = Bundle("wishes")
    talks = Bundle("talks")
    fields = Bundle("fields")
    chances = Bundle("chances")
    columns = Bundle("columns")

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.store = open_store(Path(self._folder.name) / "shop.db", create=True)

    def teardown(self) -> None:
        self._folder.cleanup()

    def attempt(self, action: Callable[..., Any], *args: Any, **values: Any) -> int:
        """Do it; if something is done, take it back and do it again, comparing the states."""
        before = whole(self.store)
        try:
            done: Done = action(self.store, *args, **values)
        except CrmError:
            assert whole(self.store) == before
            return 0
        if done.step is None:
            assert whole(self.store) == before
            return 0
        after = whole(self.store)
        undo(self.store)
        assert whole(self.store) == before
        redo(self.store)
        assert whole(self.store) == after
        return done.row

    def made(self, action: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """Do it, and put the number of the record into its bundle."""
        number = self.attempt(action, *args, **values)
        return number if number else multiple()

    # Contacts

    @initialize(target=people)
    def begin(self) -> Any:
        return multiple(*(contacts.add(self.store, name=name).row for name in NAMES[:3]))

    @rule(target=people, name=names, said=changes)
    def add(self, name: str, said: Any) -> Any:
        return self.made(contacts.add, name=name, **said)

    @rule(person=people, other=people, said=changes, referred=st.booleans())
    def edit(self, person: int, other: int, said: Any, referred: bool) -> None:
        more = {"referred_by": other} if referred else {}
        self.attempt(contacts.edit, person, **said, **more)

    @rule(person=people, text=words)
    def note(self, person: int, text: str) -> None:
        self.attempt(notes.append, person, text)

    @rule(person=people)
    def trash(self, person: int) -> None:
        self.attempt(contacts.delete, person)

    @rule(person=people)
    def restore(self, person: int) -> None:
        self.attempt(contacts.restore, person)

    @rule(one=people, other=people, take=st.lists(st.sampled_from(("name", "city")), max_size=2))
    def merge(self, one: int, other: int, take: list[str]) -> None:
        self.attempt(merge, one, other, take)

    @rule(one=people, other=people)
    def are_different(self, one: int, other: int) -> None:
        self.attempt(duplicates.ignore, one, other)

    @rule(one=people, other=people, role=st.sampled_from(LinkRole))
    def link(self, one: int, other: int, role: LinkRole) -> None:
        self.attempt(links.link, one, role, other)

    @rule(one=people, other=people, role=st.none() | st.sampled_from(LinkRole))
    def unlink(self, one: int, other: int, role: LinkRole | None) -> None:
        self.attempt(links.unlink, one, other, role)

    @rule(person=consumes(people))
    def erase(self, person: int) -> None:
        try:
            done = erase(self.store, person).done
        except CrmError:
            return
        before = whole(self.store)
        try:
            undo(self.store, done.step)
        except Conflict:
            assert whole(self.store) == before
        else:
            raise AssertionError("an erased person came back")

    # What the shop adds to them

    @rule(target=fields, name=names, kind=st.sampled_from([*FIELDS]))
    def add_field(self, name: str, kind: str) -> Any:
        return self.made(custom.add, name, kind, FIELDS["choice"] if kind == "choice" else ())

    @rule(person=people, field=fields, kind=st.sampled_from([*FIELDS]), at=st.integers(-1, 2))
    def fill(self, person: int, field: int, kind: str, at: int) -> None:
        value = "" if at < 0 else FIELDS[kind][at % len(FIELDS[kind])]
        self.attempt(contacts.edit, person, fields={field: value})

    @rule(field=fields, name=st.none() | names, kind=st.none() | st.sampled_from([*FIELDS]))
    def edit_field(self, field: int, name: str | None, kind: str | None) -> None:
        choices = FIELDS["choice"] if kind == "choice" else None
        self.attempt(custom.edit, field, name=name, kind=kind, choices=choices)

    @rule(field=fields, with_values=st.booleans())
    def remove_field(self, field: int, with_values: bool) -> None:
        self.attempt(custom.remove, field, with_values=with_values)

    @rule(name=words, new=words)
    def rename_tag(self, name: str, new: str) -> None:
        self.attempt(tags.rename, name, new)

    @rule(name=words)
    def delete_tag(self, name: str) -> None:
        self.attempt(tags.delete, name)

    @rule(name=words, days=st.sampled_from((None, 0, 30)))
    def keep_tag(self, name: str, days: int | None) -> None:
        self.attempt(keep_in_touch.keep_tag, name, days)

    @rule(person=people, days=st.sampled_from((None, 0, 30, -1)))
    def keep(self, person: int, days: int | None) -> None:
        self.attempt(keep_in_touch.keep, person, days)

    @rule(name=words, query=st.sampled_from(("tag:vip", "list:vip", 'list:"oak shelf" x', "")))
    def save_list(self, name: str, query: str) -> None:
        self.attempt(saved_lists.save, name, query)

    @rule(name=words, new=words)
    def rename_list(self, name: str, new: str) -> None:
        self.attempt(saved_lists.rename, name, new)

    @rule(name=words)
    def delete_list(self, name: str) -> None:
        self.attempt(saved_lists.delete, name)

    # What is done with them

    @rule(target=talks, person=people, text=words, task=st.booleans(), due=dues)
    def log(self, person: int, text: str, task: bool, due: datetime | None) -> Any:
        more: tasks.TaskChanges | None = {"text": text, "due": due} if task else None
        return self.made(interactions.log, person, text=text, next_task=more)

    @rule(talk=talks, text=words, delete=st.booleans())
    def edit_talk(self, talk: int, text: str, delete: bool) -> None:
        if delete:
            self.attempt(interactions.delete, talk)
        else:
            self.attempt(interactions.edit, talk, text=text, outcome="done")

    @rule(target=wishes, person=people, text=words)
    def wish(self, person: int, text: str) -> Any:
        return self.made(needs.add, person, text)

    @rule(wish=wishes, act=st.sampled_from((needs.set_met, needs.delete)))
    def end_wish(self, wish: int, act: Callable[..., Done]) -> None:
        self.attempt(act, wish)

    @rule(wish=wishes, text=words)
    def edit_wish(self, wish: int, text: str) -> None:
        self.attempt(needs.edit, wish, text)

    @rule(
        target=jobs,
        person=people | st.none(),
        text=words,
        due=dues,
        promise=st.none() | st.sampled_from(Promise),
        repeat=st.sampled_from(("", "weekly", "month", "ماه", "3 days", "sometimes")),
    )
    def plan(self, person: int | None, text: str, **said: Any) -> Any:
        return self.made(tasks.add, person, text=text, **said)

    @rule(job=jobs, act=st.sampled_from((tasks.done, tasks.drop, tasks.reopen, tasks.delete)))
    def end_job(self, job: int, act: Callable[..., Done]) -> None:
        self.attempt(act, job)

    @rule(job=jobs, due=dues, all_day=st.booleans())
    def put_off(self, job: int, due: datetime | None, all_day: bool) -> None:
        if due:
            self.attempt(tasks.snooze, job, Due(due, all_day))

    @rule(job=jobs, due=dues, text=words, repeat=st.sampled_from(("", "2 weeks")))
    def edit_job(self, job: int, due: datetime | None, text: str, repeat: str) -> None:
        self.attempt(tasks.edit, job, due=due, text=text, repeat=repeat)

    @rule(person=people, job=jobs | st.none(), outcome=st.sampled_from(queue.OUTCOMES), due=dues)
    def work(self, person: int, job: int | None, outcome: str, due: datetime | None) -> None:
        when = Due(due, all_day=False) if due else None
        self.attempt(queue.handle, person, outcome, task=job, due=when)

    # Deals

    @initialize(target=columns)
    def have_stages(self) -> Any:
        return multiple(1, 2, 3, 4, 5)

    @rule(
        target=chances,
        person=people | st.none(),
        stage=st.none() | columns,
        title=words,
        said=st.fixed_dictionaries(
            {},
            optional={
                "amount": amounts | st.none(),
                "opened_at": dues,
                "expected_close": days,
                "step": st.builds(lambda text: {"text": text}, words),
            },
        ),
    )
    def hope(self, person: int | None, stage: int | None, title: str, said: Any) -> Any:
        return self.made(deals.add, person, stage=stage, title=title, **said)

    @rule(chance=chances, person=people | st.none(), amount=amounts, closed=dues)
    def edit_hope(
        self, chance: int, person: int | None, amount: int, closed: datetime | None
    ) -> None:
        said: Any = {"closed_at": closed} if closed else {"without_contact": person is None}
        self.attempt(deals.edit, chance, contact=person, amount=amount, **said)

    @rule(chance=chances, stage=columns, before=chances | st.none(), last=st.booleans())
    def move_hope(self, chance: int, stage: int, before: int | None, last: bool) -> None:
        self.attempt(deals.move, chance, stage, before=before, last=last)

    @rule(chance=chances, at=dues, purchase=st.booleans(), on_account=st.booleans())
    def win(self, chance: int, at: datetime | None, purchase: bool, on_account: bool) -> None:
        terms: Any = {"on_account": True} if on_account else {}
        self.attempt(closing.won, chance, at=at, purchase=purchase, **terms)

    @rule(chance=chances, reason=words, rival=names)
    def lose(self, chance: int, reason: str, rival: str) -> None:
        self.attempt(closing.lost, chance, reason, competitor=rival)

    @rule(
        chance=chances,
        act=st.sampled_from((closing.reopen, deals.delete)),
    )
    def end_hope(self, chance: int, act: Callable[..., Done]) -> None:
        self.attempt(act, chance)

    @rule(chance=chances, text=words, due=dues, done=st.booleans())
    def next_step(self, chance: int, text: str, due: datetime | None, done: bool) -> None:
        self.attempt(deal_steps.plan, chance, text, Due(due, all_day=True) if due else None)
        self.attempt(deal_steps.tick, chance, text, done=done)

    @rule(target=chances, reason=words, person=people | st.none(), amount=amounts)
    def miss(self, reason: str, person: int | None, amount: int) -> Any:
        return self.made(closing.lost_at_counter, reason, contact=person, amount=amount)

    @rule(
        target=columns,
        name=names | words,
        kind=st.sampled_from(StageKind),
        before=columns,
        checklist=words,
    )
    def add_stage(self, name: str, kind: StageKind, before: int, checklist: str) -> Any:
        return self.made(stages.add, name, kind=kind, before=before, checklist=checklist)

    @rule(stage=columns, to=columns | st.none(), name=names, days=st.none() | st.integers(0, 9))
    def change_stage(self, stage: int, to: int | None, name: str, days: int | None) -> None:
        self.attempt(stages.edit, stage, name=name, stale_days=days)
        self.attempt(stages.remove, stage, to=to)

    @rule(name=names, number=st.integers(1, 3))
    def change_pipelines(self, name: str, number: int) -> None:
        self.attempt(pipelines.add, name)
        self.attempt(pipelines.rename, number, name)
        self.attempt(pipelines.move, number)
        self.attempt(pipelines.remove, number)

    # Money

    @rule(
        target=sales,
        person=people | st.none(),
        amount=amounts,
        item=words,
        said=st.fixed_dictionaries({}, optional={"on_account": st.booleans(), "paid": amounts}),
    )
    def sell(self, person: int | None, amount: int, item: str, said: Any) -> Any:
        return self.made(purchases.sale, person, amount, items=[Item(item, amount)], **said)

    @rule(target=sales, sale=sales, amount=amounts | st.none())
    def refund(self, sale: int, amount: int | None) -> Any:
        return self.made(purchases.refund, sale, amount)

    @rule(
        sale=sales,
        said=st.fixed_dictionaries(
            {}, optional={"amount": amounts, "on_account": st.booleans(), "due_on": days}
        ),
    )
    def correct(self, sale: int, said: Any) -> None:
        self.attempt(purchases.edit, sale, **said)

    @rule(sale=sales)
    def remove(self, sale: int) -> None:
        self.attempt(purchases.delete, sale)

    @rule(target=paid, person=people, amount=amounts, back=st.booleans(), sale=sales | st.none())
    def pay(self, person: int, amount: int, back: bool, sale: int | None) -> Any:
        return self.made(payments.pay, person, amount=amount, back=back, purchase_id=sale)

    @rule(payment=paid, amount=amounts, delete=st.booleans())
    def correct_payment(self, payment: int, amount: int, delete: bool) -> None:
        if delete:
            self.attempt(payments.delete, payment)
        else:
            self.attempt(payments.edit, payment, amount=amount, note="نه")

    # Many at once

    @rule(
        chosen=st.lists(st.integers(1, 9), max_size=9),
        acts=st.lists(
            st.one_of(
                st.builds(bulk.tag, st.lists(words, min_size=1, max_size=2)),
                st.builds(bulk.untag, st.lists(words, min_size=1, max_size=2)),
                st.builds(
                    bulk.change,
                    st.sampled_from(("status", "city", "keep", "dnc", "channel", *NAMES)),
                    st.sampled_from(("lead", "yes", "7", "call", "M", "")),
                ),
                st.builds(lambda text: bulk.log(text=text), words),
                st.builds(lambda text: bulk.plan(text=text, repeat="week"), words),
                st.builds(bulk.delete),
            ),
            min_size=1,
            max_size=3,
        ),
    )
    def do_to_many(self, chosen: list[int], acts: list[bulk.Act]) -> None:
        self.attempt(bulk.each, chosen, acts)

    @rule(
        kind=st.sampled_from([*TABLES]),
        rows=st.lists(
            st.tuples(
                names,
                st.sampled_from((*PHONES, "5", "70", "oak shelf")),
                names | st.sampled_from(("cash", "call")),
                st.sampled_from(("vip", "1", "2", "done")),
                st.sampled_from(("red", "yes", "", "in")),
            ),
            min_size=1,
            max_size=4,
        ),
    )
    def bring_in(self, kind: str, rows: list[tuple[str, ...]]) -> None:
        path = Path(self._folder.name) / "file.csv"
        header: tuple[str, ...] = TABLES[kind]
        if kind != "contacts":
            header, rows = (*header, "Date"), [(*row, "2026-01-05") for row in rows]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])

        def run(store: Store) -> Done:
            with store.read() as connection:
                formats = load(connection).formats()
            plan = plan_import(Shelf(store, formats, date(2026, 2, 1)), kind, path, FileOptions())
            return plan.run(False, lambda _rejected: None, lambda _rows: None).done

        self.attempt(run)

    # Steps of before

    @rule(back=st.integers(0, 12))
    def undo_an_older_step(self, back: int) -> None:
        with self.store.read() as connection:
            (last,) = connection.execute("SELECT max(id) FROM step").fetchone()
        before = whole(self.store)
        try:
            undo(self.store, max(1, (last or 0) - back))
        except CrmError:
            assert whole(self.store) == before
            return
        with self.store.read() as connection:
            (mine,) = connection.execute("SELECT max(id) FROM step").fetchone()
        undo(self.store, mine)
        assert whole(self.store) == before

    @rule(times=st.integers(1, 6))
    def undo_many(self, times: int) -> None:
        states = [whole(self.store)]
        for _time in range(times):
            try:
                undo(self.store)
            except CrmError:
                break
            states.append(whole(self.store))
        for expected in states[-2::-1]:
            redo(self.store)
            assert whole(self.store) == expected

    @invariant()
    def deals_add_up(self) -> None:
        """Every deal is in the stage that its history ends with, which goes forward in time."""
        with self.store.read() as connection:
            rows = connection.execute(
                "SELECT d.id, d.stage_id, d.closed_at IS NULL, s.kind, s.removed_at, "
                "(SELECT h.stage_id FROM deal_stage h WHERE h.deal_id = d.id ORDER BY h.id DESC "
                "LIMIT 1), (SELECT count(*) FROM deal_stage a JOIN deal_stage b "
                "ON b.deal_id = a.deal_id AND b.id > a.id AND b.at < a.at WHERE a.deal_id = d.id) "
                "FROM deal d JOIN stage s ON s.id = d.stage_id"
            ).fetchall()
            orphans = connection.execute(
                "SELECT count(*) FROM deal_stage WHERE deal_id NOT IN (SELECT id FROM deal)"
            ).fetchone()
        assert orphans == (0,)
        for number, stage, is_open, kind, removed, latest, backward in rows:
            assert (latest, removed, backward) == (stage, None, 0), number
            assert is_open or kind != "open", number

    @invariant()
    def sums_are_right(self) -> None:
        with self.store.read() as connection:
            kept = connection.execute("SELECT * FROM customer_stats ORDER BY contact_id")
            added_up = connection.execute(SUMS.format(which="IS NOT NULL") + " ORDER BY contact_id")
            assert kept.fetchall() == added_up.fetchall()
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            connection.execute("INSERT INTO search_index(search_index) VALUES('integrity-check')")

    @invariant()
    def search_keys_are_fresh(self) -> None:
        with self.store.read() as connection:
            assert connection.execute("SELECT count(*) FROM search_dirty").fetchone() == (0,)


TestShop = Shop.TestCase
TestShop.settings = settings(max_examples=6, stateful_step_count=15, deadline=None)
