"""The orders of a sales file while its rows stream by, kept small: a file may have millions."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from crmtui.errors import FileUnreadable
from crmtui.locale import _
from crmtui.models.limits import MOST
from crmtui.rules.custom import YES, yes_or_no
from crmtui.text.clean import clean, clean_text
from crmtui.writes.imports.purchases.buyers import WALK_IN
from crmtui.writes.imports.purchases.columns import OrderColumns, place

ALL_BITS = 2**64 - 1
"""Keeps a sum of checksums within 64 bits."""
_NO_EXTRAS = ("", "", "", False, None)
REFUND = "/refund"
"""Ends the number of what was given back of an order."""


class Written(NamedTuple):
    """An order as it is staged."""

    seq: int
    key: str
    ref: str
    number: str
    customer: int | None
    at: str
    amount: int
    note: str
    refund_of: str
    digest: str
    on_account: int | None = None
    """None where the file says nothing of it."""
    due_on: str | None = None


class OrderBook:
    """Orders by place; one is known by its number, its day and its buyer.

    Receipts start at 1 again every year, so a number alone says little.
    """

    def __init__(self, columns: OrderColumns) -> None:
        self._columns = columns
        self._extra_places = [
            place(column)
            for column in (
                *(columns.note, columns.number, columns.refund_of),
                *(columns.on_account, columns.due_on),
            )
        ]
        self.keys: list[str] = []
        self.ats: list[str] = []
        self._refs: list[str] = []
        self._extras: dict[int, tuple[str, str, str, bool, str | None]] = {}
        # Rows add themselves to these two; sums, so that the order of an order's rows does not
        # matter, and in the open, because a call for each row would be felt.
        self.sums = array("q")
        self._totals: dict[int, int] = {}
        self._refunds: dict[int, int] = {}
        self._given_back: set[int] = set()
        self.digests = array("Q")
        self._buyers = array("q")
        self._places: dict[str, int] = {}
        self._latest: dict[str, int] = {}
        self._twins: Counter[bytes] = Counter()
        self._yes: dict[str, bool] = {}

    def latest(self, number: str) -> int | None:
        """Return the place of the order that last had this number."""
        return self._latest.get(number)

    def place_of(self, number: str, row: list[str], at: str, buyer: int) -> int:
        """Return the place of the row's order, made if this is its first row."""
        if not number:
            return self._new(number, row, at, buyer)
        key = f"{number}\0{at[:10]}"
        seq = self._places.get(key)
        if seq is not None and buyer != (held := self._buyers[seq]) and buyer != WALK_IN:
            if held == WALK_IN:
                self._buyers[seq] = buyer
            else:
                key = f"{key}\0{buyer}"
                seq = self._places.get(key)
        if seq is None:
            seq = self._places[key] = self._new(number, row, at, buyer)
        elif at > self.ats[seq]:
            self.ats[seq] = at  # an invoice with two times was finished at the later one
        self._latest[number] = seq
        return seq

    def _new(self, number: str, row: list[str], at: str, buyer: int) -> int:
        # First what may be refused: half an order must not stay behind.
        note, receipt, refund_of, on_account, due_on = (
            row[column] for column in self._extra_places
        )
        unpaid = bool(on_account) and self._is_yes(on_account)
        day = self._columns.day(due_on) if due_on.strip() else None
        seq = len(self.ats)
        self.ats.append(at)
        self.keys.append(number)
        self._refs.append("" if number else self._row_ref(row))
        self.sums.append(0)
        self.digests.append(0)
        self._buyers.append(buyer)
        if note or receipt or refund_of or unpaid or day:
            self._extras[seq] = clean_text(note), clean(receipt), refund_of, unpaid, day
        return seq

    def _is_yes(self, text: str) -> bool:
        found = self._yes.get(text)
        if found is None:
            found = self._yes[text] = bool(clean(text)) and yes_or_no(clean(text)) == YES
        return found

    def _row_ref(self, row: list[str]) -> str:
        """Name a row without an order number by its content and its count among equal rows."""
        digest = blake2b("\0".join(row).encode(), digest_size=12).digest()
        self._twins[digest] += 1
        return f"row:{digest.hex()}:{self._twins[digest]}"

    def set_total(self, seq: int, amount: int) -> None:
        """Say what a whole order came to, with shipping and discounts."""
        self._totals.setdefault(seq, amount)

    def give_back(self, seq: int) -> None:
        """Say that all of an order was given back."""
        self._given_back.add(seq)

    def set_refund(self, seq: int, amount: int) -> None:
        """Say how much of a whole order was given back."""
        self._refunds[seq] = max(abs(amount), self._refunds.get(seq, 0))

    def written(self, refs: list[str], broken: set[str]) -> Iterator[Written]:
        """Yield the orders but for the broken ones, and after them what was given back."""
        for seq, number in enumerate(self.keys):
            if number not in broken:
                yield self._written(seq, refs)
        for seq in self._given_back:
            self._refunds[seq] = self._totals.get(seq, self.sums[seq])
        last = len(self.keys)
        for place_, (seq, amount) in enumerate(self._refunds.items(), last):
            if amount and self.keys[seq] not in broken:
                yield self._refund(place_, self._written(seq, refs), amount)

    def _written(self, seq: int, refs: list[str]) -> Written:
        number, at, buyer = self.keys[seq], self.ats[seq], self._buyers[seq]
        amount = self._totals.get(seq, self.sums[seq])
        if abs(amount) >= MOST:
            raise FileUnreadable(_("Order {number} is too large.").format(number=number))
        who = "" if buyer == WALK_IN else refs[buyer]
        note, receipt, refund_of, unpaid, due_on = self._extras.get(seq, _NO_EXTRAS)
        return Written(
            seq,
            number,
            self._refs[seq] or f"{number}|{at[:10]}|{who}",
            receipt or (clean(number) if self._columns.number is None else ""),
            None if buyer == WALK_IN else buyer,
            at,
            amount,
            note,
            refund_of,
            f"{self.digests[seq]:016x}",
            None if self._columns.on_account is None else int(unpaid),
            due_on,
        )

    def _refund(self, seq: int, order: Written, amount: int) -> Written:
        return order._replace(
            seq=seq,
            key=order.key + REFUND,
            ref=order.ref + REFUND,
            amount=-amount,
            note="",
            refund_of=order.key,
            digest=f"{amount:x}",
            due_on=None,
        )
