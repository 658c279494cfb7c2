"""What can be done to an appointment on a ticket."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from sqlmodel import Session

from crmtui.errors import Conflict, InvalidValue
from crmtui.locale import _
from crmtui.models.appointment import Appointment
from crmtui.models.words import AppointmentKind
from crmtui.reads.appointments import missing_appointment
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.near import check_near
from crmtui.writes.repeats import formats_of
from crmtui.writes.ticket_rows import standing_ticket
from crmtui.writes.valid import change, validated


class AppointmentChanges(TypedDict, total=False):
    """What may be said about an appointment."""

    kind: AppointmentKind
    at: datetime
    minutes: int
    place: str
    who: str
    note: str


def add(store: Store, ticket: int, **values: Unpack[AppointmentChanges]) -> Done:
    """Agree on a visit or a call back for a ticket. Raises InvalidValue, NotFound or Conflict."""
    with writing(store, "") as w:
        owner = standing_ticket(w.session, ticket)
        fields = {"ticket_id": ticket, "contact_id": owner.contact_id}
        record = validated(Appointment, {**values, **fields, "created_at": w.transaction.now})
        _check_to_come(w, record)
        w.session.add(record)
        w.session.flush()
        w.transaction.label = _label(w, record)
        w.transaction.row = record.id or 0
    return w.transaction.done


def edit(store: Store, number: int, **values: Unpack[AppointmentChanges]) -> Done:
    """Change an appointment; what is not given stays. Raises InvalidValue, NotFound or Conflict."""
    with writing(store, "") as w:
        record = _open(w.session, number)
        change(record, dict(values))
        if "at" in values:
            _check_to_come(w, record)
        w.transaction.label = _label(w, record)
        w.transaction.row = number
    return w.transaction.done


def done(store: Store, number: int) -> Done:
    """Say that an appointment was kept; one that is over stays as it is. Raises NotFound."""
    with writing(store, _("Kept appointment #{id}").format(id=number)) as w:
        record = existing_appointment(w.session, number)
        if record.done_at is None:
            record.done_at = w.transaction.now
        w.transaction.row = number
    return w.transaction.done


def call_off(store: Store, number: int) -> Done:
    """Call an appointment off. Raises NotFound, or Conflict for one that was kept."""
    with writing(store, _("Called off appointment #{id}").format(id=number)) as w:
        record = existing_appointment(w.session, number)
        if record.done_at is not None and not record.dropped:
            raise _over(number)
        if not record.dropped:
            record.done_at, record.dropped = w.transaction.now, True
        w.transaction.row = number
    return w.transaction.done


def existing_appointment(session: Session, number: int) -> Appointment:
    """Return an appointment. Raises NotFound."""
    record = session.get(Appointment, number)
    if record is None:
        raise missing_appointment(number)
    return record


def _open(session: Session, number: int) -> Appointment:
    record = existing_appointment(session, number)
    if record.done_at is not None:
        raise _over(number)
    return record


def _over(number: int) -> Conflict:
    return Conflict(
        _("Appointment #{id} is over.").format(id=number),
        _("`crm ticket visit NUMBER WHEN` agrees on another."),
    )


def _check_to_come(w: Writing, record: Appointment) -> None:
    formats = formats_of(w)
    check_near(record.at.date(), w.transaction.now.date(), formats.date(formats.day(record.at)))
    if formats.day(record.at) < formats.day(w.transaction.now):
        raise InvalidValue(
            _("An appointment lies still to come."), _("Give a day like fri 10:00 or +2d.")
        )


def _label(w: Writing, record: Appointment) -> str:
    form = (
        _("Visit for ticket #{id}: {when}")
        if record.kind == AppointmentKind.VISIT
        else _("Call back for ticket #{id}: {when}")
    )
    when = formats_of(w).typed_due(record.at, all_day=False)
    return form.format(id=record.ticket_id, when=when)
