"""Who puts right-to-left text in order: we, the terminal, or each a part of it.

The sequences are BDSM of terminal-wg.pages.freedesktop.org/bidi, and what Konsole, mlterm and tmux
have of their own; each was seen to work there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import NamedTuple


class Mode(Enum):
    """How right-to-left text is sent."""

    VISUAL = "visual"
    """In the order it is seen, letters joined: the terminal draws cell by cell."""
    LOGICAL = "logical"
    """As it is: the terminal reorders and joins."""
    KITTY = "kitty"
    """In the order it is seen, but each run of such letters as it is: kitty turns those itself."""


class Answers(NamedTuple):
    """What a terminal said of itself; "" is silence."""

    ordering: str = ""
    """What mode 8, reordering by the terminal, is: 1 on, 2 off, 0 unknown (DECRQM)."""
    name: str = ""
    """Its name and version (XTVERSION)."""


class Terminal(NamedTuple):
    """How to draw here, and what to send before and after."""

    mode: Mode
    on: str = ""
    off: str = ""


_EXPLICIT, _IMPLICIT = "\x1b[8l", "\x1b[8h"
_KONSOLE = "\x1b]50;BidiRenderingEnabled={}\x07"
"""Elsewhere OSC 50 sets the font, so it is sent only where the terminal says that it is Konsole."""
_MLTERM = "\x1b]5379;use_ctl={}\x07"


def decide(answers: Answers, env: Mapping[str, str], wanted: str = "") -> Terminal:
    """Return how to draw on a terminal; `wanted` is the person's own word on it."""
    mode = Mode(wanted) if wanted else _mode(answers, env)
    if mode is not Mode.VISUAL:
        return Terminal(mode)
    on, off = [_EXPLICIT], [_IMPLICIT]
    if answers.name.startswith("Konsole"):
        on.append(_KONSOLE.format("false"))
        off.append(_KONSOLE.format("true"))
    if "MLTERM" in env:
        on.append(_MLTERM.format("false"))
        off.append(_MLTERM.format("true"))
    if "TMUX" in env:
        on += [_through_tmux(each) for each in on]
        off += [_through_tmux(each) for each in off]
    return Terminal(mode, "".join(on), "".join(off))


def for_lines(answers: Answers, env: Mapping[str, str], wanted: str = "") -> Terminal:
    """Return how to draw lines that stay on the terminal when the program is gone.

    Konsole and mlterm would turn back again all they show; there lines are sent as they are.
    """
    if answers.name.startswith("Konsole") or "MLTERM" in env:
        return Terminal(Mode.LOGICAL)
    return decide(answers, env, wanted)


def _mode(answers: Answers, env: Mapping[str, str]) -> Mode:
    if env.get("TERM_PROGRAM") == "Apple_Terminal":
        return Mode.LOGICAL
    if answers.name.startswith("kitty") and not _kitty_leaves_order(env):
        return Mode.KITTY
    return Mode.VISUAL


def _through_tmux(sequence: str) -> str:
    """Wrap a sequence so that tmux hands it on (its `allow-passthrough` is on)."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def _kitty_leaves_order(env: Mapping[str, str]) -> bool:
    """Tell whether kitty.conf says `force_ltr yes`."""
    config = env.get("XDG_CONFIG_HOME") or str(Path(env.get("HOME", "~"), ".config"))
    folder = env.get("KITTY_CONFIG_DIRECTORY") or str(Path(config, "kitty"))
    try:
        text = Path(folder, "kitty.conf").read_text("utf-8", errors="replace")
    except OSError:
        return False
    settings = re.findall(r"^\s*force_ltr\s+(\w+)", text, re.MULTILINE)
    return bool(settings) and settings[-1].lower() in ("yes", "y", "true")
