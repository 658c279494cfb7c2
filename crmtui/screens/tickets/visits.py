"""The appointments: visits and call backs that were agreed on, of one ticket or of all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from crmtui.errors import InvalidValue
from crmtui.locale import _, mark, pgettext
from crmtui.models.words import AppointmentKind
from crmtui.reads.appointments import AppointmentLine, appointments
from crmtui.reads.ticket_words import appointment_label
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.screens.list_modal import ListModal
from crmtui.screens.tickets import ticket_acts
from crmtui.screens.tickets.ticket_form import number_in
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.text.calendar import from_utc_text
from crmtui.widgets.columns import Column
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.appointments import AppointmentChanges

COMMANDS = (
    Command("visits.kept", "x", mark("kept"), "kept", in_footer=True, in_palette=False),
    Command("visits.add", "a", mark("add"), "add", in_footer=True, in_palette=False),
    Command("visits.edit", "e", mark("edit"), "edit", in_footer=True, in_palette=False),
    Command("visits.off", "-", mark("call off"), "off", in_footer=True, in_palette=False),
    Command("visits.all", "s", mark("all tickets"), "all", in_footer=True, in_palette=False),
)
_KIND_KEYS = {"visit": "v", "call": "c"}


class VisitsScreen(ListModal[AppointmentLine]):
    """What is agreed on, the soonest first; returns the ticket that one wants to see."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    shows = frozenset({"appointment", "ticket", "contact", "setting"})
    on_row = frozenset({"kept", "edit", "off"})

    def __init__(self, ticket: int) -> None:
        """List the appointments of a ticket; 0 is all of them."""
        super().__init__()
        self._ticket = ticket
        self._of_all = not ticket

    def heading(self) -> str:
        """Return what the list is of."""
        if self._of_all:
            return _("Visits and call backs")
        return _("Visits and call backs for #{id}").format(id=self._ticket)

    def empty_text(self) -> str:
        """Return what is said where there is nothing."""
        return _("Nothing is agreed on. On a ticket, v plans a visit or a call back.")

    def columns(self) -> Sequence[Column[AppointmentLine]]:
        """Return the columns."""
        crm = self.crm

        def is_over(row: AppointmentLine) -> bool:
            return from_utc_text(row.at) < crm.now

        return [
            Column(
                lambda: pgettext("appointment", "When"),
                14,
                lambda row: crm.formats.when(row.at, crm.now),
                role=lambda row: "overdue" if is_over(row) else "",
            ),
            Column(lambda: "", 9, lambda row: appointment_label(row.kind)),
            Column(
                lambda: "#",
                5,
                lambda row: crm.formats.code(str(row.ticket_id)),
                3,
                right=True,
                role="muted",
            ),
            Column(lambda: _("Customer"), 12, lambda row: row.name or row.subject, grows=True),
            Column(lambda: _("Where"), 12, lambda row: row.place, 1, grows=True),
            Column(lambda: _("Who"), 10, lambda row: row.who, 2),
        ]

    def number(self, row: AppointmentLine) -> int:
        """Return the id of an appointment."""
        return row.id

    def reader(self) -> Callable[[sqlite3.Connection], list[AppointmentLine]]:
        """Return what reads them."""
        return partial(appointments, ticket=None if self._of_all else self._ticket)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to add one only for a ticket."""
        if action in ("add", "all") and not self._ticket:
            return False
        return super().check_action(action, parameters)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Go to its ticket."""
        if row := self.listed.current:
            self.dismiss(row.ticket_id)

    def action_kept(self) -> None:
        """Say that it took place."""
        if row := self.listed.current:
            self.crm.do(ticket_acts.end_visit(row.id, kept=True))

    def action_off(self) -> None:
        """Call it off."""
        if row := self.listed.current:
            self.crm.do(ticket_acts.end_visit(row.id, kept=False))

    def action_add(self) -> None:
        """Agree on another."""
        self.app.push_screen(visit_form(self.crm, self._ticket))

    def action_edit(self) -> None:
        """Change it."""
        if row := self.listed.current:
            self.app.push_screen(visit_form(self.crm, row.ticket_id, row))

    def action_all(self) -> None:
        """Show those of all tickets, or of this one again."""
        self._of_all = not self._of_all
        self.reload()


def visit_form(app: CrmApp, ticket: int, row: AppointmentLine | None = None) -> FormScreen:
    """Return the form that agrees on an appointment for a ticket, or changes one."""
    at = app.formats.typed_due(row.at, 0) if row else ""
    fields = [
        Field(
            "kind",
            _("What"),
            row.kind if row else AppointmentKind.VISIT.value,
            options=[(kind.value, appointment_label(kind)) for kind in AppointmentKind],
            keys=_KIND_KEYS,
        ),
        Field("at", pgettext("appointment", "When"), at, _("tomorrow 10:00, fri 16:30 …")),
        Field("place", _("Where"), row.place if row else "", _("an address, or a phone")),
        Field("who", _("Who goes"), row.who if row else ""),
        Field("minutes", _("Minutes"), app.formats.code(str(row.minutes if row else 60))),
        Field("note", _("Note"), row.note if row else "", is_long=True),
    ]

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, at, app)

        def act(store: Store) -> Done:
            from crmtui.writes import appointments

            if row:
                return appointments.edit(store, row.id, **changes)
            return appointments.add(store, ticket, **changes)

        return act

    title = (
        _("Edit appointment #{id}").format(id=row.id)
        if row
        else _("Visit or call back for #{id}").format(id=ticket)
    )
    return FormScreen(title, fields, save, draft=f"visit {row.id if row else f'of {ticket}'}")


def _changes(values: Values, at_before: str, app: CrmApp) -> AppointmentChanges:
    changes: AppointmentChanges = {
        "kind": AppointmentKind(values["kind"]),
        "place": values["place"],
        "who": values["who"],
        "note": values["note"],
    }
    if values["at"] != at_before or not values["at"].strip():
        try:
            due = app.formats.parse_due(values["at"], app.now)
        except InvalidValue as error:
            raise FieldError("at", error) from error
        if due.all_day:
            raise FieldError("at", InvalidValue(_("Say the time too, like fri 10:00.")))
        changes["at"] = due.at
    minutes = number_in(values["minutes"], "minutes")
    if minutes is not None:
        changes["minutes"] = minutes
    return changes
