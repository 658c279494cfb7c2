"""The reports: the pages on the left, the one under the cursor with its figures on the right."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crmtui.errors import CrmError
from crmtui.locale import _, mark
from crmtui.reads.reports.behind import customers_behind
from crmtui.reads.reports.sheets import Line, Sheet
from crmtui.screens.place import Place
from crmtui.screens.reports.book import (
    APART,
    PAGES,
    SPANS,
    WITH_PRICES,
    Found,
    Page,
    Wanted,
    days_words,
    nothing_words,
    read_report,
)
from crmtui.screens.reports.files import ReportFiles
from crmtui.screens.reports.rows import cohort_rows, figures_text, sheet_columns
from crmtui.text.periods import SIZES
from crmtui.widgets.cohort_grid import CohortGrid
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.source import Rows
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

COMMANDS = (
    Command("reports.next", "tab", mark("next page"), "page(1)", in_footer=True),
    Command("reports.previous", "shift+tab", mark("page before"), "page(-1)"),
    Command("reports.span", "p", mark("time span"), "span", in_footer=True),
    Command("reports.by", "b", mark("periods"), "by", in_footer=True),
    Command("reports.real", "r", mark("real prices"), "real", in_footer=True),
    Command("reports.export", ">", mark("export"), "export", in_footer=True),
    Command("reports.prices", "P", mark("bring in a price index"), "prices"),
    Command("reports.back", "escape", mark("pages"), "back", in_footer=True, in_palette=False),
)


class ReportsScreen(ReportFiles, Place):
    """Each page is a table of a report; enter on a line shows the customers behind it."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (110, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#lines"
    view = "reports"
    shows = frozenset({"contact", "purchase", "purchase_line", "tag", "contact_tag"}) | {
        *("contact_link", "setting", "price_index", "deal", "stage", "ticket")
    }

    def body(self) -> Iterable[Widget]:
        """Return the pages and what is on one."""
        self._found: dict[Wanted, Found] = {}
        self._is_real = False
        names = Column[Page](lambda: "", 10, lambda page: _(page.name), grows=True)
        self._pages: VirtualList[Page] = VirtualList(
            [names], lambda page: PAGES.index(page) + 1, id="pages", has_header=False
        )
        self._figures = Static("", id="report-figures", markup=False)
        self._of = Static("", id="report-of", markup=False)
        self._lines: VirtualList[Line] = VirtualList([], self._line_number, id="lines")
        self._grid = CohortGrid(id="cohorts")
        yield Horizontal(
            Vertical(self._pages, id="pages-pane", classes="pane"),
            Vertical(
                self._figures, self._lines, self._grid, self._of, id="report-pane", classes="pane"
            ),
            id="body",
        )

    def _line_number(self, line: Line) -> int:
        sheet = self.sheet
        return sheet.lines.index(line) + 1 if sheet else 0

    def on_mount(self) -> None:
        """Go to the page that was open."""
        self.query_one("#pages-pane").border_title = Content(f" {_('Reports')} ")
        ids = [page.id for page in PAGES]
        last = self.crm.state.report
        at = ids.index(last) + 1 if last in ids else 1
        self._pages.show(Rows(list(PAGES), lambda page: PAGES.index(page) + 1), at=at)

    # What is shown

    @property
    def page(self) -> Page:
        """The page under the cursor."""
        return self._pages.current or PAGES[0]

    @property
    def wanted(self) -> Wanted:
        """What has to be read for it."""
        state = self.crm.state
        span = state.report_span if state.report_span in SPANS else "all"
        by = state.report_by if state.report_by in SIZES else "month"
        part = self.page.sheet if self.page.report == "sales" and self.page.sheet in APART else ""
        return Wanted(self.page.report, span, by, self._is_real, part)

    @property
    def found(self) -> Found | None:
        """What was read for it; None yet."""
        return self._found.get(self.wanted)

    @property
    def sheet(self) -> Sheet | None:
        """The table of the page; None while it is read."""
        found = self.found
        return found.sheets[self.page.sheet] if found else None

    def reload(self) -> None:
        """Read again what is shown; the cursor stays where it is."""
        self._found.clear()
        self._show(is_new=False)

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show the page under the cursor."""
        if message.list is self._pages and self._pages.current:
            if self.crm.state.report != self.page.id or self.sheet is None:
                self.crm.state.report = self.page.id
                self._show()
        else:
            self.refresh_bindings()

    def _show(self, *, is_new: bool = True) -> None:
        if self.found is None:
            start(self, partial(self._read, self.wanted, is_new), "report", exclusive=True)
        else:
            self._lay_out(is_new=is_new)

    async def _read(self, wanted: Wanted, is_new: bool) -> None:
        crm = self.crm
        try:
            found = await crm.bridge.read(read_report, wanted, crm.settings, crm.formats, crm.now)
        except CrmError as error:
            self._is_real = False
            crm.show_error(error)
            return
        self._found[wanted] = found
        self._lay_out(is_new=is_new)

    def _lay_out(self, *, is_new: bool) -> None:
        found, sheet = self.found, self.sheet
        if found is None or sheet is None:
            return
        is_grid = bool(sheet.shaded and sheet.lines)
        had_focus = self._lines.has_focus or self._grid.has_focus
        self._grid.display, self._lines.display = is_grid, not is_grid
        width = self.query_one("#report-pane").size.width
        self._figures.update(figures_text(found.figures, width - 2))
        self._of.update(Content(sheet.of if sheet.lines else ""))
        self._title(found)
        if is_grid:
            self._grid.show([head.title for head in sheet.heads], cohort_rows(sheet))
        else:
            self._lines.lay_out(sheet_columns(sheet, width))
            self._lines.empty_text = self._empty(found)
            at = 0 if is_new else self._lines.cursor + 1
            self._lines.show(Rows(sheet.lines, self._line_number), at=at)
        if had_focus:
            (self._grid if is_grid else self._lines).focus()
        self.refresh_bindings()

    def _title(self, found: Found) -> None:
        words = [_(self.page.name), days_words(found.span, self.crm.formats)]
        self.query_one("#report-pane").border_title = Content(f" {' · '.join(words)} ")

    def _empty(self, found: Found) -> str:
        if found.figures:
            return _("There is nothing to show here.")
        return nothing_words(self.page, self.wanted.span)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the table to the new width."""
        self.call_after_refresh(self._lay_out, is_new=False)

    # What can be done

    def action_page(self, step: int) -> None:
        """Go to the next page, or the one before."""
        self._pages.cursor = (self._pages.cursor + step) % len(PAGES)

    def action_span(self) -> None:
        """Look at another stretch of time."""
        names = list(SPANS)
        state = self.crm.state
        state.report_span = names[(names.index(self.wanted.span) + 1) % len(names)]
        self.crm.say(_(SPANS[state.report_span]))
        self._show()

    def action_by(self) -> None:
        """Count by months, quarters or years."""
        names = list(SIZES)
        self.crm.state.report_by = names[(names.index(self.wanted.by) + 1) % len(names)]
        self._show()

    def action_real(self) -> None:
        """Show amounts at constant prices, or as they were."""
        self._is_real = not self._is_real
        self._show(is_new=False)

    def action_back(self) -> None:
        """Go to the pages."""
        self.remove_class("report-open")
        self._pages.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back where one is not among the pages, and to export what there is."""
        if action == "back":
            return self.is_mounted and not self._pages.has_focus
        if action == "real":
            return self.is_mounted and self.page.report in WITH_PRICES
        if action == "export":
            sheet = self.is_mounted and self.sheet
            return bool(sheet and sheet.lines)
        return super().check_action(action, parameters)

    def on_descendant_focus(self) -> None:
        """Show the pane that has the focus, where there is room for one."""
        self.set_class(not self._pages.has_focus, "report-open")
        self.refresh_bindings()

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Go into the page, or to the customers behind the line."""
        if message.list is self._pages:
            (self._grid if self._grid.display else self._lines).focus()
        elif line := self._lines.current:
            self._open_behind(line.behind, line.cells[0])

    def on_cohort_grid_opened(self) -> None:
        """Go to the customers of the cell."""
        row, column = self._grid.cursor
        if (sheet := self.sheet) and row < len(sheet.lines):
            line = sheet.lines[row]
            if line.behind:
                kind, value = line.behind
                later = f":{column}" if column else ""
                name = f"{line.cells[0]} +{column}" if column else line.cells[0]
                self._open_behind((kind, value + later), name)

    def _open_behind(self, figure: tuple[str, str] | None, name: str) -> None:
        if figure is None:
            self.crm.say(_("No customer is behind this line."))
        else:
            start(self, partial(self._behind, figure, name), "behind", exclusive=True)

    async def _behind(self, figure: tuple[str, str], name: str) -> None:
        from crmtui.screens.behind import BehindScreen

        crm, found = self.crm, self.found
        if found is None:
            return
        try:
            ids = await crm.bridge.read(customers_behind, crm.settings, found.span, figure)
        except CrmError as error:
            crm.show_error(error)
            return
        self.app.push_screen(BehindScreen(self.view, f"{_(self.page.name)} · {name}", ids))
