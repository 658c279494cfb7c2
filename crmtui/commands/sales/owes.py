"""Who owes, and what is open on somebody's account."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.output import Column, say, table, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.commands.spans import day_end
from crmtui.errors import UsageError
from crmtui.locale import _, ngettext
from crmtui.reads.accounts import END, standing
from crmtui.reads.debts import Debtor
from crmtui.rules.debts import OpenItem


def owes(
    ctx: Context,
    who: Annotated[
        str,
        Argument(help=_("Only this contact's open purchases."), autocompletion=complete.who),
    ] = "",
    credit: Annotated[bool, Option("--credit", help=_("Those whom the shop owes."))] = False,
    past_due: Annotated[
        bool, Option("--past-due", help=_("Only those with debts past their day."))
    ] = False,
) -> None:
    """Show who owes, the oldest debt first, or what somebody owes."""
    here = shop(ctx)
    if bool(who) + credit + past_due > 1:
        raise UsageError(_("WHO, --credit and --past-due do not go together."))
    if who:
        _one(here, who)
    elif credit:
        _creditors(here)
    else:
        _debtors(here, past_due)


def _asked(here: Shop) -> tuple[date, str]:
    """Return the day that it is about, and the UTC text at which that ends."""
    return here.as_of or here.today, day_end(here, here.as_of) if here.as_of else END


def _debtors(here: Shop, late_only: bool) -> None:
    from crmtui.reads.debts import debtors

    today, before = _asked(here)
    with here.read() as connection:
        found = debtors(connection, today, before=before)
    found = [debtor for debtor in found if debtor.past_due or not late_only]
    total, late = sum(debtor.amount for debtor in found), sum(d.past_due for d in found)
    rows = [_row(here, debtor) for debtor in found]
    if here.json:
        write_json(_head(here, today) | {"total": total, "past_due": late, "customers": rows})
        return
    if on_terminal():
        money = here.formats.money
        for row, debtor in zip(rows, found, strict=True):
            row["amount"] = money(debtor.amount, with_unit=False)
            row["past_due"] = money(debtor.past_due, with_unit=False) if debtor.past_due else ""
            row["days"] = here.formats.number(debtor.days) if debtor.days else ""
            row["since"] = here.formats.date(here.formats.day(debtor.since))
    table(
        (
            Column("contact_id", "#", right=True),
            Column("name", _("Name")),
            Column("amount", _("Owes {unit}").format(unit=here.formats.unit_name), right=True),
            Column("since", _("Since")),
            Column("past_due", _("Past due"), right=True),
            Column("days", _("Days late"), right=True),
        ),
        rows,
        empty=_("Nobody has a debt past its day.")
        if late_only
        else _("Nobody owes anything. `crm sale WHO AMOUNT --unpaid` sells on account."),
    )
    if found:
        _say_total(here, len(found), total, late)


def _say_total(here: Shop, count: int, total: int, late: int) -> None:
    said = ngettext("{n} customer owes {total}", "{n} customers owe {total}", count)
    parts = [said.format(n=here.formats.number(count), total=here.formats.money(total))]
    if late:
        parts.append(_("{amount} past its day").format(amount=here.formats.money(late)))
    say(" · ".join(parts))


def _creditors(here: Shop) -> None:
    from crmtui.reads.debts import creditors

    today, before = _asked(here)
    with here.read() as connection:
        found = creditors(connection, before=before)
    total = sum(creditor.amount for creditor in found)
    rows: list[dict[str, Any]] = [creditor._asdict() for creditor in found]
    if here.json:
        write_json(_head(here, today) | {"total": total, "customers": rows})
        return
    if on_terminal():
        for row in rows:
            row["amount"] = here.formats.money(row["amount"], with_unit=False)
    table(
        (
            Column("contact_id", "#", right=True),
            Column("name", _("Name")),
            Column("amount", _("Credit {unit}").format(unit=here.formats.unit_name), right=True),
        ),
        rows,
        empty=_("Nobody is in credit."),
    )
    if found:
        said = ngettext(
            "{n} customer is in credit by {total}",
            "{n} customers are in credit by {total}",
            len(found),
        )
        say(said.format(n=here.formats.number(len(found)), total=here.formats.money(total)))


def _one(here: Shop, who: str) -> None:
    from crmtui.reads.card import card
    from crmtui.reads.debts import account
    from crmtui.reads.who import resolve

    today, before = _asked(here)
    with here.read() as connection:
        contact = resolve(connection, who)
        found = account(connection, contact, before=before)
        name = card(connection, contact).name
    items = [_item(here, item, today) for item in found.items]
    if here.json:
        head = _head(here, today) | {"contact_id": contact, "name": name}
        write_json(head | {"balance": found.balance, "credit": found.credit, "open": items})
        return
    if items:
        _print_items(here, items)
    say(_("{name} {owes}.").format(name=name, owes=standing(found.balance, here.formats)))


def _print_items(here: Shop, items: list[dict[str, Any]]) -> None:
    if on_terminal():
        for row in items:
            row["amount"] = here.formats.money(row["amount"], with_unit=False)
            row["left"] = here.formats.money(row["left"], with_unit=False)
            row["date"] = here.formats.date(date.fromisoformat(row["date"]))
            row["due"] = here.formats.date(date.fromisoformat(row["due"])) if row["due"] else ""
            row["days"] = here.formats.number(row["days"]) if row["days"] else ""
            row["purchase_id"] = row["purchase_id"] or _("money given")
    table(
        (
            Column("purchase_id", _("Purchase"), right=True),
            Column("date", _("Date")),
            Column("due", _("Due")),
            Column("days", _("Days late"), right=True),
            Column("amount", _("Amount"), right=True),
            Column("left", _("Left {unit}").format(unit=here.formats.unit_name), right=True),
        ),
        items,
    )


def _head(here: Shop, today: date) -> dict[str, Any]:
    return {"as_of": today.isoformat(), "currency": here.settings["currency"]}


def _row(here: Shop, debtor: Debtor) -> dict[str, Any]:
    return debtor._asdict() | {
        "since": here.day(debtor.since),
        "due": debtor.due.isoformat() if debtor.due else None,
    }


def _item(here: Shop, item: OpenItem, today: date) -> dict[str, Any]:
    return {
        "purchase_id": item.purchase,
        "date": here.day(item.at),
        "due": item.due.isoformat() if item.due else None,
        "amount": item.amount,
        "left": item.left,
        "days": item.days_past(today),
    }
