"""The properties of a vCard: those we have fields for, our own, and those nobody misses."""

from __future__ import annotations

OWN = "X-CRMTUI-"
"""Begins the lines that say what vCard has no word for; other programs pass them over."""

LINKS = frozenset(
    ("URL", "IMPP", "X-SOCIALPROFILE", "X-INSTAGRAM", "X-TELEGRAM", "X-WHATSAPP"),
)
USED = frozenset(
    (
        *("FN", "N", "NICKNAME", "ORG", "TITLE", "TEL", "EMAIL", "ADR", "NOTE", "BDAY"),
        "ANNIVERSARY",
        *("CATEGORIES", "UID", "KIND", "X-ABLABEL", "X-ABSHOWAS", "X-ADDRESSBOOKSERVER-KIND"),
        *LINKS,
        *(OWN + name for name in ("ID", "STATUS", "SOURCE", "CITY", "COMPANY", "CREATED")),
        *(OWN + name for name in ("TAG", "POINT", "PREFERRED", "LINK", "FIELD")),
        *(OWN + name for name in ("RELATION", "OWNER", "CHANNEL", "DO-NOT-CONTACT", "KEEP-DAYS")),
    )
)
PICTURES = frozenset(("PHOTO", "LOGO", "SOUND", "KEY", "AGENT", "X-MS-CARDPICTURE"))
WRAPPING = frozenset(("VERSION", "PRODID", "REV", *PICTURES))
"""A card of nothing else says nothing."""

_NOT_KEPT = frozenset(("BEGIN", "END", "X-ABADR", *USED, *WRAPPING))


def is_kept(name: str) -> bool:
    """Tell whether a property is kept as it stands, to be written back one day."""
    return name not in _NOT_KEPT and not name.startswith(OWN)
