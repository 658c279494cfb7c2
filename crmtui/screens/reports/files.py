"""Files of the reports: a table written, a price index taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crmtui.errors import Conflict, CrmError
from crmtui.locale import _, ngettext
from crmtui.screens.acts import UseCase
from crmtui.screens.place import Place
from crmtui.store.connect import Store
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.screens.reports.book import Found, Page


class ReportFiles(Place):
    """A view of reports that can be written and that prices can be given to."""

    @property
    def page(self) -> Page:
        """The page that is shown."""
        raise NotImplementedError

    @property
    def found(self) -> Found | None:
        """What was read for it; None yet."""
        raise NotImplementedError

    def action_export(self) -> None:
        """Write the table to a file whose name is asked for."""
        start(self, self._export, "export", exclusive=True)

    def action_prices(self) -> None:
        """Take a price index in from a file whose name is asked for."""
        start(self, self._prices, "prices", exclusive=True)

    async def _export(self) -> None:
        from crmtui.reads.exports.report_file import export_table
        from crmtui.screens.importing.ask import AskScreen

        crm, found, page = self.crm, self.found, self.page
        if found is None:
            return
        title = _("Export this table to a file (csv, xlsx, json …)")
        suggested = f"{page.report}-{page.sheet}.csv"
        name = await self.app.push_screen_wait(AskScreen(title, suggested))
        if not name:
            return
        path = self._path(name)
        try:
            if path.exists():
                raise Conflict(
                    _("{path} is there already.").format(path=path), _("Give another name.")
                )
            rows = found.plain[page.sheet]
            count = await crm.bridge.apart(export_table, path, rows, crm.formats)
        except CrmError as error:
            crm.show_error(error)
            return
        lines = ngettext("{n} line", "{n} lines", count).format(n=crm.formats.number(count))
        crm.say(_("{lines} written to {path}").format(lines=lines, path=path))

    async def _prices(self) -> None:
        from crmtui.screens.importing.ask import AskScreen

        title = _("Price index: a file with a month and its index a line")
        name = await self.app.push_screen_wait(AskScreen(title))
        if name:
            self.crm.do(_take_in(self._path(name)))

    def _path(self, name: str) -> Path:
        """Return where a file is meant: a bare name lies beside the last one that came in."""
        return Path(self.crm.state.folder or "~", name).expanduser()


def _take_in(path: Path) -> UseCase:
    def act(store: Store) -> object:
        from crmtui.exchange.price_rows import read_prices
        from crmtui.writes import prices

        return prices.take_in(store, read_prices(path))

    return act
