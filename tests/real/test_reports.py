"""The reports on real shops, beside counting the rows of their files one by one."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from decimal import Decimal

from tests.conftest import Crm, data
from tests.reads.reports.raw import Sale
from tests.real.reports import check, orders


def test_superstore(crm: Crm) -> None:
    path = data("superstore/superstore_us_mdy_bom.csv")
    assert crm("import", "purchases", str(path)).code == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = orders(
            (
                line["Order ID"],
                line["Customer ID"],
                datetime.strptime(line["Order Date"], "%m/%d/%Y").replace(tzinfo=UTC),
                Decimal(line["Sales"]),
            )
            for line in csv.DictReader(file)
        )
    check(
        lambda *args: crm(*args).json, rows, date(2016, 1, 1), date(2019, 12, 31), sold="2297200.65"
    )
    year = [row for row in rows if row.at.year == 2018]
    sold = Decimal(sum(row.amount for row in year)) / 100
    check(lambda *args: crm(*args).json, rows, date(2018, 1, 1), date(2018, 12, 31), sold=str(sold))


def test_cdnow(crm: Crm) -> None:
    path = data("cdnow/CDNOW_sample.txt")
    crm("import", "purchases", str(path), "--no-header", "--map", "customer=1,date=3,amount=5")
    numbers: dict[str, int] = {}
    rows = []
    for line in path.read_text().split("\n"):
        if cells := line.split():
            number = numbers.setdefault(cells[0], len(numbers) + 1)
            at = datetime.strptime(cells[2], "%Y%m%d").replace(tzinfo=UTC)
            rows.append(Sale(number, at, int(Decimal(cells[4]) * 100)))
    total = Decimal(sum(row.amount for row in rows)) / 100
    check(lambda *args: crm(*args).json, rows, date(1997, 1, 1), date(1998, 6, 30), sold=str(total))
