"""One field set for everybody chosen: one of ours, or of the shop's own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text, update

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.models.contact import Contact
from crmtui.reads.custom import own_fields
from crmtui.rules.custom import OwnField, read
from crmtui.settings import load
from crmtui.store.session import Writing
from crmtui.text.clean import excerpt
from crmtui.text.digits import to_ascii
from crmtui.text.query_words import field_named, key, word_named, words_of
from crmtui.writes.valid import validated

COLUMNS = {
    "status": "status",
    "relation": "relation",
    "city": "city",
    "source": "source",
    "owner": "owner",
    "channel": "preferred_channel",
    "dnc": "do_not_contact",
    "keep": "keep_days",
}
"""The fields that can be set for many, and their columns."""
_EMPTY_IS_NONE = ("preferred_channel", "keep_days")
_CHOSEN = "(SELECT contact_id FROM chosen)"


def set_field(w: Writing, field: str, value: str) -> None:
    """Set a field of everybody in the table `chosen`. Raises InvalidValue."""
    named = field_named(field)
    if named in COLUMNS:
        _set_column(w, COLUMNS[named], _read(named, value))
        return
    fields = own_fields(w.transaction.connection)
    own = next((found for found in fields if key(found.name) == key(field)), None)
    if own is None:
        raise InvalidValue(
            _("{field} cannot be set for many.").format(field=excerpt(field)),
            _("Choose one of: {choices}.").format(
                choices=", ".join([*COLUMNS, *(found.name for found in fields)])
            ),
        )
    _set_own(w, own, value)


def _set_column(w: Writing, column: str, value: Any) -> None:
    found = Contact.__table__.c[column]  # type: ignore[attr-defined]
    w.session.execute(
        update(Contact)
        .where(text(f"contact.id IN {_CHOSEN}"), found.is_distinct_from(value))
        .values({column: value})
        .execution_options(synchronize_session=False)
    )


def _read(field: str, typed: str) -> Any:
    """Return a value as the column takes it. Raises InvalidValue."""
    column = COLUMNS[field]
    value: Any = typed
    if not typed.strip():
        value = None if column in _EMPTY_IS_NONE else "" if field != "dnc" else "no"
    elif field in ("status", "relation", "channel", "dnc"):
        value = word_named(field, typed)
        if value is None:
            raise InvalidValue(
                _("{value} is not possible for {field}.").format(value=excerpt(typed), field=field),
                _("Choose one of: {choices}.").format(choices=", ".join(words_of(field))),
            )
    if field == "dnc":
        value = value == "yes"
    if field == "keep" and value is not None:
        value = to_ascii(typed).strip()
    sample = validated(
        Contact, {"name": "-", "name_key": "-", "created_at": "2000-01-01T00:00Z", column: value}
    )
    return getattr(sample, column)


def _set_own(w: Writing, field: OwnField, typed: str) -> None:
    connection = w.transaction.connection
    formats = load(connection).formats()
    value = read(field, typed, formats, formats.day(w.transaction.now))
    if not value:
        connection.execute(
            f"DELETE FROM custom_value WHERE field_id = ? AND contact_id IN {_CHOSEN}", (field.id,)
        )
        return
    # No upsert: its way with conflicts would hold within the triggers of the search, too.
    connection.execute(
        f"UPDATE custom_value SET value = ? WHERE field_id = ? AND contact_id IN {_CHOSEN} "
        "AND value IS NOT ?",
        (value, field.id, value),
    )
    connection.execute(
        "INSERT INTO custom_value(contact_id, field_id, value) SELECT contact_id, ?, ? FROM chosen "
        "WHERE contact_id NOT IN (SELECT contact_id FROM custom_value WHERE field_id = ?)",
        (field.id, value, field.id),
    )
