"""What a person may say about a file, and how it was understood."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from crmtui.rules.custom import OwnField

CONTACTS, PURCHASES, INTERACTIONS, PAYMENTS, DEALS, TICKETS = KINDS = (
    *("contacts", "purchases", "interactions", "payments", "deals", "tickets"),
)
"""What a file can bring."""

DAY_FIRST = {"dmy": True, "mdy": False}
"""Orders of a date's parts → whether 1/2 is in February."""


class FileOptions(NamedTuple):
    """What a person may say about a file; everything else is guessed."""

    map: str = ""
    """field=Header or field=number, separated by commas; skip=Header leaves a column out."""
    encoding: str = ""
    delimiter: str = ""
    header: bool = True
    sheet: str = ""
    source: str = ""
    dates: str = ""
    """dmy or mdy."""
    calendar: str = ""
    """gregorian or jalali."""
    unit: str = ""
    """toman or rial."""
    currency: str = ""
    """The code of the amounts, whatever the file says."""
    new: bool = False
    """Mail from somebody unknown makes a contact."""


REMEMBERED = ("map", "dates", "calendar", "unit", "currency")
"""Options that hold for the next file with the same header."""


class Doubt(NamedTuple):
    """Something the file leaves open: a guess was taken that a person may know better."""

    option: str
    """Which of the options settles it."""
    question: str
    choices: Mapping[str, str]
    """Value of the option → what it would mean, in words; the guess comes first."""


class Reading(NamedTuple):
    """How a file was understood: said before it is brought in."""

    kind: str
    form: str
    """csv, xlsx, json, vcard, mbox …"""
    source: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header: list[str] = []  # noqa: RUF012 never changed
    fields: Mapping[str, list[int]] = MappingProxyType({})
    """Field → the columns it is read from."""
    unused: list[str] = []  # noqa: RUF012
    """Headers of columns that nothing is read from."""
    sample: list[list[str]] = []  # noqa: RUF012
    """The first rows as they stand in the file."""
    dates: str = ""
    calendar: str = ""
    unit: str = ""
    currency: str = ""
    """Of the amounts; "" where there are none."""
    adopts_currency: bool = False
    """The shop had none yet and takes that of the file."""
    makes: tuple[str, ...] = ()
    """Fields that the shop does not have yet, and that the file brings."""
    own: tuple[OwnField, ...] = ()
    """The fields that the shop added, which a column may fill as well."""
    remembered: bool = False
    """Some of this was chosen for an earlier file with the same header."""
    doubts: tuple[Doubt, ...] = ()

    def headers_of(self, field: str) -> list[str]:
        """Return the names of the columns that a field is read from."""
        return [self.header[at] or f"#{at + 1}" for at in self.fields[field]]
