"""Five hundred Persian contacts, written down again in other ways, among people who look alike."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from crmtui.cli import main
from crmtui.models.words import Kind
from crmtui.reads.card import card
from crmtui.reads.duplicate_lines import pair_lines
from crmtui.reads.duplicate_scan import scan
from crmtui.store.connect import Store, open_store
from crmtui.store.session import Writing, writing
from crmtui.writes import contacts
from tests.conftest import data
from tests.real.variants import VARIANTS, Card, others

TRUTH = "fa_derived/fa_contacts_truth.csv"
NAMES = "names_fa/armanyazdi/persian_names/data"


SLIPS = ("mistyped_company", "mistyped_phone")
_EZ, _ICAL, _BIRD = "vcard/ez-vcard/io/text/", "vcard/ical4j-vcard/", "thunderbird/mailnews/"
FILES = (
    *(f"{_EZ}John_Doe_{name}.vcf" for name in ("EVOLUTION", "GMAIL", "IPHONE", "MS_OUTLOOK")),
    f"{_EZ}rfc2426-example.vcf",
    f"{_EZ}rfc6350-example.vcf",
    f"{_ICAL}valid/Frank_Dawson.vcf",
    f"{_ICAL}vcard-rfc2426.vcf",
    f"{_ICAL}vcard-vCards-SAP.vcf",
    "vcard/ical.js/vcard_author.vcf",
    f"vcard/{_BIRD}addrbook/test/unit/data/export.vcf",
    f"contacts_csv/{_BIRD}addrbook/test/unit/data/export.csv",
    f"contacts_csv/{_BIRD}import/test/unit/resources/basic_csv_addressbook.csv",
    "contacts_csv/atomic-crm/test-data/contacts.csv",
)
KNOWN = (
    "mr. john richter james doe sr.",
    "frank dawson",
    "tim howes",
    "simon perreault",
    "contact number one",
    "contact number two",
)
"""Who is in several of these files; everybody reported was looked at."""


class Shop(NamedTuple):
    """Who is who in the store: the person behind each contact, and the way each was written."""

    person: dict[int, int]
    way: dict[int, str]


@pytest.fixture
def shop(store: Store) -> Shop:
    """The contacts, their variants, and those who only look alike."""
    chance = Random(4)
    people = _people(chance)
    givens = [
        line.strip()
        for sex in ("male", "female")
        for line in (data(NAMES) / f"{sex}_fa.txt").read_text("utf-8").splitlines()
        if line.strip()
    ]
    person: dict[int, int] = {}
    way: dict[int, str] = {}
    with writing(store, "people") as w:
        for number, card in enumerate(people):
            person[_write(w, card)] = number
        for number, card in enumerate(people):
            for variant in chance.sample(VARIANTS, 2):
                contact = _write(w, variant(card, chance))
                person[contact], way[contact] = number, variant.__name__
        number = len(people)
        for group in others(people, givens, chance):
            for card in group:
                number += 1
                person[_write(w, card)] = number
    return Shop(person, way)


def _people(chance: Random) -> list[Card]:
    with data(TRUTH).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    firms = [f"شرکت {row['family']} و پسران" for row in rows[::7]]
    return [
        Card(
            row["given"], row["family"], row["phone_e164"], f"user{row['id']}@example.ir",
            chance.choice(firms), row["city"],
        )
        for row in rows
    ]  # fmt: skip


def _write(w: Writing, card: Card) -> int:
    values: contacts.ContactChanges = {"name": card.full_name, "city": card.city}
    if card.phone:
        values["phone"] = [card.phone]
    if card.email:
        values["email"] = [card.email]
    if card.company:
        values["company"] = card.company
    return contacts.add_to(w, values).id or 0


def test_precision_and_recall(store: Store, shop: Shop) -> None:
    with store.read() as connection:
        pairs = scan(connection)
    person = shop.person
    wrong = [pair for pair in pairs if person[pair.a] != person[pair.b]]
    first = {number: contact for contact, number in reversed(person.items())}
    found = {(pair.a, pair.b) for pair in pairs}
    asked = Counter(shop.way.values())
    met = Counter(way for who, way in shop.way.items() if (first[person[who]], who) in found)
    for way, count in sorted(asked.items()):
        print(f"{way:18} {met[way]:4} of {count:4}  {met[way] / count:.3f}")
    precision, recall = 1 - len(wrong) / len(pairs), met.total() / asked.total()
    print(f"{len(pairs)} pairs, precision {precision:.4f}, recall {recall:.4f}")
    assert len(pairs) > 900
    assert precision >= 0.99, wrong
    assert recall >= 0.95
    # A slip in the name, with no phone to go by, may be a colleague: there we look twice.
    assert all(met[way] / asked[way] >= 0.9 for way in asked if way not in SLIPS)
    assert all(met[way] / asked[way] >= 0.7 for way in SLIPS)


def test_files_of_other_programs_over_each_other(store: Store, tmp_path: Path) -> None:
    """Each file is read by itself, as an import would join those who are the same."""
    with writing(store, "files") as w:
        for number, name in enumerate(FILES):
            for one in _people_of(data(name), tmp_path / f"{number}.db"):
                contacts.add_to(w, one)
    with store.read() as connection:
        lines = pair_lines(connection, scan(connection))
    found = {(_bare(line.a_name), _bare(line.b_name)) for line in lines}
    assert found == {(name, name) for name in KNOWN}


def _people_of(file: Path, path: Path) -> list[contacts.ContactChanges]:
    assert main(["--db", str(path), "import", "contacts", str(file)]) in (0, 5)
    with open_store(path).read() as connection:
        ids = connection.execute("SELECT id FROM contact ORDER BY kind, id").fetchall()
        cards = [card(connection, number) for (number,) in ids]
    return [
        {
            "name": one.name,
            "kind": Kind(one.kind),
            "company": one.company,
            "phone": [point.value for point in one.reach("phone")],
            "email": [point.value for point in one.reach("email")],
        }
        for one in cards
        if one.kind == "person"
    ]


def _bare(name: str) -> str:
    return " ".join(name.replace(",", " ").lower().split())
