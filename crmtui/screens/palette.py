"""Every command by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon

from crmtui.locale import _
from crmtui.widgets.command import LiveCommand, live_commands, shown_key


class Palette(CommandPalette):
    """The palette in our words, without signs that not every terminal draws one cell wide."""

    def __init__(self) -> None:
        super().__init__(placeholder=_("type a part of a command"), id="--command-palette")

    def on_mount(self) -> None:
        """Draw a plain prompt."""
        self.query_one(SearchIcon).icon = ">"


class EveryCommand(Provider):
    """Offers what can be done at the place the palette was opened from, and the themes."""

    async def discover(self) -> Hits:
        """Offer every command."""
        for command in self._commands():
            yield DiscoveryHit(_title(command), self._runner(command), help=self._help(command))

    async def search(self, query: str) -> Hits:
        """Offer the commands that fit what was typed, and the themes."""
        matcher = self.matcher(query)
        for command in self._commands():
            title = _title(command)
            if (score := matcher.match(title)) > 0:
                yield Hit(
                    score, matcher.highlight(title), self._runner(command), help=self._help(command)
                )
        for name in self.app.available_themes:
            title = _("Colours: {theme}").format(theme=name)
            if (score := matcher.match(title)) > 0:
                yield Hit(score, matcher.highlight(title), partial(self._use_theme, name))

    def _commands(self) -> Iterator[LiveCommand]:
        return (command for command in live_commands(self.screen) if command.in_palette)

    def _runner(self, command: LiveCommand) -> Callable[[], object]:
        return partial(self.app.run_action, command.action, command.node)

    def _help(self, command: LiveCommand) -> str:
        return shown_key(self.app, command.keys[0])

    def _use_theme(self, name: str) -> None:
        self.app.theme = name


def _title(command: LiveCommand) -> str:
    return command.words[:1].upper() + command.words[1:]
