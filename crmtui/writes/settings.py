"""Changing the shop's settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import select

from crmtui.locale import _
from crmtui.models.setting import Setting
from crmtui.reads.today.moved import month
from crmtui.settings import load
from crmtui.settings.keys import BY_NAME, Key
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.calendar import local_day
from crmtui.writes.consequences import check_no_amounts, key_phones_anew
from crmtui.writes.ticket_rows import CLOCK, set_all_deadlines
from crmtui.writes.valid import change, validated


def set_shop(store: Store, key: Key, value: str) -> Done:
    """Change a setting that the whole shop shares.

    Raises InvalidValue, or Conflict where recorded amounts would change their meaning.
    """
    value = key.check(value)
    label = _("Set {key} to {value}") if value else _("Emptied {key}")
    with writing(store, label.format(key=key.name, value=value)) as w:
        _put(w, key, value)
        if key.name in CLOCK:
            set_all_deadlines(w)
    return w.transaction.done


def set_cuts(store: Store, values: Mapping[str, str]) -> Done:
    """Change the shop's own cut points of the segments, in one step. Raises InvalidValue."""
    return _set_several(store, _("Changed the cut points of the segments"), values)


def set_service(store: Store, values: Mapping[str, str]) -> Done:
    """Change when the shop is open and how fast it answers, in one step. Raises InvalidValue."""
    return _set_several(store, _("Changed the hours and targets"), values)


def _set_several(store: Store, label: str, values: Mapping[str, str]) -> Done:
    checked = {name: BY_NAME[name].check(value) for name, value in values.items()}
    with writing(store, label) as w:
        before = load(w.transaction.connection)
        changed = {name: value for name, value in checked.items() if value != before[name]}
        for name, value in changed.items():
            _put(w, BY_NAME[name], value)
        if CLOCK & changed.keys():
            set_all_deadlines(w)
    return w.transaction.done


def digest_read(store: Store, now: datetime) -> Done:
    """Take last month's moves between the segments off Today, until the next month."""
    with writing(store, _("Read last month's moves between segments")) as w:
        settings = load(w.transaction.connection)
        today = local_day(now, settings["zone"])
        _put(w, BY_NAME["moves_seen"], month(today, settings["calendar"]))
    return w.transaction.done


def _put(w: Writing, key: Key, value: str) -> None:
    record = w.session.exec(select(Setting).where(Setting.key == key.name)).first()
    if key.name == "currency" and (record is None or record.value != value):
        check_no_amounts(w.transaction.connection)
    if record:
        change(record, {"value": value})
    else:
        w.session.add(validated(Setting, {"key": key.name, "value": value}))
    w.session.flush()
    if key.name in ("country", "area_code"):
        key_phones_anew(w.transaction.connection)
