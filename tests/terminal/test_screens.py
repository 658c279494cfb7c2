"""The screens on a terminal: what it is told at the start, and taken back however they end."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from crmtui.store.connect import Store, open_store
from crmtui.writes import contacts
from tests.terminal.window import ANSWERS, FENCE, window
from tests.text import modules_after

NAME = "نرگس (VIP)"
SEEN = "(VIP) ﺲﮔﺮﻧ".encode()
CRM = ("-m", "crmtui", "--db")
QUIT = b"\x11"
EXPLICIT, IMPLICIT = b"\x1b[8l", b"\x1b[8h"
OSC_50_OFF = b"\x1b]50;BidiRenderingEnabled=false\x07"
OSC_50_ON = b"\x1b]50;BidiRenderingEnabled=true\x07"
_TELLING = re.compile(rb"\x1b\[8[lh](?:\x1b\]50;[^\x07]*\x07)?")
ALONE, BACK = b"\x1b[?1049h", b"\x1b[?1049l"
TELLS = {"vte": (EXPLICIT, IMPLICIT), "xterm": (EXPLICIT, IMPLICIT)} | {
    "konsole": (EXPLICIT + OSC_50_OFF, IMPLICIT + OSC_50_ON)
}


@pytest.fixture
def shop(tmp_path: Path) -> Store:
    store = open_store(tmp_path / "shop.db", create=True)
    contacts.add(store, name=NAME)
    return store


@pytest.mark.parametrize("terminal", TELLS)
def test_start_and_exit(terminal: str, shop: Store, tmp_path: Path) -> None:
    on, off = TELLS[terminal]
    with window([*CRM, str(shop.path)], ANSWERS[terminal], tmp_path) as seen:
        seen.until(b"Today")
        seen.type(b"2")
        seen.until(SEEN)
        seen.type(QUIT)
        assert seen.to_the_end() == 0
        assert seen.sent.startswith(b"\x1b[8$p\x1b[>q" + FENCE)
        assert _told(seen.sent) == [on, off]
        assert seen.sent.index(ALONE) < seen.sent.index(on) < seen.sent.index(SEEN)
        assert seen.sent.index(SEEN) < seen.sent.index(off) < seen.sent.index(BACK)


def test_a_stop_and_what_follows(shop: Store, tmp_path: Path) -> None:
    on, off = TELLS["konsole"]
    with window([*CRM, str(shop.path)], ANSWERS["konsole"], tmp_path) as seen:
        seen.until(b"Today")
        seen.signal(signal.SIGTSTP)
        seen.until_stopped()
        assert _told(seen.sent) == [on, off]
        seen.signal(signal.SIGCONT)
        seen.until(on, after=seen.sent.index(off))
        seen.type(QUIT)
        assert seen.to_the_end() == 0
        assert _told(seen.sent) == [on, off, on, off]
        assert seen.sent.count(FENCE) == 1


def test_an_end_from_outside(shop: Store, tmp_path: Path) -> None:
    on, off = TELLS["konsole"]
    with window([*CRM, str(shop.path)], ANSWERS["konsole"], tmp_path) as seen:
        seen.until(b"Today")
        seen.signal(signal.SIGTERM)
        assert seen.to_the_end() != 0
        assert _told(seen.sent) == [on, off] and seen.sent.index(off) < seen.sent.index(BACK)


def test_a_terminal_that_goes_away_unsaid(shop: Store, tmp_path: Path) -> None:
    """Without a controlling terminal nobody signals that it is gone; reading it took a core."""
    with window([*CRM, str(shop.path)], ANSWERS["vte"], tmp_path, controls=False) as seen:
        seen.until(b"Today")
        seen.close()
        assert seen.process.wait(20) == -signal.SIGHUP


CRASHING = """
import sys
from crmtui import cli
from crmtui.app import CrmApp
def crash(self): raise RuntimeError("on purpose")
CrmApp.action_help = crash
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("terminal", ["vte", "konsole"])
def test_a_crash(terminal: str, shop: Store, tmp_path: Path) -> None:
    on, off = TELLS[terminal]
    arguments = ["-c", CRASHING, "--db", str(shop.path)]
    with window(arguments, ANSWERS[terminal], tmp_path) as seen:
        seen.until(b"Today")
        seen.type(b"?")
        assert seen.to_the_end() == 1
        assert _told(seen.sent) == [on, off]


def test_a_store_that_cannot_be_opened_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_text("no store at all" * 100)
    with window([*CRM, str(broken)], ANSWERS["vte"], tmp_path) as seen:
        before = seen.attributes()
        assert seen.to_the_end() == 1
        assert seen.attributes() == before
        assert _told(seen.sent) == []


def test_a_silent_terminal_is_not_waited_for(shop: Store, tmp_path: Path) -> None:
    with window([*CRM, str(shop.path)], ANSWERS["silent"], tmp_path) as seen:
        seen.until(b"Today")
        # A slow line: what comes now must not act as keys.
        seen.type(ANSWERS["xterm"])
        seen.type(b"2")
        seen.until(SEEN)
        seen.type(QUIT)
        assert seen.to_the_end() == 0
        assert _told(seen.sent) == [EXPLICIT, IMPLICIT]


def test_keys_typed_ahead_are_not_lost(shop: Store, tmp_path: Path) -> None:
    with window([*CRM, str(shop.path)], b"2" + ANSWERS["vte"], tmp_path) as seen:
        seen.until(SEEN)
        seen.type(QUIT)
        assert seen.to_the_end() == 0


@pytest.mark.parametrize(("mode", "drawn"), [("logical", "نرگس"), ("kitty", "(VIP) نرگس")])
def test_the_person_decides(mode: str, drawn: str, shop: Store, tmp_path: Path) -> None:
    arguments = [*CRM, str(shop.path)]
    with window(arguments, ANSWERS["xterm"], tmp_path, {"CRMTUI_BIDI": mode}) as seen:
        seen.until(b"Today")
        seen.type(b"2")
        seen.until(drawn.encode())
        seen.type(QUIT)
        assert seen.to_the_end() == 0
        assert _told(seen.sent) == []


def _told(sent: bytes) -> list[bytes]:
    """Return what was said about the order of text, in turn."""
    return [said[0] for said in _TELLING.finditer(sent)]


def test_the_engine_is_loaded_by_the_first_text_that_needs_it() -> None:
    engine = "crmtui.text.bidi.drawn"
    assert engine not in modules_after("import crmtui.app")
    code = "import crmtui.app; from crmtui.text.bidi.lines import line; line('علی')"
    assert engine in modules_after(code)
