"""Handing text to the clipboard of a terminal, or to another program."""

from __future__ import annotations

import base64
import os
import sys

from crmtui.commands.output import say
from crmtui.errors import UsageError
from crmtui.locale import _


def check_copies() -> None:
    """Raise UsageError where there is no terminal to copy through."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        raise UsageError(_("Only a terminal can copy."), _("--json shows the text instead."))


def copy(text: str) -> None:
    """Put a text on the clipboard, through the terminal (OSC 52)."""
    packed = base64.b64encode(text.encode()).decode()
    print(f"\x1b]52;c;{packed}\x07", end="", file=sys.stderr, flush=True)


def open_link(link: str) -> None:
    """Open a link in the program for it; where none can be started, say the link."""
    from crmtui.opener import open_address

    if sys.stdout.isatty():
        try:
            open_address(link)
        except UsageError:
            say(link)
    else:
        say(link)
