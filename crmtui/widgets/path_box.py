"""The line that a path is typed, pasted or dropped into."""

from __future__ import annotations

import os
import re
from urllib.parse import unquote, urlsplit

from textual import events

from crmtui.text.clean import printable
from crmtui.widgets.line_input import LineInput

_WHOLE = re.compile(r"[/~\\]|[A-Za-z]:[/\\]")
"""How a path begins that does not go on from what stands there already."""
_ESCAPED = re.compile(r"\\(.)")


class PathBox(LineInput):
    """A whole path that comes in from elsewhere takes the place of what was typed."""

    def __init__(self, value: str, placeholder: str, *, id: str | None = None) -> None:
        super().__init__(value, placeholder, id=id, compact=True, select_on_focus=False)

    def on_paste(self, event: events.Paste) -> None:
        """Take in a path as terminals and file managers write it."""
        event.prevent_default()
        event.stop()
        text = dropped_path(event.text)
        if _WHOLE.match(text):
            self.value = text
            self.cursor_position = len(text)
        elif text:
            self.replace(text, *self.selection)


def dropped_path(text: str) -> str:
    """Return the path in what was pasted: without quotes, escapes or `file://`."""
    lines = text.strip().splitlines()
    text = printable(lines[0]).strip() if lines else ""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    elif os.sep == "/" and "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if text.lower().startswith("file://"):
        text = unquote(urlsplit(text).path)
    return text
