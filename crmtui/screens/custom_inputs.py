"""The fields of the shop's own in the form of a contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.reads.custom import Held
from crmtui.rules.custom import NO, YES, OwnField, read, typed
from crmtui.screens.form import Field, FieldError
from crmtui.text.formats import Formats
from crmtui.widgets.cells import cut

if TYPE_CHECKING:
    from crmtui.app import CrmApp

_PREFIX = "own-"
_LABEL = 12
"""Cells; what does not fit is said within the empty field."""
_NONE = ("", "–")


def own_inputs(
    fields: Iterable[OwnField], formats: Formats, held: Sequence[Held] = ()
) -> list[Field]:
    """Return a field of the form for each of the shop's own."""
    values = {one.field.id: one.value for one in held}
    return [_input(field, values.get(field.id, ""), formats) for field in fields]


def is_own(name: str) -> bool:
    """Tell whether a field of the form is one of the shop's own."""
    return name.startswith(_PREFIX)


def own_changes(
    fields: Iterable[OwnField], changed: Mapping[str, str], app: CrmApp
) -> dict[int, str]:
    """Return what was typed into own fields, in its plain form. Raises FieldError."""
    values = {}
    for field in fields:
        name = _name(field)
        if name not in changed:
            continue
        try:
            values[field.id] = read(field, changed[name], app.formats, app.today)
        except InvalidValue as error:
            raise FieldError(name, error) from error
    return values


def _name(field: OwnField) -> str:
    return f"{_PREFIX}{field.id}"


def _input(field: OwnField, value: str, formats: Formats) -> Field:
    label = cut(field.name, _LABEL)
    if field.kind == "choice":
        options = [_NONE, *((choice, choice) for choice in field.choices)]
        return Field(_name(field), label, value, options=options)
    if field.kind == "yes-no":
        options = [_NONE, (YES, _("yes")), (NO, _("no"))]
        return Field(_name(field), label, value, options=options)
    hint = field.name if label != field.name else ""
    if field.kind == "money":
        hint = formats.unit_name
    return Field(_name(field), label, typed(field, value, formats), hint)
