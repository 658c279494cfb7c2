"""The stages that a pipeline begins with, and the first reasons for losing a sale."""

from __future__ import annotations

from typing import NamedTuple

from crmtui.locale import mark


class FirstStage(NamedTuple):
    """A stage of a new pipeline."""

    name: str
    kind: str
    probability: int


PIPELINE = mark("Sales")
STAGES = (
    FirstStage(mark("New"), "open", 20),
    FirstStage(mark("Talking"), "open", 40),
    FirstStage(mark("Offer"), "open", 70),
    FirstStage(mark("Won"), "won", 100),
    FirstStage(mark("Lost"), "lost", 0),
)
REASONS = (
    mark("price"),
    mark("out of stock"),
    mark("bought elsewhere"),
    mark("no answer any more"),
    mark("not needed any more"),
)
CERTAIN = {"won": 100, "lost": 0}
"""The probability of a stage that ends a deal."""
