"""Whatever stands in a file of tickets: it comes in or is rejected, and goes out and comes back."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.exchange.tables.write import write_rows
from crmtui.reads.exports.tickets import TICKET_COLUMNS, ticket_rows
from crmtui.settings import load
from crmtui.store.connect import Store, open_store
from crmtui.writes.imports.files import plan_import
from crmtui.writes.imports.options import TICKETS, FileOptions
from crmtui.writes.imports.plan import Shelf
from crmtui.writes.imports.result import ImportResult, Rejected
from crmtui.writes.undo import undo
from tests.store.test_undo import state

HEADER = ("Ticket ID", "Status", "Timestamp", "Assignee", "Priority", "CSAT", "Subject", "Body")
# A file with a NUL in it is no text, and refused as a whole.
letters = st.characters(codec="utf-8", exclude_characters="\0")
wild = st.text(letters, max_size=12) | st.sampled_from(
    (
        "",
        "?",
        "=1+1",
        "-",
        "\x1b[31m",
        "[/]",
        "a\nb",
        "\u202e",
        "'",
        "null",
        "باز",
        "x" * 1001,
        "#3",
    )
)
rows = st.tuples(
    st.sampled_from(("1", "2", "A-7", "", "007")) | wild,
    st.sampled_from(("new", "Closed", "Queued", "pending")) | wild,
    st.sampled_from(("2026-01-02 10:00", "2026-01-05", "1405/01/02", "soon", "")) | wild,
    wild,
    st.sampled_from(("High", "asap")) | wild,
    st.sampled_from(("5", "11", "good", "4.4", "")) | wild,
    wild,
    wild,
)


def bring(store: Store, path: Path) -> tuple[ImportResult, list[Rejected]]:
    with store.read() as connection:
        formats = load(connection).formats()
    rejected: list[Rejected] = []
    plan = plan_import(Shelf(store, formats, date(2026, 2, 1)), TICKETS, path, FileOptions())
    return plan.run(False, rejected.append, lambda _rows: None), rejected


def write_out(store: Store, path: Path) -> bytes:
    with store.read() as connection:
        formats = load(connection).formats()
    with path.open("wb") as file:
        write_rows(file, "csv", TICKET_COLUMNS, ticket_rows(store.read, formats))
    return path.read_bytes()


@given(st.lists(rows, min_size=1, max_size=8))
@settings(max_examples=8)
def test_anything_comes_in_or_is_rejected_and_comes_back_the_same(
    cells: list[tuple[str, ...]],
) -> None:
    with TemporaryDirectory() as folder:
        path, place = Path(folder) / "tickets.csv", Path(folder)
        with path.open("w", encoding="utf-8", newline="", errors="replace") as file:
            csv.writer(file).writerows([HEADER, *cells, ("9", "new", "2026-01-02", *[""] * 5)])
        store = open_store(place / "one.db", create=True)
        before = state(store)
        result, rejected = bring(store, path)
        assert result.created >= 1
        assert result.rejected == len(rejected)
        assert all(one.reason for one in rejected)
        after = state(store)
        again, _rejected = bring(store, path)
        assert (again.done.step, again.created, again.updated) == (None, 0, 0)
        out = write_out(store, place / "out.csv")
        other = open_store(place / "two.db", create=True)
        came, lost = bring(other, place / "out.csv")
        assert (came.created, lost) == (result.created, [])
        assert write_out(other, place / "back.csv") == out
        assert after["ticket"] == state(other)["ticket"]
        undo(store)
        assert state(store) == before
