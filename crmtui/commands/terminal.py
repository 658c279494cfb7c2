"""What the terminal does with right-to-left text, and what we are to do about it."""

from __future__ import annotations

import os
import sys

from typer import Context

from crmtui.commands.files.questions import ask
from crmtui.commands.output import say, write, write_json
from crmtui.commands.shop import shop
from crmtui.locale import _
from crmtui.settings import personal
from crmtui.settings.keys import key
from crmtui.terminal.asking import ask_terminal
from crmtui.terminal.modes import Answers, Mode, decide
from crmtui.text.bidi import Shaping
from crmtui.text.bidi.lines import line
from crmtui.writes.personal import set_personal

_WORD = "سلام (تست) ۱۲۳؟"


def terminal(ctx: Context) -> None:
    """Show a few words drawn each way, and keep which of them reads right here."""
    answers = ask_terminal()
    wanted = key("bidi").check(os.environ.get("CRMTUI_BIDI") or personal().get("bidi", ""))
    mode = decide(answers, os.environ, wanted).mode.value
    if shop(ctx).json:
        write_json(
            {"mode": mode, "setting": wanted, "name": answers.name, "ordering": answers.ordering}
        )
        return
    if answers.name:
        write(_("The terminal says it is {name}.").format(name=answers.name))
    write(_("Persian is drawn for it in the way called {mode}.").format(mode=mode))
    if not (sys.stdin.isatty() and sys.stderr.isatty() and sys.stdout.isatty()):
        return
    ways = _draw(answers)
    answer = _choose(len(ways))
    # What a terminal was told is taken back only now: some redraw all they show.
    print(decide(answers, os.environ, "visual").off, end="", file=sys.__stdout__, flush=True)
    if answer:
        kept = set_personal("bidi", ways[answer - 1].value)
        say(_("{key} is {value} now.").format(key="bidi", value=kept))
    else:
        say(_("Nothing was changed."))


def _draw(answers: Answers) -> list[Mode]:
    """Write the words in each way, past what would put them in order; return the ways."""
    visual = decide(answers, os.environ, "visual")
    # A terminal takes such a word at the beginning of a line only.
    drawn = {
        Mode.VISUAL: (visual.on, line(_WORD).text),
        Mode.LOGICAL: (visual.off, _WORD),
        Mode.KITTY: (visual.on, line(_WORD, None, Shaping.TERMINAL).text),
    }
    sys.stdout.flush()
    for number, (said, text) in enumerate(drawn.values(), 1):
        print(f"{said}  {number})  {text}", file=sys.__stdout__, flush=True)
    return list(drawn)


def _choose(count: int) -> int:
    """Ask which one reads right; 0 is none of them."""
    while True:
        said = ask(
            _("Which is the first line that reads right? 1 to {n}, or Enter for none: ").format(
                n=count
            )
        )
        if not said:
            return 0
        if said.isdecimal() and 0 < int(said) <= count:
            return int(said)
