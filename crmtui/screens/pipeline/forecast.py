"""What the pipeline will bring, month by month, beside what months brought; and why sales went."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crmtui.errors import CrmError
from crmtui.locale import _, mark
from crmtui.reads.forecast import Forecast, ForecastMonth, forecast
from crmtui.reads.pipeline_report import Chosen, Lost, Report, report
from crmtui.rules.pipeline_figures import Figures
from crmtui.screens.app_commands import beside
from crmtui.screens.watcher import EVERYTHING
from crmtui.text.formats import Formats
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.source import Rows
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp

Row = TypeVar("Row")

COMMANDS = (
    Command("forecast.other", "tab", mark("other list"), "app.focus_next", True, in_palette=False),
    Command("forecast.leave", "escape", mark("back"), "leave", in_footer=True, in_palette=False),
)
_BAR = 18
"""Cells of the longest bar."""


class MonthLine(NamedTuple):
    """A line of the forecast, with its place among the others from 1."""

    place: int
    month: ForecastMonth


class LostLine(NamedTuple):
    """Why sales were lost, or to whom, with its place among the others from 1."""

    place: int
    lost: Lost
    is_rival: bool


class _Figures(VirtualList[Row]):
    """A list of figures; there is nothing behind a line."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open nothing."""
        return action != "open" and super().check_action(action, parameters)


class ForecastScreen(ModalScreen[None]):
    """The months over the figures, and below them the reasons for losing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings((*COMMANDS, *beside()))
    shows = frozenset({"deal", "deal_stage", "stage", "lost_reason", "contact", "setting"})

    def __init__(self, pipeline: int, name: str) -> None:
        super().__init__()
        self._pipeline = pipeline
        self._pipeline_name = name
        self._most = 1
        """The highest month: its bar is the longest."""

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    def compose(self) -> ComposeResult:
        """Leave room for what is read."""
        self._months = _Figures[MonthLine](self._month_columns(), _place, id="months")
        self._figures = Static("", id="pipeline-figures", markup=False)
        self._lost = _Figures[LostLine](self._lost_columns(), _place, id="lost")
        self._lost.empty_text = _("No sale was lost. x on the board says why one was.")
        with Vertical(id="forecast") as panel:
            panel.border_title = Content(
                _("Forecast · {pipeline}").format(pipeline=self._pipeline_name)
            )
            yield self._months
            yield self._figures
            yield self._lost
        yield KeyBar()

    def on_mount(self) -> None:
        """Read it."""
        self._months.focus()
        self.reload()

    def kinds_changed(self, kinds: frozenset[str]) -> None:
        """Read it again if any of these kinds is shown here."""
        if self.is_mounted and (kinds == EVERYTHING or kinds & self.shows):
            self.reload()

    def reload(self) -> None:
        """Read it again."""
        start(self, self._read, "forecast", exclusive=True)

    async def _read(self) -> None:
        crm = self.crm
        try:
            found, figures = await crm.bridge.read(_all, crm.formats, crm.now, self._pipeline)
        except CrmError as error:
            crm.show_error(error)
            return
        months = [MonthLine(place, month) for place, month in enumerate(found.months, 1)]
        self._most = max([1, *(m.weighted + m.won.amount for m in found.months if m.month)])
        this = crm.formats.day(crm.now)
        here = [m.place for m in months if m.month.month and m.month.month.begins <= this]
        self._months.show(Rows(months, _place), at=max(here, default=1))
        self._figures.update(_told(found, figures.total, crm.formats))
        both = [(lost, False) for lost in figures.reasons]
        both += [(lost, True) for lost in figures.competitors]
        lost = [LostLine(place, *each) for place, each in enumerate(both, 1)]
        self._lost.show(Rows(lost, _place))

    def _month_columns(self) -> list[Column[MonthLine]]:
        crm = self.crm

        def short(amount: int) -> str:
            return crm.formats.short_money(amount) if amount else ""

        def count(n: int) -> str:
            return crm.formats.number(n) if n else ""

        def name(line: MonthLine) -> str:
            month = line.month.month
            return crm.formats.date(month.begins)[:7] if month else _("no day")

        def late(line: MonthLine) -> str:
            if not line.month.late:
                return ""
            return _("{n} late").format(n=crm.formats.number(line.month.late))

        return [
            Column(lambda: _("Month"), 7, name),
            Column(
                lambda: _("Expected"), 8, lambda line: count(line.month.expected.deals), right=True
            ),
            Column(
                lambda: _("Sum {unit}").format(unit=crm.formats.unit_name),
                11,
                lambda line: short(line.month.expected.amount),
                rank=2,
                right=True,
            ),
            Column(lambda: _("Weighted"), 8, lambda line: short(line.month.weighted), right=True),
            Column(lambda: _("Won"), 5, lambda line: count(line.month.won.deals), right=True),
            Column(
                lambda: _("Won sum"),
                8,
                lambda line: short(line.month.won.amount),
                right=True,
                role="won",
            ),
            Column(lambda: "", 8, late, rank=1, role="overdue"),
            Column(lambda: "", _BAR, self._bar, rank=3),
        ]

    def _bar(self, line: MonthLine) -> str:
        """Draw what was won, and behind it what is still expected on average."""
        if line.month.month is None:
            return ""
        won = line.month.won.amount * _BAR // self._most
        both = (line.month.won.amount + line.month.weighted) * _BAR // self._most
        return "█" * won + "░" * (both - won)

    def _lost_columns(self) -> list[Column[LostLine]]:
        crm = self.crm

        def amount(line: LostLine) -> str:
            total = line.lost.amount + line.lost.counter_amount
            return crm.formats.short_money(total) if total else ""

        return [
            Column(
                lambda: _("Lost for, or to"),
                18,
                lambda line: (
                    _("to {name}").format(name=line.lost.name) if line.is_rival else line.lost.name
                ),
                grows=True,
            ),
            Column(
                lambda: _("Deals"), 6, lambda line: crm.formats.number(line.lost.deals), right=True
            ),
            Column(
                lambda: _("At the counter"),
                14,
                lambda line: crm.formats.number(line.lost.counter),
                right=True,
            ),
            Column(
                lambda: _("Sum {unit}").format(unit=crm.formats.unit_name),
                11,
                amount,
                right=True,
                role="money",
            ),
        ]

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)


def _place(line: MonthLine | LostLine) -> int:
    return line.place


def _all(
    connection: sqlite3.Connection, formats: Formats, now: datetime, pipeline: int
) -> tuple[Forecast, Report]:
    return (
        forecast(connection, formats, now, pipeline),
        report(connection, formats, Chosen(pipeline)),
    )


def _told(found: Forecast, total: Figures, formats: Formats) -> Content:
    """Return the figures in a few sentences; a rate says of what it is one."""
    number = formats.number

    def money(amount: int) -> str:
        return f"{formats.short_money(amount)} {formats.unit_name}"

    parts = [_("A usual month: {amount} won").format(amount=money(found.usual))]
    closed = total.won.deals + total.lost.deals
    if total.win_rate_closed is not None and total.win_rate_all is not None:
        parts.append(
            _("{rate}% of {n} closed deals won, {all_rate}% of all {all}").format(
                rate=number(round(100 * total.win_rate_closed, 1)),
                n=number(closed),
                all_rate=number(round(100 * total.win_rate_all, 1)),
                all=number(closed + total.open.deals),
            )
        )
    if total.average_won is not None:
        parts.append(_("a won deal brings {amount}").format(amount=money(total.average_won)))
    if total.cycle_median is not None:
        days = number(round(total.cycle_median, 1))
        parts.append(_("half are won within {n} days").format(n=days))
    if total.velocity is not None:
        parts.append(_("velocity {amount} a day").format(amount=money(total.velocity)))
    return Content(" · ".join(parts))
