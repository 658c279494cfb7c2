"""Finding people by fragments, in the spellings and notations people use."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from crmtui.errors import Ambiguous, NotFound
from crmtui.models.words import Kind
from crmtui.reads.search import find
from crmtui.reads.who import resolve
from crmtui.store.connect import Store
from crmtui.text.digits import to_persian
from crmtui.writes import contacts
from tests.conftest import Crm, data


@pytest.fixture
def shop(store: Store) -> Store:
    contacts.add(store, name="علی رضایی", phone=["0912 345 6789"], city="تهران", tags=["vip"])
    contacts.add(store, name="Zahra Karimi", email=["z.karimi@pars.ir"], company="Pars Co.")
    contacts.add(store, name="می‌خواهم زنده‌یاد", phone=["+98 935 111 2222"])
    contacts.add(store, name="Ali", phone=["021-88445566"])
    contacts.add(store, name="Alireza O'Neil", kind=Kind.COMPANY)
    return store


def names(store: Store, text: str) -> list[str]:
    with store.read() as connection:
        return [found.name for found in find(connection, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("علي رضايي", "علی رضایی"),
        ("رضایی", "علی رضایی"),
        ("ضای", "علی رضایی"),
        ("تهران", "علی رضایی"),
        ("vip", "علی رضایی"),
        ("09123456789", "علی رضایی"),
        ("+98 912 345 67 89", "علی رضایی"),
        ("00989123456789", "علی رضایی"),
        ("۰۹۱۲۳۴۵", "علی رضایی"),
        ("345", "علی رضایی"),
        ("میخواهم", "می‌خواهم زنده‌یاد"),
        ("می خواهم", "می‌خواهم زنده‌یاد"),
        ("زنده یاد", "می‌خواهم زنده‌یاد"),
        ("karimi", "Zahra Karimi"),
        ("KAR", "Zahra Karimi"),
        ("z.karimi@pars.ir", "Zahra Karimi"),
        ("pars.ir", "Zahra Karimi"),
        ("pars karimi", "Zahra Karimi"),
        ("za", "Zahra Karimi"),
        ("z", "Zahra Karimi"),
        ("oneil", "Alireza O'Neil"),
        ("O'Neil", "Alireza O'Neil"),
        ("88445566", "Ali"),
        ("alireza-oneil", "Alireza O'Neil"),
    ],
)
def test_a_fragment_finds_its_person(shop: Store, text: str, expected: str) -> None:
    assert expected in names(shop, text)


def test_letters_across_the_words_of_a_name_are_no_match(shop: Store) -> None:
    contacts.add(shop, name="Emma Rossi")
    assert names(shop, "mar") == []
    assert names(shop, "emmarossi") == ["Emma Rossi"]
    assert names(shop, "emma-rossi") == ["Emma Rossi"]


def test_the_best_comes_first(shop: Store) -> None:
    assert names(shop, "ali")[:2] == ["Ali", "Alireza O'Neil"]


@pytest.mark.parametrize(
    "text", ["", " ", '"', "'", "AND", "a*", "%", "_", "-x", '") OR ("', "\x00", "نیست", "999"]
)
def test_strange_texts_find_nobody_and_break_nothing(shop: Store, text: str) -> None:
    assert names(shop, text) == []


def test_a_deleted_contact_is_not_found(shop: Store) -> None:
    with shop.read() as connection:
        number = resolve(connection, "karimi")
    contacts.delete(shop, number)
    assert names(shop, "karimi") == []


def test_a_company_s_new_name_finds_its_people(shop: Store) -> None:
    with shop.read() as connection:
        (company,) = connection.execute("SELECT id FROM contact WHERE name = 'Pars Co.'").fetchone()
    contacts.edit(shop, company, name="Sepid Ltd")
    assert "Zahra Karimi" in names(shop, "sepid")
    assert "Zahra Karimi" not in names(shop, "pars co")


@pytest.mark.parametrize("who", ["1", "#1", "۱", "09123456789", "۹۱۲۳۴۵۶۷۸۹", "علی رضایی"])
def test_who_is_an_id_a_phone_or_a_name(shop: Store, who: str) -> None:
    with shop.read() as connection:
        assert resolve(connection, who) == 1


@pytest.mark.parametrize("who", ["345", "#345", "99", "8844"])
def test_a_wrong_id_is_no_piece_of_a_phone(shop: Store, who: str) -> None:
    with shop.read() as connection, pytest.raises(NotFound):
        resolve(connection, who)


def test_a_whole_name_wins_over_a_longer_one(shop: Store) -> None:
    with shop.read() as connection:
        number = resolve(connection, "ali")
        assert connection.execute(
            "SELECT name FROM contact WHERE id = ?", (number,)
        ).fetchone() == ("Ali",)


def test_several_matches_are_candidates(shop: Store) -> None:
    with shop.read() as connection, pytest.raises(Ambiguous) as caught:
        resolve(connection, "al")
    assert any("Alireza" in line for line in caught.value.candidates)


def test_nobody_is_not_found(shop: Store) -> None:
    with shop.read() as connection, pytest.raises(NotFound):
        resolve(connection, "qqq")


def test_every_persian_name_is_found_by_its_variants(crm: Crm, store: Store) -> None:
    path = data("fa_derived/fa_contacts_utf8bom.csv")
    assert crm("import", "contacts", str(path)).code == 0
    with data("fa_derived/fa_contacts_truth.csv").open(encoding="utf-8") as file:
        truth = list(csv.DictReader(file))
    arabic = str.maketrans("یک", "يك")
    with store.read() as connection:
        for person in truth:
            name = f"{person['given']} {person['family']}"
            national = "0" + person["phone_e164"].removeprefix("+98")
            for text in (
                name,
                name.translate(arabic),
                name.replace("‌", ""),
                name.replace("‌", " "),
                to_persian(national),
                person["phone_e164"],
            ):
                found = [row for row in find(connection, text) if row.phone == person["phone_e164"]]
                assert found, (text, person)


def test_a_nickname_is_found_and_a_former_one_is_not(store: Store) -> None:
    contacts.add(store, name="Ali Rezaei", nickname="آلوش")
    assert names(store, "الوش") == ["Ali Rezaei"]
    contacts.edit(store, 1, nickname="Captain")
    assert (names(store, "capt"), names(store, "الوش")) == (["Ali Rezaei"], [])


def test_the_nickname_that_a_file_brings_is_found(crm: Crm, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,Nickname,Phone\nAli Rezaei,Captain,09121112233\n")
    assert crm("import", "contacts", str(file)).code == 0
    assert names(store, "capt") == ["Ali Rezaei"]


def test_the_name_of_a_company_means_the_company(shop: Store) -> None:
    with shop.read() as connection:
        assert resolve(connection, "Pars Co.") == 3
        assert resolve(connection, "pars-co.") == 3
