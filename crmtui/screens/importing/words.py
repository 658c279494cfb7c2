"""The words for what a file brings, for the fields of its columns, and for how it is read."""

from __future__ import annotations

from crmtui.locale import _, mark

_KINDS = {
    "contacts": mark("contacts"),
    "purchases": mark("purchases"),
    "interactions": mark("calls and messages"),
    "payments": mark("payments"),
    "deals": mark("deals"),
    "tickets": mark("tickets"),
}

_FIELDS = {
    "address": mark("address"),
    "amount": mark("amount"),
    "assignee": mark("with whom it is"),
    "at": mark("time"),
    "anniversary": mark("anniversary"),
    "birth_day": mark("day of birth"),
    "birth_month": mark("month of birth"),
    "birth_year": mark("year of birth"),
    "birthday": mark("birthday"),
    "cancelled": mark("cancelled on"),
    "category": mark("category"),
    "channel": mark("channel"),
    "closed": mark("closed on"),
    "comment": mark("comment"),
    "city": mark("city"),
    "company": mark("company"),
    "country": mark("country"),
    "created_at": mark("first seen on"),
    "csat": mark("score of 5"),
    "currency": mark("currency"),
    "customer": mark("customer"),
    "customer_email": mark("customer's e-mail"),
    "customer_family": mark("customer's family name"),
    "customer_given": mark("customer's first name"),
    "customer_name": mark("customer's name"),
    "customer_phone": mark("customer's phone"),
    "date": mark("date"),
    "direction": mark("in or out"),
    "do_not_contact": mark("do not contact"),
    "due_on": mark("to be paid by"),
    "email": mark("e-mail"),
    "family": mark("family name"),
    "first_reply": mark("first answered on"),
    "given": mark("first name"),
    "id": mark("id"),
    "instagram": mark("Instagram"),
    "item": mark("item"),
    "job_title": mark("job title"),
    "keep_days": mark("keep in touch every (days)"),
    "kind": mark("person or company"),
    "method": mark("how it was paid"),
    "middle": mark("middle name"),
    "minutes": mark("duration"),
    "name": mark("name"),
    "nickname": mark("nickname"),
    "note": mark("note"),
    "nps": mark("NPS"),
    "on_account": mark("not paid yet"),
    "opened": mark("opened on"),
    "order": mark("order number"),
    "outcome": mark("outcome"),
    "owner": mark("who looks after them"),
    "phone": mark("phone"),
    "postcode": mark("postcode"),
    "preferred_channel": mark("preferred channel"),
    "prefix": mark("name prefix"),
    "price": mark("unit price"),
    "priority": mark("priority"),
    "product": mark("product"),
    "purpose": mark("purpose"),
    "quantity": mark("quantity"),
    "purchase": mark("purchase"),
    "ref": mark("reference"),
    "referred_by": mark("referred by"),
    "refunded": mark("refunded"),
    "region": mark("state or province"),
    "relation": mark("customer, supplier …"),
    "reply_after": mark("time to the first answer"),
    "sku": mark("item code"),
    "solved": mark("solved on"),
    "source": mark("source"),
    "status": mark("status"),
    "street": mark("street"),
    "subject": mark("subject"),
    "suffix": mark("name suffix"),
    "tags": mark("tags"),
    "telegram": mark("Telegram"),
    "text": mark("what was said"),
    "thread": mark("conversation"),
    "time": mark("time"),
    "total": mark("order total"),
    "updated": mark("changed on"),
    "warranty": mark("warranty until"),
    "web": mark("web page"),
    "whatsapp": mark("WhatsApp"),
}

_DELIMITERS = {
    ",": mark("comma"),
    ";": mark("semicolon"),
    "\t": mark("tab"),
    "|": mark("bar"),
    " ": mark("blanks"),
}

_ORDERS = {"dmy": mark("day first"), "mdy": mark("month first")}
_CALENDARS = {"gregorian": mark("Gregorian"), "jalali": mark("Jalali")}
_UNITS = {"toman": mark("toman"), "rial": mark("rial")}


def kind_label(kind: str) -> str:
    """Return the word for what a file brings."""
    return _(_KINDS[kind])


def field_label(field: str) -> str:
    """Return the word for a field; one without a word comes back as it is."""
    return _(_FIELDS.get(field, field.replace("_", " ")))


def delimiter_label(delimiter: str) -> str:
    """Return the word for what parts the columns."""
    return _(_DELIMITERS.get(delimiter, delimiter))


def order_label(order: str) -> str:
    """Return the words for the order of a date's parts."""
    return _(_ORDERS.get(order, order))


def calendar_label(calendar: str) -> str:
    """Return the name of a calendar."""
    return _(_CALENDARS.get(calendar, calendar))


def unit_label(unit: str) -> str:
    """Return the name of a unit of amounts."""
    return _(_UNITS.get(unit, unit))
