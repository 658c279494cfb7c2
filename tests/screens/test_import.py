"""Bringing a file in from the screens."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from crmtui.app import CrmApp
from crmtui.reads import contacts as reads
from crmtui.screens import app_commands
from crmtui.screens.importing import ask, columns, fields, file, result
from crmtui.screens.importing.columns import ImportColumnsScreen
from crmtui.screens.importing.map import field_beside, given, map_text
from crmtui.screens.importing.run import Run
from crmtui.store.connect import Store
from crmtui.text.clean import printable
from crmtui.widgets import choice, fact_bar, virtual_list
from crmtui.widgets.command import Command
from crmtui.widgets.layout_fa import SAME, TWINS
from crmtui.widgets.path_box import dropped_path
from tests.screens.helpers import (
    SMALL,
    WIDE,
    running,
    screen_text,
    shows,
    shows_no,
    type_in,
    until,
)

PEOPLE = "Full name,Mobile,Town of birth,Notes\nSara Nouri,09121112233,Shiraz,likes tea\n"
SALES = "Customer,Date,Amount\nSara Nouri,03/04/2024,5000\nOmid Rad,05/06/2024,7000\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A file of one person."""
    return written(tmp_path / "people.csv", PEOPLE)


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    """A file of sales whose dates and amounts can be read in two ways."""
    return written(tmp_path / "sales.csv", SALES)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def count(store: Store) -> int:
    with store.read() as connection:
        return reads.count(connection)


def steps(store: Store) -> int:
    with store.read() as connection:
        return int(connection.execute("SELECT count(*) FROM step").fetchone()[0])


async def opened(pilot: Pilot[int], path: Path) -> None:
    """Choose a file, as if it were dropped on the terminal."""
    await pilot.press("i")
    await shows(pilot, "Choose a file")
    await type_in(pilot, f"'{path}'")
    await shows(pilot, path.name)
    await until(pilot, lambda: f"▌ {path.name[:12]}" in screen_text(_app(pilot)))
    await pilot.press("enter")


def _app(pilot: Pilot[int]) -> CrmApp:
    assert isinstance(pilot.app, CrmApp)
    return pilot.app


def line_of(app: CrmApp, text: str) -> str:
    return next((line for line in screen_text(app).split("\n") if text in line), "")


# The file


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_file_is_chosen_looked_at_and_brought_in(
    shop: Store, people: Path, size: tuple[int, int]
) -> None:
    async with running(shop, size) as (app, pilot):
        await opened(pilot, people)
        await shows(pilot, "brings contacts", "parted by comma", "3 of 4 columns", "likes tea")
        assert "phone" in line_of(app, "Mobile")
        assert "not used" in line_of(app, "Town of birth")
        await pilot.press("ctrl+s")
        await shows(pilot, "1 created, 0 updated, 0 unchanged, 0 rows rejected.", "takes it back")
        assert count(shop) == 7
        await pilot.press("enter")
        await shows(pilot, "Sara Nouri", "2 Customers 7")
        assert app.current_mode == "customers"
        assert len(app.screen_stack) == 1


async def test_the_log_of_a_service_desk_is_seen_for_what_it_is(
    shop: Store, tmp_path: Path
) -> None:
    log = written(
        tmp_path / "log.csv",
        "CaseID,ActivityID,CompleteTimestamp\n2,1,2012-04-03 16:55:38\n2,8,2012-04-05 17:15:52\n",
    )
    async with running(shop, WIDE) as (app, pilot):
        await opened(pilot, log)
        await shows(pilot, "brings tickets", "3 of 3 columns")
        await pilot.press("ctrl+s")
        await shows(pilot, "1 created, 0 updated, 0 unchanged, 0 rows rejected.")
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "tickets")
        assert len(app.screen_stack) == 1
    with shop.read() as connection:
        assert connection.execute("SELECT count(*) FROM ticket_event").fetchone() == (2,)


async def test_the_path_is_completed_and_a_folder_entered(
    shop: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "lists" / "deep").mkdir(parents=True)
    written(tmp_path / "lists" / "people-1.csv", PEOPLE)
    written(tmp_path / "lists" / "people-2.csv", PEOPLE)
    written(tmp_path / "lists" / "program.exe", "")
    written(tmp_path / "lists" / ".hidden.csv", PEOPLE)
    async with running(shop) as (app, pilot):
        await pilot.press("i")
        await shows(pilot, "~/", "lists/")
        await pilot.press("l", "tab")
        await shows(pilot, "~/lists/", "people-1.csv", "deep/")
        assert ".hidden" not in screen_text(app)
        assert "program.exe" not in screen_text(app)
        await pilot.press("p", "tab")
        await shows(pilot, "~/lists/people-")
        await pilot.press("down", "enter")
        await shows(pilot, "people-2.csv · csv · 3 of 4 columns")
        await pilot.press("escape")
        await shows(pilot, "Choose a file")
        await pilot.press("escape", "i")
        await shows(pilot, "~/lists/", "deep/")
        await pilot.press("slash", *"tm")
        await until(pilot, lambda: app.screen.query_one("#import-path", Input).value == "/tm")
        await shows(pilot, "tmp/")


async def test_a_file_that_cannot_be_read_is_told_in_place(shop: Store, tmp_path: Path) -> None:
    empty = written(tmp_path / "empty.csv", "")
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    async with running(shop) as (app, pilot):
        await opened(pilot, empty)
        await shows(pilot, "empty.csv is empty")
        await type_in(pilot, str(picture))
        await pilot.press("enter")
        await shows(pilot, "is a picture, not text")
        await type_in(pilot, str(tmp_path / "gone.csv"))
        await pilot.press("enter")
        await shows(pilot, "gone.csv does not exist")
        await type_in(pilot, "/no/such/folder/")
        await shows(pilot, "cannot be read")
        assert app.is_running
        await pilot.press("escape")
        await shows(pilot, "Customers by name")


def test_a_path_comes_in_as_others_write_it() -> None:
    assert dropped_path("'/home/a b/c.csv'\n") == "/home/a b/c.csv"
    assert dropped_path("file:///home/a%20b/c.csv\r\n") == "/home/a b/c.csv"
    assert dropped_path(r"/home/a\ b/c.csv ") == "/home/a b/c.csv"
    assert dropped_path("/tmp/\x1b]0;x\x07.csv") == "/tmp/]0;x.csv"
    assert dropped_path("") == ""


async def test_what_it_brings_can_be_said_beforehand(shop: Store, people: Path) -> None:
    async with running(shop) as (_app, pilot):
        await pilot.press("i")
        await shows(pilot, "Choose a file")
        await pilot.press("ctrl+o", "ctrl+o")
        await type_in(pilot, str(people))
        await shows(pilot, "▌ people.csv")
        await pilot.press("enter")
        await shows(pilot, "brings purchases", "No column was recognised as an amount")


# The columns


async def test_the_field_of_a_column_is_changed(shop: Store, people: Path) -> None:
    async with running(shop) as (_app, pilot):
        await opened(pilot, people)
        await shows(pilot, "Town of birth")
        await pilot.press("j", "j", "enter")
        await shows(pilot, "Read “Town of birth” as")
        await type_in(pilot, "cit")
        await shows(pilot, "▌ city")
        await pilot.press("enter")
        await shows(pilot, "4 of 4 columns are used")
        await pilot.press("ctrl+s")
        await shows(pilot, "1 created")
        with shop.read() as connection:
            found = connection.execute("SELECT name, city FROM contact WHERE id = 7").fetchone()
        assert tuple(found) == ("Sara Nouri", "Shiraz")


async def test_a_column_goes_through_the_free_fields_and_is_left_out(
    shop: Store, people: Path
) -> None:
    async with running(shop) as (app, pilot):
        await opened(pilot, people)
        await shows(pilot, "Town of birth")
        await pilot.press("j", "j", "right")
        await until(pilot, lambda: "id" in line_of(app, "Town of birth"))
        await pilot.press("left")
        await until(pilot, lambda: "not used" in line_of(app, "Town of birth"))
        await pilot.press("G", "ط")  # x on the Persian layout
        await until(pilot, lambda: "not used" in line_of(app, "Notes"))
        await shows(pilot, "2 of 4 columns are used")
        await pilot.press("ctrl+s")
        await shows(pilot, "1 created")
        with shop.read() as connection:
            (note,) = connection.execute("SELECT note FROM contact WHERE id = 7").fetchone()
        assert note == ""


async def test_columns_that_nobody_knows_are_named_by_hand(shop: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "odd.csv", "aaa,bbb\nSara Nouri,x1\nOmid Rad,x2\n")
    async with running(shop) as (_app, pilot):
        await opened(pilot, path)
        await shows(pilot, "No column was recognised", "Sara Nouri", "aaa", "0 of 2 columns")
        await pilot.press("p")
        await shows(pilot, "It cannot be brought in like this yet.")
        await pilot.press("enter")
        await type_in(pilot, "name")
        await pilot.press("enter")
        await shows_no(pilot, "No column was recognised")
        await pilot.press("ctrl+s")
        await shows(pilot, "2 created")


async def test_a_first_line_of_values_is_no_header(shop: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "bare.csv", "1,20240101,5000\n2,20240102,6000\n")
    async with running(shop) as (_app, pilot):
        await opened(pilot, path)
        await shows(pilot, "first line values already", "20240101 │ 20240102")


async def test_how_it_is_read_is_changed(shop: Store, people: Path) -> None:
    async with running(shop) as (app, pilot):
        await opened(pilot, people)
        await shows(pilot, "parted by comma")
        await pilot.press("o", "right", "right", "enter")
        await shows(pilot, "● as it looks", "semicolon")
        await pilot.press("j", "j", "enter")
        await shows(pilot, "parted by semicolon", "0 of 1 columns")
        await pilot.press("escape")
        assert isinstance(app.screen, ImportColumnsScreen)
        await pilot.click("#import-facts", offset=(3, 0))
        await shows(pilot, "● contacts", "purchases")
        await pilot.press("j", "enter")
        await shows(pilot, "brings purchases")


async def test_what_was_chosen_for_an_earlier_file_holds_until_it_is_changed(
    shop: Store, people: Path
) -> None:
    async with running(shop) as (app, pilot):
        await opened(pilot, people)
        await shows(pilot, "Town of birth")
        await pilot.press("j", "j", "enter")
        await type_in(pilot, "city")
        await shows(pilot, "▌ city")
        await pilot.press("enter")
        await shows(pilot, "4 of 4 columns")
        await pilot.press("ctrl+s")
        await shows(pilot, "1 created")
        await pilot.press("enter")
        await shows(pilot, "Sara Nouri")
        await opened(pilot, people)
        await shows(pilot, "Read like the last file with this header.", "4 of 4 columns")
        await pilot.press("j", "j", "x")
        await shows_no(pilot, "Read like the last file")
        assert "not used" in line_of(app, "Town of birth")


async def test_amounts_of_another_currency_are_taken_as_they_stand(
    shop: Store, tmp_path: Path
) -> None:
    text = "Customer,Date,Amount,Currency\nSara,2024-02-01,5000,USD\n"
    async with running(shop) as (app, pilot):
        await opened(pilot, written(tmp_path / "usd.csv", text))
        await shows(pilot, "in the file are in USD; this shop counts in IRR", "Change above how")
        at = screen_text(app).split("\n").index(line_of(app, "currency of the file"))
        x = line_of(app, "currency of the file").index("of the file")
        await pilot.click("#import-facts", offset=(x, at - 1))
        await shows(pilot, "take them as IRR, whatever the file says")
        await pilot.press("j", "enter")
        await shows_no(pilot, "this shop counts in IRR")
        await shows(pilot, "▲ Are the amounts in toman or in rial?")


# What is left open


async def test_a_doubt_is_asked_loudly_and_answered_by_a_key(shop: Store, sales: Path) -> None:
    async with running(shop) as (app, pilot):
        await opened(pilot, sales)
        await shows(pilot, "▲ Which comes first in 03/04/2024", "1 the day", "2 the month")
        await shows(pilot, "▲ Are the amounts in toman or in rial?", "3 toman", "4 rial")
        await pilot.press("۲")
        await shows_no(pilot, "Which comes first")
        await shows(pilot, "dates month first", "1 toman")
        at = screen_text(app).split("\n").index(line_of(app, "2 rial"))
        await pilot.click("Questions", offset=(line_of(app, "2 rial").index("2 rial"), at - 3))
        await shows_no(pilot, "toman or in rial")
        await pilot.press("ctrl+s")
        await shows(pilot, "2 created", "2 contacts were made because rows named them.")
        with shop.read() as connection:
            found = connection.execute("SELECT at, amount FROM purchase ORDER BY at").fetchall()
        assert [(at[:10], amount) for at, amount in found] == [
            ("2024-03-04", 5000),
            ("2024-05-06", 7000),
        ]


async def test_an_open_doubt_is_asked_before_anything_is_brought_in(
    shop: Store, sales: Path
) -> None:
    async with running(shop) as (_app, pilot):
        await opened(pilot, sales)
        await shows(pilot, "▲ Which comes first")
        await pilot.press("ctrl+s")
        await shows(pilot, "╭─ Which comes first")
        await pilot.press("escape")
        await shows_no(pilot, "╭─ Which comes first")
        assert count(shop) == 6
        await pilot.press("ctrl+s")
        await shows(pilot, "╭─ Which comes first")
        await pilot.press("enter")
        await shows(pilot, "╭─ Are the amounts")
        await pilot.press("enter")
        await shows(pilot, "2 created")


# Trying, stopping, undoing


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_trial_keeps_nothing(shop: Store, people: Path, size: tuple[int, int]) -> None:
    before = steps(shop)
    async with running(shop, size) as (_app, pilot):
        await opened(pilot, people)
        await shows(pilot, "Town of birth")
        await pilot.press("p")
        await shows(pilot, "1 created", "new  Sara Nouri", "This was a trial: nothing was kept.")
        assert (count(shop), steps(shop)) == (6, before)
        if size == SMALL:
            await pilot.press("escape")
        await shows(pilot, "Town of birth")


async def test_an_import_is_stopped_and_keeps_nothing(
    shop: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"Name {n},0912{n:07}\n" for n in range(9000))
    path = written(tmp_path / "many.csv", "Name,Phone\n" + rows)
    progress = Run._on_progress

    def slowly(run: Run, rows: int) -> None:
        run.rows = rows
        deadline = time.monotonic() + 10
        while not run.is_unwanted and time.monotonic() < deadline:
            time.sleep(0.01)
        progress(run, rows)

    monkeypatch.setattr(Run, "_on_progress", slowly)
    before = steps(shop)
    async with running(shop, SMALL) as (app, pilot):
        await opened(pilot, path)
        await shows(pilot, "2 of 2 columns")
        await pilot.press("ctrl+s")
        await shows(pilot, "rows read", "esc stops it")
        await pilot.press("x")  # nothing can be changed meanwhile
        await pilot.press("escape")
        await shows(pilot, "Stopped: nothing was kept.", "2 of 2 columns")
        assert (count(shop), steps(shop)) == (6, before)
        assert not list(tmp_path.glob(".*import*"))
        assert isinstance(app.screen, ImportColumnsScreen)


async def test_an_import_is_undone_from_its_result(shop: Store, people: Path) -> None:
    async with running(shop) as (app, pilot):
        await opened(pilot, people)
        await shows(pilot, "Town of birth")
        await pilot.press("ctrl+s")
        await shows(pilot, "1 created", "u undo it")
        await pilot.press("u")
        await shows(pilot, "Undid: Imported 1 contact")
        await shows_no(pilot, "u undo it")
        assert count(shop) == 6
        await pilot.press("escape")
        await shows(pilot, "2 Customers 6")
        assert app.is_running


async def test_rejected_rows_are_shown_and_saved(shop: Store, tmp_path: Path) -> None:
    text = "Customer,Date,Amount (rial)\nSara,2024-02-01,5000\nOmid,2024-02-01,much\n"
    path = written(tmp_path / "sales.csv", text)
    async with running(shop) as (_app, pilot):
        await opened(pilot, path)
        await shows(pilot, "3 of 3 columns")
        await pilot.press("ctrl+s")
        await shows(pilot, "1 created", "1 row rejected", "row 3:", "w save the rejected rows")
        await pilot.press("w")
        await shows(pilot, "1 row saved in")
        saved = tmp_path / "sales.rejects.csv"
        assert "Omid,2024-02-01,much" in saved.read_text("utf-8-sig")
        assert saved.stat().st_mode & 0o777 == 0o600
        await shows_no(pilot, "w save the rejected rows")


async def test_cards_have_no_columns_and_are_tried_at_once(shop: Store, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n"
    text = card.format(name="Sara Nouri") + card.format(name="Omid Rad")
    async with running(shop, SMALL) as (_app, pilot):
        await opened(pilot, written(tmp_path / "cards.vcf", text))
        await shows(pilot, "brings contacts", "source vcard", "2 created", "new  Omid Rad")
        assert count(shop) == 6
        await pilot.press("ctrl+s")
        await shows(pilot, "2 created", "u takes it back.")
        assert count(shop) == 8


async def test_mail_goes_to_those_it_is_from(shop: Store, tmp_path: Path) -> None:
    mail = "From: Sara <sara@shop.example>\nDate: Mon, 1 Jul 2024 10:00:00 +0000\n\nHello\n"
    async with running(shop) as (app, pilot):
        await opened(pilot, written(tmp_path / "one.eml", mail))
        await shows(pilot, "brings calls and messages", "unknown people are left out")
        await shows(pilot, "0 created", "1 mail is neither from nor to")
        at = line_of(app, "are left out").index("are left out")
        await pilot.click("#import-facts", offset=(at, 0))
        await shows(pilot, "● are left out")
        await pilot.press("j", "enter")
        await shows(pilot, "unknown people become contacts", "1 created")


# What files may hold


async def test_no_header_or_value_reaches_the_terminal_as_a_command(
    shop: Store, tmp_path: Path
) -> None:
    hostile = "[/] [b]x,\x1b]52;c;QQ==\x07Z,[@click=app.quit]Name[/]\n"
    value = "[bold red]Sara,\x1b[2J\u202eabc,[/] [b]Omid\n"
    path = written(tmp_path / "[b]bad.csv", hostile + value)
    async with running(shop) as (app, pilot):
        await opened(pilot, path)
        await shows(pilot, "[/] [b]x", "[bold red]Sara", "[b]bad.csv ·")
        for key in ("enter", "escape", "right", "right", "right", "p"):
            await pilot.press(key)
            await pilot.pause(0.2)
            for line in screen_text(app).split("\n"):
                assert printable(line) == line
        assert app.is_running


# The commands


def every_command() -> list[Command]:
    places = (
        *(app_commands, file, columns, fields, ask, result),
        *(fact_bar, choice, virtual_list),
    )
    return [command for place in places for command in place.COMMANDS]


def test_every_command_has_an_id_of_its_own_and_a_persian_key() -> None:
    ids = [command.id for command in every_command()]
    assert len(set(ids)) == len(ids)
    for command in every_command():
        for key in command.keys.split(","):
            assert len(key) > 1 or key in TWINS or key in SAME, command.id


async def test_help_and_palette_work_in_every_step(shop: Store, people: Path) -> None:
    async with running(shop, (120, 50)) as (app, pilot):
        await pilot.press("i")
        await shows(pilot, "Choose a file")
        await pilot.press("f1")
        await shows(pilot, "Everywhere", "complete")
        await pilot.press("escape")
        await type_in(pilot, str(people))
        await shows(pilot, "▌ people.csv")
        assert app.screen.query_one("#import-path", Input).value == str(people)
        await pilot.press("enter")
        await shows(pilot, "Town of birth")
        await pilot.press("?")
        await shows(pilot, "Everywhere", "leave out", "try it")
        await pilot.press("escape", "ctrl+p")
        await shows(pilot, "How it is read", "Leave out")


# Saying which column is which


def test_only_what_differs_from_the_file_is_said() -> None:
    header = ["Name", "Phone", "Phone 2", "Other"]
    known = {"name": [0], "phone": [2, 1]}
    wanted = {0: "name", 1: "phone", 2: "phone"}
    assert map_text(header, known, wanted) == ""
    assert map_text(header, known, wanted, is_remembered=True) == "name=1"
    assert map_text(header, known, wanted | {3: "phone"}) == "phone=3,phone=2,phone=4"
    assert map_text(header, known, {1: "phone", 2: "phone"}) == "skip=1"
    assert map_text(["3", "a", "b"], {}, {2: "name"}) == "name=03"


def test_a_field_of_one_column_moves_and_one_of_many_is_shared() -> None:
    assert given("contacts", {0: "name"}, 1, "name") == {1: "name"}
    assert given("contacts", {0: "phone"}, 1, "phone") == {0: "phone", 1: "phone"}
    assert given("contacts", {0: "name"}, 0, "") == {}
    assert field_beside("contacts", {0: "id", 1: "name"}, 2, 1) == "given"
    assert field_beside("contacts", {0: "id"}, 0, -1) == ""
