"""Leads and opportunities in files whose columns are named otherwise than in the known programs."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Crm


def test_the_furthest_stage_is_the_stage_beside_an_outcome(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "opps.csv"
    path.write_text(
        "opp_id,lead_source,owner,amount,created_date,close_date,cycle_days,furthest_stage,"
        "furthest_stage_idx,outcome,loss_reason\n"
        "OPP-1,Outbound,Rep E,4166.69,2026-05-25,2026-06-12,18,Proposal,2,Lost,Price\n"
        "OPP-2,Inbound,Rep F,3975.89,2026-05-23,2026-06-15,23,Negotiation,3,Won,\n"
        "OPP-3,Inbound,Rep D,2713.04,2025-12-09,,,Negotiation,3,Open,\n"
    )
    answer = crm("import", "deals", str(path), "--json")
    assert answer.json["stages_created"] == ["Negotiation"]
    found = {deal["ref"]: deal for deal in crm("deal", "list", "--all", "--json").json}
    assert {ref: (deal["stage"], deal["amount"]) for ref, deal in found.items()} == {
        "OPP-1": ("Lost", 416669),
        "OPP-2": ("Won", 397589),
        "OPP-3": ("Negotiation", 271304),
    }


def test_codes_for_names_and_a_tentative_date(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(
        "Deal Name,Owner code,Client Code,Deal Status,Tentative Close Date,Deal Stage,Create Date\n"
        "Naruto,OWNER_001,COMPANY089,Open,2026-02-26,B. Sales Qualified Leads,2025-12-26\n"
    )
    assert crm("import", "deals", str(path)).code == 0
    deal = crm("deal", "list", "--json").json[0]
    assert (deal["owner"], deal["name"], deal["expected_close"]) == (
        "OWNER_001",
        "COMPANY089",
        "2026-02-26",
    )


def test_a_column_named_like_a_date_that_holds_words_is_no_date(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(
        "Lead Number,Lead Source,Converted,Last Activity\n"
        "660128,Olark Chat,0,Olark Chat Conversation\n"
        "660087,Google,1,Email Opened\n"
    )
    answer = crm("import", "deals", str(path), "--json")
    assert (answer.code, answer.json["created"], answer.json["rejected"]) == (0, 2, 0)
    assert crm("report", "pipeline", "--json").json["win_rate_all"] == 0.5


def test_a_reason_may_be_given_as_an_option(crm: Crm) -> None:
    crm("add", "Ali")
    crm("deal", "add", "Ali", "Fridge")
    assert crm("deal", "lost", "1", "--reason", "too dear").code == 0
    assert crm("deal", "show", "1", "--json").json["reason"] == "too dear"


def test_the_name_of_a_lead_is_a_person(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(
        "Lead ID,Lead Name,Company Name,Stage,Deal Value\n1,Jane Roe,Acme,Qualified,1200\n"
    )
    assert crm("import", "deals", str(path)).code == 0
    assert [one["name"] for one in crm("find", "jane", "--json").json] == ["Jane Roe"]
    assert crm("deal", "list", "--json").json[0]["name"] == "Jane Roe"
