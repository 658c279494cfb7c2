"""Two contacts side by side: whose values stay is chosen field by field, then they become one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crmtui.errors import CrmError
from crmtui.labels import moved_label
from crmtui.locale import _, mark
from crmtui.reads.merge import Comparison, FieldRow, compare
from crmtui.screens import acts
from crmtui.widgets.cells import one_line
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.source import Rows
from crmtui.widgets.virtual_list import VirtualList
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp

COMMANDS = (
    Command(
        "merge.make",
        "enter",
        mark("merge"),
        "make",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
    Command("merge.left", "left,h", mark("keep left"), "choose('a')", True, False),
    Command("merge.right", "right,l", mark("keep right"), "choose('b')", True, False),
    Command("merge.other", "space", mark("keep the other"), "choose('')", in_palette=False),
    Command("merge.swap", "s", mark("swap"), "swap", True, False),
    Command("merge.leave", "escape", mark("back"), "leave", in_footer=True, in_palette=False),
)

Then = Callable[[int | None], None]
"""Is told the contact that stayed, or None."""


def open_merge(app: CrmApp, a: int, b: int, then: Then | None = None) -> None:
    """Show two contacts side by side, to be made one; the first stays unless they are swapped."""
    start(app, partial(_open, app, a, b, then), "merge", exclusive=True)


async def _open(app: CrmApp, a: int, b: int, then: Then | None) -> None:
    try:
        found = await app.bridge.read(compare, a, b)
    except CrmError as error:
        app.show_error(error)
        return
    app.push_screen(MergeScreen(found), then)


class MergeScreen(ModalScreen[int | None]):
    """Returns the contact that stayed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, found: Comparison) -> None:
        super().__init__()
        self._found = found
        self._chosen: dict[str, int] = {}
        """The contact whose value was chosen, by field: it holds whoever stays."""
        self._is_merging = False

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    def compose(self) -> ComposeResult:
        """Put the fields under what is to happen."""
        self._head = Static("", id="merge-head", markup=False)
        self._list: VirtualList[tuple[int, FieldRow]] = VirtualList(
            [
                Column(lambda: "", 11, lambda row: row[1].label, most=20, role="muted"),
                Column(self._title("a"), 16, lambda row: _side(row[1], "a"), grows=True, rank=1),
                Column(self._title("b"), 16, lambda row: _side(row[1], "b"), grows=True, rank=2),
                Column(
                    lambda: _("What is kept"), 18, lambda row: _kept(row[1]), grows=True, rank=0
                ),
            ],
            lambda row: row[0],
            id="merge-fields",
        )
        with Vertical(id="merge") as panel:
            panel.border_title = Content(_("Make one contact of two"))
            yield self._head
            yield self._list
            yield Static("", id="merge-kept", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show them as they were read."""
        self._show()
        self._list.focus()

    def _title(self, side: str) -> Callable[[], str]:
        def title() -> str:
            number, name = (
                (self._found.a, self._found.names[0])
                if side == "a"
                else (self._found.b, self._found.names[1])
            )
            return f"#{number} {name}"

        return title

    def _show(self) -> None:
        found = self._found
        a, b = (one_line(name) for name in found.names)
        lines = [
            _("#{a} {name} stays; everything of #{b} {other} goes over to it.").format(
                a=found.a, name=a, b=found.b, other=b
            )
        ]
        if moves := [moved_label(table, n) for table, n in found.moves.items() if n]:
            lines.append(_("With it go {what}.").format(what=", ".join(moves)))
        self._head.update(Content("\n".join(lines)))
        at = self._list.current_id
        rows = list(enumerate(found.rows, 1))
        self._list.show(Rows(rows, lambda row: row[0]), at=at)

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show in whole what is kept in the field under the cursor: a line cuts it short."""
        if current := self._list.current:
            row = current[1]
            kept = Content.assemble(
                (f"{one_line(row.label)}  ", "$foreground-muted"), row.shown_kept
            )
            self.query_one("#merge-kept", Static).update(kept)

    # Choosing

    def action_choose(self, side: str) -> None:
        """Keep the value of one side in the field under the cursor; "" takes the other."""
        current = self._list.current
        if current is None:
            return
        row = current[1]
        if not row.may_choose:
            self.crm.say(_("Nothing to choose here: what either has is kept."))
            return
        side = side or ("a" if row.side == "b" else "b")
        self._chosen[row.field] = self._found.a if side == "a" else self._found.b
        self._compare(self._found.a, self._found.b)

    def action_swap(self) -> None:
        """Let the other one stay; what was chosen stays chosen."""
        self._compare(self._found.b, self._found.a)

    def _compare(self, a: int, b: int) -> None:
        start(self, partial(self._read, a, b), "compare", exclusive=True)

    async def _read(self, a: int, b: int) -> None:
        try:
            self._found = await self.crm.bridge.read(compare, a, b, self._taken(b))
        except CrmError as error:  # one of them is gone meanwhile
            self.crm.show_error(error)
            self.dismiss(None)
        else:
            self._show()

    def _taken(self, gone: int) -> list[str]:
        return [field for field, contact in self._chosen.items() if contact == gone]

    # Merging

    def action_make(self) -> None:
        """Make them one, unless that is being done already."""
        if not self._is_merging:
            self._is_merging = True
            start(self, self._make, "make")

    async def _make(self) -> None:
        keep, gone = self._found.a, self._found.b
        try:
            done = await self.crm.bridge.write(acts.merge_contacts(keep, gone, self._taken(gone)))
        except CrmError as error:
            self.crm.show_error(error)
            self._is_merging = False
            return
        self.dismiss(keep)
        self.crm.say_done(done)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Choose the other value with a double click."""
        self.action_choose("")

    def action_leave(self) -> None:
        """Leave them as they are."""
        self.dismiss(None)


def _side(row: FieldRow, side: str) -> str:
    """Show a value of one side, marked if it is the one that is kept of two."""
    shown = row.shown_a if side == "a" else row.shown_b
    if not row.may_choose:
        return shown
    return f"● {shown}" if row.side == side else f"○ {shown}"


def _kept(row: FieldRow) -> str:
    return row.shown_kept
