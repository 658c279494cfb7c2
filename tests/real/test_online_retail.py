"""Half a million real invoice lines, against published answers."""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import data
from tests.real.reports import check, orders

PUBLISHED = {
    "champions": 633,
    "loyal": 819,
    "potential-loyalist": 484,
    "new": 42,
    "promising": 94,
    "need-attention": 187,
    "about-to-sleep": 352,
    "at-risk": 593,
    "cant-lose": 63,
    "hibernating": 1071,
}
AS_OF = ("--method", "quintile", "--as-of", "2011-12-11", "--json")


class Shop:
    """A store that the file was imported into."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, *args: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "crmtui.cli", "--db", str(self.path), *args],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def load(self) -> Any:
        return self(
            "import", "purchases", str(data("online_retail/online_retail.csv.gz")), "--json"
        )


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    found = Shop(tmp_path_factory.mktemp("retail") / "shop.db")
    result = found.load()
    assert (result["created"], result["rejected"]) == (25_900, 0)
    return found


def test_the_published_counts_come_out(shop: Shop) -> None:
    table = shop("segments", *AS_OF)
    counts = {line["segment"]: line["customers"] for line in table["segments"]}
    assert {name: counts[name] for name in PUBLISHED} == PUBLISHED
    assert table["buyers"] == 4338
    assert sum(line["revenue"] for line in table["segments"]) == 891_140_790


def test_every_customer_scores_as_published(shop: Shop) -> None:
    ours = {member["name"]: member for member in shop("segments", "--members", *AS_OF)}
    with data("online_retail/expected_rfm_4338.csv").open() as file:
        theirs = list(csv.DictReader(file))
    assert len(ours) == len(theirs)
    for row in theirs:
        mine = ours[row["CustomerID"]]
        got = [mine[key] for key in ("recency_days", "frequency", "r", "f", "m")]
        assert got == [int(row[key]) for key in ("recency", "frequency", "R", "F", "M")]
        assert mine["monetary"] == round(float(row["monetary"]) * 100)


def test_the_reports_say_what_the_rows_say(shop: Shop) -> None:
    """A quarter of the lines are of nobody known, some of the invoices take others back."""
    with gzip.open(data("online_retail/online_retail.csv.gz"), "rt", encoding="utf-8") as file:
        rows = orders(
            (
                line["InvoiceNo"],
                line["CustomerID"],
                datetime.fromisoformat(line["InvoiceDate"]).replace(tzinfo=UTC),
                int(line["Quantity"]) * Decimal(line["UnitPrice"]),
            )
            for line in csv.DictReader(file)
        )
    total = Decimal(sum(row.amount for row in rows)) / 100
    check(shop, rows, date(2010, 12, 1), date(2011, 12, 9), sold=str(total))
    published = shop("report", "customers", "--json")
    assert (published["customers"], published["sales"]) == (4_338, 18_532)
    assert published["sold"] == 891_140_790


def test_the_same_file_again_changes_nothing(shop: Shop) -> None:
    start = time.monotonic()
    result = shop.load()
    assert (result["created"], result["updated"], result["unchanged"]) == (0, 0, 25_900)
    assert result["step"] is None
    assert time.monotonic() - start < 60


def test_undo_leaves_an_empty_shop_and_redo_brings_it_back(shop: Shop) -> None:
    shop("undo", "--json")
    assert shop("contact", "list", "--json") == []
    assert shop("purchase", "list", "--json") == []
    assert shop("find", "12346", "--json") == []
    shop("redo", "--json")
    assert shop("segments", *AS_OF)["buyers"] == 4338
    assert shop("find", "12346", "--json")[0]["name"] == "12346"
