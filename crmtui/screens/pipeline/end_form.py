"""The forms of how a sale ends: won, lost, or lost at the counter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from crmtui.locale import _
from crmtui.screens.contact_changes import find_who
from crmtui.screens.form import Field, FormScreen, Values
from crmtui.screens.log_form import moment
from crmtui.screens.sale_form import paid_fields, read_amount, terms_of
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.reads.deals import DealRow

_MOST = 9
"""Reasons with a key of their own: the most frequent ones."""
_YES, _NO = "yes", "no"


def won_form(app: CrmApp, deal: DealRow) -> FormScreen:
    """Return the form that wins a deal and may record the purchase."""
    money = "" if deal.amount is None else app.formats.money(deal.amount, with_unit=False)
    fields = [
        Field("amount", _("Amount"), money, app.formats.unit_name),
        Field(
            "purchase",
            _("Purchase"),
            _NO,
            options=[(_NO, _("do not record")), (_YES, _("record it too"))],
        ),
        *paid_fields(app),
        Field("at", _("Date"), hint=_("today")),
    ]

    def save(values: Values) -> Callable[[Store], Done]:
        amount = read_amount(values["amount"], app) if values["amount"].strip() else None
        at = moment(values["at"], app) if values["at"].strip() else None
        is_recorded = values["purchase"] == _YES
        terms: Any = terms_of(values, app) if is_recorded else {}

        def act(store: Store) -> Done:
            from crmtui.writes import closing

            return closing.won(store, deal.id, at=at, amount=amount, purchase=is_recorded, **terms)

        return act

    title = _("Won: {deal}").format(deal=deal.words)
    return FormScreen(title, fields, save, draft=f"won {deal.id}")


def lost_form(
    app: CrmApp, deal: DealRow, reasons: Sequence[str], stage: int | None = None
) -> FormScreen:
    """Return the form that loses a deal, in one of several stages for lost deals."""
    fields = [
        *_why(reasons),
        Field("competitor", _("Competitor"), deal.competitor, _("who got it, if anybody")),
        Field("at", _("Date"), hint=_("today")),
        Field("note", _("Note"), deal.note, is_long=True),
    ]

    def save(values: Values) -> Callable[[Store], Done]:
        at = moment(values["at"], app) if values["at"].strip() else None
        loss: Any = {name: values[name] for name in ("competitor", "note")}

        def act(store: Store) -> Done:
            from crmtui.writes import closing

            return closing.lost(store, deal.id, _reason(values), at=at, stage=stage, **loss)

        return act

    title = _("Lost: {deal}").format(deal=deal.words)
    return FormScreen(title, fields, save, draft=f"lost {deal.id}")


def counter_form(app: CrmApp, reasons: Sequence[str]) -> FormScreen:
    """Return the form that notes a sale lost at the counter: one key, and Enter."""
    fields = [
        *_why(reasons),
        Field("products", _("What"), hint=_("what they wanted")),
        Field("amount", _("Amount"), hint=app.formats.unit_name),
        Field("customer", _("Customer"), hint=_("if you know who")),
        Field("competitor", _("Competitor"), hint=_("who has it, if anybody")),
        Field("note", _("Note"), is_long=True),
    ]

    def save(values: Values) -> Callable[[Store], Done]:
        amount = read_amount(values["amount"], app) if values["amount"].strip() else None
        loss: Any = {name: values[name] for name in ("competitor", "note")}

        def act(store: Store) -> Done:
            from crmtui.writes import closing

            return closing.lost_at_counter(
                store,
                _reason(values),
                contact=find_who(store, "customer", values["customer"]),
                products=values["products"],
                amount=amount,
                **loss,
            )

        return act

    return FormScreen(_("A sale lost at the counter"), fields, save, draft="lost at the counter")


def _why(reasons: Sequence[str]) -> list[Field]:
    """Return the fields of the reason: one of those known, by its number, or another one."""
    known = [(reason, reason) for reason in reasons[:_MOST]]
    options = [*known, ("", _("another"))]
    keys = {value: str(number) for number, (value, _label) in enumerate(known, 1)} | {"": "0"}
    return [
        Field("reason", _("Reason"), "", options=options, keys=keys),
        Field("other", _("New reason"), hint=_("kept for the next time")),
    ]


def _reason(values: Values) -> str:
    return values["other"].strip() or values["reason"]
