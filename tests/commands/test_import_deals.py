"""Deals in files: in the shapes of the programs that write them, in and out again."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.errors import FileUnreadable
from crmtui.exchange.tables.write import write_rows
from crmtui.store.connect import Store, open_store
from crmtui.text.formats import Formats
from crmtui.writes.imports.files import Shelf, plan_import
from crmtui.writes.imports.options import FileOptions
from crmtui.writes.imports.result import ImportResult
from crmtui.writes.undo import undo
from tests.conftest import Answer, Crm
from tests.store.test_undo import State, state


class Deal(NamedTuple):
    """A deal as it is meant, whatever a program makes of it."""

    id: str
    title: str
    person: str
    company: str
    stage: str
    outcome: str
    amount: int | None
    opened: date
    closed: date | None
    owner: str


STAGES = ("Qualified", "Proposal made", "Negotiation")
COMPANIES = ("Acme, Ltd.", "Öko & Söhne", "", "شرکت پارس")
PEOPLE = ("Jane Doe", "José Núñez", "", "مریم احمدی")


def some(n: int, *, latin: bool = False, seed: int = 7) -> list[Deal]:
    """Make deals: a third of them open, some without a customer or an amount."""
    pick = random.Random(seed)
    made = []
    for number in range(1, n + 1):
        outcome = pick.choice(("open", "won", "lost"))
        opened = date(2023, 1, 1) + timedelta(days=pick.randrange(500))
        closed = None if outcome == "open" else opened + timedelta(days=pick.randrange(90))
        company, person = pick.choice(COMPANIES), pick.choice(PEOPLE)
        if latin:
            company, person = (("" if not name.isascii() else name) for name in (company, person))
        amount = None if number % 11 == 0 else pick.randrange(10, 90_000)
        made.append(
            Deal(
                *(f"D{number:04}", f"Deal {number}", person, company, pick.choice(STAGES)),
                *(outcome, amount, opened, closed, pick.choice(("Sara", "Omid"))),
            )
        )
    return made


Table = tuple[Sequence[str], list[list[Any]]]

HEADERS = {
    "hubspot": (
        "Record ID|Deal Name|Deal Stage|Pipeline|Amount|Close Date|Create Date|"
        "Deal owner|Associated Company|Associated Contact|Closed Lost Reason"
    ),
    "pipedrive": (
        "Deal - ID|Deal - Title|Deal - Value|Deal - Currency of Value|Deal - Stage|"
        "Deal - Status|Deal - Pipeline|Deal - Owner|Deal - Deal created|"
        "Deal - Expected close date|Deal - Won time|Deal - Lost time|Deal - Lost reason|"
        "Person - Name|Organization - Name"
    ),
    "salesforce_api": (
        "Id|IsDeleted|Name|StageName|Amount|Probability|CloseDate|IsClosed|IsWon|Owner|"
        "CreatedDate|Account"
    ),
    "salesforce_report": (
        "Opportunity ID|Opportunity Name|Account Name|Stage|Amount|Probability (%)|"
        "Close Date|Created Date|Opportunity Owner|Lead Source"
    ),
    "zoho": (
        "Record Id|Deal Owner.id|Deal Owner|Amount|Deal Name|Closing Date|"
        "Account Name.id|Account Name|Stage|Contact Name|Created Time|Modified Time|"
        "Reason For Loss|Closed On"
    ),
    "odoo": (
        "External ID|Opportunity|Customer|Stage|Expected Revenue|Salesperson|Created on|"
        "Closed Date|Expected Closing|Active|Lost Reason"
    ),
    "leads": ("Lead No|Name|Company|Lead Status|Enquiry Date|Closed Date|Value|Assigned To|Mobile"),
    "wild": "ID|Title|Customer|Company|Stage|Outcome|Amount|Created|Close Date",
    "short": ("Deal No|Subject|Client|Phase|Result|Start date|End date|Total|Rep"),
}


def money(amount: int | None, form: str = "{:,}.00", empty: str = "") -> str:
    return empty if amount is None else form.format(amount)


def hubspot(deals: list[Deal]) -> Table:
    ends = {"won": "Closed Won", "lost": "Closed Lost"}
    return (
        HEADERS["hubspot"].split("|"),
        [
            [
                *(d.id, d.title, ends.get(d.outcome, d.stage), "Sales Pipeline"),
                *(money(d.amount, "{}"), f"{d.closed or d.opened + timedelta(60)} 09:14"),
                *(f"{d.opened} 09:14", d.owner, d.company),
                *(f"{d.person} (x{hash(d.person) % 97}@example.com)" if d.person else "",),
                "price" if d.outcome == "lost" else "",
            ]
            for d in deals
        ],
    )


def pipedrive(deals: list[Deal]) -> Table:
    return (
        HEADERS["pipedrive"].split("|"),
        [
            [
                *(d.id, d.title, money(d.amount, "{}"), "USD", d.stage, d.outcome.title()),
                *("Pipeline", d.owner, f"{d.opened} 10:00:00", d.opened + timedelta(60)),
                f"{d.closed} 23:00:00" if d.outcome == "won" else "",
                f"{d.closed} 23:00:00" if d.outcome == "lost" else "",
                *("price" if d.outcome == "lost" else "", d.person, d.company),
            ]
            for d in deals
        ],
    )


def salesforce_api(deals: list[Deal]) -> Table:
    ends = {"won": "Closed Won", "lost": "Closed Lost"}
    return (
        HEADERS["salesforce_api"].split("|"),
        [
            [
                *(d.id, "false", d.title, ends.get(d.outcome, d.stage)),
                *(money(d.amount, "{}.0"), "60.0", d.closed or d.opened + timedelta(60)),
                *(str(d.outcome != "open").lower(), str(d.outcome == "won").lower(), d.owner),
                *(f"{d.opened}T08:30:00.000+0000", d.company),
            ]
            for d in deals
        ],
    )


def salesforce_report(deals: list[Deal]) -> Table:
    ends = {"won": "Closed Won", "lost": "Closed Lost"}

    def day(when: date) -> str:
        return f"{when.month}/{when.day}/{when.year}"

    return (
        HEADERS["salesforce_report"].split("|"),
        [
            [
                *(d.id, d.title, d.company, ends.get(d.outcome, d.stage)),
                *(money(d.amount, "${:,}.00"), "60%", day(d.closed or d.opened + timedelta(60))),
                *(day(d.opened), d.owner, "Web"),
            ]
            for d in deals
        ],
    )


def zoho(deals: list[Deal]) -> Table:
    ends = {"won": "Closed Won", "lost": "Closed-Lost to Competition"}
    return (
        HEADERS["zoho"].split("|"),
        [
            [
                *(f"zcrm_{d.id}", "zcrm_1", d.owner, money(d.amount, "{}"), d.title),
                *(d.closed or d.opened + timedelta(60), "zcrm_2" if d.company else "", d.company),
                *(ends.get(d.outcome, d.stage), d.person, f"{d.opened} 08:00:00"),
                *(f"{d.closed or d.opened} 09:00:00", "-None-", d.closed or ""),
            ]
            for d in deals
        ],
    )


def odoo(deals: list[Deal]) -> Table:
    return (
        HEADERS["odoo"].split("|"),
        [
            [
                *(d.id, d.title, d.company or d.person, "Won" if d.outcome == "won" else d.stage),
                *(money(d.amount, "{}.00"), d.owner, f"{d.opened} 08:00:00"),
                *(f"{d.closed} 09:00:00" if d.closed else "", d.opened + timedelta(60)),
                *(str(d.outcome != "lost"), "Too expensive" if d.outcome == "lost" else ""),
            ]
            for d in deals
        ],
    )


def leads(deals: list[Deal]) -> Table:
    """A list kept by hand: dates with dots, numbered stages, N/A."""
    ends = {"won": "4. Won", "lost": "5. Lost"}
    numbered = {name: f"{n}. {name}" for n, name in enumerate(STAGES, 1)}
    return (
        HEADERS["leads"].split("|"),
        [
            [
                *(d.id, d.person or "N/A", d.company or "-"),
                ends.get(d.outcome, numbered[d.stage]),
                *(f"{d.opened:%Y.%m.%d}", f"{d.closed:%Y.%m.%d}" if d.closed else "n/a"),
                *(money(d.amount, "{:,}.00", "N/A"), d.owner, "N/A"),
            ]
            for d in deals
        ],
    )


def _short(deals: list[Deal], form: str) -> Table:
    """Years of two digits, and what came of it in a column of its own."""
    words = {"won": "Won", "lost": "Lost", "open": "In progress"}
    return (
        HEADERS["short"].split("|"),
        [
            [
                *(d.id, d.title, d.company or d.person, d.stage, words[d.outcome]),
                *(d.opened.strftime(form), d.closed.strftime(form) if d.closed else ""),
                *(money(d.amount, "{}"), d.owner),
            ]
            for d in deals
        ],
    )


def day_first(deals: list[Deal]) -> Table:
    return _short(deals, "%d/%m/%y")


def month_first(deals: list[Deal]) -> Table:
    return _short(deals, "%m/%d/%y")


def year_first(deals: list[Deal]) -> Table:
    return _short(deals, "%y-%m-%d")


def dotted(deals: list[Deal]) -> Table:
    return _short(deals, "%d.%m.%y")


SHAPES = (
    hubspot, pipedrive, salesforce_api, salesforce_report, zoho, odoo, leads, day_first,
    month_first,
    year_first,
    dotted
)  # fmt: skip


def written(table: Table, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([table[0], *table[1]])
    return out.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deals.csv"


def whole(store: Store) -> State:
    """What a store holds beside its settings, and the dead references that undo leaves to purge."""
    found = state(store)
    found.pop("setting")
    return found


def sums(deals: list[Deal]) -> dict[str, tuple[int, int]]:
    found = {"won": (0, 0), "lost": (0, 0), "open": (0, 0)}
    for deal in deals:
        n, amount = found[deal.outcome]
        found[deal.outcome] = n + 1, amount + 100 * (deal.amount or 0)
    return found


def reported(crm: Crm) -> dict[str, tuple[int, int]]:
    report = crm("report", "pipeline", "--json").json
    return {
        kind: (report[kind]["deals"], report[kind]["amount"]) for kind in ("won", "lost", "open")
    }


def cycles(deals: list[Deal]) -> float:
    days = [(d.closed - d.opened).days for d in deals if d.outcome == "won" and d.closed]
    return sum(days) / len(days)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_file_of_any_program(crm: Crm, store: Store, path: Path, shape: Any) -> None:
    deals = some(120)
    path.write_text(written(shape(deals)), "utf-8")
    before = whole(store)
    trial = crm("import", "deals", str(path), "--dry-run", "--json")
    assert (trial.code, trial.json["created"], whole(store)) == (0, 120, before)
    answer = crm("import", "deals", str(path), "--json")
    assert (answer.code, answer.json["created"], answer.json["rejected"]) == (0, 120, 0)
    assert set(answer.json["stages_created"]) == {*STAGES}
    assert reported(crm) == sums(deals)
    report = crm("report", "pipeline", "--by", "owner", "--json").json
    assert report["cycle_days_mean"] == pytest.approx(cycles(deals))
    assert {group["owner"] for group in report["groups"]} == {"Sara", "Omid"}
    stages = {
        s["stage"]: s["deals"] for s in report["stages"] if s["kind"] == "open" and s["deals"]
    }
    assert stages == {
        name: sum(d.stage == name and d.outcome == "open" for d in deals) for name in STAGES
    }
    again = crm("import", "deals", str(path), "--json").json
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 120)
    crm("undo")
    assert whole(store) == before


@pytest.mark.parametrize("shape", [hubspot, pipedrive, zoho], ids=lambda shape: shape.__name__)
def test_people_and_the_companies_behind_them(crm: Crm, path: Path, shape: Any) -> None:
    path.write_text(written(shape(some(60))), "utf-8")
    assert crm("import", "deals", str(path), "--json").json["contacts_created"] == 6
    listed = {row["name"]: row for row in crm("contact", "list", "--json").json}
    assert {name for name, row in listed.items() if row["kind"] == "company"} == {*COMPANIES} - {""}
    assert {name for name, row in listed.items() if row["kind"] == "person"} == {*PEOPLE} - {""}


def test_a_spreadsheet_with_the_numbers_of_days(crm: Crm, tmp_path: Path) -> None:
    deals = some(40)
    names = ("Deal ID", "Deal name", "Stage", "Created", "Close date", "Amount", "Owner")
    rows = []
    for d in deals:
        ends = {"won": "Won", "lost": "Lost"}
        days = [when and (when - date(1899, 12, 30)).days for when in (d.opened, d.closed)]
        cells = (d.id, d.title, ends.get(d.outcome, d.stage), *days, d.amount, d.owner)
        rows.append(dict(zip(names, cells, strict=True)))
    with (tmp_path / "deals.xlsx").open("wb") as file:
        write_rows(file, "xlsx", names, rows)
    answer = crm("import", "deals", str(tmp_path / "deals.xlsx"), "--json")
    assert (answer.code, answer.json["created"]) == (0, 40)
    assert reported(crm) == sums(deals)
    report = crm("report", "pipeline", "--json").json
    assert report["cycle_days_mean"] == pytest.approx(cycles(deals))


def test_an_old_encoding_with_semicolons(crm: Crm, path: Path) -> None:
    deals = [d._replace(company="Öko & Söhne", person="José Núñez") for d in some(30, latin=True)]
    path.write_bytes(written(leads(deals), ";").encode("cp1252"))
    assert crm("import", "deals", str(path), "--json").json["created"] == 30
    assert reported(crm) == sums(deals)
    names = {row["name"] for row in crm("contact", "list", "--json").json}
    assert names == {"Öko & Söhne", "José Núñez"}


def test_of_rows_with_one_id_the_last_stays(crm: Crm, path: Path) -> None:
    header, rows = hubspot(some(10))
    later = [*rows[0]]
    later[2] = "Closed Won"
    path.write_text(written((header, [*rows, rows[3], later])), "utf-8")
    answer = crm("import", "deals", str(path), "--json").json
    assert (answer["created"], answer["rejected"]) == (10, 0)
    won = {row["ref"] for row in crm("deal", "list", "--won", "--json").json}
    assert "D0001" in won
    again = crm("import", "deals", str(path), "--json").json
    assert (again["created"], again["updated"]) == (0, 0)


def test_what_changed_in_the_file_is_brought_up_to_date(crm: Crm, path: Path) -> None:
    header, rows = hubspot([d._replace(outcome="open", closed=None) for d in some(3)])
    path.write_text(written((header, rows)), "utf-8")
    crm("import", "deals", str(path))
    rows[0][2], rows[1][4] = "Closed Won", "77"
    path.write_text(written((header, rows)), "utf-8")
    answer = crm("import", "deals", str(path), "--json").json
    assert (answer["created"], answer["updated"], answer["unchanged"]) == (0, 2, 1)
    (won,) = crm("deal", "list", "--won", "--json").json
    history = crm("deal", "show", str(won["id"]), "--json").json["history"]
    assert [stay["kind"] for stay in history] == ["open", "won"]
    assert crm("undo").code == 0
    assert crm("deal", "list", "--won", "--json").json == []


BAD = """id,title,stage,opened,closed,amount,currency
1,good,New,2024-01-05,,10,USD
2,before,Won,2024-01-05,2024-01-01,10,USD
3,about,New,2024-01-05,,about 5k,USD
4,euro,New,2024-01-05,,10,EUR
5,never,New,2024-13-45,,10,USD
6,below,New,2024-01-05,,-10,USD
7,future,Won,2024-01-05,2999-01-01,10,USD
8,free,new,,,N/A,
9,,,,,,
"""


def test_rows_that_cannot_be_say_why(crm: Crm, path: Path, tmp_path: Path) -> None:
    path.write_text(BAD, "utf-8")
    rejects = tmp_path / "rejects.csv"
    answer = crm("import", "deals", str(path), "--rejects", str(rejects), "--json")
    assert answer.code == 5
    assert (answer.json["created"], answer.json["rejected"]) == (2, 7)
    reasons = {problem["row"]: problem["reason"] for problem in answer.json["problems"]}
    assert "the close date 2024-01-01 lies before the opening on 2024-01-05" in reasons[3]
    assert "about 5k" in reasons[4]
    assert reasons[5] == "the amount is in EUR, not in USD"
    assert "2024-13-45" in reasons[6]
    assert reasons[7] == "the amount is below zero"
    assert "still to come" in reasons[8]
    assert len(rejects.read_text("utf-8-sig").splitlines()) == 8
    assert {row["title"] for row in crm("deal", "list", "--json").json} == {"good", "free"}


def test_what_changed_since_stays_when_the_import_is_undone(crm: Crm, path: Path) -> None:
    path.write_text(written(hubspot([d for d in some(20) if d.outcome == "open"])), "utf-8")
    crm("import", "deals", str(path))
    crm("deal", "move", "1", "won")
    answer = crm("undo", "1")
    assert answer.code == 0
    assert "deal #1" in answer.err
    (kept,) = crm("deal", "list", "--all", "--json").json
    history = crm("deal", "show", "1", "--json").json["history"]
    assert (kept["kind"], [stay["kind"] for stay in history]) == ("won", ["open", "won"])


def test_results_alone_are_deals_too(crm: Crm, path: Path) -> None:
    path.write_text(
        "Opportunity Number,Route,Opportunity Result,Opportunity Amount USD\n"
        "7,Fields,Won,50\n8,Reseller,Loss,\n8,Reseller,Loss,\n",
        "utf-8",
    )
    answer = crm("import", "deals", str(path), "--json").json
    assert (answer["created"], answer["unchanged"], answer["rejected"]) == (2, 1, 0)
    assert reported(crm) == {"won": (1, 5000), "lost": (1, 0), "open": (0, 0)}
    path.write_text("Deal Name,Stage,Amount EUR\nx,New,5\n", "utf-8")
    answer = crm("import", "deals", str(path))
    assert (answer.code, "are in EUR" in answer.err) == (1, True)


def test_a_lead_that_comes_twice_is_one(crm: Crm, path: Path) -> None:
    lead = "Ann,ann@example.com,Working - Contacted,05/03/24\n"
    path.write_text(
        "Name,Email,Status,Lead Created\n" + 2 * lead + "Ann,ann@example.com,Closed - Converted,"
        "25/03/24\nBob,bob@example.com,Closed - Not Converted,05/03/24\nEve,,New,05/03/24\n"
        "Eve,,New,05/03/24\nOld,old@example.com,Deleted,05/03/24\n",
        "utf-8",
    )
    answer = crm("import", "deals", str(path), "--json")
    assert answer.code == 0
    told = ("created", "unchanged", "rejected", "skipped", "contacts_created")
    assert [answer.json[name] for name in told] == [5, 1, 0, 1, 3]
    assert "1 row is of a deal that was deleted there" in answer.err
    assert {kind: n for kind, (n, _amount) in reported(crm).items()} == {
        "won": 1, "lost": 1, "open": 3
    }  # fmt: skip
    again = crm("import", "deals", str(path), "--json").json
    assert (again["created"], again["updated"]) == (0, 0)


WILD = st.text(max_size=20) | st.sampled_from(
    (
        *("=1+1", "[/]", "\x1b[31m", "\u202eabc", "x" * 1200, "Won", "5. Lost - no", "N/A", "12"),
        *("2024-01-05", "2024.02.31", "45000", "1e99", "-3", "۱۴۰۳/۰۱/۰۵", "a;b", "true", "\x00"),
    )
)


@settings(max_examples=15)
@given(st.lists(st.tuples(*[WILD] * 9), min_size=1, max_size=6))
def test_whatever_stands_in_the_cells(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("wild")
    store = open_store(folder / "shop.db", create=True)
    header = [
        "ID",
        "Title",
        "Customer",
        "Company",
        "Stage",
        "Outcome",
        "Amount",
        "Created",
        "Close Date",
    ]
    table: Table = (header, [list(row) for row in rows])
    (folder / "deals.csv").write_text(written(table), "utf-8", errors="replace")
    shelf = Shelf(store, Formats("USD", ""), date(2026, 1, 1))

    def bring_in() -> ImportResult:
        plan = plan_import(shelf, "deals", folder / "deals.csv", FileOptions())
        return plan.run(False, lambda _rejected: None, lambda _rows: None)

    before = whole(store)
    try:
        first = bring_in()
    except FileUnreadable:  # a NUL makes it no text
        assert whole(store) == before
        return
    if first.done.step is None:
        assert first.created == 0
        return
    after = whole(store)
    assert len(after["deal"]) == len(after["deal_stage"]) == first.created
    again = bring_in()
    assert (again.created, again.updated, again.rejected) == (0, 0, first.rejected)
    assert whole(store) == after
    undo(store)
    assert whole(store) == before


def test_a_file_that_is_none_of_deals_says_so(crm: Crm, path: Path) -> None:
    path.write_text("a,b\n1,2\n", "utf-8")
    answer = crm("import", "deals", str(path))
    assert (answer.code, answer.out) == (1, "")
    assert "No column was recognised as a title or a customer." in answer.err


def test_all_is_mapped_by_hand(crm: Crm, path: Path) -> None:
    path.write_text("x,y,z,w,v\nA1,sofa,Ann,hot,5\n", "utf-8")
    said = "id=x,title=y,customer=3,stage=w,amount=v"
    assert crm("import", "deals", str(path), "--map", said, "--json").json["created"] == 1
    (row,) = crm("deal", "list", "--json").json
    assert (row["title"], row["name"], row["stage"], row["amount"]) == ("sofa", "Ann", "hot", 500)


@pytest.fixture
def shop(crm: Crm) -> Iterator[Crm]:
    """A shop whose deals went through all that can happen to them."""
    crm("add", "Ali", "--phone", "0912 111 2233")
    crm("deal", "add", "1", "=shelves", "--amount", "12.50", "--owner", "Sara", "--close", "+9d")
    crm("deal", "add", "-", "lamp", "--products", "a, b; c", "--note", "two\nlines")
    crm("deal", "add", "1", "sofa", "--amount", "100")
    crm("deal", "move", "1", "talking")
    crm("deal", "move", "1", "offer")
    crm("deal", "lost", "2", "too; dear\\", "--competitor", "Shelf & Co")
    crm("deal", "won", "3", "--purchase")
    crm("deal", "missed", "out of stock", "--products", "tea")
    yield crm


@pytest.mark.parametrize("fmt", ["csv", "tsv", "json", "jsonl", "xlsx"])
def test_out_and_in_again(shop: Crm, tmp_path: Path, fmt: str) -> None:
    files = {noun: str(tmp_path / f"{noun}.{fmt}") for noun in ("contacts", "purchases", "deals")}
    for noun, file in files.items():
        assert shop("export", noun, "-o", file).code == 0
    other = ("--db", str(tmp_path / "other.db"))
    open_store(tmp_path / "other.db", create=True)
    for noun, file in files.items():
        assert shop(*other, "import", noun, file).code == 0

    def told(*where: str) -> list[Any]:
        shown: list[Any] = []
        for row in shop(*where, "deal", "list", "--all", "--json").json:
            one = shop(*where, "deal", "show", str(row["id"]), "--json").json
            shown.append({n: v for n, v in one.items() if n not in _NOT_CARRIED})
        return sorted(shown, key=lambda one: one["id"])

    assert told(*other) == told()
    again = _again(shop(*other, "import", "deals", files["deals"], "--json"))
    here = _again(shop("import", "deals", files["deals"], "--json"))
    assert again == here == (0, 0, 4)


_NOT_CARRIED = ("created_at", "next_step", "flag", "stale", "age_days", "quiet_days")


def _again(answer: Answer) -> tuple[int, int, int]:
    return answer.json["created"], answer.json["updated"], answer.json["unchanged"]
