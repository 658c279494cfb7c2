"""The form of a need: what a customer wishes for, in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmtui.locale import _
from crmtui.reads.needs import NeedLine
from crmtui.screens.form import Field, FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp


def need_form(app: CrmApp, contact: int, name: str) -> FormScreen:
    """Return the form that notes down what a contact wishes for."""

    def save(values: Values) -> Callable[[Store], Done]:
        def act(store: Store) -> Done:
            from crmtui.writes import needs

            return needs.add(store, contact, values["text"])

        return act

    title = _("Wish of {name}").format(name=name)
    return FormScreen(title, [_text("")], save, draft=f"need {contact}")


def edit_form(app: CrmApp, need: NeedLine) -> FormScreen:
    """Return the form that says a need in other words."""

    def save(values: Values) -> Callable[[Store], Done]:
        def act(store: Store) -> Done:
            from crmtui.writes import needs

            return needs.edit(store, need.id, values["text"])

        return act

    title = _("Wish of {name}").format(name=need.name)
    return FormScreen(title, [_text(need.text)], save, draft=f"edit need {need.id}")


def _text(value: str) -> Field:
    return Field("text", _("Wants"), value, _("what the shop may find one day"))
