"""From what stands in the fields of a contact's form to what the writes take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from crmtui.errors import InvalidValue, NotFound
from crmtui.locale import _
from crmtui.reads.contact_fields import read_field
from crmtui.reads.who import resolve
from crmtui.rules.custom import OwnField
from crmtui.screens.contact_fields import POINTS
from crmtui.screens.custom_inputs import is_own, own_changes
from crmtui.screens.form import FieldError, Values
from crmtui.store.connect import Store
from crmtui.text.clean import clean
from crmtui.text.fold import fold
from crmtui.text.formats import Formats
from crmtui.text.points import read_points

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.contacts import ContactChanges


def contact_changes(
    values: Values, before: Values, app: CrmApp, own: Sequence[OwnField] = ()
) -> dict[str, Any]:
    """Return what differs from before, checked field by field. Raises FieldError.

    A referrer is still as typed: finding them needs the store.
    """
    changed = {name: value for name, value in values.items() if value != before.get(name, "")}
    changes: dict[str, Any] = {}
    if fields := own_changes(own, changed, app):
        changes["fields"] = fields
    for name, value in changed.items():
        if is_own(name):
            continue
        try:
            changes[name] = _read(name, value, app)
        except InvalidValue as error:
            raise FieldError(name, error) from error
    if not before.get("name") and "name" not in changes:
        raise FieldError("name", InvalidValue(_("A customer needs a name.")))
    return changes


def with_referrer(store: Store, changes: dict[str, Any]) -> ContactChanges:
    """Put the id of the referrer in the place of their name. Raises FieldError."""
    if "referred_by" in changes:
        changes = changes | {"referred_by": find_who(store, "referred_by", changes["referred_by"])}
    return cast("ContactChanges", changes)


def find_who(store: Store, field: str, who: str) -> int | None:
    """Return whom a field means, None if it is empty. Raises FieldError."""
    if not clean(who):
        return None
    try:
        with store.read() as connection:
            return resolve(connection, who)
    except NotFound as error:
        raise FieldError(field, error) from error


def _read(name: str, value: str, app: CrmApp) -> object:
    if name == "name" and not fold(value):
        raise InvalidValue(_("A customer needs a name."))
    if name in POINTS:
        ways = read_points(name, value)
        for way in ways:
            _check(name, way.value, app.formats)
        return ways
    if name == "tags":
        parts = value.replace("،", ",").replace(";", ",").split(",")
        return [part for part in map(clean, parts) if part]
    return read_field(name, value, app.formats, app.today)


def _check(kind: str, value: str, formats: Formats) -> None:
    """Raise InvalidValue for what cannot be a phone or an e-mail address."""
    from crmtui.writes.points_key import point_key

    if kind == "phone" and not point_key(kind, value, formats.region):
        raise InvalidValue(_("{value} is not a phone number.").format(value=value))
    if kind == "email" and ("@" not in value.strip("@") or " " in value):
        raise InvalidValue(_("{value} is not an e-mail address.").format(value=value))
