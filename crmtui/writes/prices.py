"""The price index of the shop: months come in from a file, or all of them go."""

from __future__ import annotations

from datetime import date

from sqlmodel import select

from crmtui.errors import Conflict
from crmtui.exchange.price_rows import PriceRow
from crmtui.locale import _, ngettext
from crmtui.models.price_index import MILLION, PriceIndex
from crmtui.reads.prices import Price
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.store.transact import Done
from crmtui.writes.valid import change, validated


def take_in(store: Store, rows: list[PriceRow]) -> Done:
    """Set the index of months; other months keep theirs.

    Raises Conflict where months of both calendars would be mixed.
    """
    label = ngettext("Price index of {n} month", "Price index of {n} months", len(rows))
    with writing(store, label.format(n=len(rows))) as w:
        held = {record.starts: record for record in w.session.exec(select(PriceIndex))}
        _check_calendar([*held, *(row.starts for row in rows)])
        for row in rows:
            value = max(1, round(row.value * MILLION))
            if record := held.get(row.starts):
                change(record, {"value": value})
            else:
                w.session.add(validated(PriceIndex, {"starts": row.starts, "value": value}))
    return w.transaction.done


def clear(store: Store) -> Done:
    """Forget the whole index; undo brings it back."""
    with writing(store, _("Removed the price index")) as w:
        for record in w.session.exec(select(PriceIndex)):
            w.session.delete(record)
    return w.transaction.done


def _check_calendar(starts: list[date]) -> None:
    if len({Price(day, 1).calendar for day in starts}) > 1:
        raise Conflict(
            _("The price index cannot have months of two calendars."),
            _("`crm report prices clear` removes the one that is there."),
        )
