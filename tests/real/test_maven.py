"""The sales opportunities that Maven Analytics published, against their known figures."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, data

FOLDER = "pipeline/maven/CRM+Sales+Opportunities"


@pytest.fixture
def deals() -> str:
    return str(data(f"{FOLDER}/sales_pipeline.csv"))


def test_the_published_figures(crm: Crm, deals: str) -> None:
    answer = crm("import", "deals", deals, "--json")
    assert (answer.code, answer.json["created"], answer.json["rejected"]) == (0, 8800, 0)
    found = crm("report", "pipeline", "--by", "product", "--json").json
    stages = {stage["stage"]: stage["deals"] for stage in found["stages"] if stage["deals"]}
    assert stages == {"Won": 4238, "Lost": 2473, "Engaging": 1589, "Prospecting": 500}
    assert found["won"] == {"deals": 4238, "amount": 10_005_534_00}
    assert round(found["win_rate_closed"], 4) == 0.6315
    assert round(found["win_rate_all"], 4) == 0.4816
    assert found["average_won"] == 2360_91
    assert round(found["cycle_days_mean"], 1) == 51.8
    assert found["cycle_days_median"] == 57
    names = [group["product"] for group in found["groups"]]
    assert len(names) == len({name.replace(" ", "") for name in names}) == 7


def test_it_comes_in_once_and_goes_without_a_trace(crm: Crm, deals: str) -> None:
    crm("import", "deals", deals)
    again = crm("import", "deals", deals, "--json").json
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 8800)
    crm("undo")
    for command in (("deal", "list", "--all"), ("contact", "list")):
        assert crm(*command, "--json").json == []
    assert [stage["name"] for stage in crm("stage", "list", "--json").json] == [
        "New", "Talking", "Offer", "Won", "Lost"
    ]  # fmt: skip
    crm("redo")
    assert crm("report", "pipeline", "--json").json["won"]["deals"] == 4238


def test_deals_find_the_accounts_that_came_before(crm: Crm, deals: str) -> None:
    accounts = str(data(f"{FOLDER}/accounts.csv"))
    assert crm("import", "contacts", accounts, "--json").json["created"] == 85
    assert crm("import", "deals", deals, "--json").json["contacts_created"] == 0
    shown = crm("deal", "list", "--who", "Cancity", "--won", "--limit", "1000", "--json").json
    assert {deal["kind"] for deal in shown} == {"won"}
    assert {deal["name"] for deal in shown} == {"Cancity"}
    assert crm("import", "contacts", accounts, "--json").json["created"] == 0
