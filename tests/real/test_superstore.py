"""The sample superstore: dates of America, ids of customers, amounts finer than a cent."""

from __future__ import annotations

from tests.conftest import Crm, data

FILE = "superstore/superstore_us_mdy_bom.csv"


def test_the_published_figures(crm: Crm) -> None:
    file = str(data(FILE))
    answer = crm("import", "purchases", file, "--json").json
    assert (answer["created"], answer["rejected"]) == (5_009, 0)
    assert answer["contacts_created"] == 793
    found = crm("export", "purchases", "--json").json
    # Published as 2,297,200.8603; each of the 9,994 lines is rounded half-even to cents.
    assert sum(row["amount"] for row in found) == 229_720_065
    assert len(found) == 9_994
    again = crm("import", "purchases", file, "--json").json
    assert (again["unchanged"], again["step"]) == (5_009, None)
