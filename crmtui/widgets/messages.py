"""What widgets tell the app, whichever screen they stand on."""

from __future__ import annotations

from textual.message import Message

from crmtui.errors import CrmError


class Trouble(Message):
    """A read failed for a reason a person can act on."""

    def __init__(self, error: CrmError) -> None:
        super().__init__()
        self.error = error
