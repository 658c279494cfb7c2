"""The forms of a deal: to add one where one stands, to change one, to plan its next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.screens.contact_changes import find_who
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.screens.log_form import moment, shown_moment
from crmtui.screens.outcome_form import read_due
from crmtui.screens.sale_form import read_amount
from crmtui.screens.task_form import due_field
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.reads.deals import DealRow
    from crmtui.writes.contacts import ContactChanges
    from crmtui.writes.deals import DealChanges, NextStep

NEW = "+"
"""Before the name of a customer whom nobody knows yet."""
_LINES = ("title", "products", "source", "owner", "note", "competitor")
_CUSTOMER = "customer"


def add_form(app: CrmApp, stage: int | None, where: str) -> FormScreen:
    """Return the form that adds a deal in the stage of that name, with anybody or nobody."""
    title = _("Deal in {stage}").format(stage=where)
    customer = Field(_CUSTOMER, _("Customer"), hint=_("a name, a phone, #12, +new"))
    return _add_form(app, title, [customer], None, stage, f"deal in {stage}")


def add_for_form(app: CrmApp, contact: int, name: str) -> FormScreen:
    """Return the form that adds a deal with a contact."""
    title = _("Deal with {name}").format(name=name)
    return _add_form(app, title, [], contact, None, f"deal with {contact}")


def _add_form(
    app: CrmApp,
    title: str,
    customer: list[Field],
    contact: int | None,
    stage: int | None,
    draft: str,
) -> FormScreen:
    fields = [
        Field("title", _("Title"), hint=_("what it is about")),
        *customer,
        Field("amount", _("Amount"), hint=app.formats.unit_name),
        Field("step", _("Next step"), hint=_("what to do for it")),
        due_field(),
        *_further(app),
    ]
    empty = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, empty, app)
        step = _step(values, app)

        def act(store: Store) -> Done:
            from crmtui.writes import deals

            person, new = (contact, None) if contact else _who(store, values[_CUSTOMER])
            return deals.add(store, person, new=new, stage=stage, step=step, **changes)

        return act

    return FormScreen(title, fields, save, draft=draft)


def edit_form(app: CrmApp, deal: DealRow) -> FormScreen:
    """Return the form that changes a deal; what stays as it is is not written."""
    money = "" if deal.amount is None else app.formats.money(deal.amount, with_unit=False)
    fields = [
        Field("title", _("Title"), deal.title),
        Field(
            _CUSTOMER,
            _("Customer"),
            f"#{deal.contact_id}" if deal.contact_id else "",
            _("a name, a phone, #12, or nobody"),
        ),
        Field("amount", _("Amount"), money, app.formats.unit_name),
        *_further(app, deal),
        Field("competitor", _("Competitor"), deal.competitor),
        Field("opened_at", _("Opened"), _shown(deal.opened_at, app)),
    ]
    if deal.kind != "open":
        fields.append(Field("closed_at", _("Closed"), _shown(deal.closed_at, app)))
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        changes = _changes(values, before, app)
        is_same = values[_CUSTOMER].strip() == before[_CUSTOMER]

        def act(store: Store) -> Done:
            from crmtui.writes import deals

            who = None if is_same else find_who(store, _CUSTOMER, values[_CUSTOMER])
            nobody = not is_same and who is None
            return deals.edit(store, deal.id, contact=who, without_contact=nobody, **changes)

        return act

    title = _("Edit deal #{id}").format(id=deal.id)
    return FormScreen(title, fields, save, draft=f"edit deal {deal.id}")


def step_form(app: CrmApp, number: int, name: str) -> FormScreen:
    """Return the form that plans the next step of a deal."""
    fields = [Field("step", _("What to do")), due_field()]

    def save(values: Values) -> Callable[[Store], Done]:
        due = read_due(values["due"], app)

        def act(store: Store) -> Done:
            from crmtui.writes import deal_steps

            return deal_steps.plan(store, number, values["step"], due)

        return act

    title = _("Next step for {deal}").format(deal=name)
    return FormScreen(title, fields, save, draft=f"step {number}")


def _further(app: CrmApp, deal: DealRow | None = None) -> list[Field]:
    """Return the fields that one may leave for later."""
    close = (
        app.formats.date(date.fromisoformat(deal.expected_close))
        if (deal and deal.expected_close)
        else ""
    )
    return [
        Field("products", _("Products"), deal.products if deal else "", _("in words")),
        Field("expected_close", _("Expected"), close, _("when it will be decided")),
        Field("source", _("Source"), deal.source if deal else ""),
        Field("owner", _("Owner"), deal.owner if deal else "", _("who works on it")),
        Field("note", _("Note"), deal.note if deal else "", is_long=True),
    ]


def _changes(values: Values, before: Values, app: CrmApp) -> DealChanges:
    """Return what differs from before, checked field by field. Raises FieldError."""
    changed = {name: text for name, text in values.items() if text != before.get(name, "")}
    changes: dict[str, object] = {name: changed[name] for name in _LINES if name in changed}
    if "amount" in changed:
        changes["amount"] = (
            read_amount(changed["amount"], app) if changed["amount"].strip() else None
        )
    if "expected_close" in changed:
        changes["expected_close"] = _day(changed["expected_close"], app)
    for name in ("opened_at", "closed_at"):
        if name in changed:
            changes[name] = moment(changed[name], app, name) if changed[name].strip() else None
    return changes  # type: ignore[return-value]


def _shown(at: str | None, app: CrmApp) -> str:
    return shown_moment(at, app.formats) if at else ""


def _day(text: str, app: CrmApp) -> date | None:
    try:
        return app.formats.parse_date(text, app.today) if text.strip() else None
    except InvalidValue as error:
        raise FieldError("expected_close", error) from error


def _step(values: Values, app: CrmApp) -> NextStep | None:
    """Return the next step, if there is one. Raises FieldError."""
    due = read_due(values["due"], app)
    if values["step"].strip():
        return {"text": values["step"], "due": due}
    if due:
        raise FieldError("step", InvalidValue(_("Say what to do then.")))
    return None


def _who(store: Store, text: str) -> tuple[int | None, ContactChanges | None]:
    """Return the customer that is meant, or what to make a new one of. Raises FieldError."""
    if text.strip().startswith(NEW):
        return None, {"name": text.strip().removeprefix(NEW)}
    try:
        return find_who(store, _CUSTOMER, text), None
    except FieldError as problem:
        problem.error.hint = _("+{name} makes a new customer.").format(name=text.strip())
        raise
