"""Recording sales, and looking at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.contacts.newcomer import caller, warn_of_newcomer
from crmtui.commands.numbers import Limit, Number
from crmtui.commands.output import Column, table, write, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.commands.spans import span
from crmtui.commands.titled import write_titled
from crmtui.errors import UsageError
from crmtui.locale import _, ngettext
from crmtui.reads.purchases import PurchaseLineRow, PurchaseRow
from crmtui.text.digits import quantity

if TYPE_CHECKING:
    from datetime import date

    from crmtui.writes.accounts import Terms

_WHO = Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who)
WhenSold = Annotated[str | None, Option("--date", metavar="WHEN", help=_("When it was."))]
Ref = Annotated[str | None, Option(help=_("The number on the receipt."))]
Note = Annotated[str | None, Option(help=_("A note."))]
Due = Annotated[
    str | None,
    Option(metavar="WHEN", help=_("By when it is to be paid, like +14d; '' for no day.")),
]


def sale(
    ctx: Context,
    who: Annotated[
        str,
        Argument(
            help=_("An id, a phone, an e-mail or a name; - for a walk-in."),
            autocompletion=complete.who,
        ),
    ],
    amount: Annotated[str, Argument(help=_("What it costs."))],
    item: Annotated[
        list[str] | None,
        Option(help=_('An item, like "tea", "4x tea" or "4x tea=100000"; may be given again.')),
    ] = None,
    date: WhenSold = None,
    ref: Ref = None,
    note: Note = None,
    new: Annotated[
        str | None, Option(metavar="NAME", help=_("Make an unknown buyer a contact."))
    ] = None,
    unpaid: Annotated[bool, Option("--unpaid", help=_("On account: they pay later."))] = False,
    paid: Annotated[
        str | None, Option(metavar="AMOUNT", help=_("On account, but for this part."))
    ] = None,
    due: Due = None,
) -> None:
    """Record a sale."""
    from crmtui.commands.done import told
    from crmtui.commands.sales.items import read_items
    from crmtui.writes import purchases

    here = shop(ctx)
    total = here.formats.parse_amount(amount).minor
    items = read_items(item or [], total, here.formats)
    contact, newcomer = (None, None) if who == "-" else caller(here, who, new)
    done = purchases.sale(
        here.store,
        contact,
        total,
        items=items,
        new=newcomer,
        at=here.formats.parse_when(date, here.now, past=True) if date else None,
        ref=ref or "",
        note=note or "",
        **terms(here, unpaid, paid, due),
    )
    told(here, done, _("purchase #{id}"))
    if newcomer:
        warn_of_newcomer(here, "purchase", done.row)


def list_(
    ctx: Context,
    who: Annotated[str, _WHO] = "",
    since: Annotated[str, Option(metavar="DATE", help=_("From that day on."))] = "",
    until: Annotated[str, Option(metavar="DATE", help=_("Up to that day."))] = "",
    limit: Limit = 50,
) -> None:
    """List the latest purchases, of one contact or of all."""
    from crmtui.reads.purchases import purchases
    from crmtui.reads.who import resolve

    here = shop(ctx)
    with here.read() as connection:
        contact = resolve(connection, who) if who else None
        found = purchases(connection, contact=contact, limit=limit, **span(here, since, until))
    rows = [_row(here, purchase) for purchase in found]
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
            Column("ref", _("Receipt")),
            Column("items", _("Items")),
        ),
        rows,
        empty=_("No purchases yet. `crm sale WHO AMOUNT` records one."),
    )


def show(ctx: Context, number: Number) -> None:
    """Show a purchase with its items."""
    from crmtui.reads.purchases import lines, purchase

    here = shop(ctx)
    with here.read() as connection:
        found = purchase(connection, number)
        items = lines(connection, number)
    if here.json:
        write_json(_row(here, found) | {"lines": [_line(line) for line in items]})
        return
    write_titled(_facts(here, found))
    if items:
        write()
        _print_lines(here, items)


def edit(
    ctx: Context,
    number: Number,
    amount: Annotated[str | None, Option(help=_("What it cost."))] = None,
    date: WhenSold = None,
    ref: Ref = None,
    note: Note = None,
    unpaid: Annotated[
        bool | None, Option("--unpaid/--paid", help=_("On account, or paid at once."))
    ] = None,
    due: Due = None,
) -> None:
    """Change a purchase; what is not given stays as it is."""
    from crmtui.commands.done import told
    from crmtui.writes import purchases

    here = shop(ctx)
    values: dict[str, Any] = {
        "amount": here.formats.parse_amount(amount).minor if amount is not None else None,
        "at": here.formats.parse_when(date, here.now, past=True) if date else None,
        "ref": ref,
        "note": note,
        "on_account": unpaid,
    }
    values = {name: value for name, value in values.items() if value is not None}
    if due is not None:
        values["due_on"] = _due(here, due)
    if not values:
        raise UsageError(_("Nothing to change was given."))
    told(here, purchases.edit(here.store, number, **values))


def delete(ctx: Context, number: Number) -> None:
    """Delete a purchase with its items; undo brings it back."""
    from crmtui.commands.done import told
    from crmtui.writes import purchases

    here = shop(ctx)
    told(here, purchases.delete(here.store, number))


def refund(
    ctx: Context,
    number: Number,
    amount: Annotated[
        str | None, Argument(help=_("What is given back; otherwise all that is left."))
    ] = None,
    date: WhenSold = None,
    note: Note = None,
) -> None:
    """Give a purchase back, in whole or in part."""
    from crmtui.commands.done import told
    from crmtui.writes import purchases

    here = shop(ctx)
    back = here.formats.parse_amount(amount).minor if amount else None
    when = here.formats.parse_when(date, here.now, past=True) if date else None
    done = purchases.refund(here.store, number, back, at=when, note=note or "")
    told(here, done, _("purchase #{id}"))


def terms(here: Shop, unpaid: bool, paid: str | None, due: str | None) -> Terms:
    """Return how a sale is paid for. Raises InvalidValue."""
    found: Terms = {}
    if unpaid:
        found["on_account"] = True
    if paid is not None:
        found["paid"] = here.formats.parse_amount(paid).minor
    if due is not None:
        found["due_on"] = _due(here, due)
    return found


def _due(here: Shop, text: str) -> date | None:
    return here.formats.parse_date(text, here.today) if text.strip() else None


def _row(here: Shop, purchase: PurchaseRow) -> dict[str, Any]:
    return purchase._asdict() | {
        "on_account": bool(purchase.on_account),
        "date": here.day(purchase.at),
        "currency": here.settings["currency"],
    }


def _line(line: PurchaseLineRow) -> dict[str, Any]:
    return line._asdict() | {"quantity": quantity(line.quantity)}


def _facts(here: Shop, purchase: PurchaseRow) -> list[tuple[str, str]]:
    who = f"{purchase.name} #{purchase.contact_id}" if purchase.contact_id else _("walk-in")
    facts = [
        (_("Who"), who),
        (_("When"), here.formats.when(purchase.at, here.now)),
        (_("Amount"), here.formats.money(purchase.amount)),
        (_("On account"), _account(here, purchase)),
        (_("Receipt"), purchase.ref),
        (_("Refund of"), f"#{purchase.refund_of}" if purchase.refund_of else ""),
        (_("Note"), purchase.note),
    ]
    return [(title, value) for title, value in facts if value]


def _account(here: Shop, purchase: PurchaseRow) -> str:
    from datetime import date

    if not purchase.on_account:
        return ""
    if not purchase.due_on:
        return _("yes")
    return _("due {day}").format(day=here.formats.date(date.fromisoformat(purchase.due_on)))


def _print_lines(here: Shop, items: list[PurchaseLineRow]) -> None:
    table(
        (
            Column("quantity", _("Quantity"), right=True),
            Column("item", ngettext("Item", "Items", len(items))),
            Column("sku", _("Code")),
            Column("amount", here.formats.unit_name, right=True),
        ),
        [
            _line(line) | {"amount": here.formats.money(line.amount, with_unit=False)}
            for line in items
        ],
    )
