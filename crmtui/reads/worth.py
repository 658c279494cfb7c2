"""One customer's forecast by the models that were fitted last: a card fits none."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import Any

from crmtui.reads.horizon import USUAL
from crmtui.reads.value import Forecast, forecast
from crmtui.reads.value_words import forecast_text
from crmtui.reads.visits import visits
from crmtui.rules.bgnbd import BgNbd
from crmtui.rules.gamma_gamma import GammaGamma
from crmtui.rules.lifetime import Doubt, Models
from crmtui.store.fitted import fitted
from crmtui.text.formats import Formats

NAME = "value"
"""What the models are kept under."""
_FRESH, _OLD = timedelta(days=7), timedelta(days=60)
"""When the models should be fitted anew, and when they are not believed any more."""


def models_are_fresh(connection: sqlite3.Connection, today: date) -> bool:
    """Tell whether the models were fitted within a week."""
    kept = fitted(connection, NAME)
    return kept is not None and abs(today - kept[0]) <= _FRESH


def worth(
    connection: sqlite3.Connection, contact: int, formats: Formats, today: date
) -> Forecast | None:
    """Return what to expect of a customer; None where no model is known that could tell."""
    kept = fitted(connection, NAME)
    if kept is None or kept[1]["bgnbd"] is None or abs(today - kept[0]) > _OLD:
        return None
    bought = next(visits(connection, formats.zone, today, contact=contact), None)
    return forecast(_models(kept[1]), bought, formats, today, USUAL) if bought else None


def worth_text(one: Forecast | None, formats: Formats) -> str:
    """Say it in a line."""
    return forecast_text(one, USUAL, formats) if one else ""


def _models(kept: dict[str, Any]) -> Models:
    much = kept["gamma_gamma"]
    return Models(
        BgNbd(**kept["bgnbd"]),
        GammaGamma(**much) if much else None,
        kept["mean"],
        tuple(map(Doubt, kept["doubts"])),
    )
