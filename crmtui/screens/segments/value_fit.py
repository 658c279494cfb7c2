"""The models of lifetime value, fitted anew in the background once a week, for the cards."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from crmtui.errors import CrmError
from crmtui.screens.watcher import FITTED
from crmtui.text.formats import Formats

if TYPE_CHECKING:
    from crmtui.reads.value import Value
    from crmtui.screens.publishing import Publishing
    from crmtui.store.connect import Store

IDLE = 10.0
"""Seconds after the start: whoever opened the app has seen what they came for."""


async def fit_if_old(app: Publishing) -> None:
    """Fit the models if those kept are older than a week."""
    try:
        found = await app.bridge.read(_fit, app.formats, app.today)
        if found is not None:
            await app.bridge.apart(_keep, app.bridge.store, found)
            app.publish(FITTED)
    except CrmError as error:
        app.show_error(error)


def _fit(connection: sqlite3.Connection, formats: Formats, today: date) -> Value | None:
    from crmtui.reads.horizon import USUAL
    from crmtui.reads.value import value
    from crmtui.reads.worth import models_are_fresh

    fresh = models_are_fresh(connection, today)
    return None if fresh else value(connection, formats, today, USUAL, only_models=True)


def _keep(store: Store, found: Value) -> None:
    from crmtui.writes.value import keep_models

    keep_models(store, found)
