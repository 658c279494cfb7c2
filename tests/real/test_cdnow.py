"""A file of whitespace columns without a header: the purchases of 2,357 CDNOW customers."""

from __future__ import annotations

from decimal import Decimal

from tests.conftest import Crm, data


def test_every_line_comes_in_once(crm: Crm) -> None:
    path = data("cdnow/CDNOW_sample.txt")
    lines = [line.split() for line in path.read_text().splitlines() if line.strip()]
    command = (
        "import", "purchases", str(path), "--no-header",
        "--map", "customer=1,date=3,quantity=4,amount=5", "--json",
    )  # fmt: skip
    first = crm(*command)
    assert (first.json["created"], first.json["rejected"]) == (len(lines), 0)
    assert first.json["contacts_created"] == len({line[0] for line in lines}) == 2357
    table = crm("segments", "--as-of", "1998-07-01", "--json").json
    total = sum(Decimal(line[4]) for line in lines)
    assert sum(line["revenue"] for line in table["segments"]) == int(total * 100)
    assert crm(*command).json["unchanged"] == len(lines)
