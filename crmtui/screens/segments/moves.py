"""Who moved between the segments, and whether the segments of a day came true."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import BindingType

from crmtui.labels import segment_label, short_segment_label
from crmtui.locale import _, mark
from crmtui.reads.move_words import headline
from crmtui.reads.segment_moves import MONTH, MoveLine, Moves, lines, segment_moves
from crmtui.reads.segment_test import DAYS, SegmentTest, Tested, segment_test, verdict
from crmtui.rules.rfm import SEGMENTS
from crmtui.screens.list_modal import ListModal
from crmtui.screens.segments.forms import Look, since_form
from crmtui.screens.work_list import MOST, WorkScreen
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.virtual_list import VirtualList

MOVES = (
    Command("moves.since", "d", mark("since …"), "since", in_footer=True, in_palette=False),
    Command("moves.falls", "s", mark("only down"), "falls", in_footer=True, in_palette=False),
    Command("moves.work", "w", mark("work this list"), "work", in_footer=True, in_palette=False),
)


class MovesScreen(ListModal[MoveLine]):
    """Who changed segment, the most valuable first; enter goes to the customer."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(MOVES)
    shows = frozenset({"contact", "purchase", "setting"})
    on_row = frozenset({"work"})

    _found: Moves | None = None
    _only_falls = False

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._since: date | None = None

    def heading(self) -> str:
        """Return what the list is of."""
        found = self._found
        if found is None:
            return _("Who moved …")
        day = self.crm.formats.date(found.summary.since)
        form = _("Who moved down since {day}") if self._only_falls else _("Who moved since {day}")
        return form.format(day=day)

    def note(self) -> str:
        """Return what counts most."""
        return headline(self._found.summary, self.crm.formats) if self._found else ""

    def empty_text(self) -> str:
        """Return what is said where there is nothing."""
        return _("Nobody changed segment.")

    def columns(self) -> Sequence[Column[MoveLine]]:
        """Return the columns."""
        formats = self.crm.formats
        return [
            Column(lambda: _("Name"), 14, lambda line: line.name, grows=True),
            Column(lambda: _("From"), 12, lambda line: short_segment_label(line.before)),
            Column(lambda: _("To"), 13, _to),
            Column(
                lambda: _("Paid before"),
                11,
                lambda line: formats.short_money(line.paid) if line.paid else "",
                right=True,
                role="money",
            ),
            Column(
                lambda: _("Since then"),
                11,
                lambda line: formats.short_money(line.spent) if line.spent else "",
                right=True,
                rank=1,
                role="money",
            ),
        ]

    def number(self, row: MoveLine) -> int:
        """Return the id of the customer."""
        return row.id

    def reader(self) -> Callable[[sqlite3.Connection], list[MoveLine]]:
        """Return what reads the moves."""
        crm, look, since = self.crm, self._look, self._since

        def read(connection: sqlite3.Connection) -> list[MoveLine]:
            found = self._found = segment_moves(
                connection,
                crm.settings,
                today=crm.today,
                since=since,
                as_of=look.as_of,
                method=look.method,
            )
            moved = [m for m in found.moved if m.is_fall] if self._only_falls else found.moved
            return lines(connection, moved)

        return read

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Go to the customer."""
        if line := self.listed.current:
            self.dismiss(line.id)

    def action_since(self) -> None:
        """Ask from which day on."""
        until = self._look.as_of or self.crm.today
        since = self._since or until - timedelta(days=MONTH)
        self.app.push_screen(since_form(self.crm, since, self._take))

    def _take(self, day: date) -> None:
        self._since = day
        self.reload()

    def action_falls(self) -> None:
        """Show only who went to a worse segment, or everybody."""
        self._only_falls = not self._only_falls
        self.reload()

    def action_work(self) -> None:
        """Turn to them, one after the other."""
        ids = [line.id for line in self._rows.rows[:MOST]]
        name, at = _("Moves"), self.listed.current_id
        self.dismiss(None)
        self.app.push_screen(WorkScreen(name, ids, at, "segments"))


def _to(line: MoveLine) -> str:
    is_fall = SEGMENTS.index(line.after) > SEGMENTS.index(line.before)
    return f"{'▼' if is_fall else '▲'} {short_segment_label(line.after)}"


class CameTrueScreen(ListModal[Tested]):
    """How many of each segment of a day bought in the days that followed."""

    shows = frozenset({"contact", "purchase", "setting"})

    _found: SegmentTest | None = None

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def heading(self) -> str:
        """Return what the list is of."""
        if self._found is None:
            return _("Did the segments come true? …")
        day = self.crm.formats.date(self._found.as_of)
        return _("Did the segments of {day} come true?").format(day=day)

    def note(self) -> str:
        """Return what came of it."""
        return "\n".join(verdict(self._found, self.crm.formats)) if self._found else ""

    def empty_text(self) -> str:
        """Return what is said where there is nothing."""
        return _("Nobody had bought anything then.")

    def columns(self) -> Sequence[Column[Tested]]:
        """Return the columns."""
        number = self.crm.formats.number
        return [
            Column(lambda: _("Segment"), 18, _name, grows=True),
            Column(lambda: _("Customers"), 9, lambda line: number(line.customers), right=True),
            Column(lambda: _("Bought"), 8, lambda line: number(line.bought), right=True),
            Column(lambda: "%", 4, lambda line: number(round(100 * line.rate)), right=True),
            Column(lambda: "", 22, _bar, rank=2),
            Column(lambda: _("Lift"), 6, self._lift, right=True),
        ]

    def _lift(self, line: Tested) -> str:
        lift = self._found.lift(line) if self._found else None
        return "" if lift is None else f"×{self.crm.formats.decimal(f'{lift:.1f}')}"

    def number(self, row: Tested) -> int:
        """Return the place of the segment; that of all is the last."""
        return SEGMENTS.index(row.segment) + 1 if row.segment else len(SEGMENTS)

    def reader(self) -> Callable[[sqlite3.Connection], list[Tested]]:
        """Return what reads the test."""
        crm, look = self.crm, self._look

        def read(connection: sqlite3.Connection) -> list[Tested]:
            found = self._found = segment_test(
                connection,
                crm.settings,
                today=crm.today,
                as_of=look.as_of,
                days=DAYS,
                method=look.method,
            )
            return [line for line in (*found.lines, found.all) if line.customers]

        return read

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Go to the customers of the segment."""
        if (line := self.listed.current) and line.segment:
            self.dismiss(self.number(line))


def _name(line: Tested) -> str:
    return segment_label(line.segment) if line.segment else _("All")


def _bar(line: Tested) -> str:
    return "█" * round(20 * line.rate)
