"""Any list of customers, worked like a dial queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from crmtui.locale import _
from crmtui.screens.today.queue_rows import PeopleToWork, entry_number
from crmtui.screens.today.queue_work import QueuePlace

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.reads.today.queue import Entry
    from crmtui.widgets.virtual_list import VirtualList

MOST = 500
"""The first so many of a list are worked; nobody turns to more of them on a day."""


class WorkScreen(QueuePlace):
    """The people of a list, in its order; who was turned to stays and is ticked off."""

    with_state: ClassVar[bool] = True
    is_over = True

    def __init__(self, name: str, ids: list[int], at: int, view: str) -> None:
        """Work the contacts `ids` of the list called `name`, from the one of id `at` on."""
        super().__init__()
        self.view = view  # type: ignore[misc]  # the one that it covers
        self._name = name
        self._ids = ids
        self._at = at

    def on_mount(self) -> None:
        """Show the list."""
        self._list.empty_text = _("Nobody is in this list.")
        self._list.show(PeopleToWork(self.crm, self._ids), at=self._at)

    def queue_title(self) -> str:
        """Return which list it is and where in it one is."""
        return _("{list} · {where}").format(list=self._name, where=self.where())

    def reload(self) -> None:
        """Read again what is shown."""
        super().reload()
        self._list.reload()

    def handled(self, entry: Entry) -> None:
        """Go on to the next line."""
        self._list.cursor += 1

    def failed(self, entry: Entry) -> None:
        """Go back to the line."""
        self._list.show(self._list.source, at=entry_number(entry))

    def leave_for(self, contact: int) -> None:
        """Show a contact in the Customers view; the work is over."""
        self.dismiss()
        super().leave_for(contact)

    @property
    def can_go_back(self) -> bool:
        """Tell that there is always a way: it stands over another view."""
        return True

    def action_back(self) -> None:
        """Go back from the card to the list, from the list to where it came from."""
        if self.has_class("card-open"):
            super().action_back()
        else:
            self.dismiss()


async def work(app: CrmApp, name: str, rows: VirtualList[Any], view: str) -> None:
    """Open the working mode over the first customers of a list, at the one under its cursor."""
    if not rows.is_loaded:
        return
    ids = [row.id for row in await rows.source.page(0, min(rows.count, MOST))]
    if ids:
        app.push_screen(WorkScreen(name, ids, rows.current_id, view))
    else:
        app.say(_("There is nobody in this list."))
