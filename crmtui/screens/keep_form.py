"""The form of how often to be in touch, with one customer or with everybody under a tag."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.reads.card import Card
from crmtui.rules.recurrence import parse_days
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp

_THEM = ""


def keep_form(app: CrmApp, card: Card) -> FormScreen:
    """Return the form that sets the pace of a contact, or of one of their tags."""
    own = str(card.pace.every) if card.pace and card.pace.is_own else ""

    def save(values: Values) -> Callable[[Store], Done]:
        days = _days(values["days"])
        tag = values.get("whose", _THEM)

        def act(store: Store) -> Done:
            from crmtui.writes import keep_in_touch

            if tag:
                return keep_in_touch.keep_tag(store, tag, days)
            return keep_in_touch.keep(store, card.id, days)

        return act

    fields = [Field("days", _("Every … days"), own, _("30; 0 never; empty: by tag"))]
    if card.tags:
        tags = [(name, _("tag {name}").format(name=name)) for name in card.tags]
        fields.append(Field("whose", _("With"), _THEM, options=[(_THEM, card.name), *tags]))
    title = _("Keep in touch with {name}").format(name=card.name)
    return FormScreen(title, fields, save, draft=f"keep {card.id}")


def _days(text: str) -> int | None:
    try:
        return parse_days(text) if text.strip() else None
    except InvalidValue as error:
        raise FieldError("days", error) from error
