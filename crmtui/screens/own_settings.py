"""Changing a setting of this person's own from the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmtui.errors import CrmError
from crmtui.settings import Settings

if TYPE_CHECKING:
    from crmtui.app import CrmApp


async def set_own(app: CrmApp, name: str, value: str) -> bool:
    """Keep a setting, which holds from now on; False if that failed, which is said."""
    from crmtui.writes.personal import set_personal

    try:
        kept = await app.bridge.apart(set_personal, name, value)
    except CrmError as error:
        app.show_error(error)
        return False
    app.settings = Settings({**app.settings.values, name: kept})
    return True
