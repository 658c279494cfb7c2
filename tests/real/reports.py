"""Comparing the reports on a real shop with counting the rows of its file one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pytest

from tests.reads.reports.raw import Raw, Sale

Ask = Callable[..., Any]
"""Runs a command and returns its JSON."""
CENT = Decimal("0.01")


def check(ask: Ask, rows: list[Sale], since: date, until: date, *, sold: str) -> None:
    """Compare the customers and the sales of a span with what the rows say."""
    span = ("--since", since.isoformat(), "--until", until.isoformat(), "--json")
    found = ask("report", "customers", *span)
    raw = Raw(rows, zone="UTC", calendar="gregorian", months=1, since=since, until=until)
    expected = raw.figures()
    top = expected.pop("top20")
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    assert found["top20_share"] == pytest.approx(top / expected["revenue"])
    names = ("customers", "new", "returning", "retained", "before")
    assert [{name: line[name] for name in names} for line in found["periods"]] == raw.table()
    assert [line["bought"] for line in found["cohorts"]] == raw.cohorts()
    sales = ask("report", "sales", *span)
    within = raw.within()
    assert sales["revenue"] == sum(row.amount for row in within)
    assert sales["revenue"] == int(Decimal(sold) * 100)
    assert sum(line["revenue"] for line in sales["items"]) == sales["itemised"]
    by_month: dict[str, int] = defaultdict(int)
    for row in within:
        by_month[f"{row.at:%Y-%m}"] += row.amount
    assert {m["period"]: m["revenue"] for m in sales["periods"] if m["revenue"]} == dict(by_month)


def orders(lines: Iterator[tuple[str, str, datetime, Decimal]]) -> list[Sale]:
    """Return the orders of lines of order, customer, time and amount; each rounded to cents."""
    amounts: dict[str, int] = defaultdict(int)
    about: dict[str, tuple[int | None, datetime]] = {}
    numbers: dict[str, int] = {}
    for order, customer, at, amount in lines:
        amounts[order] += int(amount.quantize(CENT, ROUND_HALF_EVEN) * 100)
        number = numbers.setdefault(customer, len(numbers) + 1) if customer else None
        about.setdefault(order, (number, at))
    return [Sale(*about[order], amount) for order, amount in amounts.items()]
