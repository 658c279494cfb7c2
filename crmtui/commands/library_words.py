"""What the library behind the commands says of its own accord, in the language of the shop."""

from __future__ import annotations

import re
from typing import Any

from crmtui.locale import _, mark


def said(message: str) -> str:
    """Say in our words what is wrong with a line that was typed."""
    for pattern, sentence in _SENTENCES.items():
        message = re.sub(pattern, _(sentence), message)
    return message


def speak() -> None:
    """Let the pages of help be headed in our words; called once help is wanted, never before."""
    from typer import rich_utils

    rich_utils.DEFAULT_STRING = _("[default: {}]")
    rich_utils.REQUIRED_LONG_STRING = _("[required]")
    rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = _("Options")
    rich_utils.COMMANDS_PANEL_TITLE = _("Commands")


class OurWords:
    """Mixed into commands and groups: their help speaks the language of the shop."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that tells how the command is used."""
        pieces = " ".join(ctx.command.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, _("Usage: "))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, with the options that the library brings along."""
        speak()
        for option in ctx.command.get_params(ctx):
            if getattr(option, "help", None) in _OPTIONS:
                option.help = _(option.help)
        super().format_help(ctx, formatter)  # type: ignore[misc]


_OPTIONS = (
    mark("Show this message and exit."),
    mark("Install completion for the current shell."),
    mark("Show completion for the current shell, to copy it or customize the installation."),
)
_SENTENCES = {
    r"Input should be a valid number, .*": mark("a number is needed"),
    r"Input should be a valid integer, .*": mark("a whole number is needed"),
    r"Input should be less than or equal to (\S+)": mark(r"it can be \1 at most"),
    r"Input should be greater than or equal to (\S+)": mark(r"it must be \1 at least"),
    r"^Missing argument (.+)\.$": mark(r"Missing argument \1."),
    r"^Missing option (.+)\.$": mark(r"Missing option \1."),
    r"^Missing command\.$": mark("Missing command."),
    r"^No such command ('.*?')\.?": mark(r"No such command \1."),
    r"^No such option: (\S+)": mark(r"No such option: \1"),
    r"\(Possible options: (.+)\)$": mark(r"(Possible options: \1)"),
    r"Did you mean (.+)\?$": mark(r"Did you mean \1?"),
    r"^Invalid value for (.+?): ": mark(r"Invalid value for \1: "),
    r"^Invalid value: ": mark("Invalid value: "),
    r"^Got unexpected extra argument\(s\) \((.+)\)$": mark(
        r"Got unexpected extra argument(s) (\1)"
    ),
    r"^Option (.+) requires an argument\.$": mark(r"Option \1 requires an argument."),
    r"^Option (.+) does not take a value\.$": mark(r"Option \1 does not take a value."),
}
"""What the library says, some of it to programmers, and how everybody says it."""
