"""Where the fields of a sale stand in a row of a sales file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Money(NamedTuple):
    """The quantity in thousandths and the amount in minor units of one row."""

    quantity: int
    amount: int
    rounded: bool


class OrderColumns(NamedTuple):
    """Where each field stands in a row (None: nowhere), and how its text is read."""

    when: Callable[[str], str]
    """Date (and time) as found → UTC text; raises InvalidValue."""
    money: Mapping[tuple[str, str, str], Money]
    """Amount, quantity and price as found → what they are worth; raises InvalidValue."""
    date: int
    passes: Callable[[list[str]], bool] | None = None
    """Tells whether a row counts; a cancelled order does not. Raises InvalidValue."""
    unique: bool = False
    """An order's number is never used again, so that its buyer and day need not be compared."""
    width: int = 0
    """Columns that the header names; values beyond them are of a row that is torn apart."""
    gives_back: Callable[[list[str]], bool] | None = None
    """Tells whether the whole order was refunded, where no amount says so."""
    time: int | None = None
    order: int | None = None
    customer: int | None = None
    customer_name: int | None = None
    customer_given: int | None = None
    customer_family: int | None = None
    customer_phone: int | None = None
    customer_email: int | None = None
    amount: int | None = None
    quantity: int | None = None
    price: int | None = None
    total: int | None = None
    """What the whole order came to, on one or on each of its rows."""
    refunded: int | None = None
    """How much of the whole order was given back."""
    item: int | None = None
    sku: int | None = None
    note: int | None = None
    number: int | None = None
    """The number on the receipt, where the order is known by another one."""
    on_account: int | None = None
    """Whether it was not paid at once."""
    due_on: int | None = None
    """The day by which it should be paid."""
    day: Callable[[str], str] = str
    """A date as found → ISO day; raises InvalidValue."""
    refund_of: int | None = None
    """The order that this one gives back."""


BUYER = (
    "customer",
    "customer_name",
    "customer_given",
    "customer_family",
    "customer_phone",
    "customer_email",
)
"""The fields that say who bought."""


def place(column: int | None) -> int:
    """Return an index into a row with "" appended, which is what a missing column reads."""
    return -1 if column is None else column
