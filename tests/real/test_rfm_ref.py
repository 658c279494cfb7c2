"""The orders of 995 customers with published scores by fixed edges, against our own boundaries.

Renaming the customers, shuffling the rows and bringing them in by halves changes nothing.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crmtui.store.connect import Store, open_store
from tests.conftest import Crm, data

AS_OF = ("--as-of", "2006-12-31", "--json")
Row = dict[str, str]


@pytest.fixture
def rows() -> list[Row]:
    with data("rfm_ref/rfm_data_orders.csv").open() as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[Row]) -> str:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def bring_in(crm: Crm, file: str, *more: str) -> None:
    told = ("--map", "customer=customer_id,date=order_date,amount=revenue")
    answer = crm("import", "purchases", file, *told, *more, "--json")
    assert (answer.code, answer.json["rejected"]) == (0, 0)


def scores(crm: Crm, *more: str) -> list[tuple[Any, ...]]:
    """Return what everybody scores, without what they are called."""
    keys = ("recency_days", "frequency", "monetary", "r", "f", "m", "segment")
    members = crm("segments", "--members", *AS_OF, *more).json
    return sorted(tuple(member[key] for key in keys) for member in members)


def test_every_customer_scores_as_published(crm: Crm) -> None:
    bring_in(crm, str(data("rfm_ref/rfm_data_orders.csv")))
    # Published as lower <= value < upper; ours are the last that still earn more.
    crm("config", "set", "rfm_recency", "114 180 297 481")
    crm("config", "set", "rfm_frequency", "4 5 6 8")
    crm("config", "set", "rfm_monetary", "25580 38200 50640 66600")
    ours = {m["name"]: m for m in crm("segments", "--members", *AS_OF).json}
    with data("rfm_ref/expected_orders_2006-12-31.csv").open() as file:
        theirs = list(csv.DictReader(file))
    assert len(ours) == len(theirs) == 995
    for row in theirs:
        mine = ours[row["customer_id"]]
        got = [mine[key] for key in ("recency_days", "frequency", "monetary", "r", "f", "m")]
        numbers = [int(row["recency"]), int(row["frequency"]), 100 * int(row["monetary"])]
        assert got == [*numbers, *(int(float(row[key])) for key in "RFM")], row
    table = crm("segments", *AS_OF).json
    assert table["buyers"] == 995
    assert sum(line["customers"] for line in table["segments"]) == 995


def renamed(rows: list[Row]) -> list[Row]:
    numbers = {name: str(n) for n, name in enumerate(sorted({r["customer_id"] for r in rows}), 7)}
    kept = ("order_date", "revenue")
    return [{"customer_id": numbers[r["customer_id"]], **{k: r[k] for k in kept}} for r in rows]


def shuffled(rows: list[Row]) -> list[Row]:
    return random.Random(5).sample(rows, len(rows))


@pytest.mark.parametrize("change", [renamed, shuffled])
def test_what_changes_nothing_in_the_shop_changes_no_score(
    rows: list[Row], tmp_path: Path, crm: Crm, change: Callable[[list[Row]], list[Row]]
) -> None:
    bring_in(crm, write(tmp_path / "orders.csv", change(rows)))
    found = scores(crm)
    assert len(found) == 995
    again = open_store(tmp_path / "again.db", create=True)
    other = there(crm, again)
    bring_in(other, write(tmp_path / "plain.csv", rows))
    assert scores(other) == found


def test_two_halves_are_the_whole(rows: list[Row], tmp_path: Path, crm: Crm) -> None:
    bring_in(crm, write(tmp_path / "all.csv", rows))
    other = there(crm, open_store(tmp_path / "halves.db", create=True))
    for number, half in enumerate((rows[1::2], rows[::2])):
        bring_in(other, write(tmp_path / f"half{number}.csv", half))
    assert scores(other) == scores(crm)
    assert other("segments", *AS_OF).json == crm("segments", *AS_OF).json


def there(crm: Crm, store: Store) -> Crm:
    """The same shell on another store."""
    return lambda *args: crm(*args, "--db", str(store.path))
