"""What is compared with what, and how close it should be."""

from __future__ import annotations

import argparse
import os
import shutil
import site
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks import big_shop, buyers, data
from benchmarks.bare import duck_segments
from benchmarks.beside import longest_waits
from benchmarks.measure import Failed, Middle, Program, middle, run, side_by_side
from benchmarks.report import Line, header, show
from crmtui.screens.state import State, save_state

TEXTS = ("karim", "رضای", "12345")
"""A piece of a Latin name, of a Persian one, of a phone."""
_LONG_RUNS = 7
"""The most runs of what takes ten seconds."""
_REPEATS = 3
"""Runs of what is compared with nothing."""


class Bench:
    """The options of this call, and the files and stores that they lead to."""

    def __init__(self, rows: int, runs: int, sales: Path | None, duckdb: str = "") -> None:
        self.rows = rows
        self.runs = runs
        self.duckdb = duckdb
        """A Python that has DuckDB."""
        self._sales = sales

    @cached_property
    def contacts(self) -> Path:
        """A store of many contacts."""
        name = f"contacts-{self.rows}-{data.stamp(self.rows)}"
        file = data.made(f"{name}.csv", partial(data.write_contacts, rows=self.rows))
        return data.made(f"{name}.db", lambda db: run(crmtui(db, "import", "contacts", str(file))))

    @cached_property
    def people(self) -> Path:
        """A store of the same people, of whom more is known."""
        name = f"people-{self.rows}-{data.stamp(self.rows)}"
        file = data.made(f"{name}.csv", partial(data.write_people, rows=self.rows))
        return data.made(f"{name}.db", lambda db: run(crmtui(db, "import", "contacts", str(file))))

    @cached_property
    def sales_file(self) -> Path:
        """The file of sales, as plain text."""
        about = self._sales and (str(self._sales), self._sales.stat().st_mtime)
        name = f"sales-{data.stamp(about)}.csv"
        return data.made(name, partial(data.write_sales, source=self._sales))

    @cached_property
    def shop(self) -> Path:
        """A store of those sales."""
        file = self.sales_file
        return data.made(f"{file.stem}.db", lambda db: run(importing(db, file)))

    def buyers(self, purchases: int) -> tuple[Path, Path]:
        """A store of those contacts with that many purchases, and the same as a DuckDB file."""
        mark = data.stamp(self.rows, purchases, Path(buyers.__file__).read_bytes())
        name = f"buyers-{purchases}-{mark}"
        make = partial(buyers.write_buyers, contacts=self.contacts, purchases=purchases)
        db = data.made(f"{name}.db", make)
        return db, data.made(f"{name}.duckdb", partial(self._duckdb_file, db))

    def _duckdb_file(self, db: Path, file: Path) -> None:
        rows = file.with_suffix(".csv")
        buyers.write_rows(rows, db)
        load = [self.duckdb, str(Path(duck_segments.__file__)), "load", str(file), str(rows)]
        run(Program(load, os.environ, str(file.parent)))
        rows.unlink()

    @cached_property
    def big_shop(self) -> Path:
        """A store of those contacts after years: ten talks and seven purchases each."""
        name = f"years-{self.rows}-{data.stamp(self.rows, Path(big_shop.__file__).read_bytes())}.db"
        return data.made(name, partial(big_shop.write_shop, contacts=self.contacts))


def environment() -> dict[str, str]:
    """Return what every measured program sees: somebody who has set nothing."""
    unset = ("CRMTUI_", "XDG_", "LC_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unset)}
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        kept.pop(name, None)
    home = data.folder() / "home"
    home.mkdir(exist_ok=True)
    return kept | {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(data.ROOT),
        "PYTHONUSERBASE": site.getuserbase(),
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }


def python(module: str, *args: str) -> Program:
    """Return a program of ours, or one it is compared with."""
    argv = [sys.executable, "-m", module, *args]
    return Program(argv, environment(), str(data.folder()))


def crmtui(db: Path, *args: str) -> Program:
    """Return the product on a store."""
    return python("crmtui.cli", "--db", str(db), *args)


def importing(db: Path, file: Path) -> Program:
    """Return an import; rows that it rejects are no failure of it."""
    return crmtui(db, "import", "purchases", str(file))._replace(good=(0, 5))


def find(bench: Bench) -> Iterator[Line]:
    """A lookup whose answer is piped on."""
    for text in TEXTS:
        ours = crmtui(bench.contacts, "find", text)
        bare = python("benchmarks.bare.find", str(bench.contacts), text)
        found = side_by_side(ours, bare, bench.runs, same_output=True)
        yield Line(f"find {text}, piped", *found, 1.15)


def terminal(bench: Bench) -> Iterator[Line]:
    """A lookup whose answer a person reads."""
    for text in TEXTS:
        ours = crmtui(bench.contacts, "find", text)._replace(on_terminal=True)
        bare = python("benchmarks.bare.find", str(bench.contacts), text)
        found = side_by_side(ours, bare._replace(on_terminal=True), bench.runs)
        yield Line(f"find {text}, on a terminal", *found, 1.25)


def segments(bench: Bench) -> Iterator[Line]:
    """The table of segments."""
    ours = crmtui(bench.shop, "segments")
    bare = python("benchmarks.bare.segments", str(bench.shop))
    yield Line("segments", *side_by_side(ours, bare, bench.runs, same_output=True), 1.25)


def duck(bench: Bench) -> Iterator[Line]:
    """The table of segments beside DuckDB, which adds up and ranks the purchases themselves."""
    if not bench.duckdb:
        print("duck: no Python with the package duckdb; name one with --duckdb")
        return
    first: Middle | None = None
    for purchases, most in _PURCHASES.items():
        db, file = bench.buyers(purchases)
        script = str(Path(duck_segments.__file__))
        other = Program(
            [bench.duckdb, script, str(file), str(bench.rows)], os.environ, str(db.parent)
        )
        ours, theirs = side_by_side(crmtui(db, "segments"), other, bench.runs, same_output=True)
        yield Line(f"segments of {purchases:,} purchases", ours, theirs, most)
        if first is None:
            first = ours
        else:
            yield Line("ten times the purchases", ours, first, 1.3)


_PURCHASES = {1_000_000: 0.8, 10_000_000: 0.4}
"""How many purchases, and how much of DuckDB's time their segments may take."""


def import_(bench: Bench) -> Iterator[Line]:
    """The file of sales, beside the same file brought in as it is by the sqlite3 shell."""
    db, plain = data.folder() / "import.db", data.folder() / "plain.db"
    ours = importing(db, bench.sales_file)._replace(prepare=partial(data.remove_store, db))
    shell = shutil.which("sqlite3")
    if shell:
        bring = f".import {bench.sales_file.name} sales"
        bare = Program([shell, "-csv", str(plain), bring], environment(), str(data.folder()))
        bare = bare._replace(prepare=partial(data.remove_store, plain))
        found = side_by_side(ours, bare, min(bench.runs, _LONG_RUNS))
        yield Line("import of the sales", *found, 5, megabytes=150)
    else:
        print("import: no sqlite3 shell here to compare with")
        yield Line("import of the sales", middle([run(ours)]), megabytes=150)
    yield from _afterwards(db, bench.sales_file)
    data.remove_store(db)
    data.remove_store(plain)


def _afterwards(db: Path, file: Path) -> Iterator[Line]:
    """What follows an import: the same once more, taking it back, bringing it back."""
    again = [run(importing(db, file)) for _round in range(_REPEATS)]
    undo, redo = crmtui(db, "undo"), crmtui(db, "redo")
    rounds = [(run(undo), run(redo)) for _round in range(_REPEATS)]
    yield Line("import again, nothing new", middle(again), megabytes=150)
    yield Line("undo of the import", middle(pair[0] for pair in rounds), megabytes=150)
    yield Line("redo of the import", middle(pair[1] for pair in rounds), megabytes=150)


def people(bench: Bench) -> Iterator[Line]:
    """Files of contacts, beside the sqlite3 shell that also builds the index of our searches."""
    file = bench.contacts.with_suffix(".csv")
    yield from _brought_in(bench, f"import of {bench.rows:,} contacts", file, bench.contacts)
    file = bench.people.with_suffix(".csv")
    yield from _brought_in(bench, "with e-mail and firm", file, bench.people)
    db = data.folder() / "people.db"
    saves, reads = longest_waits(db, crmtui(db, "import", "contacts", str(file)))
    yield Line("longest save beside it", saves)
    yield Line("longest read beside it", reads)
    data.remove_store(db)


def _brought_in(bench: Bench, name: str, file: Path, kept: Path) -> Iterator[Line]:
    """Compare the import of a file; `kept` is a store of it, for what its index is over."""
    db, plain = data.folder() / "people.db", data.folder() / "plain.db"
    ours = crmtui(db, "import", "contacts", str(file))
    ours = ours._replace(prepare=partial(data.remove_store, db))
    shell = shutil.which("sqlite3")
    if shell:
        steps = (
            f".import {file.name} people",
            f"ATTACH '{kept}' AS kept",
            "CREATE VIRTUAL TABLE found USING fts5(text, tokenize='trigram', detail=none)",
            "INSERT INTO found(rowid, text) SELECT contact_id, text FROM kept.search_key",
        )
        bare = Program([shell, "-csv", str(plain), *steps], environment(), str(data.folder()))
        bare = bare._replace(prepare=partial(data.remove_store, plain))
        found = side_by_side(ours, bare, min(bench.runs, _LONG_RUNS))
        yield Line(name, *found, 1.5, megabytes=150)
    data.remove_store(db)
    data.remove_store(plain)


def paint(bench: Bench) -> Iterator[Line]:
    """The first full frame of the screens."""
    hello = python("benchmarks.bare.hello")._replace(on_terminal=True, shows=b"Hello, world!")
    stores = {
        "the sales": bench.shop,
        f"{bench.rows:,} contacts": bench.contacts,
        "the big shop": bench.big_shop,
    }
    for name, db in stores.items():
        for view, shows in {"customers": _name_in_sight(db), "today": b"Who next"}.items():
            ours = crmtui(db)._replace(on_terminal=True, shows=shows)
            found = side_by_side(_begun_in(view, ours), hello, bench.runs)
            yield Line(f"first paint of {view}, {name}", *found, 1.5)


def _begun_in(view: str, program: Program) -> Program:
    """Let the screens begin where they were left."""
    home = data.folder() / "home"
    state = State(view=view)
    return program._replace(
        env={**program.env, "CRMTUI_HOME": str(home)},
        prepare=lambda: save_state(home / "state.json", state),
    )


def _name_in_sight(db: Path) -> bytes:
    """Return how a name far down the first screen of customers begins: the column is narrow."""
    with closing(sqlite3.connect(db)) as connection:
        row = connection.execute(
            "SELECT name FROM contact WHERE deleted_at IS NULL ORDER BY name_key, id LIMIT 1 "
            "OFFSET min(20, (SELECT count(*) - 1 FROM contact WHERE deleted_at IS NULL))"
        ).fetchone()
    return str(row[0])[:10].encode()


def known(bench: Bench) -> Iterator[Line]:
    """What one asks of a shop after years, beside the barest command that reads one row."""
    bare = python("benchmarks.bare.one", str(bench.big_shop), "1")
    for words, most in _ASKED.items():
        ours = crmtui(bench.big_shop, *words.split())
        found = side_by_side(ours, bare, min(bench.runs, _LONG_RUNS))
        yield Line(words, *found, most, megabytes=300)


def value(bench: Bench) -> Iterator[Line]:
    """The models of lifetime value, beside the lifetimes package where that is installed."""
    from benchmarks.value import fits, has_lifetimes

    if not has_lifetimes():
        print("value: no lifetimes package here to compare with")
        return
    for customers, most in {7_000: 0.12, 100_000: 0.4}.items():
        found = fits(customers, min(bench.runs, _LONG_RUNS))
        yield Line(f"fit of {customers:,} customers", *found, most)


_ASKED = {
    "who 1": 2,
    "timeline 1": 2,
    "today": 9,
    "owes": 3,
    "keep": 3,
    "needs": 2,
    "segments": 3,
    "duplicates": 10,
    "contact list": 2,
    "contact list tag:vip": 2,
    "contact list last>30d": 2,
    "contact list balance>0": 2,
    "contact list segment:at-risk": 3,
    "contact list status:lead city:تهران": 2,
}
"""What is asked, and how many times the price of the barest command it may cost."""


ALL: dict[str, Callable[[Bench], Iterator[Line]]] = {
    "find": find,
    "terminal": terminal,
    "segments": segments,
    "duck": duck,
    "import": import_,
    "people": people,
    "paint": paint,
    "known": known,
    "value": value,
}


def main(argv: list[str]) -> int:
    """Measure what is asked for and print a line for each comparison."""
    parser = argparse.ArgumentParser(
        prog="benchmarks/run.py",
        description="Compare crmtui with the barest programs that do the same, as ratios of "
        "medians; both run in turn, so a busy machine slows both.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(ALL)}")
    parser.add_argument("--rows", type=int, default=100_000, help="contacts in the store")
    parser.add_argument("--runs", type=int, default=15, help="runs of each program")
    parser.add_argument("--data", type=Path, help="a file of sales, CSV or CSV packed with gzip")
    has_duckdb = find_spec("duckdb") is not None
    parser.add_argument(
        "--duckdb",
        default=sys.executable if has_duckdb else "",
        metavar="PYTHON",
        help="a Python that has the package duckdb",
    )
    given = parser.parse_args(argv)
    if unknown := set(given.names) - set(ALL):
        parser.error(f"there is no {', '.join(unknown)}; choose from: {', '.join(ALL)}")
    if given.data and not given.data.is_file():
        parser.error(f"there is no file {given.data}")
    sales = given.data or (data.SALES if data.SALES.exists() else None)
    try:
        measure_all(Bench(given.rows, given.runs, sales, given.duckdb), given.names or list(ALL))
    except Failed as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    return 0


def measure_all(bench: Bench, names: list[str]) -> None:
    """Print the table as it comes to be known."""
    print(f"Files and stores are kept in {data.folder()}")
    # Where the screens were left would be where they begin.
    shutil.rmtree(data.folder() / "home", ignore_errors=True)
    print(header(), flush=True)
    for name in names:
        for line in ALL[name](bench):
            print(show(line), flush=True)
