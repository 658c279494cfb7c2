"""The colours that mean something, the same on every screen, for dark and for light themes."""

from __future__ import annotations

from textual.theme import Theme

_DARK = {
    "money": "#5ec8bd",
    "pressing": "#e8b04b",
    "overdue": "#f2798f",
    "won": "#79c779",
}
_LIGHT = {
    "money": "#0a6f66",
    "pressing": "#8a5a00",
    "overdue": "#b3264a",
    "won": "#2a7a2a",
}
_MISSING = {"foreground-disabled": "ansi_bright_black"}
"""What the themes of the terminal's own colours do not define."""


def role_colours(theme: Theme) -> dict[str, str]:
    """Return the CSS variables of the roles; the accents of light themes are too pale for text."""
    focus = theme.accent or theme.primary if theme.dark else theme.primary
    return {**_MISSING, **(_DARK if theme.dark else _LIGHT), "focus": focus}
