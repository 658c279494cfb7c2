"""Writes everything stored about somebody to a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from crmtui.errors import CrmError
from crmtui.exchange.private_file import private_file
from crmtui.locale import _
from crmtui.reads.exports.person import format_of, person_file
from crmtui.screens.importing.ask import AskScreen
from crmtui.store.connect import Store
from crmtui.widgets.cells import one_line
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.path_box import PathBox
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp


class PathScreen(AskScreen):
    """Asks for a path; one that is longer than the line shows its end."""

    def compose(self) -> ComposeResult:
        """Show a line to type a path into."""
        with Vertical(id="ask") as panel:
            panel.border_title = Content(self._title)
            yield PathBox("", "")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the line in once its width is known."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        box = self.query_one(PathBox)
        box.value = self._value
        box.cursor_position = 0
        self.call_after_refresh(box.action_end)  # it scrolls by the width of what is drawn


def open_person_file(app: CrmApp, contact: int, name: str) -> None:
    """Ask for a file and write everything about a contact to it, as its name ends."""
    title = _("All about {name}: .txt, .json or .vcf").format(name=one_line(name))
    file = str(Path.home() / f"contact-{contact}.txt")
    app.push_screen(PathScreen(title, file), partial(_write, app, contact))


def _write(app: CrmApp, contact: int, file: str | None) -> None:
    if file:
        start(app, partial(_carry_out, app, contact, Path(file).expanduser()), "person")


async def _carry_out(app: CrmApp, contact: int, path: Path) -> None:
    try:
        await app.bridge.apart(_save, app.bridge.store, contact, path)
    except CrmError as error:
        app.show_error(error)
    except OSError as error:
        app.show_error(
            CrmError(
                _("{path} cannot be written: {reason}.").format(path=path, reason=error.strerror)
            )
        )
    else:
        app.say(_("Everything about them is in {path}.").format(path=path))


def _save(store: Store, contact: int, path: Path) -> None:
    with store.read() as connection:
        content = person_file(connection, contact, format_of("", path.name))
    with private_file(path) as file:
        file.write(content)
