"""The keys of a customer do the same to all who are marked, if anybody is."""

from __future__ import annotations

from crmtui.screens.bulk_actions import BulkActions
from crmtui.screens.customer_actions import CustomerActions

_FOR_ONE = frozenset({"add", "sale", "copy", "deals"})
"""What is hidden while many are marked: it would be about the one under the cursor."""


class MarkedCustomers(BulkActions, CustomerActions):
    """A view where customers are chosen one by one, or marked to be changed together."""

    @property
    def is_about_many(self) -> bool:
        """Tell whether the keys are about all who are marked."""
        return bool(self.marked) and self.marking.has_focus

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is for one, or what is for many."""
        if self.is_about_many and action in _FOR_ONE:
            return False
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        """Change the customer, or set fields of many."""
        self.action_edit_many() if self.is_about_many else super().action_edit()

    def action_log(self) -> None:
        """Log a call, a visit, a message; with many, the same."""
        self.action_log_many() if self.is_about_many else super().action_log()

    def action_task(self) -> None:
        """Plan what to do next for them."""
        self.action_task_many() if self.is_about_many else super().action_task()

    def action_delete(self) -> None:
        """Delete the customer, the entry of the timeline, or many."""
        self.action_delete_many() if self.is_about_many else super().action_delete()
