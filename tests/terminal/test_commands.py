"""Commands on a terminal: Persian in the order it is seen, and told to nobody else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from crmtui.store.connect import Store, open_store
from crmtui.writes import contacts
from tests.terminal.window import ANSWERS, window

NAME, SEEN = "نرگس سلامی (VIP)", "(VIP) ﯽﻣﻼﺳ ﺲﮔﺮﻧ"
CRM = ("-m", "crmtui", "--db")
_SEQUENCES = re.compile(r"\x1b\[[0-9;?$>]*[A-Za-z]")


@pytest.fixture
def shop(tmp_path: Path) -> Store:
    store = open_store(tmp_path / "shop.db", create=True)
    contacts.add(store, name=NAME, city="شیراز")
    contacts.add(store, name="Ali Rezaei", city="London")
    return store


def written(terminal: str, shop: Store, home: Path, *command: str, **env: str) -> str:
    with window([*CRM, str(shop.path), *command], ANSWERS[terminal], home, env) as seen:
        assert seen.to_the_end() == 0
        return seen.sent.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("terminal", ["vte", "xterm", "silent"])
def test_each_cell_is_put_in_order_by_itself(terminal: str, shop: Store, tmp_path: Path) -> None:
    lines = written(terminal, shop, tmp_path, "contact", "list").split("\n")
    (row,) = [line for line in lines if "ﺲﮔﺮﻧ" in line]
    assert row.endswith("\x1b[8h")
    told, text = row[:-4].rsplit("\x1b[8l", 1)
    assert re.fullmatch(rf"\s*1  {re.escape(SEEN)} +ﺯﺍﺮﯿﺷ +0", text), text
    title = next(line for line in lines if "Name" in line)
    city = _SEQUENCES.sub("", title).index("City")
    assert cell_len(text[: text.index("ﺯﺍﺮﯿﺷ")]) == city
    # It is asked once, at the first such line.
    assert told.count("\x1b[8$p") <= 1


def test_konsole_orders_lines_itself_and_gets_fences(shop: Store, tmp_path: Path) -> None:
    sent = written("konsole", shop, tmp_path, "contact", "list")
    assert f"\u200e{NAME}\u200e" in sent
    assert "\x1b[8l" not in sent and "]50;" not in sent


def test_kitty_gets_words_in_their_own_order(shop: Store, tmp_path: Path) -> None:
    assert "(VIP) سلامی نرگس" in written("kitty", shop, tmp_path, "contact", "list")


def test_the_person_decides(shop: Store, tmp_path: Path) -> None:
    sent = written("xterm", shop, tmp_path, "contact", "list", CRMTUI_BIDI="logical")
    assert NAME in sent and "\x1b[8l" not in sent


def test_latin_lines_ask_nothing(shop: Store, tmp_path: Path) -> None:
    sent = written("xterm", shop, tmp_path, "find", "rezaei")
    assert "\x1b[8" not in sent and "\x1b[>q" not in sent


@pytest.mark.parametrize("command", [("find", "نرگس", "--json"), ("export", "contacts")])
def test_data_stays_as_it_is(command: tuple[str, ...], shop: Store, tmp_path: Path) -> None:
    sent = written("xterm", shop, tmp_path, *command)
    assert NAME in sent and "\x1b[8l" not in sent


def test_a_long_note_is_broken_before_it_is_put_in_order(shop: Store, tmp_path: Path) -> None:
    note = "اول " + "میان " * 30 + "آخر"
    contacts.edit(shop, 1, note=note)
    lines = _SEQUENCES.sub("", written("vte", shop, tmp_path, "who", "1")).split("\n")
    rows = [line for line in lines if "ﻥﺎﯿﻣ" in line]
    assert len(rows) > 1 and all(cell_len(row) <= 100 for row in rows)
    assert rows[0].rstrip().endswith("ﻝﻭﺍ") and rows[-1].strip().startswith("ﺮﺧﺁ")


def test_what_is_piped_is_as_it_was_typed(shop: Store, tmp_path: Path) -> None:
    command = [sys.executable, *CRM, str(shop.path), "contact", "list"]
    env = {"CRMTUI_HOME": str(tmp_path), "TERM": "xterm", "CRMTUI_BIDI": "visual"}
    done = subprocess.run(
        command, env=env, cwd=Path(__file__).parents[2], capture_output=True, check=True
    )
    assert NAME in done.stdout.decode() and b"\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(("answer", "kept"), [("1", "visual"), ("2", "logical"), ("۳", "kitty")])
def test_one_word_is_shown_each_way(answer: str, kept: str, shop: Store, tmp_path: Path) -> None:
    arguments = [*CRM, str(shop.path), "config", "terminal"]
    with window(arguments, ANSWERS["konsole"], tmp_path) as seen:
        seen.until(b"for none: ")
        seen.type(b"9\n" + answer.encode() + b"\n")
        assert seen.to_the_end() == 0
        sent = seen.sent.decode()
    off, on = "BidiRenderingEnabled=false\x07", "BidiRenderingEnabled=true\x07"
    assert "Konsole 22.12.3" in sent
    assert f"{off}  1)  ؟۱۲۳ (ﺖﺴﺗ) ﻡﻼﺳ\r\n" in sent
    assert f"{on}  2)  سلام (تست) ۱۲۳؟\r\n" in sent
    assert f"{off}  3)  ؟۱۲۳ (تست) سلام\r\n" in sent
    assert sent.rindex(on) > sent.rindex(off)
    assert f"bidi is {kept} now." in sent
    assert f'bidi = "{kept}"' in (tmp_path / "config.toml").read_text()


def test_no_answer_changes_nothing(shop: Store, tmp_path: Path) -> None:
    arguments = [*CRM, str(shop.path), "config", "terminal"]
    with window(arguments, ANSWERS["xterm"], tmp_path) as seen:
        seen.until(b"for none: ")
        seen.type(b"\n")
        assert seen.to_the_end() == 0
        assert b"Nothing was changed." in seen.sent
    assert not (tmp_path / "config.toml").exists()
