"""Days that nobody can mean: a slip of the finger, or a word for "never"."""

from __future__ import annotations

from datetime import date

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.clean import excerpt

_FARTHEST = 50
"""Years: what lies later than that is a slip of the finger."""


def check_near(day: date, today: date, text: str) -> None:
    """Raise InvalidValue if a day that was typed as `text` is too far in the future."""
    if day.year > today.year + _FARTHEST:
        raise InvalidValue(
            _('"{text}" is more than fifty years away').format(text=excerpt(text)),
            _("Write a nearer day, like fri, +3d or tomorrow 10:00"),
        )


def check_over(day: date, today: date, text: str) -> None:
    """Raise InvalidValue if a day that was typed as `text` is still to come."""
    if day > today:
        raise InvalidValue(
            _('"{text}" is still to come').format(text=excerpt(text)),
            _("Write a day up to today; `crm task add` plans what is to come"),
        )
