"""Answering fast: canned replies, one's own editor, the clipboard and the programs that send."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from textual.pilot import Pilot

from crmtui.app import CrmApp
from crmtui.models.words import Channel
from crmtui.reads.ticket_talk import Said
from crmtui.store.connect import Store
from crmtui.writes import canned, contacts, ticket_messages
from tests.screens.desk import always_open, at_desk, desk, open_one
from tests.screens.helpers import SMALL, WIDE, screen_text, shows, shows_no, type_in, until

LINES = "سلام، رسید.\nSecond & last line?"


@pytest.fixture
def shop(shop: Store) -> Store:
    always_open(shop)
    contacts.edit(shop, 1, phone=["0912 345 6789"], email=["ali@pars.ir"])
    return shop


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose program writes down what it was asked to open."""
    program, told = tmp_path / "xdg-open", tmp_path / "opened"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > "{told}.new" && mv "{told}.new" "{told}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":7")
    return told


def last_answer(store: Store) -> Said:
    """Return what was answered last on the first ticket."""
    return [said for said in desk(store, 1).talk if said.kind == "out"][-1]


async def choose_way(pilot: Pilot[int], key: str) -> None:
    """Go to the last field of the answer and choose how it is sent."""
    await pilot.press("tab", "tab", "tab", key)
    await pilot.pause()
    await pilot.press("enter")


async def test_a_canned_reply_is_kept_chosen_filled_and_counted(shop: Store) -> None:
    open_one(shop, "Silent printer", category="repair")
    async with at_desk(shop, SMALL) as (app, pilot):
        await pilot.press("c")
        await shows(pilot, "Canned replies for “repair”", "An answer that is written often")
        await pilot.press("a")
        await type_in(pilot, "On its way")
        await pilot.press("tab", "tab")
        await type_in(pilot, "Dear {first_name}, {nmuber} is in good hands.")
        await pilot.press("enter")
        await shows(pilot, "{nmuber}", "Choose from:")
        await pilot.press("escape", "a", "ctrl+n")
        await shows_no(pilot, "Choose from:")
        await type_in(pilot, "On its way")
        await pilot.press("tab", "tab")
        await type_in(pilot, "Dear {first_name}, {number} is in good hands.")
        await pilot.press("enter")
        await shows(pilot, "Added canned reply On its way", "Dear Ali, #1 is in good hands.")
        await pilot.press("enter")
        await shows(pilot, "Answer #1 · Ali Rezaei", "Dear Ali, #1")
        await pilot.press("enter")
        await shows(pilot, "Answered ticket #1")
        await pilot.press("c")
        await shows(pilot, "On its way", "Came back")
        assert counts(app, "On its way") == ["1", "0"]
        await pilot.press("e")
        await shows(pilot, "Edit canned reply")
        await type_in(pilot, " soon")
        await pilot.press("enter")
        await shows(pilot, "On its way soon")
        await pilot.press("d")
        await shows(pilot, "Deleted canned reply", "An answer that is written often")


def counts(app: CrmApp, name: str) -> list[str]:
    """Return how often a canned reply was used and came back, as they stand in its row."""
    row = next(line for line in screen_text(app).splitlines() if name in line)
    return row.split()[-3:-1]


async def test_a_reply_after_which_the_customer_wrote_again_says_so(shop: Store) -> None:
    number = open_one(shop, "Silent printer", minutes_ago=60)
    reply = canned.add(shop, "On its way", "Dear {name}.").row
    sent = datetime.now(UTC) - timedelta(minutes=30)
    ticket_messages.reply(shop, number, "Dear Ali.", canned=reply, at=sent)
    async with at_desk(shop) as (app, pilot):
        await pilot.press("c")
        await shows(pilot, "On its way")
        assert counts(app, "On its way") == ["1", "0"]
        await pilot.press("escape", "l")
        await type_in(pilot, "Where is it?")
        await pilot.press("enter")
        await shows(pilot, "Message on ticket #1")
        await pilot.press("c")
        await shows(pilot, "On its way")
        assert counts(app, "On its way") == ["1", "1"]


async def test_those_that_fit_stand_first_and_the_draft_is_kept(shop: Store) -> None:
    open_one(shop, "Silent printer", category="repair")
    canned.add(shop, "About money", "Paid.", "billing")
    canned.add(shop, "For everything", "Thank you {name}.")
    canned.add(shop, "For repairs", "We look at it.", "repair")
    async with at_desk(shop) as (app, pilot):
        await pilot.press("c")
        await shows(pilot, "For repairs", "For everything")
        assert "About money" not in screen_text(app)
        await pilot.press("s")
        await shows(pilot, "About money")
        text = screen_text(app)
        assert text.index("For repairs") < text.index("For everything") < text.index("About money")
        await pilot.press("escape", "r")
        await type_in(pilot, "Begun by hand.")
        await pilot.press("escape", "c")
        await shows(pilot, "Canned replies for “repair”")
        await shows(pilot, "We look at it.")
        await pilot.press("enter")
        await shows(pilot, "Begun by hand.", "We look at it.")


async def test_an_answer_goes_to_the_mail_program(shop: Store, opened: Path) -> None:
    open_one(shop, "چاپگر [#]")
    async with at_desk(shop) as (_app, pilot):
        await pilot.press("r")
        await shows(pilot, "mail ali@pars.ir", "SMS 0912 345 6789", "WhatsApp 0912")
        await type_in(pilot, LINES)
        await choose_way(pilot, "m")
        await shows(pilot, "Handed to the program: mail ali@pars.ir")
        await until(pilot, opened.exists)
    url = urlsplit(opened.read_text())
    assert (url.scheme, unquote(url.path)) == ("mailto", "ali@pars.ir")
    asked = parse_qs(url.query)
    assert asked["subject"] == ["[#1] چاپگر [#]"]
    assert asked["body"] == [LINES.replace("\n", "\r\n")]
    said = last_answer(shop)
    assert (said.channel, said.text) == ("email", LINES)


async def test_a_message_is_sent_again_by_whatsapp(shop: Store, opened: Path) -> None:
    open_one(shop, "one")
    ticket_messages.reply(shop, 1, "First answer", channel=Channel.SMS)
    ticket_messages.reply(shop, 1, "Last answer", channel=Channel.SMS)
    async with at_desk(shop) as (_app, pilot):
        await pilot.press("y")
        await shows(pilot, "Send “Last answer”", "copy it")
        await pilot.press("w")
        await until(pilot, opened.exists)
    assert opened.read_text() == "https://wa.me/989123456789?text=Last%20answer"


async def test_without_a_program_the_text_is_in_the_clipboard(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    open_one(shop, "one")
    async with at_desk(shop) as (app, pilot):
        await pilot.press("r")
        await type_in(pilot, "Please come by.")
        await choose_way(pilot, "s")
        await shows(pilot, "No program can be opened", "The text is in the clipboard.")
        assert app.clipboard == "Please come by."
        assert last_answer(shop).text == "Please come by."
        await pilot.press("y")
        await shows(pilot, "Send “Please come by.”")
        await pilot.press("c")
        await shows(pilot, "Copied Please come by.")


async def test_a_long_answer_in_ones_own_editor(
    shop: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "\\nmore from the editor\\n" >> "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    monkeypatch.setattr(CrmApp, "suspend", _no_terminal)
    open_one(shop, "one")
    async with at_desk(shop) as (_app, pilot):
        await pilot.press("r")
        await type_in(pilot, "typed here")
        await pilot.press("f4")
        await shows(pilot, "typed here", "more from the editor")
        await pilot.press("enter")
        await shows(pilot, "Answered ticket #1")
    assert last_answer(shop).text == "typed here\n\nmore from the editor"


@contextmanager
def _no_terminal(self: CrmApp):  # type: ignore[no-untyped-def]
    """Step aside from a terminal that a test does not have."""
    yield


async def test_an_editor_that_fails_loses_nothing(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "/nowhere/editor")
    monkeypatch.setattr(CrmApp, "suspend", _no_terminal)
    open_one(shop, "one")
    async with at_desk(shop, WIDE) as (_app, pilot):
        await pilot.press("n")
        await type_in(pilot, "typed here")
        await pilot.press("f4")
        await shows(pilot, "cannot be started", "typed here")
        await pilot.press("enter")
        await shows(pilot, "Noted on ticket #1")
