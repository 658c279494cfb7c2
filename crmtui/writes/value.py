"""The models of lifetime value, kept for the cards."""

from __future__ import annotations

from crmtui.reads.value import Value
from crmtui.reads.worth import NAME
from crmtui.store.connect import Store
from crmtui.store.fitted import keep_fitted


def keep_models(store: Store, found: Value) -> None:
    """Keep the models that were fitted to everything up to today."""
    models = found.models
    parameters = {
        "bgnbd": models.bgnbd and models.bgnbd._asdict(),
        "gamma_gamma": models.gamma_gamma and models.gamma_gamma._asdict(),
        "mean": models.mean,
        "doubts": [doubt.value for doubt in models.doubts],
    }
    keep_fitted(store, NAME, found.as_of, parameters)
