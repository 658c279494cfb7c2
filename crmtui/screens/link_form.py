"""The form of what a contact is to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.labels import role_label
from crmtui.locale import _
from crmtui.models.words import LinkRole
from crmtui.screens.contact_changes import find_who
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp

_BACK = "<"
"""Before a role that is said from the other's side."""


def link_form(app: CrmApp, contact: int, name: str) -> FormScreen:
    """Return the form that links a contact to another, or takes all their links back."""

    def save(values: Values) -> Callable[[Store], Done]:
        role = values["role"]

        def act(store: Store) -> Done:
            from crmtui.writes import links

            other = find_who(store, "other", values["other"])
            if other is None:
                raise FieldError("other", InvalidValue(_("Say who the other is.")))
            if not role:
                return links.unlink(store, contact, other)
            wanted = LinkRole(role.removeprefix(_BACK))
            one, two = (other, contact) if role.startswith(_BACK) else (contact, other)
            return links.link(store, one, wanted, two)

        return act

    fields = [
        Field("role", _("They"), LinkRole.WORKS_FOR.value, options=_roles()),
        Field("other", _("Whom"), hint=_("a name, a phone, or #12")),
    ]
    title = _("What {name} is to another").format(name=name)
    return FormScreen(title, fields, save, draft=f"link {contact}")


def _roles() -> list[tuple[str, str]]:
    """Return every role from both sides, and that there is none any more."""
    there = [(role.value, role_label(role)) for role in LinkRole]
    back = [(f"{_BACK}{role.value}", role_label(role, back=True)) for role in LinkRole]
    shown = {label for _role, label in there}
    return there + [one for one in back if one[1] not in shown] + [("", _("not linked any more"))]
