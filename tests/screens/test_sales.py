"""The Sales view: purchases, who owes, payments and statements by keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from crmtui.app import CrmApp
from crmtui.reads.accounts import balance
from crmtui.reads.payments import payments as paid
from crmtui.reads.purchases import PurchaseRow
from crmtui.reads.purchases import purchases as sold
from crmtui.store.connect import Store
from crmtui.widgets.virtual_list import VirtualList
from crmtui.writes import contacts, payments, purchases
from tests.screens.helpers import (
    SMALL,
    WIDE,
    running,
    screen_text,
    sell,
    shows,
    shows_no,
    type_in,
    until,
)

NOW = datetime.now(UTC)


def on_account(store: Store, contact: int, toman: int, days_ago: int = 0) -> int:
    """Sell on account, so many days ago, to be paid within 30 days."""
    at = NOW - timedelta(days=days_ago)
    return purchases.sale(store, contact, toman * 10, at=at, on_account=True).row


def owed(store: Store, contact: int) -> int | None:
    with store.read() as connection:
        return balance(connection, contact)


def last_sale(store: Store) -> PurchaseRow:
    with store.read() as connection:
        return sold(connection)[0]


async def open_sales(app: CrmApp, pilot: Pilot[int]) -> None:
    await pilot.press("5")
    await until(
        pilot,
        lambda: all(
            found.is_loaded
            for found in app.screen.query("#purchases, #debtors").results(VirtualList)
        ),
    )
    await shows(pilot, "Purchases · ")


async def test_both_lists_stand_side_by_side(shop: Store) -> None:
    sell(shop, 1, 1_000)
    on_account(shop, 3, 2_000, days_ago=40)
    on_account(shop, 2, 500_000)
    payments.pay(shop, 3, amount=5_000)
    async with running(shop, (140, 40)) as (app, pilot):
        await open_sales(app, pilot)
        await shows(pilot, "Purchases · 3 · today 2: 501,000 toman")
        await shows(pilot, "Who owes · 2 · 501,500 toman · 1 late")
        lines = screen_text(app).split("\n")
        reza = next(i for i, line in enumerate(lines) if "10 d late" in line)
        zahra = next(i for i, line in enumerate(lines) if "500,000" in line[90:])
        assert "Reza Karimi" in lines[reza] and "1,500" in lines[reza]
        assert reza < zahra
        assert "on account" in screen_text(app)


async def test_an_amount_is_never_cut(shop: Store) -> None:
    on_account(shop, 1, 900_000_000_000_000)
    async with running(shop, SMALL) as (app, pilot):
        await open_sales(app, pilot)
        await shows(pilot, "900T")
        await pilot.press("w")
        await shows(pilot, "Who owes · 1 · 900,000,000,000,000 toman", "900T")


async def test_one_list_at_a_time_where_it_is_narrow(shop: Store) -> None:
    sell(shop, 1, 1_000)
    on_account(shop, 3, 2_000, days_ago=40)
    async with running(shop, SMALL) as (app, pilot):
        await open_sales(app, pilot)
        await shows(pilot, "Ali Rezaei", "who owes")
        await shows_no(pilot, "d late")
        await pilot.press("w")
        await shows(pilot, "Who owes · 1 · 2,000 toman", "10 d late", "s statement", "purchases")
        await shows_no(pilot, "Ali Rezaei")
        await pilot.press("escape")
        await shows(pilot, "Ali Rezaei", "e edit")


async def test_enter_opens_the_customer(shop: Store) -> None:
    purchases.sale(shop, None, 50, at=NOW - timedelta(days=1))
    on_account(shop, 3, 2_000)
    async with running(shop) as (app, pilot):
        await open_sales(app, pilot)
        await pilot.press("enter")
        await shows(pilot, "2 Customers", "Reza Karimi · #3")
        await pilot.press("5", "j", "enter")
        await shows(pilot, "That was a walk-in")


async def test_p_takes_all_that_is_owed(shop: Store) -> None:
    on_account(shop, 1, 1_250_000)
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("p")
        await shows(pilot, "Payment of Ali Rezaei", "all of 1,250,000 toman", "they paid")
        await pilot.press("enter")
        await shows(pilot, "Ali Rezaei paid 1,250,000 toman — u to undo")
        await shows(pilot, "Ali Rezaei owes nothing now.")
        assert owed(shop, 1) == 0
        await pilot.press("u")
        await until(pilot, lambda: owed(shop, 1) == 12_500_000)


async def test_a_payment_with_everything_said(shop: Store) -> None:
    on_account(shop, 1, 100)
    number = on_account(shop, 1, 50)
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("ح")
        await shows(pilot, "Payment of Ali Rezaei")
        await type_in(pilot, "۷۰")
        await pilot.press("tab", "tab")
        await type_in(pilot, "card")
        await pilot.press("tab")
        await type_in(pilot, f"#{number}")
        await pilot.press("tab")
        await type_in(pilot, "yesterday")
        await pilot.press("enter")
        await shows(pilot, "Ali Rezaei owes 80 toman now.")
        with shop.read() as connection:
            (row,) = paid(connection)
        assert (row.amount, row.method, row.purchase_id) == (700, "card", number)


async def test_money_back_needs_an_amount(shop: Store) -> None:
    payments.pay(shop, 1, amount=900)
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("p")
        await shows(pilot, "in credit by 90 toman")
        await pilot.press("tab", "b", "enter")
        await shows(pilot, "is not an amount")
        await type_in(pilot, "90")
        await pilot.press("enter")
        await shows(pilot, "Paid 90 toman back to Ali Rezaei")
        assert owed(shop, 1) == 0


async def test_bad_payments_are_said_under_their_field(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("p")
        await type_in(pilot, "about5")
        await pilot.press("enter")
        await shows(pilot, "is not an amount")
        await pilot.press("ctrl+u")
        await type_in(pilot, "5")
        await pilot.press("tab", "tab", "tab")
        await type_in(pilot, "seven")
        await pilot.press("enter")
        await shows(pilot, "is not the number of a")
        await pilot.press("ctrl+u")
        await type_in(pilot, "7")
        await pilot.press("enter")
        await shows(pilot, "There is no purchase #7.")
        assert owed(shop, 1) is None


async def test_a_sale_that_is_paid_later(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("$")
        await shows(pilot, "Sale to Ali Rezaei", "later", "in 30 days")
        await type_in(pilot, "1250")
        await pilot.press("tab", "tab", "l", "tab", "tab")
        await type_in(pilot, "+7d")
        await pilot.press("enter")
        await shows(pilot, "on account to Ali Rezaei", "Ali Rezaei owes 1,250 toman now.")
        assert last_sale(shop).due_on == (NOW + timedelta(days=7)).date().isoformat()


async def test_a_sale_that_is_paid_in_part(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("$")
        await type_in(pilot, "1000")
        await pilot.press("tab", "tab", "tab")
        await type_in(pilot, "400")
        await pilot.press("enter")
        await shows(pilot, "Choose “a part” above")
        await pilot.press("shift+tab", "a", "enter")
        await shows(pilot, "Ali Rezaei owes 600 toman now.")
        assert owed(shop, 1) == 6_000


async def test_a_due_day_before_the_sale_is_refused(shop: Store) -> None:
    async with running(shop) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("$")
        await type_in(pilot, "1000")
        await pilot.press("tab", "tab", "l", "tab", "tab")
        await type_in(pilot, "2020-01-01")
        await pilot.press("enter")
        await shows(pilot, "The due day 2020-01-01 lies")
        assert owed(shop, 1) is None


async def test_edit_refund_and_delete_a_purchase(shop: Store) -> None:
    sell(shop, 1, 1_000)
    async with running(shop) as (app, pilot):
        await open_sales(app, pilot)
        await pilot.press("e")
        await shows(pilot, "Edit purchase #1", "at once")
        await pilot.press("tab", "right", "enter")
        await shows(pilot, "Ali Rezaei owes 1,000 toman now.", "Who owes · 1 · 1,000 toman")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await pilot.press("r")
        await shows(pilot, "Refund of purchase #1", "all of 1,000 toman")
        await type_in(pilot, "400")
        await pilot.press("enter")
        await shows(pilot, "Ali Rezaei owes 600 toman now.", "refund #1")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await pilot.press("g", "d")
        await shows(pilot, "Deleted purchase #2")
        await pilot.press("w", "e", "d", "r")
        assert len(app.screen_stack) == 1
        with shop.read() as connection:
            assert len(sold(connection)) == 1


async def test_a_walk_in_owes_nothing(shop: Store) -> None:
    purchases.sale(shop, None, 50)
    async with running(shop, SMALL) as (app, pilot):
        await open_sales(app, pilot)
        await shows(pilot, "walk-in", "e edit")
        assert "p payment" not in screen_text(app)
        await pilot.press("p", "s", "$")
        assert len(app.screen_stack) == 1


async def test_a_statement_is_read_and_saved_as_a_page(shop: Store, tmp_path: Path) -> None:
    name = "<b>Ali</b> [/] علی"
    contact = contacts.add(shop, name=name).row
    number = on_account(shop, contact, 1_000, days_ago=40)
    payments.pay(shop, contact, amount=2_500, method="<i>cash</i>", at=NOW - timedelta(days=3))
    async with running(shop, WIDE) as (app, pilot):
        await open_sales(app, pilot)
        await pilot.press("w", "s")
        await shows(pilot, "Statement of account · <b>Ali</b> [/]", f"sale #{number}", "750")
        await shows(pilot, "<i>cash</i>", "opening balance", "owes 750 toman.", "Not paid yet")
        for _time in range(2):
            await pilot.press("w")
            await shows(pilot, "The page to print is")
        await until(pilot, lambda: len(list(_home().glob("statement-*.html"))) == 2)
        page = next(_home().glob("statement-*.html")).read_text("utf-8")
        assert "&lt;b&gt;Ali&lt;/b&gt; [/] علی" in page
        assert "&lt;i&gt;cash&lt;/i&gt;" in page
        await pilot.press("escape")
        await shows_no(pilot, "Not paid yet")


async def test_a_statement_from_the_customers(shop: Store) -> None:
    async with running(shop, SMALL) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("=")
        await shows(pilot, "Statement of account · Ali Rezaei · #1", "Ali Rezaei owes nothing.")
        await pilot.press("q")
        await shows_no(pilot, "owes nothing")


async def test_a_sale_is_recorded_where_sales_are_seen(shop: Store) -> None:
    async with running(shop, SMALL) as (app, pilot):
        await open_sales(app, pilot)
        await pilot.press("a")
        await shows(pilot, "Who buys?", "enter take it", "^s walk-in")
        await type_in(pilot, "zahra")
        await shows(pilot, "Zahra")
        await pilot.press("enter")
        await shows(pilot, "Sale to Zahra", "Paid")
        await type_in(pilot, "250")
        await pilot.press("enter")
        await shows(pilot, "Purchases · 1 · today 1: 250 toman")
        assert last_sale(shop).contact_id == 2
        await pilot.press("a")
        await shows(pilot, "Who buys?")
        await pilot.press("ctrl+s")
        await shows(pilot, "Sale to walk-in")
        await shows_no(pilot, "Paid")
        await type_in(pilot, "50")
        await pilot.press("enter")
        await shows(pilot, "Purchases · 2 · today 2: 300 toman")
        assert last_sale(shop).contact_id is None


async def test_an_empty_shop_says_what_belongs_there(shop: Store) -> None:
    async with running(shop, (140, 40)) as (app, pilot):
        await open_sales(app, pilot)
        await shows(pilot, "No sales yet.", "Nobody owes anything.")
        await pilot.press("enter", "e", "d", "r", "p", "s", "w", "p", "s", "enter")
        assert len(app.screen_stack) == 1


def _home() -> Path:
    import os

    return Path(os.environ["CRMTUI_HOME"])
