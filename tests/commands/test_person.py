"""Giving somebody everything that is stored about them, at the shell's door."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from crmtui.store.belongings import BELONGINGS, Meaning
from crmtui.store.connect import Store
from tests.commands.test_contacts import HOSTILE, KEPT
from tests.commands.test_erasing import SECRETS, make_zahra
from tests.conftest import Crm


def test_json_holds_everything(crm: Crm, store: Store) -> None:
    number = make_zahra(crm, store)
    answer = crm("contact", "export", str(number), "--format", "json")
    assert answer.code == 0
    told = json.loads(answer.out)
    assert told["contact"]["name"] == "زهرا کریمی"
    assert told["contact"]["company"] == "Pars Co."
    assert told["currency"]
    assert [point["value"] for point in told["points"]] == ["09351112233", "zahra@secret.ir"]
    assert told["tags"] == ["vip"]
    assert told["fields"] == [{"field": "Size", "kind": "text", "value": "shoe forty"}]
    assert [(link["role"], link["to_id"]) for link in told["links"]] == [("family-of", 1)]
    assert told["needs"][0]["text"] == "walnut cradle"
    assert told["interactions"][0]["text"] == "wants the blue carpet, now"
    assert told["tasks"][0]["text"] == "call her at home"
    assert [sale["amount"] for sale in told["purchases"]] == [2000, 500]
    assert told["purchases"][0]["lines"][0]["item"] == "tea"
    assert told["payments"][0]["note"] == "paid by her father"
    assert told["balance"] == -500
    assert told["sources"][0]["ref"] == "zahra@secret.ir"
    assert told["vcard"] == ["X-SECRET:1"]
    labels = [step["label"] for step in told["history"]]
    assert labels[0] == "Added Zahra Karimi"
    assert "Added Ali Rezaei" not in labels
    assert any(label.startswith("Recorded a sale") for label in labels)
    assert crm("contact", "export", str(number), "--format", "json").out == answer.out
    assert crm("contact", "export", str(number), "--json").out == answer.out


def test_every_belonging_has_a_place_in_it(crm: Crm, store: Store) -> None:
    crm("add", "Ali")
    told = crm("contact", "export", "1", "--json").json
    tables = {b.table for b in BELONGINGS if b.meaning is not Meaning.SUMS}
    assert len(told) == len(tables) + 4  # contact, currency, balance, history; two sides of links


def test_the_text_can_be_read_by_the_person(crm: Crm, store: Store) -> None:
    number = make_zahra(crm, store)
    crm("config", "set", "calendar", "jalali")
    text = crm("contact", "export", str(number), "--format", "text").out
    assert text.startswith(f"زهرا کریمی (#{number})\n")
    current = ("Zari", "09351112233", "zahra@secret.ir", "owes her sister", "walnut cradle",
               "shoe forty", "paid by her father", "X-SECRET", "call her at home")  # fmt: skip
    assert set(current) < set(SECRETS)
    for word in (*current, "Pars Co.", "2 × tea", "R-7", "family of Ali Rezaei", "1404/10/17"):
        assert word in text, word


def test_vcf_is_a_card_that_comes_in_again(crm: Crm, store: Store, tmp_path: Path) -> None:
    make_zahra(crm, store)
    crm("contact", "delete", "3")  # they may ask for it all the same
    file = tmp_path / "zahra.vcf"
    answer = crm("contact", "export", "3", "-o", str(file))
    assert (answer.out, answer.code) == ("", 0)
    assert f"Everything about them is in {file}." in answer.err
    assert file.read_bytes().startswith(b"BEGIN:VCARD\r\n")
    assert crm("contact", "export", "3", "--format", "vcf").out.startswith("BEGIN:VCARD")
    assert "FN:زهرا کریمی" in file.read_text("utf-8")


def test_the_file_is_for_its_owner_alone_and_named_by_its_ending(
    crm: Crm, store: Store, tmp_path: Path
) -> None:
    crm("add", "Ali")
    file = tmp_path / "ali.txt"
    assert crm("contact", "export", "ali", "-o", str(file)).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text("utf-8").startswith("Ali (#1)\n")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["ali.txt"]


@pytest.mark.parametrize("fmt", ["json", "text", "vcf"])
def test_hostile_texts_do_no_harm(crm: Crm, store: Store, fmt: str) -> None:
    for name in HOSTILE:
        crm("add", "--note", name, "--", name)
    for number, name in enumerate(HOSTILE, 1):
        answer = crm("contact", "export", str(number), "--format", fmt)
        assert answer.code == 0
        assert "\x1b" not in answer.out
        assert "\u202e" not in answer.out
        if fmt == "json":
            assert json.loads(answer.out)["contact"]["name"] == KEPT.get(name, name)


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["nobody"], 3, "Nobody here fits"),
        (["1", "--format", "pdf"], 2, "no format pdf"),
        (["1", "-o", "/no/such/folder/x.json"], 1, "cannot be written"),
        (["1", "-o", "ali.pdf"], 2, "no format pdf"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_written_is_said(crm: Crm, args: list[str], code: int, words: str) -> None:
    crm("add", "Ali")
    answer = crm("contact", "export", *args)
    assert (answer.out, answer.code) == ("", code)
    assert words in answer.err
