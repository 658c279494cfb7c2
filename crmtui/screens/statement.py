"""Somebody's account on the screen, and from there as a page to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crmtui.errors import CrmError
from crmtui.exchange.private_file import private_file
from crmtui.exchange.statement_html import StatementPage, Table, statement_html
from crmtui.locale import _, mark
from crmtui.places import documents_path
from crmtui.reads.statement import statement
from crmtui.reads.statement_page import statement_page
from crmtui.text.clean import printable
from crmtui.widgets.cells import cut, fenced, one_line
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.mirror import in_order
from crmtui.widgets.source import Rows
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp

COMMANDS = (
    Command("statement.save", "w", mark("save as a page"), "save", in_footer=True),
    Command(
        "statement.next", "tab", mark("what is open"), "app.focus_next", True, in_palette=False
    ),
    Command("statement.leave", "escape,q", mark("back"), "leave", True, in_palette=False),
)

_MOST_OPEN = 6
"""Lines of what is not paid yet before they scroll."""
Line = tuple[int, Sequence[str]]


class StatementScreen(ModalScreen[None]):
    """What was charged and paid, with the balance after each; below it what is open."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    _page: StatementPage | None = None

    def __init__(self, contact: int) -> None:
        super().__init__()
        self._contact = contact

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    def compose(self) -> ComposeResult:
        """Leave room for what is read."""
        yield Vertical(id="statement")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the account."""
        start(self, self._read, "statement", exclusive=True)

    async def _read(self) -> None:
        crm = self.crm
        try:
            found = await crm.bridge.read(statement, self._contact)
        except CrmError as error:
            self.dismiss(None)
            crm.show_error(error)
            return
        self._page = page = statement_page(found, crm.formats, crm.settings["shop"], crm.today)
        panel = self.query_one("#statement")
        parts = [page.title, one_line(page.name), page.number, page.period]
        others = sum(cell_len(part) + 3 for part in parts) - cell_len(parts[1])
        parts[1] = cut(parts[1], max(10, self.size.width - 10 - others))
        panel.border_title = Content(" · ".join(in_order(fenced(parts))))
        moves = _listed(page.moves, "moves")
        closing = Static(Content(printable(one_line(page.closing))), id="closing", markup=False)
        moves.styles.max_height = len(page.moves.rows) + 1
        await panel.mount(moves, closing)
        moves.show(Rows(list(enumerate(page.moves.rows, 1)), _number), at=len(page.moves.rows))
        if page.open_title:
            open_items = _listed(page.open, "open-items")
            open_items.styles.height = min(len(page.open.rows), _MOST_OPEN) + 1
            await panel.mount(Static(page.open_title, classes="quiet", markup=False), open_items)
            open_items.show(Rows(list(enumerate(page.open.rows, 1)), _number))
        moves.focus()

    def action_save(self) -> None:
        """Write the page into the folder for documents, and say where it is."""
        if self._page is not None:
            start(self, partial(self._save, self._page), "save", exclusive=True)

    async def _save(self, page: StatementPage) -> None:
        try:
            path = await self.crm.bridge.apart(save_page, page, self._contact, self.crm.today)
        except CrmError as error:
            self.crm.show_error(error)
            return
        self.crm.say(_("The page to print is {path}").format(path=printable(str(path))))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)


def save_page(page: StatementPage, contact: int, day: date) -> Path:
    """Write a statement into a new file and return where that is. Raises CrmError."""
    folder = documents_path()
    names = (f"statement-{contact}-{day}{f'-{n}' if n > 1 else ''}.html" for n in count(1))
    path = next(path for name in names if not (path := folder / name).exists())
    with private_file(path) as file:
        file.write(statement_html(page).encode())
    return path


def _listed(table: Table, name: str) -> VirtualList[Line]:
    columns = [_column(table, index) for index in range(len(table.titles))]
    return VirtualList(columns, _number, id=name)


def _column(table: Table, index: int) -> Column[Line]:
    cells = (table.titles[index], *(row[index] for row in table.rows))
    is_text = index in table.texts
    return Column(
        lambda: table.titles[index],
        12 if is_text else max(cell_len(one_line(cell)) for cell in cells),
        lambda line: line[1][index],
        rank=1 if is_text else 0,
        grows=is_text,
        right=index in table.numbers,
    )


def _number(line: Line) -> int:
    return line[0]
