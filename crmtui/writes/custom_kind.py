"""Values of a field whose kind or choices change: read anew, or the change is refused."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from crmtui.errors import Conflict, InvalidValue
from crmtui.labels import field_kind_label
from crmtui.locale import _, ngettext
from crmtui.rules.custom import CHOICE, OwnField, read, typed
from crmtui.settings import load
from crmtui.text.clean import excerpt
from crmtui.text.formats import Formats


def convert(connection: sqlite3.Connection, number: int, before: OwnField, after: OwnField) -> None:
    """Bring the values of a field into the form of its new kind. Raises Conflict, changing none."""
    formats = load(connection).formats()
    held = connection.execute(
        "SELECT value, count(*) FROM custom_value WHERE field_id = ? GROUP BY value", (number,)
    ).fetchall()
    fresh, unfit = {}, 0
    example = ""
    for value, count in held:
        try:
            fresh[value] = _converted(value, before, after, formats)
        except InvalidValue:
            unfit += count
            example = example or typed(before, value, formats)
    if unfit:
        raise _unfit(after, unfit, example)
    # Row by row: what one value becomes may be what another one was.
    rows = connection.execute("SELECT id, value FROM custom_value WHERE field_id = ?", (number,))
    connection.executemany(
        "UPDATE custom_value SET value = ? WHERE id = ?",
        [(fresh[value], row) for row, value in rows if fresh[value] != value],
    )


def _converted(value: str, before: OwnField, after: OwnField, formats: Formats) -> str:
    if before.kind == after.kind != CHOICE:
        return value
    return read(after, typed(before, value, formats), formats, datetime.now(UTC).date())


def _unfit(after: OwnField, count: int, example: str) -> Conflict:
    if after.kind == CHOICE:
        message = ngettext(
            "{n} contact has {value} in it, which would be no choice any more.",
            "{n} contacts have {value} or the like in it, which would be no choice any more.",
            count,
        )
    else:
        message = ngettext(
            "{n} contact has {value} in it, which is no {kind}.",
            "{n} contacts have {value} or the like in it, which is no {kind}.",
            count,
        )
    return Conflict(
        message.format(n=count, value=excerpt(example), kind=field_kind_label(after.kind)),
        _("Change these values first; `crm find` finds them."),
    )
