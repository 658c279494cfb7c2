"""Giving a filter a name, another name, and taking it away."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from sqlmodel import Session, select

from crmtui.errors import Conflict, InvalidValue, NotFound
from crmtui.locale import _
from crmtui.models.saved_list import SavedList
from crmtui.reads.filters.condition import Asked
from crmtui.reads.filters.where import where
from crmtui.reads.saved_lists import saved_lists
from crmtui.settings import load
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.store.transact import Done
from crmtui.text.clean import clean, excerpt
from crmtui.text.fold import fold
from crmtui.text.query import Term, parse, quoted, with_terms
from crmtui.text.query_words import field_named
from crmtui.writes.valid import change, validated


def save(store: Store, name: str, query: str) -> Done:
    """Save a filter under a name; a list of that name gets the new filter.

    Raises InvalidValue for a filter that cannot be understood, or names the list itself.
    """
    name, query = clean(name), clean(query)
    if not query:
        raise InvalidValue(
            _("A list needs a filter."), _("Like: crm list save NAME status:lead city:Tehran")
        )
    with writing(store, _("Saved the list {name}").format(name=excerpt(name))) as w:
        record = _named(w.session, name)
        if record is None:
            record = validated(SavedList, {"name": name, "key": _key(name), "query": query})
            w.session.add(record)
        else:
            change(record, {"name": name, "query": query})
        w.session.flush()
        _check(w.transaction.connection, name)
        w.transaction.row = record.id or 0
    return w.transaction.done


def rename(store: Store, name: str, new: str) -> Done:
    """Give a list another name; lists that name it go on doing so. Raises NotFound or Conflict."""
    new = clean(new)
    with writing(store, _("Renamed a list")) as w:
        record = _existing(w.session, name)
        other = _named(w.session, new)
        if other is not None and other.id != record.id:
            raise Conflict(_("There is a list {name} already.").format(name=excerpt(other.name)))
        old = record.key
        w.transaction.label = _("Renamed the list {old} to {new}").format(
            old=excerpt(record.name), new=excerpt(new)
        )
        change(record, {"name": new, "key": _key(new)})
        rename_in_lists(w.session, "list", old, new)
        w.transaction.row = record.id or 0
    return w.transaction.done


def delete(store: Store, name: str) -> Done:
    """Delete a list; the customers in it stay. Raises NotFound, or Conflict if others name it."""
    with writing(store, _("Deleted a list")) as w:
        record = _existing(w.session, name)
        others = [
            line.name
            for line in saved_lists(w.transaction.connection)
            if line.id != record.id and record.key in _named_in(line.query)
        ]
        if others:
            raise Conflict(
                _("The list {name} is a part of others: {others}.").format(
                    name=excerpt(record.name), others=", ".join(map(excerpt, others))
                ),
                _("Delete or change those first."),
            )
        w.session.delete(record)
        w.transaction.label = _("Deleted the list {name}").format(name=excerpt(record.name))
        w.transaction.row = record.id or 0
    return w.transaction.done


def _check(connection: sqlite3.Connection, name: str) -> None:
    """Raise InvalidValue or NotFound if a list cannot be used: asked by its name, for its own."""
    where(connection, f"list:{quoted(name)}", Asked(load(connection), datetime.now(UTC)))


def _key(name: str) -> str:
    key = fold(name)
    if not key:
        raise InvalidValue(_("A list needs a name with letters or digits in it."))
    if '"' in key:
        raise InvalidValue(_("A list's name cannot have quotes in it."))
    return key


def _named(session: Session, name: str) -> SavedList | None:
    return session.exec(select(SavedList).where(SavedList.key == fold(clean(name)))).first()


def _existing(session: Session, name: str) -> SavedList:
    record = _named(session, name)
    if record is None:
        raise NotFound(
            _("There is no list {name}.").format(name=excerpt(name)),
            _("`crm list` shows them."),
        )
    return record


def _named_in(query: str) -> set[str]:
    """Return the keys of the lists that a filter names."""
    return {fold(term.value) for term in parse(query).terms if field_named(term.field) == "list"}


def rename_in_lists(session: Session, field: str, old: str, new: str) -> None:
    """Have every list that names the tag or list of the key `old` name the `new` one."""

    def fresh(term: Term) -> str:
        named = (term.value,) if field == "list" else term.choices  # lists stand alone
        if field_named(term.field) != field or old not in map(fold, named):
            return term.text
        names = [new if fold(name) == old else name for name in named]
        minus = "-" if term.negated else ""
        return f"{minus}{term.field}{term.sign}{','.join(map(quoted, names))}"

    for record in session.exec(select(SavedList)).all():
        if (query := with_terms(record.query, fresh)) != record.query:
            change(record, {"query": query})
