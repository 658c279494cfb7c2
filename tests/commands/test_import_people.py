"""Who in a contacts file is whom, and the rows that do not come in."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest

from tests.conftest import Crm


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


def names(crm: Crm) -> list[str]:
    return sorted(contact["name"] for contact in crm("contact", "list", "--json").json)


def counts(crm: Crm, file: Path) -> tuple[int, int, int, int]:
    found = crm("import", "contacts", str(file), "--json").json
    return found["created"], found["updated"], found["unchanged"], found["rejected"]


def test_rows_of_one_file_that_are_one_person(crm: Crm, file: Path) -> None:
    """A shared phone joins names that may be one; a shared landline joins no family."""
    file.write_text(
        "Name,Phone,E-mail,City\n"
        "Ali Rezaei,0912 111 2233,,Tehran\n"
        "ali,+989121112233,ali@x.ir,\n"
        "Sara Ahmadi,021 8844 5566,,\n"
        "Reza Ahmadi,021 8844 5566,,\n"
        "Ali Rezaei,,ali@x.ir,\n"
        ",,sara@x.ir,\n"
        "Sara Karimi,,sara@x.ir,\n"
    )
    assert counts(crm, file) == (4, 2, 1, 0)
    assert names(crm) == ["Ali Rezaei", "Reza Ahmadi", "Sara Ahmadi", "Sara Karimi"]
    ali = crm("who", "09121112233", "--json").json["contact"]
    assert (ali["email"], ali["city"]) == ("ali@x.ir", "Tehran")
    for _time in range(2):
        assert counts(crm, file) == (0, 0, 7, 0)
    crm("undo")
    assert names(crm) == []


def test_a_name_alone_is_a_hint_and_no_merge(crm: Crm, file: Path) -> None:
    crm("add", "Ali Rezaei", "--phone", "09121112233")
    file.write_text("Name,Phone\nAli Rezaei,09351112233\n")
    answer = crm("import", "contacts", str(file), "--json")
    assert (answer.json["created"], answer.json["same_name"]) == (1, 1)
    assert "has the name of somebody else here" in answer.err
    assert names(crm) == ["Ali Rezaei", "Ali Rezaei"]


def test_an_address_list_without_names_finds_people(crm: Crm, file: Path) -> None:
    crm("add", "Ali Rezaei", "--email", "ali@x.ir")
    file.write_text("Email Address,City\nALI@x.ir,Tehran\nnew@x.ir,Qom\n")
    assert counts(crm, file) == (1, 1, 0, 0)
    assert names(crm) == ["Ali Rezaei", "new@x.ir"]
    file.write_text("Name,E-mail\nSomebody New,new@x.ir\n")
    assert counts(crm, file) == (0, 1, 0, 0)
    assert names(crm) == ["Ali Rezaei", "Somebody New"]


def test_a_known_id_takes_the_new_name(crm: Crm, file: Path) -> None:
    file.write_text("ID,Name\n7,Ali Rezaei\n8,Sara\n")
    assert counts(crm, file) == (2, 0, 0, 0)
    file.write_text("ID,Name\n7,Ali\n8,Sara\n")
    assert counts(crm, file) == (0, 1, 1, 0)
    assert names(crm) == ["Ali", "Sara"]


def test_undo_takes_back_updates_too_and_names_what_changed_since(crm: Crm, file: Path) -> None:
    crm("add", "Ali Rezaei", "--phone", "09121112233", "--city", "Qom")
    file.write_text("Name,Phone,City\nAli Rezaei,09121112233,Tehran\nSara,0935,\nOmid,0936,\n")
    assert counts(crm, file) == (2, 1, 0, 0)
    crm("contact", "edit", "sara", "--city", "Yazd")
    answer = crm("undo", "2")
    assert "Sara" in answer.err + answer.out
    assert names(crm) == ["Ali Rezaei", "Sara"]
    assert crm("who", "ali", "--json").json["contact"]["city"] == "Qom"


def test_people_and_the_companies_they_name(crm: Crm, file: Path) -> None:
    file.write_text(
        "Name,Company,Kind\nAli,Pars Co.,person\nSara,PARS CO.,person\nPars Co.,,company\n"
        "Omid,Other Ltd,person\n"
    )
    answer = crm("import", "contacts", str(file), "--json").json
    assert (answer["created"], answer["contacts_created"]) == (4, 1)
    found = crm("contact", "list", "--json").json
    pars = [contact for contact in found if contact["name"] == "Pars Co."]
    assert len(pars) == 1
    people = [crm("who", str(c["id"]), "--json").json["contact"] for c in found]
    employers = {person["company"] for person in people if person["kind"] == "person"}
    assert employers == {"Pars Co.", "Other Ltd"}
    assert {row["name"] for row in crm("find", "other ltd", "--json").json} == {"Omid", "Other Ltd"}


def test_rejected_rows_of_json_come_back_as_json_lines(crm: Crm, tmp_path: Path) -> None:
    file, rejects = tmp_path / "people.json", tmp_path / "rejects.jsonl"
    file.write_text(json.dumps([{"name": "Ali", "birthday": "1990-02-30"}, {"name": "Sara"}]))
    answer = crm("import", "contacts", str(file), "--rejects", str(rejects), "--json")
    assert (answer.code, answer.json["created"]) == (5, 1)
    (row,) = map(json.loads, rejects.read_text().splitlines())
    assert "no such day" in row["reject_reason"]
    rejects.write_text(json.dumps(row | {"birthday": "1990-02-28"}))
    assert counts(crm, rejects) == (1, 0, 0, 0)
    assert names(crm) == ["Ali", "Sara"]


def test_rejected_cards_come_back_as_cards(crm: Crm, tmp_path: Path) -> None:
    file, rejects = tmp_path / "people.vcf", tmp_path / "rejects.vcf"
    file.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ali\nBDAY:circa 1800\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nNOTE:who was that\nEND:VCARD\n"
    )
    answer = crm("import", "contacts", str(file), "--rejects", str(rejects), "--json")
    assert (answer.code, answer.json["created"], answer.json["rejected"]) == (5, 1, 1)
    assert "circa 1800" in crm("who", "ali", "--json").json["contact"]["note"]
    text = rejects.read_text()
    assert "X-REJECT-REASON:there is no name, phone or e-mail in it" in text
    rejects.write_text(text.replace("NOTE:", "FN:Omid\nNOTE:"))
    assert counts(crm, rejects) == (1, 0, 0, 0)
    assert names(crm) == ["Ali", "Omid"]


def test_mail_without_a_date_comes_back(crm: Crm, tmp_path: Path) -> None:
    crm("add", "Ali", "--email", "ali@x.ir")
    mail, rejects = tmp_path / "mail.eml", tmp_path / "rejects.mbox"
    mail.write_text("From: ali@x.ir\nTo: us@shop.ir\nSubject: tea\n\nSo:\n\nFrom here on\n")
    answer = crm("import", "interactions", str(mail), "--rejects", str(rejects), "--json")
    assert (answer.code, answer.json["created"], answer.json["rejected"]) == (5, 0, 1)
    text = rejects.read_text()
    assert "X-Reject-Reason: there is no date" in text
    rejects.write_text(text.replace("Subject:", "Date: Wed, 4 Mar 2026 10:00:00 +0000\nSubject:"))
    again = crm("import", "interactions", str(rejects), "--json").json
    assert (again["created"], again["rejected"]) == (1, 0)
    (found,) = crm("interaction", "list", "--json").json
    assert (found["channel"], found["direction"]) == ("email", "in")
    assert found["text"] == "tea\nSo:\n\nFrom here on"


def test_nothing_is_left_where_rejects_cannot_be_written(crm: Crm, file: Path) -> None:
    file.write_text("Name,Birthday\nAli,1990-02-30\nSara,\n")
    answer = crm("import", "contacts", str(file), "--rejects", "/proc/no/rejects.csv")
    assert answer.code == 1
    assert names(crm) == []


def test_thousands_of_companies_cost_what_they_are(crm: Crm, file: Path) -> None:
    """Each new company once was looked for among all people, one by one."""

    def seconds(people: int) -> float:
        rows = (f"Person {n},0912{n:07},Company {n}\n" for n in range(people))
        file.write_text("Name,Phone,Company\n" + "".join(rows))
        began = process_time()
        assert counts(crm, file) == (people, 0, 0, 0)
        taken = process_time() - began
        crm("undo")
        return taken

    few = seconds(3_000)
    assert seconds(12_000) < 9 * few
