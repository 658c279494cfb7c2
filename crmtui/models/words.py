"""The fixed words of the product. Pure: importing them costs no ORM."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a contact is."""

    PERSON = "person"
    COMPANY = "company"


class Status(StrEnum):
    """How far the shop and a contact have come."""

    LEAD = "lead"
    CUSTOMER = "customer"
    INACTIVE = "inactive"


class Relation(StrEnum):
    """What a contact is to the shop, beside how far they have come."""

    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    PARTNER = "partner"
    OTHER = "other"


class LinkRole(StrEnum):
    """What one contact is to another, read from the first to the second."""

    WORKS_FOR = "works-for"
    PAYS_FOR = "pays-for"
    DECIDES_FOR = "decides-for"
    FAMILY_OF = "family-of"
    REFERRED_BY = "referred-by"
    KNOWS = "knows"


class FieldKind(StrEnum):
    """What a custom field of the shop holds."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes-no"
    NATIONAL_ID = "national-id"
    COMPANY_ID = "company-id"
    CARD = "card"
    SHEBA = "sheba"


class PointKind(StrEnum):
    """A way to reach somebody."""

    PHONE = "phone"
    EMAIL = "email"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    INSTAGRAM = "instagram"
    WEB = "web"
    ADDRESS = "address"


class Channel(StrEnum):
    """Where an interaction took place."""

    CALL = "call"
    VISIT = "visit"
    SMS = "sms"
    EMAIL = "email"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    INSTAGRAM = "instagram"
    BALE = "bale"
    EITAA = "eitaa"
    RUBIKA = "rubika"
    WEB = "web"
    LETTER = "letter"
    NOTE = "note"
    OTHER = "other"


class Direction(StrEnum):
    """Who reached out."""

    IN = "in"
    OUT = "out"


class Purpose(StrEnum):
    """Which part of the relationship an interaction served."""

    PRE_SALE = "pre-sale"
    SALE = "sale"
    AFTER_SALE = "after-sale"


class Outcome(StrEnum):
    """What came of reaching out."""

    REACHED = "reached"
    NO_ANSWER = "no-answer"
    CALL_BACK = "call-back"
    NOT_NOW = "not-now"
    NOT_INTERESTED = "not-interested"
    DONE = "done"


class StageKind(StrEnum):
    """What a deal in a stage is."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class Promise(StrEnum):
    """Who gave their word for a task."""

    OURS = "ours"
    THEIRS = "theirs"


class TicketStatus(StrEnum):
    """How far a ticket is; a word of an imported log that means none of these is kept as it is."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    """For the customer: the clock stands still."""
    ON_HOLD = "on-hold"
    """For anybody else: the clock runs on."""
    SOLVED = "solved"
    CLOSED = "closed"


class Priority(StrEnum):
    """How much a ticket presses."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class TicketChange(StrEnum):
    """What an entry in the history of a ticket tells of."""

    STATUS = "status"
    ASSIGNEE = "assignee"
    PRIORITY = "priority"
    MERGED = "merged"
    SPLIT = "split"
    RATED = "rated"


class AppointmentKind(StrEnum):
    """What was agreed on for a time."""

    VISIT = "visit"
    CALL = "call"
