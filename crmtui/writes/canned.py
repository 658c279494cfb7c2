"""What can be done to a canned reply."""

from __future__ import annotations

from typing import TypedDict, Unpack

from sqlmodel import Session, select
from sqlmodel import delete as delete_rows

from crmtui.errors import Conflict
from crmtui.locale import _
from crmtui.models.canned_reply import CannedReply, CannedUse
from crmtui.reads.canned import missing_canned
from crmtui.rules.placeholders import check_places
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.store.transact import Done
from crmtui.text.clean import excerpt
from crmtui.text.fold import fold
from crmtui.writes.valid import change, validated


class CannedChanges(TypedDict, total=False):
    """What may be said about a canned reply."""

    name: str
    category: str
    text: str


def add(store: Store, name: str, text: str, category: str = "") -> Done:
    """Keep a reply under a name. Raises InvalidValue for an unknown place, Conflict for a name."""
    with writing(store, "") as w:
        check_places(text)
        values = {"name": name, "key": fold(name), "text": text, "category": category}
        record = validated(CannedReply, values)
        _check_name(w.session, record)
        w.session.add(record)
        w.session.flush()
        w.transaction.label = _("Added canned reply {name}").format(name=excerpt(record.name))
        w.transaction.row = record.id or 0
    return w.transaction.done


def edit(store: Store, number: int, **values: Unpack[CannedChanges]) -> Done:
    """Change a canned reply; what is not given stays. Raises InvalidValue, NotFound or Conflict."""
    with writing(store, "") as w:
        record = _existing(w.session, number)
        check_places(values.get("text", ""))
        fields = dict(values)
        if "name" in values:
            fields["key"] = fold(values["name"])
        change(record, fields)
        _check_name(w.session, record)
        w.transaction.label = _("Edited canned reply {name}").format(name=excerpt(record.name))
        w.transaction.row = number
    return w.transaction.done


def delete(store: Store, number: int) -> Done:
    """Delete a canned reply; what was written with it stays. Raises NotFound."""
    with writing(store, "") as w:
        record = _existing(w.session, number)
        w.transaction.label = _("Deleted canned reply {name}").format(name=excerpt(record.name))
        w.session.exec(delete_rows(CannedUse).where(CannedUse.canned_id == number))  # type: ignore[arg-type]
        w.session.delete(record)
        w.transaction.row = number
    return w.transaction.done


def _existing(session: Session, number: int) -> CannedReply:
    record = session.get(CannedReply, number)
    if record is None:
        raise missing_canned(number)
    return record


def _check_name(session: Session, record: CannedReply) -> None:
    same = session.exec(
        select(CannedReply.id).where(CannedReply.key == record.key, CannedReply.id != record.id)
    ).first()
    if same:
        raise Conflict(
            _("There is a canned reply {name} already.").format(name=excerpt(record.name)),
            _("`crm canned edit {id}` changes it.").format(id=same),
        )
