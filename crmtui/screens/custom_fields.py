"""The fields that the shop added to its contacts: added, changed, removed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from crmtui.labels import field_kind_label
from crmtui.locale import _, mark, ngettext
from crmtui.models.words import FieldKind
from crmtui.reads.custom import FieldLine, field_lines
from crmtui.rules.custom import OwnField
from crmtui.screens.acts import UseCase
from crmtui.screens.form import Field, FormScreen, Values
from crmtui.screens.list_modal import ListModal
from crmtui.screens.menu import MenuScreen
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.widgets.cells import cut, one_line
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.virtual_list import VirtualList

COMMANDS = (
    Command("fields.add", "a", mark("add"), "add", in_footer=True, in_palette=False),
    Command("fields.edit", "e", mark("edit"), "edit", in_footer=True, in_palette=False),
    Command("fields.remove", "d", mark("remove"), "remove", in_footer=True, in_palette=False),
)

_REMOVE = 1


class FieldsScreen(ListModal[FieldLine]):
    """The shop's own fields, in the order of the form."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    shows = frozenset({"custom_field", "custom_value", "contact"})
    on_row = frozenset({"edit", "remove"})

    def heading(self) -> str:
        """Return what the list is of."""
        return _("Own fields")

    def empty_text(self) -> str:
        """Return what is said where there is nothing."""
        return _("Fields that only this shop needs, like a shoe size. Press a to add the first.")

    def columns(self) -> Sequence[Column[FieldLine]]:
        """Return the columns."""
        crm = self.crm
        return [
            Column(lambda: _("Field"), 18, lambda line: line.field.name, most=34),
            Column(lambda: _("Kind"), 9, lambda line: field_kind_label(line.field.kind), 1),
            Column(lambda: _("Choices"), 12, _choices, 2, grows=True, role="muted"),
            Column(
                lambda: _("Contacts"),
                9,
                lambda line: crm.formats.number(line.contacts),
                3,
                right=True,
            ),
        ]

    def number(self, row: FieldLine) -> int:
        """Return the id of a field."""
        return row.field.id

    def reader(self) -> Callable[[sqlite3.Connection], list[FieldLine]]:
        """Return what reads the fields."""
        return field_lines

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Change the field."""
        self.action_edit()

    def action_add(self) -> None:
        """Add a field."""
        self.app.push_screen(_form(_("Add a field"), None))

    def action_edit(self) -> None:
        """Change the name, the kind or the choices."""
        if line := self.listed.current:
            title = _("Field {name}").format(name=cut(one_line(line.field.name), 30))
            self.app.push_screen(_form(title, line.field))

    def action_remove(self) -> None:
        """Remove the field; what it holds only if that is chosen."""
        line = self.listed.current
        if line is None:
            return
        if not line.contacts:
            self.crm.do(_remove(line.field.id, with_values=False))
            return
        title = ngettext(
            "{n} contact holds a value in it", "{n} contacts hold a value in it", line.contacts
        ).format(n=self.crm.formats.number(line.contacts))
        options = [_("keep the field"), _("remove it with all its values")]
        self.app.push_screen(MenuScreen(title, options), partial(self._removed, line.field.id))

    def _removed(self, number: int, chosen: int | None) -> None:
        if chosen == _REMOVE:
            self.crm.do(_remove(number, with_values=True))


def _choices(line: FieldLine) -> str:
    return ", ".join(line.field.choices)


def _form(title: str, field: OwnField | None) -> FormScreen:
    def save(values: Values) -> Callable[[Store], Done]:
        name, kind = values["name"], values["kind"]
        choices = values["choices"].replace("،", ",").split(",")

        def act(store: Store) -> Done:
            from crmtui.writes import custom

            if field is None:
                return custom.add(store, name, kind, choices)
            return custom.edit(store, field.id, name=name, kind=kind, choices=choices)

        return act

    kinds = [(kind.value, field_kind_label(kind)) for kind in FieldKind]
    inputs = [
        Field("name", _("Field"), field.name if field else ""),
        Field("kind", _("Kind"), field.kind if field else "text", options=kinds),
        Field("choices", _("Choices"), ", ".join(field.choices) if field else "", "S, M, L"),
    ]
    return FormScreen(title, inputs, save, draft=f"field {field.id if field else ''}")


def _remove(number: int, *, with_values: bool) -> UseCase:
    def act(store: Store) -> object:
        from crmtui.writes import custom

        return custom.remove(store, number, with_values=with_values)

    return act
