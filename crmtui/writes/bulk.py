"""The same done to many contacts at once: one step, however many there are.

Every act is a few statements over a table of the chosen ids; the triggers write the journal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Unpack

from sqlalchemy import column, insert, literal, select, table
from sqlmodel import SQLModel

from crmtui.labels import channel_label
from crmtui.locale import _, ngettext
from crmtui.models.interaction import Interaction
from crmtui.models.task import Task
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.clean import excerpt
from crmtui.writes.bulk_fields import set_field
from crmtui.writes.interactions import InteractionChanges
from crmtui.writes.repeats import keep_pace
from crmtui.writes.tags import existing_tag, tag_named
from crmtui.writes.tasks import TaskChanges
from crmtui.writes.valid import validated


class Act(NamedTuple):
    """Something done to everybody chosen."""

    words: str
    """What was done, for the label of the step."""
    apply: Callable[[Writing], None]


def each(
    store: Store, contacts: Iterable[int], acts: Sequence[Act], *, rehearsal: bool = False
) -> Done:
    """Carry out acts on contacts, all of it or nothing; who lies in the trash is left out.

    A `rehearsal` tries everything and keeps nothing.
    """
    with writing(store, _("Changed many")) as w:
        count = _choose(w, contacts)
        w.transaction.rehearsal = rehearsal or not count  # a tag that nobody has would be left
        for act in acts:
            act.apply(w)
            w.session.flush()
        people = ngettext("{n} customer", "{n} customers", count).format(n=f"{count:,}")
        words = ", ".join(act.words for act in acts)
        w.transaction.label = _("{people}: {acts}").format(people=people, acts=words)
    return w.transaction.done


def tag(names: Sequence[str]) -> Act:
    """Put tags on them; a tag that does not exist yet is made."""

    def apply(w: Writing) -> None:
        for name in names:
            w.transaction.connection.execute(
                "INSERT OR IGNORE INTO contact_tag(contact_id, tag_id) "
                "SELECT contact_id, ? FROM chosen",
                (tag_named(w.session, name),),
            )

    return Act(_("tagged {tags}").format(tags=_listed(names)), apply)


def untag(names: Sequence[str]) -> Act:
    """Take tags off them. Raises NotFound for a tag that does not exist."""

    def apply(w: Writing) -> None:
        for name in names:
            w.transaction.connection.execute(
                "DELETE FROM contact_tag WHERE tag_id = ? "
                "AND contact_id IN (SELECT contact_id FROM chosen)",
                (existing_tag(w.session, name).id,),
            )

    return Act(_("untagged {tags}").format(tags=_listed(names)), apply)


def change(field: str, value: str) -> Act:
    """Set a field, one of the shop's own too, as typed; "" empties it.

    Raises InvalidValue once it is applied.
    """

    def apply(w: Writing) -> None:
        set_field(w, field, value)

    words = _("{field} set to {value}") if value else _("{field} emptied")
    return Act(words.format(field=excerpt(field), value=excerpt(value)), apply)


def log(**values: Unpack[InteractionChanges]) -> Act:
    """Log the same interaction with each."""

    def apply(w: Writing) -> None:
        said = {"at": w.transaction.now, **values, "contact_id": _ANYBODY}
        _for_each(w, validated(Interaction, said))

    channel = channel_label(values.get("channel") or "call")
    return Act(_("logged {channel}").format(channel=channel), apply)


def plan(**values: Unpack[TaskChanges]) -> Act:
    """Add the same task for each."""

    def apply(w: Writing) -> None:
        task = validated(Task, {**values, "created_at": w.transaction.now})
        keep_pace(w, task)
        _for_each(w, task)

    return Act(_("planned {text}").format(text=excerpt(values.get("text", ""))), apply)


def delete() -> Act:
    """Move them to the trash."""

    def apply(w: Writing) -> None:
        w.transaction.connection.execute(
            "UPDATE contact SET deleted_at = ? WHERE id IN (SELECT contact_id FROM chosen)",
            (w.transaction.now.strftime("%Y-%m-%dT%H:%M:%SZ"),),
        )

    return Act(_("moved to the trash"), apply)


def _choose(w: Writing, contacts: Iterable[int]) -> int:
    """Note down who was chosen and is not in the trash; return how many they are."""
    connection = w.transaction.connection
    connection.execute("CREATE TEMP TABLE chosen(contact_id INTEGER PRIMARY KEY)")
    connection.execute(
        "INSERT OR IGNORE INTO chosen SELECT c.id FROM json_each(?) j "
        "JOIN contact c ON c.id = j.value WHERE c.deleted_at IS NULL",
        (json.dumps(list(contacts)),),
    )
    (count,) = connection.execute("SELECT count(*) FROM chosen").fetchone()
    return int(count)


_ANYBODY = 1
"""Stands for the contact in a record that is validated once for all of them."""


def _for_each(w: Writing, record: SQLModel) -> None:
    """Insert the same record for each of them."""
    target = type(record).__table__  # type: ignore[attr-defined]
    chosen = table("chosen", column("contact_id"))
    names = [found.name for found in target.columns if found.name != "id"]
    taken = [
        chosen.c.contact_id
        if name == "contact_id"
        else literal(getattr(record, name), target.columns[name].type)
        for name in names
    ]
    w.session.execute(insert(target).from_select(names, select(*taken)))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(excerpt, names))
