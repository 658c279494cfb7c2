from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.errors import InvalidValue
from crmtui.exchange.interaction_rows import InteractionRow
from crmtui.exchange.mail.read import read_mails
from crmtui.models.interaction import Interaction
from crmtui.models.words import Outcome
from crmtui.store.connect import Store, open_store
from crmtui.store.transact import transact
from crmtui.text.file_dates import date_parser
from crmtui.writes import contacts, interactions
from crmtui.writes.imports.interactions.importing import import_interactions
from crmtui.writes.imports.interactions.mails import import_mails
from crmtui.writes.imports.result import ImportResult, Rejected
from crmtui.writes.undo import redo, undo
from crmtui.writes.valid import validated
from tests.store.test_undo import state

WHEN: Callable[[str], str] = date_parser(zone="UTC", calendar="gregorian")
AT = "2026-01-05T10:00:00Z"
EMPTY = InteractionRow(2, "", "", "", "", "", AT, "call", "", "", "", None, "", "", [])


def row(**values: Any) -> InteractionRow:
    filled = EMPTY._replace(**values)
    return filled if filled.raw else filled._replace(raw=[str(value) for value in filled[1:-2]])


def bring(store: Store, *rows: InteractionRow, source: str = "log", **options: Any) -> ImportResult:
    return import_interactions(store, iter(rows), source=source, when=WHEN, **options)


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    return result.created, result.updated, result.unchanged, result.rejected


def kept(store: Store, columns: str = "text") -> list[Any]:
    with store.read() as connection:
        found = connection.execute(f"SELECT {columns} FROM interaction ORDER BY id").fetchall()
    return [one[0] if len(one) == 1 else one for one in found]


def names(store: Store) -> list[str]:
    with store.read() as connection:
        found = connection.execute("SELECT name FROM contact ORDER BY id").fetchall()
    return [name for (name,) in found]


def test_rows_are_linked_made_and_not_doubled(store: Store) -> None:
    contacts.add(store, name="Ali", phone=["0912 111 2233"])
    contacts.add(store, name="Zahra", email=["z@x.ir"])
    before = state(store)
    rows = (
        row(phone="+98 912 111 22 33", name="A. Rezaei", text="one", direction="in", minutes=5),
        row(email="Z@X.ir", text="two", outcome="no-answer", purpose="pre-sale", thread="t"),
        row(customer="ALI", text="three", channel="visit"),
        row(customer="C7", name="Reza", text="four"),
        row(customer="C7", text="five"),
    )
    first = bring(store, *rows)
    assert (counts(first), first.named) == ((5, 0, 0, 0), 1)
    assert names(store) == ["Ali", "Zahra", "Reza"]
    columns = "contact_id, channel, direction, purpose, outcome, minutes, text, thread, at"
    assert kept(store, columns) == [
        (1, "call", "in", None, None, 5, "one", "", AT),
        (2, "call", None, "pre-sale", "no-answer", None, "two", "t", AT),
        (1, "visit", None, None, None, None, "three", "", AT),
        (3, "call", None, None, None, None, "four", "", AT),
        (3, "call", None, None, None, None, "five", "", AT),
    ]
    after = state(store)
    for _again in range(2):
        again = bring(store, *rows)
        assert (counts(again), again.done.step) == ((0, 0, 5, 0), None)
    assert state(store) == after
    undo(store)
    assert state(store) == before
    redo(store)
    assert state(store) == after


def test_equal_rows_without_an_id_stay_two(store: Store) -> None:
    twin = row(customer="Ali", text="hello")
    assert counts(bring(store, twin, twin, row(customer="Ali", text="else"))) == (3, 0, 0, 0)
    assert counts(bring(store, twin, twin, twin)) == (1, 0, 2, 0)


def test_an_id_that_stands_on_several_rows(store: Store) -> None:
    rows = [row(ref="1", customer="Ali", text=text) for text in ("a", "b", "a", "c")]
    assert counts(bring(store, *rows)) == (3, 0, 1, 0)
    assert kept(store) == ["a", "b", "c"]
    assert counts(bring(store, *rows)) == (0, 0, 4, 0)


def test_a_changed_row_is_brought_up_to_date_and_undone(store: Store) -> None:
    bring(store, row(ref="1", customer="Ali", text="a", minutes=3))
    interactions.edit(store, 1, outcome=Outcome.REACHED)
    before = state(store)
    changed = row(ref="1", customer="Ali", text="b", date="2026-01-06")
    assert counts(bring(store, changed)) == (0, 1, 0, 0)
    assert kept(store, "text, at, minutes, outcome") == [
        ("b", "2026-01-06T00:00:00Z", 3, "reached")
    ]
    undo(store)
    assert state(store) == before


def test_a_deleted_one_stays_deleted(store: Store) -> None:
    bring(store, row(ref="1", customer="Ali", text="a"))
    interactions.delete(store, 1)
    assert counts(bring(store, row(ref="1", customer="Ali", text="b"))) == (0, 0, 1, 0)
    assert kept(store) == []


def test_rows_that_cannot_be_read(store: Store) -> None:
    rejected: list[Rejected] = []
    rows = (
        row(row=2, text="nobody"),
        row(row=3, customer="Ali", date="soon"),
        row(row=4, customer="Ali", date=""),
        row(row=5, customer="Ali", text="x" * 100_001),
        row(row=6, customer="\u0640\u0640"),
        row(row=7, customer="Ali", thread="t" * 1_001),
        row(row=8, customer="Ali", text="fine"),
    )
    result = bring(store, *rows, on_reject=rejected.append)
    assert counts(result) == (1, 0, 0, 6)
    assert [one.row for one in rejected] == [2, 3, 4, 5, 6, 7]
    assert all(one.reason and one.cells == rows[one.row - 2].raw for one in rejected)
    assert names(store) == ["Ali"]


def test_a_file_without_dates_has_happened_now(store: Store) -> None:
    undated = row(customer="Ali", text="likes tea", date="", dated=False)
    assert counts(bring(store, undated)) == (1, 0, 0, 0)
    (at,) = kept(store, "at")
    assert at > "2026"
    assert counts(bring(store, undated)) == (0, 0, 1, 0)
    assert kept(store, "at") == [at]


def test_a_dry_run_keeps_nothing(store: Store) -> None:
    result = bring(store, row(customer="Ali", text="a"), dry_run=True)
    assert (counts(result), result.named, result.done.step) == ((1, 0, 0, 0), 1, None)
    (shown,) = result.preview
    assert (shown.outcome, shown.fields["customer"], shown.fields["text"]) == (
        "created",
        "Ali",
        "a",
    )
    assert names(store) == kept(store) == []


def test_our_ids_are_kept_by_an_empty_store(store: Store) -> None:
    rows = [row(ref=ref, customer="Ali", text=ref) for ref in ("7", "3", "x", "0012", "")]
    assert counts(bring(store, *rows, source="crmtui")) == (5, 0, 0, 0)
    assert kept(store, "id, text") == [(3, "3"), (7, "7"), (8, "x"), (9, "0012"), (10, "")]
    assert counts(bring(store, *rows, source="crmtui")) == (0, 0, 5, 0)
    undo(store)
    assert kept(store) == []
    bring(store, *rows, source="crmtui")
    assert min(kept(store, "id")) > 10


def test_all_that_comes_in_is_what_a_model_takes(store: Store) -> None:
    rows = (
        row(customer="Ali", text="x" * 100_000, minutes=100_000, thread="t" * 1_000),
        row(customer="علی", channel="other", direction="out", purpose="sale", outcome="done"),
    )
    assert counts(bring(store, *rows)) == (2, 0, 0, 0)
    columns = [name for name in Interaction.model_fields if name != "id"]
    for values in kept(store, ", ".join(columns)):
        validated(Interaction, dict(zip(columns, values, strict=True)))


def test_a_hundred_thousand_rows_are_one_step(store: Store) -> None:
    def rows() -> list[InteractionRow]:
        return [
            row(customer=f"C{n % 1000}", name=f"Buyer {n % 1000}", text=f"call {n}")
            for n in range(20_000)
        ]

    seen: list[int] = []
    result = bring(store, *rows(), on_progress=seen.append)
    assert (result.created, result.named, seen[0]) == (20_000, 1_000, 5_000)
    with store.read() as connection:
        assert connection.execute("SELECT count(*) FROM change").fetchone()[0] < 20
    undo(store)
    assert kept(store) == names(store) == []


# Mails.


def letter(number: str, sender: str, to: str, text: str = "hello", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["Message-ID"] = f"<{number}@x>"
    message["From"], message["To"] = sender, to
    message["Date"] = headers.pop("date", "Mon, 5 Jan 2026 10:00:00 +0000")
    message["Subject"] = headers.pop("subject", f"s{number}")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def take(store: Store, *messages: EmailMessage | bytes, **options: Any) -> ImportResult:
    path = store.path.with_name("in.mbox")
    start = b"From x@x.ir Mon Jan  5 10:00:00 2026\n"
    raw = [one if isinstance(one, bytes) else one.as_bytes() for one in messages]
    path.write_bytes(b"".join(start + one + b"\n" for one in raw))
    return import_mails(store, read_mails(path), source="mail", **options)


@pytest.fixture
def shop(store: Store) -> Store:
    contacts.add(store, name="Ali", email=["ali@x.ir"])
    contacts.add(store, name="زهرا", email=["Zahra@X.ir"])
    return store


def test_mails_come_in_with_their_people(shop: Store) -> None:
    box = (
        letter("1", "Ali R. <ALI@x.ir>", "shop@s.ir", "چند؟", subject="قیمت"),
        letter("2", "shop@s.ir", "Zahra <zahra@x.ir>, ali@x.ir", Cc="ali@x.ir, no@x.ir"),
        letter("3", "no@x.ir", "shop@s.ir"),
        letter("4", "ali@x.ir", "zahra@x.ir"),
    )
    before = state(shop)
    result = take(shop, *box)
    assert (counts(result), result.skipped, result.named) == ((4, 0, 0, 0), 1, 0)
    assert kept(shop, "contact_id, channel, direction, text, thread, at") == [
        (1, "email", "in", "قیمت\nچند؟", "1@x", AT),
        (2, "email", "out", "s2\nhello", "2@x", AT),
        (1, "email", "out", "s2\nhello", "2@x", AT),
        (1, "email", "in", "s4\nhello", "4@x", AT),
    ]
    with shop.read() as connection:
        refs = connection.execute("SELECT ref FROM source_ref ORDER BY id").fetchall()
    assert refs == [("1@x",), ("2@x",), ("2@x|1",), ("4@x",)]
    after = state(shop)
    for _again in range(3):
        again = take(shop, *box, *box)
        assert (counts(again), again.skipped, again.done.step) == ((0, 0, 7, 0), 1, None)
        assert state(shop) == after
    undo(shop)
    assert state(shop) == before
    redo(shop)
    assert state(shop) == after


def test_a_sender_becomes_a_contact_if_asked(shop: Store) -> None:
    box = (
        letter("1", "reza@x.ir", "shop@s.ir"),
        letter("2", "=?utf-8?b?2LHYttin?= <Reza@x.ir>", "shop@s.ir"),
        letter("3", "only@x.ir", "shop@s.ir"),
        letter("4", "shop@s.ir", "ali@x.ir"),
        letter("5", "undisclosed", "nobody"),
    )
    before = state(shop)
    result = take(shop, *box, make_new=True)
    assert (counts(result), result.skipped, result.named) == ((4, 0, 0, 0), 1, 2)
    assert names(shop)[2:] == ["رضا", "only@x.ir"]
    assert kept(shop, "contact_id, direction") == [(3, "in"), (3, "in"), (4, "in"), (1, "out")]
    again = take(shop, *box, make_new=True)
    assert (counts(again), again.named) == ((0, 0, 4, 0), 0)
    undo(shop)
    assert state(shop) == before


def test_contacts_in_the_trash_do_not_match(shop: Store) -> None:
    contacts.delete(shop, 1)
    assert take(shop, letter("1", "ali@x.ir", "shop@s.ir")).skipped == 1
    contacts.restore(shop, 1)
    assert take(shop, letter("1", "ali@x.ir", "shop@s.ir")).created == 1
    contacts.delete(shop, 1)
    assert counts(take(shop, letter("1", "ali@x.ir", "shop@s.ir"))) == (0, 0, 1, 0)


def test_a_mail_that_is_known_goes_to_new_contacts_too(shop: Store) -> None:
    sent = letter("1", "shop@s.ir", "new@x.ir, ali@x.ir")
    assert take(shop, sent).created == 1
    contacts.add(shop, name="New", email=["new@x.ir"])
    assert counts(take(shop, sent)) == (1, 0, 0, 0)
    assert counts(take(shop, sent)) == (0, 0, 1, 0)
    interactions.delete(shop, 1)
    assert counts(take(shop, sent)) == (0, 0, 1, 0)
    contacts.add(shop, name="Shop", email=["shop@s.ir"])
    assert counts(take(shop, sent)) == (0, 0, 1, 0)


def test_a_mail_without_a_date_is_given_back(shop: Store, tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    raw = b"From: ali@x.ir\nTo: shop@s.ir\nSubject: when\nDate: soon\n\nhello\n"
    path.write_bytes(raw)
    rejected: list[Rejected] = []
    result = import_mails(shop, read_mails(path), source="mail", on_reject=rejected.append)
    assert counts(result) == (0, 0, 0, 1)
    (problem,) = rejected
    assert (problem.row, problem.cells, problem.raw) == (1, [], raw)
    assert problem.reason


def threads(store: Store) -> dict[str, str]:
    return dict(kept(store, "substr(text, 1, 2), thread"))


def test_a_reply_shares_the_thread_of_what_it_answers(shop: Store) -> None:
    ali, us = "ali@x.ir", "shop@s.ir"
    box = (
        # In any order; the second and the root come from somebody unknown.
        letter("4", ali, us, In_Reply_To="<3@x>"),
        letter("3", us, ali, References="<1@x> <2@x>", In_Reply_To="<2@x>"),
        letter("2", "no@x.ir", us, References="<1@x>"),
        letter("1", "no@x.ir", us),
        letter("9", ali, us),
    )
    take(shop, *box)
    assert threads(shop) == {"s4": "1@x", "s3": "1@x", "s9": "9@x"}
    take(shop, letter("5", us, ali, In_Reply_To="<4@x>"), letter("6", ali, us, References="<5@x>"))
    assert threads(shop)["s5"] == threads(shop)["s6"] == "1@x"


def test_threads_whose_root_never_came(shop: Store) -> None:
    ali, us = "ali@x.ir", "shop@s.ir"
    take(shop, letter("b", ali, us, In_Reply_To="<a@x>"))
    take(shop, letter("c", ali, us, References="<a@x> <z@x>"))
    take(shop, letter("d", us, ali, In_Reply_To="<c@x>"))
    take(shop, letter("a", us, ali, In_Reply_To="<0@x>"))
    take(shop, letter("e", us, ali, References="<0@x> <a@x>"))
    assert set(threads(shop).values()) == {"a@x"}


def test_mails_that_answer_each_other_in_a_ring(shop: Store) -> None:
    ring = [letter(n, "ali@x.ir", "s@s.ir", In_Reply_To=f"<{m}@x>") for n, m in ("ab", "bc", "ca")]
    assert take(shop, *ring).created == 3
    assert len(set(threads(shop).values())) == 1


def test_ids_with_the_sign_of_further_recipients(shop: Store) -> None:
    box = (
        letter("1", "shop@s.ir", "ali@x.ir, zahra@x.ir"),
        b"Message-ID: <1@x|2>\nFrom: ali@x.ir\nDate: 5 Jan 2026 10:00 +0000\n\nother\n",
    )
    assert counts(take(shop, *box)) == (3, 0, 0, 0)
    assert counts(take(shop, *box)) == (0, 0, 2, 0)


def test_a_dry_run_of_mails_keeps_nothing(shop: Store) -> None:
    before = state(shop)
    result = take(shop, letter("1", "new@x.ir", "shop@s.ir"), make_new=True, dry_run=True)
    assert (counts(result), result.named, result.done.step) == ((1, 0, 0, 0), 1, None)
    assert [one.fields["direction"] for one in result.preview] == ["in"]
    assert state(shop) == before


def test_a_merged_contact_does_not_get_a_mail_twice(shop: Store) -> None:
    sent = letter("1", "shop@s.ir", "ali@x.ir")
    take(shop, sent)
    with transact(shop, "merge") as transaction:
        transaction.connection.execute("UPDATE interaction SET contact_id = 2")
        transaction.connection.execute("UPDATE contact_point SET contact_id = 2")
    assert counts(take(shop, sent)) == (0, 0, 1, 0)


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_any_mail_comes_in_or_is_told_of(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    store = open_store(tmp_path_factory.mktemp("any") / "shop.db", create=True)
    start = b"From: a@x.ir\nDate: 5 Jan 2026 10:00 +0000\n"
    result = take(store, start + raw, make_new=True)
    assert result.created + result.rejected + result.skipped + result.unchanged >= 1
    assert counts(take(store, start + raw, make_new=True))[0] == 0


def test_an_unreadable_date_raises_what_rows_expect() -> None:
    with pytest.raises(InvalidValue):
        WHEN("soon")
