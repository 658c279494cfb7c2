"""Changing the shop's settings."""

from __future__ import annotations

from sqlmodel import select

from crmtui.errors import Conflict
from crmtui.locale import _
from crmtui.models.setting import Setting
from crmtui.settings import Key
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.writes.valid import change, validated


def set_shop(store: Store, key: Key, value: str) -> Done:
    """Change a setting that the whole shop shares.

    Raises InvalidValue, or Conflict where recorded amounts would change their meaning.
    """
    value = key.check(value)
    with writing(store, _("Set {key} to {value}").format(key=key.name, value=value)) as w:
        record = w.session.exec(select(Setting).where(Setting.key == key.name)).first()
        if key.name == "currency" and (record is None or record.value != value):
            _check_no_amounts(w)
        if record:
            change(record, {"value": value})
        else:
            w.session.add(validated(Setting, {"key": key.name, "value": value}))
        w.session.flush()
        if key.name in ("country", "area_code"):
            _key_phones_anew(w)
    return w.transaction.done


def _check_no_amounts(w: Writing) -> None:
    if w.transaction.connection.execute("SELECT 1 FROM purchase LIMIT 1").fetchone():
        raise Conflict(
            _("There are amounts recorded already; their currency cannot change."),
            _("A shop in another currency needs a store of its own: --db FILE."),
        )


def _key_phones_anew(w: Writing) -> None:
    """Local numbers mean something else now."""
    from crmtui.store.search import mark_search, shop_region
    from crmtui.writes.points_key import point_key

    connection = w.transaction.connection
    region = shop_region(connection)
    rows = connection.execute(
        "SELECT id, value, key FROM contact_point WHERE kind = 'phone'"
    ).fetchall()
    for number, value, key in rows:
        if (fresh := point_key("phone", value, region)) != key:
            connection.execute("UPDATE contact_point SET key = ? WHERE id = ?", (fresh, number))
    mark_search(
        connection, "id IN (SELECT contact_id FROM contact_point WHERE kind = ?)", ("phone",)
    )
