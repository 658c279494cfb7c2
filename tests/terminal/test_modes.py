from __future__ import annotations

from pathlib import Path

import pytest

from crmtui.terminal.modes import Answers, Mode, Terminal, decide

VTE = Answers("1")
KONSOLE = Answers("", "Konsole 22.12.3")
KITTY = Answers("0", "kitty(0.26.5)")
XTERM = Answers("0", "XTerm(379)")
OSC_50_OFF = "\x1b]50;BidiRenderingEnabled=false\x07"
OSC_50_ON = "\x1b]50;BidiRenderingEnabled=true\x07"


@pytest.mark.parametrize("answers", [VTE, XTERM, Answers(), Answers("", "WezTerm 20240203")])
def test_most_are_told_to_draw_as_sent(answers: Answers) -> None:
    assert decide(answers, {}) == Terminal(Mode.VISUAL, "\x1b[8l", "\x1b[8h")


def test_konsole_has_a_word_of_its_own() -> None:
    found = decide(KONSOLE, {})
    assert found == Terminal(Mode.VISUAL, "\x1b[8l" + OSC_50_OFF, "\x1b[8h" + OSC_50_ON)
    # A variable may be left over from a window this one was started in, and xterm takes
    # the sequence for the name of a font.
    assert "]50" not in decide(XTERM, {"KONSOLE_VERSION": "221203"}).on


def test_mlterm_is_known_by_its_variable() -> None:
    found = decide(Answers("0"), {"MLTERM": "3.9.0"})
    assert found.on == "\x1b[8l\x1b]5379;use_ctl=false\x07"
    assert found.off == "\x1b[8h\x1b]5379;use_ctl=true\x07"


def test_tmux_is_asked_to_hand_it_on() -> None:
    found = decide(Answers("", "tmux 3.3a"), {"TMUX": "/tmp/tmux-1000/default,1,0"})
    assert found.on == "\x1b[8l\x1bPtmux;\x1b\x1b[8l\x1b\\"
    assert found.off == "\x1b[8h\x1bPtmux;\x1b\x1b[8h\x1b\\"


def test_kitty_turns_words_itself_unless_told_not_to(tmp_path: Path) -> None:
    env = {"KITTY_CONFIG_DIRECTORY": str(tmp_path)}
    assert decide(KITTY, env) == Terminal(Mode.KITTY)
    (tmp_path / "kitty.conf").write_text("font_size 12\nforce_ltr yes\n")
    assert decide(KITTY, env).mode is Mode.VISUAL
    (tmp_path / "kitty.conf").write_text("# force_ltr yes\n")
    assert decide(KITTY, env).mode is Mode.KITTY


def test_apple_terminal_reorders_by_itself() -> None:
    assert decide(Answers(), {"TERM_PROGRAM": "Apple_Terminal"}) == Terminal(Mode.LOGICAL)


def test_the_person_has_the_last_word() -> None:
    assert decide(XTERM, {}, "logical") == Terminal(Mode.LOGICAL)
    assert decide(KITTY, {}, "visual").mode is Mode.VISUAL
    assert decide(KONSOLE, {}, "visual").on.endswith(OSC_50_OFF)
