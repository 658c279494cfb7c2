"""What can be done to a field that the shop added to its contacts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, func, select

from crmtui.errors import Conflict, InvalidValue, NotFound
from crmtui.exchange.headers.own import check_name
from crmtui.exchange.headers.words import compact
from crmtui.locale import _, ngettext
from crmtui.models.custom import CustomField, CustomValue
from crmtui.models.words import FieldKind
from crmtui.rules.custom import CHOICE, OwnField, read_choices
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.clean import clean
from crmtui.text.fold import fold
from crmtui.writes.custom_kind import convert
from crmtui.writes.valid import change, validated


def add(store: Store, name: str, kind: str, choices: Sequence[str] = ()) -> Done:
    """Add a field. Raises InvalidValue, or Conflict if a name like that is taken."""
    with writing(store, _("Added a field")) as w:
        offered = _checked_choices(kind, choices)
        name = _free_name(w.session, name)
        last = w.session.exec(select(func.max(CustomField.position))).one()
        field = validated(
            CustomField,
            {
                "name": name,
                "key": fold(name),
                "kind": kind,
                "choices": "\n".join(offered),
                "position": (last or 0) + 1,
            },
        )
        w.session.add(field)
        w.session.flush()
        w.transaction.label = _("Added the field {name}").format(name=field.name)
        w.transaction.row = field.id or 0
    return w.transaction.done


def edit(
    store: Store,
    number: int,
    *,
    name: str | None = None,
    kind: str | None = None,
    choices: Sequence[str] | None = None,
) -> Done:
    """Change a field; what contacts hold in it stays.

    Raises InvalidValue or NotFound; Conflict where a value would not fit any more.
    """
    with writing(store, _("Changed a field")) as w:
        field = _existing(w.session, number)
        if name is not None:
            name = _free_name(w.session, name, but=number)
            change(field, {"name": name, "key": fold(name)})
        if kind is not None or choices is not None:
            _change_kind(w, field, kind or field.kind, choices)
        w.session.flush()
        w.transaction.label = _("Changed the field {name}").format(name=field.name)
        w.transaction.row = number
    return w.transaction.done


def remove(store: Store, number: int, *, with_values: bool = False) -> Done:
    """Remove a field, and what it holds if that is said. Raises NotFound or Conflict."""
    with writing(store, _("Removed a field")) as w:
        field = _existing(w.session, number)
        count = w.session.exec(
            select(func.count()).select_from(CustomValue).where(CustomValue.field_id == number)
        ).one()
        if count and not with_values:
            raise _holds_values(field.name, count)
        w.transaction.connection.execute("DELETE FROM custom_value WHERE field_id = ?", (number,))
        w.session.delete(field)
        w.transaction.label = _("Removed the field {name}").format(name=field.name)
    return w.transaction.done


def _holds_values(name: str, count: int) -> Conflict:
    return Conflict(
        ngettext(
            "{n} contact holds a value in {name}.", "{n} contacts hold a value in {name}.", count
        ).format(n=count, name=name),
        _("`--with-values` removes these too; `crm undo` brings all of it back."),
    )


def _change_kind(w: Writing, field: CustomField, kind: str, choices: Sequence[str] | None) -> None:
    """Give a field another kind or other choices, and its values the form of that kind."""
    before = OwnField(field.name, field.kind, tuple(field.choices.split("\n")))
    if choices is None:
        choices = before.choices if kind == before.kind == CHOICE else ()
    after = OwnField(field.name, kind, _checked_choices(kind, choices))
    change(field, {"kind": FieldKind(kind), "choices": "\n".join(after.choices)})
    convert(w.transaction.connection, field.id or 0, before, after)


def _checked_choices(kind: str, choices: Sequence[str]) -> tuple[str, ...]:
    """Return the choices of a field of this kind. Raises InvalidValue."""
    if kind not in set(FieldKind):
        raise InvalidValue(
            _("There is no kind {kind}.").format(kind=clean(kind) or "''"),
            _("Choose one of: {choices}.").format(choices=", ".join(FieldKind)),
        )
    offered = read_choices(choices)
    if kind == CHOICE and not offered:
        raise InvalidValue(
            _("A field to choose in needs its choices."), _('Like --choices "S, M, L".')
        )
    if kind != CHOICE and offered:
        raise InvalidValue(_("Only a field of the kind choice has choices."))
    return offered


def _free_name(session: Session, name: str, *, but: int = 0) -> str:
    """Return a name as it is kept. Raises InvalidValue, or Conflict if another field has it."""
    name = check_name(name)
    held = session.exec(select(CustomField.name).where(CustomField.id != but)).all()
    if taken := next((other for other in held if compact(other) == compact(name)), ""):
        raise Conflict(
            _("There is a field {name} already.").format(name=taken),
            _("`crm config field list` shows them."),
        )
    return name


def _existing(session: Session, number: int) -> CustomField:
    field = session.get(CustomField, number)
    if field is None:
        raise NotFound(
            _("There is no field #{id}.").format(id=number),
            _("`crm config field list` shows them."),
        )
    return field
