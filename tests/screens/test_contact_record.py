"""The record of a customer on the screens: its form, its card, its relations, its note."""

from __future__ import annotations

import shlex
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from crmtui.app import CrmApp
from crmtui.models.words import Kind, LinkRole
from crmtui.reads.card import Card, card
from crmtui.store.connect import Store
from crmtui.text.points import Way
from crmtui.writes import contacts, interactions, links
from tests.screens.helpers import SMALL, running, screen_text, shows, shows_no, type_in


def held(store: Store, contact: int = 1) -> Card:
    with store.read() as connection:
        return card(connection, contact)


def points(store: Store) -> list[tuple[str, str, str, int]]:
    return [(p.kind, p.value, p.label, p.preferred) for p in held(store).points]


async def go_to(pilot: Pilot[int], field: str) -> None:
    """Press Tab until the cursor is in a field."""
    for _ in range(40):
        focused = pilot.app.focused
        if focused is not None and focused.id == f"field-{field}":
            return
        await pilot.press("tab")
    raise AssertionError(f"there is no field {field}")


async def test_the_whole_record_is_typed_into_the_form(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("e")
        await shows(pilot, "Edit Ali Rezaei")
        await go_to(pilot, "phone")
        await type_in(pilot, "*0912 345 6789 (work)، 0935 111 2222")
        await go_to(pilot, "job_title")
        await type_in(pilot, "buyer")
        await go_to(pilot, "referred_by")
        await type_in(pilot, "zahra")
        await go_to(pilot, "relation")
        await pilot.press("p")  # partner
        await go_to(pilot, "address")
        await type_in(pilot, "Valiasr St, 12 (home)\nJordan St, 3")
        await go_to(pilot, "do_not_contact")
        await pilot.press("d")
        await go_to(pilot, "keep_days")
        await type_in(pilot, "۰")
        await go_to(pilot, "anniversary")
        await type_in(pilot, "29 Feb")
        await pilot.press("enter")
        await shows(pilot, "Edited Ali Rezaei", "DO NOT CONTACT", "*0912 345 6789 (work)")
        await shows(pilot, "partner", "buyer", "Zahra Karimi", "Jordan St, 3", "29 Feb")
    found = held(shop)
    assert points(shop) == [
        ("phone", "0912 345 6789", "work", 1),
        ("phone", "0935 111 2222", "", 0),
        ("address", "Valiasr St, 12", "home", 0),
        ("address", "Jordan St, 3", "", 0),
    ]
    assert (found.relation, found.keep_days, found.anniversary) == ("partner", 0, "1604-02-29")


async def test_a_form_that_is_saved_as_it_was_changes_nothing(shop: Store) -> None:
    tricky = (
        Way("021 8888, 5", "(2)", True),
        Way("*780#", "خانه، قدیم", False),
        Way("0912 (work)", "", False),
    )
    contacts.edit(shop, 1, phone=tricky, address=["12, Main St; rear (home)"], owner="Sara")
    before = held(shop)
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("e")
        await shows(pilot, "Edit Ali Rezaei")
        await pilot.press("enter")
        await shows(pilot, "Nothing changed.")
        assert held(shop) == before
        # Even the notation as it stands, read again beside a change, is the same.
        await pilot.press("e")
        await shows(pilot, "Edit Ali Rezaei")
        await go_to(pilot, "phone")
        await type_in(pilot, ", 0935 111 2222")
        await pilot.press("enter")
        await shows(pilot, "Edited Ali Rezaei")
    assert held(shop).points[0] == before.points[0]
    assert [p for p in held(shop).points if p.value != "0935 111 2222"] == before.points


async def test_removing_the_words_of_a_label_removes_it(shop: Store) -> None:
    contacts.edit(shop, 1, email=[Way("ali@pars.ir", "work", True)])
    async with running(shop) as (_app, pilot):
        await shows(pilot, "*ali@pars.ir (work)")
        await pilot.press("e")
        await shows(pilot, "Edit Ali Rezaei")
        await go_to(pilot, "email")
        await pilot.press("end", *["backspace"] * 7, "home", "delete", "enter")
        await shows_no(pilot, "(work)")
    assert points(shop) == [("email", "ali@pars.ir", "", 0)]


async def test_a_long_line_shows_its_text_and_no_scrollbar(shop: Store) -> None:
    contacts.edit(shop, 1, phone=[f"0912 345 678{n}" for n in range(5)])
    async with running(shop) as (app, pilot):
        await shows(pilot, "0912 345 6780")
        await pilot.press("e")
        await shows(pilot, "Edit Ali Rezaei")
        line = next(line for line in screen_text(app).split("\n") if "▌  Phone" in line)
        assert "0912 345 678" in line


async def test_whom_a_referrer_may_mean_is_listed_under_the_field(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("e")
        await shows(pilot, "Edit Ali Rezaei")
        await go_to(pilot, "referred_by")
        await type_in(pilot, "karimi")
        await pilot.press("enter")
        await shows(pilot, "karimi fits several people.", "#2  Zahra Karimi", "#3  Reza Karimi")
        assert held(shop).links == []
        await pilot.press("home", *"#3", "ctrl+k", "enter")
        await shows(pilot, "Edited Ali Rezaei", "referred by")
    assert [link.name for link in held(shop).links] == ["Reza Karimi"]


async def test_bad_values_are_said_under_their_fields(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("e")
        await shows(pilot, "Edit Ali Rezaei")
        await go_to(pilot, "keep_days")
        await type_in(pilot, "soon")
        await pilot.press("enter")
        await shows(pilot, "soon is not a number of days.")
        await pilot.press("ctrl+u")
        await go_to(pilot, "anniversary")
        await type_in(pilot, "1404/13/1")
        await pilot.press("enter")
        await shows(pilot, "1404/13/1")
        await shows_no(pilot, "soon is not")
        await shows(pilot, "Edit Ali Rezaei")
    assert held(shop).anniversary is None


async def test_the_form_is_usable_on_a_small_terminal(shop: Store) -> None:
    async with running(shop, SMALL) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("a")
        await shows(pilot, "Add a customer")
        await type_in(pilot, "Sara Nouri")
        await go_to(pilot, "anniversary")
        await shows(pilot, "Anniversary", "Nickname")
        await type_in(pilot, "1390/1/1")
        await pilot.press("enter")
        await shows(pilot, "Added Sara Nouri")


async def test_relating_two_customers(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("r")
        await shows(pilot, "What Ali Rezaei is to another", "is paid for by", "not linked any more")
        await pilot.press("p", "tab")  # pays for
        await pilot.press("enter")
        await shows(pilot, "Say who the other is.")
        await type_in(pilot, "karimi")
        await pilot.press("enter")
        await shows(pilot, "karimi fits several people.", "#2  Zahra Karimi")
        await pilot.press("ctrl+u")
        await type_in(pilot, "zahra")
        await pilot.press("enter")
        await shows(pilot, "Ali Rezaei: pays for Zahra Karimi — u to undo", "relations")
        await shows_no(pilot, "What Ali Rezaei is to another")
        await pilot.press("j")
        await shows(pilot, "· #6")
        await pilot.press("k", "ق")  # r on the Persian layout
        await shows(pilot, "What Ali Rezaei is to another")
        await pilot.press("n", "tab")  # not linked any more
        await type_in(pilot, "zahra")
        await pilot.press("enter")
        await shows(pilot, "Unlinked Ali Rezaei and Zahra Karimi")
        await shows_no(pilot, "relations")
        await pilot.press("u")
        await shows(pilot, "pays for Zahra Karimi")


async def test_an_employer_from_the_company_s_side(shop: Store) -> None:
    contacts.add(shop, name="Aria Co.", kind=Kind.COMPANY)
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("j", "r")
        await shows(pilot, "What Aria Co. is to another")
        await pilot.press("e", "tab")
        await type_in(pilot, "ali rezaei")
        await pilot.press("enter")
        await shows(pilot, "Ali Rezaei: works for Aria Co.", "people")
    assert held(shop).company == "Aria Co."


async def test_do_not_contact_is_loud_on_the_card_and_in_the_log(shop: Store) -> None:
    contacts.edit(shop, 1, do_not_contact=True)
    async with running(shop) as (app, pilot):
        await shows(pilot, "DO NOT CONTACT")
        shown = app.screen.query_one("CardFacts", Static).visual
        assert isinstance(shown, Content)
        assert [str(span.style) for span in shown.spans][:1] == ["bold $overdue"]
        await pilot.press("l")
        await shows(pilot, "Log with Ali Rezaei", "Ali Rezaei asked not to be contacted.")
        await pilot.press("escape", "j", "l")
        await shows(pilot, "Log with John Smith")
        await shows_no(pilot, "asked not to be contacted")


async def test_a_full_card_leaves_room_for_the_timeline(shop: Store) -> None:
    contacts.edit(
        shop,
        1,
        phone=["09123456789"],
        email=["ali@pars.ir"],
        web=["https://pars.ir"],
        address=["Valiasr St, 12"],
        company="Pars Co.",
        job_title="buyer",
        city="Tehran",
        owner="Sara",
        nickname="Aloosh",
        note="one\ntwo\nthree\nfour\nfive\nsix",
    )
    links.link(shop, 1, LinkRole.KNOWS, 2)
    interactions.log(shop, 1, text="asked for tea")
    async with running(shop, SMALL) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("enter")
        await shows(pilot, "asked for tea", "0912 345 6789", "four …", "Tehran")
        await shows_no(pilot, "Aloosh")
        await pilot.press("]")
        await shows(pilot, "Aloosh", "asked for tea")
        await pilot.press("[")
        await shows(pilot, "0912 345 6789")


async def test_the_card_says_what_is_missing(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "phone, city, source, birthday")


async def test_hostile_facts_stay_text(shop: Store) -> None:
    contacts.edit(
        shop,
        1,
        nickname="[@click=app.quit]Quit[/]",
        owner="[/]",
        phone=[Way("09123456789", "[red]" + "x" * 300, False)],
        telegram=[Way("@‮evil", "\x1b[31m", True)],
    )
    async with running(shop) as (app, pilot):
        await shows(pilot, "[@click=app.quit]Quit[/]", "[red]", "[/]")
        await pilot.press("e")
        await shows(pilot, "Edit Ali Rezaei")
        assert "\x1b" not in screen_text(app)


# The note in one's own editor


@pytest.fixture
def an_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that adds a line; the screens give way to it without a terminal."""
    monkeypatch.delenv("VISUAL", raising=False)
    script = tmp_path / "editor.py"
    script.write_text("import sys\nopen(sys.argv[1], 'a').write('second\\n')\n")
    monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")
    monkeypatch.setattr(CrmApp, "suspend", lambda _app: nullcontext())


@pytest.mark.usefixtures("an_editor")
async def test_the_editor_opens_on_the_note(shop: Store) -> None:
    contacts.edit(shop, 1, note="first")
    async with running(shop) as (_app, pilot):
        await shows(pilot, "first")
        await pilot.press("n")
        await shows(pilot, "Edited the note on Ali Rezaei — u to undo", "second")
        assert held(shop).note == "first\nsecond"
        await pilot.press("u")
        await shows_no(pilot, "second")


@pytest.mark.usefixtures("an_editor")
async def test_an_editor_that_is_missing_is_said(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        monkeypatch.delenv("EDITOR")
        await pilot.press("د")  # n on the Persian layout
        await shows(pilot, "No editor is set.")
        monkeypatch.setenv("EDITOR", "true")
        await pilot.press("n")
        await shows(pilot, "Nothing changed.")


async def test_a_terminal_that_cannot_give_way_is_said(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("n")
        await shows(pilot, "An editor cannot be opened in this terminal.", "press e.")
