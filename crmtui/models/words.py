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
