"""The fields of a contact's form, in the order of their use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from crmtui.labels import channel_label, kind_label, relation_label, status_label
from crmtui.locale import _
from crmtui.models.words import Channel, Kind, PointKind, Relation, Status
from crmtui.reads.card import Card
from crmtui.screens.form import Field
from crmtui.text.formats import Formats
from crmtui.text.points import ONE_A_LINE, Way, write_points

YES, NO = "yes", "no"


def contact_fields(card: Card | None, formats: Formats) -> list[Field]:
    """Return the fields with what a contact holds, or empty ones for a new contact."""

    def own(name: str) -> str:
        return str(getattr(card, name)) if card else ""

    def day(name: str) -> str:
        iso = getattr(card, name) if card else None
        return formats.birthday(date.fromisoformat(iso)) if iso else ""

    several = _("commas between several")
    referrer = card.referrer if card else None
    return [
        Field("name", _("Name"), own("name")),
        _points(card, "phone", _("Phone"), _("*0912… (work), …")),
        _points(card, "email", _("E-mail"), several),
        Field("company", _("Company"), own("company")),
        Field("city", _("City"), own("city")),
        Field("tags", _("Tags"), ", ".join(card.tags) if card else "", several),
        Field("job_title", _("Job title"), own("job_title")),
        Field("source", _("Source"), own("source")),
        Field("referred_by", _("Referred by"), referrer.name if referrer else "", _("a name")),
        Field("birthday", _("Birthday"), day("birthday")),
        Field("note", _("Note"), own("note"), is_long=True),
        _choice("kind", _("Kind"), own("kind") or Kind.PERSON, Kind, kind_label),
        _choice("status", _("Status"), own("status") or Status.LEAD, Status, status_label),
        _choice(
            "relation",
            _("Relation"),
            own("relation") or Relation.CUSTOMER,
            Relation,
            relation_label,
        ),
        _points(card, "whatsapp", "WhatsApp"),
        _points(card, "telegram", "Telegram"),
        _points(card, "instagram", "Instagram"),
        _points(card, "address", _("Address"), _("one a line")),
        _points(card, "web", _("Web"), _("one a line")),
        _channel(card),
        Field(
            "do_not_contact",
            _("Contact"),
            YES if card and card.do_not_contact else NO,
            options=[(NO, _("allowed")), (YES, _("do not contact"))],
        ),
        Field("keep_days", _("Keep in touch"), _days(card), _("every … days; 0 is never")),
        Field("owner", _("Owner"), own("owner"), _("who looks after them")),
        Field("nickname", _("Nickname"), own("nickname")),
        Field("anniversary", _("Anniversary"), day("anniversary")),
    ]


def _points(card: Card | None, kind: str, label: str, hint: str = "") -> Field:
    ways = [Way(p.value, p.label, bool(p.preferred)) for p in card.reach(kind)] if card else []
    return Field(kind, label, write_points(kind, ways), hint, is_long=kind in ONE_A_LINE)


def _choice(
    name: str, label: str, value: str, words: Iterable[str], shown: Callable[[str], str]
) -> Field:
    return Field(name, label, str(value), options=[(str(word), shown(word)) for word in words])


def _channel(card: Card | None) -> Field:
    options = [("", _("any")), *((str(c), channel_label(c)) for c in Channel)]
    value = (card.preferred_channel or "") if card else ""
    return Field("preferred_channel", _("Prefers"), value, options=options)


def _days(card: Card | None) -> str:
    return "" if card is None or card.keep_days is None else str(card.keep_days)


POINTS = frozenset(kind.value for kind in PointKind)
"""The fields that hold ways to reach somebody."""
