"""Reckon a workbook whose cells stand in XML: .xlsx and .ods."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from xml.parsers import expat

from crmtui.exchange.workbook.archive import BROKEN, LOCKED, TOO_LARGE, Refused
from crmtui.exchange.workbook.cost import LIMIT
from crmtui.exchange.workbook.cost_glance import Glance
from crmtui.exchange.workbook.cost_ods import OdsCost
from crmtui.exchange.workbook.cost_xlsx import XlsxCost

_ELEMENT_LIMIT = 10_000_000


class XmlCost:
    """Reads the members of a workbook, shared strings first, and refuses what is too large.

    Whatever a member is called, its elements say what it holds.
    """

    def __init__(self, room: int = LIMIT) -> None:
        self._room = room
        self._shared = array("I")
        self._elements = 0

    def read(self, unpack: Callable[[], Iterable[bytes]]) -> None:
        """Read one member, twice if a glance does not suffice."""
        if not Glance(self._shared).fits(unpack(), self._room):
            self._look_closely(unpack())

    def _look_closely(self, blocks: Iterable[bytes]) -> None:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        xlsx = XlsxCost(parser, self._shared, self._room)
        ods = OdsCost(parser, self._room)
        others = {"encryption-data": _refuse_locked, "Relationship": _check_target}
        openers = xlsx.openers | ods.openers | others

        def start(name: str, attributes: dict[str, str]) -> None:
            self._elements += 1
            opener = openers.get(name if ":" not in name else name.rpartition(":")[2])
            if opener:
                opener(attributes)
            if self._elements > _ELEMENT_LIMIT:
                raise Refused(TOO_LARGE)

        parser.StartElementHandler = start
        try:
            for block in blocks:
                parser.Parse(block)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, IndexError, OverflowError):
            raise Refused(BROKEN) from None
        self._shared = xlsx.end()
        self._room -= ods.total


def _refuse_doctype(*_declared: object) -> None:
    # No spreadsheet program writes one, and entities within entities grow without end.
    raise Refused(BROKEN)


def _refuse_locked(_attributes: dict[str, str]) -> None:
    raise Refused(LOCKED)


def _check_target(attributes: dict[str, str]) -> None:
    """Refuse sheets that hide where nobody counts their cells."""
    kind, target = attributes.get("Type", "").lower(), attributes.get("Target", "").lower()
    if kind.endswith(("/worksheet", "/sharedstrings")) and not (
        target.endswith((".xml", "sharedstrings.bin"))
        or ("worksheets/" in target and target.endswith(".bin"))
    ):
        raise Refused(BROKEN)
