"""Models validated before they are kept: a SQLModel table class does not do it by itself."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError
from sqlmodel import SQLModel

from crmtui.errors import InvalidValue
from crmtui.locale import _, mark

M = TypeVar("M", bound=SQLModel)


def validated(model: type[M], values: dict[str, Any]) -> M:
    """Return a new `model`. Raises InvalidValue naming the field, never the value."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise _invalid(error) from None


def change(record: M, values: dict[str, Any]) -> None:
    """Give a record new values, as validated as new ones. Raises InvalidValue."""
    held = {name: getattr(record, name) for name in type(record).model_fields}
    fresh = validated(type(record), held | values)
    for name in values:
        if getattr(record, name) != getattr(fresh, name):
            setattr(record, name, getattr(fresh, name))


def _invalid(error: ValidationError) -> InvalidValue:
    first = error.errors(include_url=False, include_input=False, include_context=True)[0]
    field = ".".join(str(part) for part in first["loc"]).replace("_", " ")
    if first["type"] == "string_too_short":
        return InvalidValue(_("The {field} must not be empty.").format(field=field))
    if first["type"] == "enum":
        expected = first["ctx"]["expected"]
        return InvalidValue(
            _("The {field} is not possible.").format(field=field),
            _("Choose one of: {choices}.").format(choices=expected),
        )
    context = first.get("ctx", {})
    for kind, sentence in _LIMITS.items():
        if kind in context:
            return InvalidValue(_(sentence).format(field=field, limit=context[kind]))
    return InvalidValue(_("The {field} is not right: {why}.").format(field=field, why=first["msg"]))


_LIMITS = {
    "max_length": mark("The {field} is not right: at most {limit} characters."),
    "le": mark("The {field} is not right: at most {limit}."),
    "ge": mark("The {field} is not right: at least {limit}."),
}
