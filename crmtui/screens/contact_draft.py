"""Whom a half-filled form of a contact describes, to see who is like that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.reads.duplicates import Draft
from crmtui.screens.form import Values
from crmtui.text.points import read_points

if TYPE_CHECKING:
    from crmtui.app import CrmApp


def contact_draft(values: Values, app: CrmApp) -> Draft:
    """Return whom the values describe; what cannot be read yet is left out."""
    from crmtui.writes.points_key import point_key

    points = [
        (kind, point_key(kind, point.value, app.formats.region))
        for kind in ("phone", "email")
        for point in read_points(kind, values[kind])
    ]
    born = _born(values["birthday"], app)
    return Draft(
        values["name"], values["kind"], values["company"], values["city"], born, tuple(points)
    )


def _born(text: str, app: CrmApp) -> str:
    try:
        return app.formats.parse_birthday(text, app.today).isoformat()
    except InvalidValue:
        return ""
