"""The form of a ticket: to open one, and to change what is known about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from crmtui.errors import CrmError, InvalidValue
from crmtui.labels import channel_label
from crmtui.locale import _
from crmtui.models.words import Channel
from crmtui.reads.purchases import PurchaseRow, purchases
from crmtui.reads.ticket_desk import Group, groups
from crmtui.reads.ticket_words import priority_label
from crmtui.reads.tickets import TicketLine, ticket
from crmtui.rules.ticket_words import PRIORITIES
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.screens.log_form import CHANNEL_KEYS
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.text.digits import to_ascii

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.tickets import TicketChanges

PRIORITY_KEYS = {"low": "l", "normal": "n", "high": "h", "urgent": "u"}
_NO_CHANNEL = {"": "-"}
_HINTS = 3


async def open_form(app: CrmApp, contact: int | None, name: str) -> FormScreen | None:
    """Return the form that opens a ticket for a contact, or for nobody; None if that failed."""
    try:
        fields = await _fields(app, contact, None)
    except CrmError as error:
        app.show_error(error)
        return None
    before = {field.name: field.value for field in fields}
    text = Field("text", _("What they say"), is_long=True, rows=4)

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, {**before, "priority": "", "channel": ""}, app)

        def act(store: Store) -> Done:
            from crmtui.writes import tickets

            return tickets.open_ticket(store, contact, text=values["text"], **changes)

        return act

    title = _("Ticket of {name}").format(name=name) if contact else _("Ticket")
    return FormScreen(title, [fields[0], text, *fields[1:]], save, draft=f"ticket of {contact}")


async def edit_form(app: CrmApp, number: int) -> FormScreen | None:
    """Return the form that changes a ticket; None if it is gone, which is said."""
    try:
        line = await app.bridge.read(ticket, number)
        fields = await _fields(app, line.contact_id, line)
    except CrmError as error:
        app.show_error(error)
        return None
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, before, app)

        def act(store: Store) -> Done:
            from crmtui.writes import tickets

            return tickets.edit(store, number, **changes)

        return act

    title = _("Edit ticket #{id}").format(id=number)
    return FormScreen(title, fields, save, draft=f"edit ticket {number}")


async def _fields(app: CrmApp, contact: int | None, line: TicketLine | None) -> list[Field]:
    categories = await app.bridge.read(groups, "category")
    people = await app.bridge.read(groups, "assignee")
    bought = await app.bridge.read(purchases, contact=contact, limit=_HINTS) if contact else []
    until = line.warranty_until if line else None
    return [
        Field("subject", _("Subject"), line.subject if line else "", _("what it is about")),
        _channel_field((line.channel or "") if line else Channel.CALL.value, optional=bool(line)),
        Field(
            "priority",
            _("Priority"),
            line.priority if line else "normal",
            options=[(word, priority_label(word)) for word in _priorities(line)],
            keys=PRIORITY_KEYS,
        ),
        Field("category", _("Category"), line.category if line else "", _names(categories)),
        Field("assignee", _("Assigned to"), line.assignee if line else "", _names(people)),
        Field("product", _("Product"), line.product if line else ""),
        Field(
            "purchase",
            _("Purchase"),
            app.formats.code(str(line.purchase_id)) if line and line.purchase_id else "",
            _bought(bought, app),
        ),
        Field(
            "warranty",
            _("Warranty to"),
            app.formats.date(_day(until)) if until else "",
            _("a day, like +1y"),
        ),
    ]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _channel_field(value: str, *, optional: bool) -> Field:
    options = [(channel.value, channel_label(channel)) for channel in Channel]
    if optional:
        options.append(("", _("none")))
    keys = {**CHANNEL_KEYS, **_NO_CHANNEL} if optional else CHANNEL_KEYS
    return Field("channel", _("Channel"), value, options=options, keys=keys)


def _priorities(line: TicketLine | None) -> Sequence[str]:
    """Return the priorities; a word of an imported log that is none of them stays possible."""
    if line is None or line.priority in PRIORITIES:
        return PRIORITIES
    return (*PRIORITIES, line.priority)


def _names(found: Sequence[Group]) -> str:
    """Return the names in use, for a hint."""
    return ", ".join([group.name for group in found if group.name][:_HINTS])


def _bought(rows: Sequence[PurchaseRow], app: CrmApp) -> str:
    """Say what was bought last, each with its number."""
    shown = (
        f"#{row.id} {row.items or app.formats.short_date(app.formats.day(row.at))}" for row in rows
    )
    return ", ".join(shown) or _("its number")


def _changes(values: Values, before: Values, app: CrmApp) -> TicketChanges:
    """Return what differs from before, checked field by field. Raises FieldError."""
    changes: TicketChanges = {}
    if values["subject"] != before["subject"] or not values["subject"].strip():
        changes["subject"] = _subject(values["subject"])
    if values["channel"] != before["channel"]:
        changes["channel"] = Channel(values["channel"]) if values["channel"] else None
    if values["priority"] != before["priority"]:
        changes["priority"] = values["priority"]
    if values["category"] != before["category"]:
        changes["category"] = values["category"]
    if values["assignee"] != before["assignee"]:
        changes["assignee"] = values["assignee"]
    if values["product"] != before["product"]:
        changes["product"] = values["product"]
    if values["purchase"] != before["purchase"]:
        changes["purchase_id"] = number_in(values["purchase"], "purchase")
    if values["warranty"] != before["warranty"]:
        changes["warranty_until"] = _warranty(values["warranty"], app)
    return changes


def _subject(text: str) -> str:
    if not text.strip():
        raise FieldError("subject", InvalidValue(_("Say in a few words what it is about.")))
    return text


def number_in(text: str, field: str) -> int | None:
    """Read the number of something, with or without #; nothing is none. Raises FieldError."""
    number = to_ascii(text).strip().lstrip("#")
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        raise FieldError(field, InvalidValue(_("A number is wanted here.")))
    return int(number)


def _warranty(text: str, app: CrmApp) -> date | None:
    if not text.strip():
        return None
    try:
        return app.formats.parse_date(text, app.today)
    except InvalidValue as error:
        raise FieldError("warranty", error) from error
