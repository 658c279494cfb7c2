"""A wish, as JSON."""

from __future__ import annotations

from typing import Any

from crmtui.commands.shop import Shop
from crmtui.reads.needs import NeedLine


def need_json(here: Shop, line: NeedLine) -> dict[str, Any]:
    """Return a need as an object with stable keys."""
    return line._asdict() | {"date": here.day(line.at), "met": line.met_at is not None}
