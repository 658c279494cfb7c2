"""Links that open the program for a channel, with whom it goes to and the text filled in."""

from __future__ import annotations

from urllib.parse import quote

PROGRAMS = {"email": "email", "sms": "phone", "whatsapp": "phone"}
"""The channels that a text can be handed over to, and the kind of address each takes."""


def link_for(channel: str, address: str, subject: str, text: str) -> str:
    """Return the link of one of PROGRAMS; a phone is given as an E.164 key."""
    body = quote(text.replace("\n", "\r\n"), safe="")
    if channel == "email":
        return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={body}"
    if channel == "sms":  # RFC 5724
        return f"sms:{address}?body={quote(text, safe='')}"
    return f"https://wa.me/{address.removeprefix('+')}?text={quote(text, safe='')}"
