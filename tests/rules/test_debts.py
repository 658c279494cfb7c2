"""Payments settle the purchase they are for, then the oldest debt; nothing is lost on the way."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.debts import Account, Charge, OpenItem, Paid, settle

DUE = date(2026, 3, 1)
OLD = Charge(1, "2026-01-01", DUE, 100)
NEW = Charge(2, "2026-02-01", None, 50)

days = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat)
charges = st.lists(
    st.builds(Charge, st.integers(1, 9), days, st.none() | st.dates(), st.integers(-50, 500)),
    unique_by=lambda charge: charge.purchase,
)
payments = st.lists(st.builds(Paid, days, st.integers(-300, 900), st.none() | st.integers(1, 12)))


def left(account: Account) -> list[tuple[int | None, int]]:
    return [(item.purchase, item.left) for item in account.items]


def test_the_oldest_debt_is_paid_first() -> None:
    assert left(settle([NEW, OLD], [Paid("2026-02-02", 120)])) == [(2, 30)]
    assert left(settle([NEW, OLD], [Paid("2026-02-02", 40)])) == [(1, 60), (2, 50)]


def test_a_payment_for_a_purchase_goes_there_first() -> None:
    assert left(settle([OLD, NEW], [Paid("2026-02-02", 30, 2)])) == [(1, 100), (2, 20)]
    assert left(settle([OLD, NEW], [Paid("2026-02-02", 80, 2)])) == [(1, 70)]


def test_what_is_paid_beyond_is_credit_and_pays_the_next() -> None:
    assert settle([OLD], [Paid("2026-01-02", 130)]) == Account([], 30)
    assert left(settle([OLD, NEW], [Paid("2026-01-02", 130)])) == [(2, 20)]
    assert settle([], [Paid("2026-01-02", 10)]).balance == -10


def test_a_payment_that_bounced_opens_its_purchase_again() -> None:
    paid = [Paid("2026-02-02", 50, 2), Paid("2026-02-09", -50, 2)]
    assert left(settle([OLD, NEW], paid)) == [(1, 100), (2, 50)]


def test_money_given_beyond_the_credit_is_owed() -> None:
    paid, back = Paid("2026-01-02", 100), Paid("2026-01-05", -40)
    assert left(settle([OLD], [paid, back])) == [(1, 40)]
    account = settle([OLD], [back])
    assert account.items[1:] == [OpenItem(None, "2026-01-05", None, 40, 40)]
    assert account.balance == 140


def test_days_past_count_from_the_day_after() -> None:
    (item,) = settle([OLD], []).items
    assert [item.days_past(date(2026, 3, day)) for day in (1, 2, 9)] == [0, 1, 8]
    assert item._replace(due=None).days_past(date(2027, 1, 1)) == 0


@given(charges, payments)
def test_the_sums_agree_whatever_was_paid(owed: list[Charge], paid: list[Paid]) -> None:
    account = settle(owed, paid)
    assert account.balance == sum(c.amount for c in owed) - sum(p.amount for p in paid)
    assert account.credit >= 0
    assert all(0 < item.left <= item.amount for item in account.items)
    assert not account.credit or not account.items
    assert [item.at for item in account.items] == sorted(item.at for item in account.items)


@given(charges, payments, st.randoms())
def test_the_order_of_rows_does_not_matter(
    owed: list[Charge], paid: list[Paid], random: Random
) -> None:
    account = settle(owed, paid)
    random.shuffle(owed)
    random.shuffle(paid)
    assert settle(owed, paid) == account


@given(charges, payments, st.integers(1, 500))
def test_paying_never_opens_anything(owed: list[Charge], paid: list[Paid], more: int) -> None:
    before = dict(left(settle(owed, paid)))
    after = settle(owed, [*paid, Paid("2027-01-01", more)])
    assert all(amount <= before.get(purchase, 0) for purchase, amount in left(after))
    closed = sum(before.values()) - sum(item.left for item in after.items)
    assert 0 <= closed <= more
