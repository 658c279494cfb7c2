"""Handing a text over to the program of a channel."""

from __future__ import annotations

import sqlite3

from crmtui.errors import InvalidValue, NotFound
from crmtui.locale import _
from crmtui.text.clean import excerpt
from crmtui.text.handover import PROGRAMS, link_for

_ADDRESS = """SELECT CASE WHEN key LIKE '+%' OR kind = 'phone' THEN key ELSE value END
 FROM contact_point WHERE contact_id = ? AND kind IN ({kinds})
 ORDER BY kind <> ?, preferred DESC, id LIMIT 1"""


def handover_link(
    connection: sqlite3.Connection, contact: int | None, channel: str, subject: str, text: str
) -> str:
    """Return the link that opens the mail, SMS or WhatsApp program for a contact.

    Raises InvalidValue for another channel, NotFound if they cannot be reached there.
    """
    if channel not in PROGRAMS:
        raise InvalidValue(
            _("Nothing can be handed over to {channel}.").format(channel=excerpt(channel)),
            _("Choose one of: {choices}.").format(choices=", ".join(PROGRAMS)),
        )
    kinds = {PROGRAMS[channel], channel} - {"sms"}
    marks = ",".join("?" * len(kinds))
    row = connection.execute(
        _ADDRESS.format(kinds=marks), (contact, *sorted(kinds), channel)
    ).fetchone()
    if row is None:
        raise NotFound(
            _("Nothing is known to reach them by {channel}.").format(channel=channel),
            _("`crm contact edit WHO` adds a phone or an e-mail."),
        )
    return link_for(channel, row[0], subject, text)
