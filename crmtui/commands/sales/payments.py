"""Recording what customers paid on their account, and looking at it."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import Limit, Number, of_record, whole
from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.commands.spans import span
from crmtui.commands.titled import write_titled
from crmtui.errors import UsageError
from crmtui.locale import _
from crmtui.reads.payments import PaymentRow

_WHO = Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who)
WhenPaid = Annotated[str | None, Option("--date", metavar="WHEN", help=_("When it was."))]
Method = Annotated[str | None, Option(help=_("How: cash, card, transfer … in your own words."))]
Ref = Annotated[str | None, Option(help=_("The number of the cheque, slip or transfer."))]
Note = Annotated[str | None, Option(help=_("A note."))]


def pay(
    ctx: Context,
    who: Annotated[str, _WHO],
    amount: Annotated[str, Argument(help=_("How much."))],
    date: WhenPaid = None,
    method: Method = None,
    ref: Ref = None,
    note: Note = None,
    purchase: Annotated[
        int | None,
        Option(
            "--for",
            metavar="PURCHASE",
            parser=of_record,
            help=_("For that purchase; else the oldest debt."),
        ),
    ] = None,
    back: Annotated[bool, Option("--back", help=_("The shop gives them money back."))] = False,
) -> None:
    """Record a payment of a customer."""
    from crmtui.commands.done import told
    from crmtui.reads.accounts import balance
    from crmtui.reads.who import resolve
    from crmtui.writes import payments

    here = shop(ctx)
    with here.read() as connection:
        contact = resolve(connection, who)
    values = _values(here, amount, date, method, ref, note) | {"purchase_id": purchase}
    done = payments.pay(here.store, contact, back=back, **values)
    with here.read() as connection:
        told(here, done, _("payment #{id}"), balance=balance(connection, contact))


def list_(
    ctx: Context,
    who: Annotated[str, _WHO] = "",
    since: Annotated[str, Option(metavar="DATE", help=_("From that day on."))] = "",
    until: Annotated[str, Option(metavar="DATE", help=_("Up to that day."))] = "",
    limit: Limit = 50,
) -> None:
    """List the latest payments, of one contact or of all."""
    from crmtui.reads.payments import payments
    from crmtui.reads.who import resolve

    here = shop(ctx)
    with here.read() as connection:
        contact = resolve(connection, who) if who else None
        found = payments(connection, contact=contact, limit=limit, **span(here, since, until))
    rows = [_row(here, payment) for payment in found]
    if here.json:
        write_json(rows)
        return
    if on_terminal():
        for row in rows:
            row["date"] = here.formats.when(row["at"], here.now)
            row["amount"] = here.formats.money(row["amount"], with_unit=False)
    table(
        (
            Column("id", "#", right=True),
            Column("date", _("When")),
            Column("name", _("Name")),
            Column("amount", here.formats.unit_name, right=True),
            Column("method", _("How")),
            Column("ref", _("Number")),
            Column("purchase_id", _("For"), right=True),
        ),
        rows,
        empty=_("No payments yet. `crm pay WHO AMOUNT` records one."),
    )


def show(ctx: Context, number: Number) -> None:
    """Show a payment."""
    from crmtui.reads.payments import payment

    here = shop(ctx)
    with here.read() as connection:
        found = payment(connection, number)
    if here.json:
        write_json(_row(here, found))
        return
    write_titled(_facts(here, found))


def edit(
    ctx: Context,
    number: Number,
    amount: Annotated[str | None, Option(help=_("How much."))] = None,
    date: WhenPaid = None,
    method: Method = None,
    ref: Ref = None,
    note: Note = None,
    purchase: Annotated[
        int | None,
        Option(
            "--for",
            metavar="PURCHASE",
            parser=whole,
            help=_("For that purchase; 0 for the oldest debt."),
        ),
    ] = None,
) -> None:
    """Change a payment; what is not given stays as it is."""
    from crmtui.commands.done import told
    from crmtui.writes import payments

    here = shop(ctx)
    values = _values(here, amount, date, method, ref, note)
    if purchase is not None:
        values["purchase_id"] = purchase or None
    if not values:
        raise UsageError(_("Nothing to change was given."))
    told(here, payments.edit(here.store, number, **values))


def delete(ctx: Context, number: Number) -> None:
    """Delete a payment; undo brings it back."""
    from crmtui.commands.done import told
    from crmtui.writes import payments

    here = shop(ctx)
    told(here, payments.delete(here.store, number))


def _values(
    here: Shop,
    amount: str | None,
    date: str | None,
    method: str | None,
    ref: str | None,
    note: str | None,
) -> dict[str, Any]:
    """Return what was given. Raises InvalidValue."""
    values = {
        "amount": None if amount is None else here.formats.parse_amount(amount).minor,
        "at": here.formats.parse_when(date, here.now, past=True) if date else None,
        "method": method,
        "ref": ref,
        "note": note,
    }
    return {name: value for name, value in values.items() if value is not None}


def _row(here: Shop, payment: PaymentRow) -> dict[str, Any]:
    return payment._asdict() | {
        "date": here.day(payment.at),
        "currency": here.settings["currency"],
    }


def _facts(here: Shop, payment: PaymentRow) -> list[tuple[str, str]]:
    facts = [
        (_("Who"), f"{payment.name} #{payment.contact_id}" if payment.contact_id else ""),
        (_("When"), here.formats.when(payment.at, here.now)),
        (_("Amount"), here.formats.money(payment.amount)),
        (_("How"), payment.method),
        (_("Number"), payment.ref),
        (_("For"), f"#{payment.purchase_id}" if payment.purchase_id else ""),
        (_("Note"), payment.note),
    ]
    return [(title, value) for title, value in facts if value]
