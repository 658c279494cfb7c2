"""The barest app of Textual: one line of text."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """Says hello."""

    def compose(self) -> ComposeResult:
        """Put the line on the screen."""
        yield Static("Hello, world!")


if __name__ == "__main__":
    Hello().run()
