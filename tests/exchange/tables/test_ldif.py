from __future__ import annotations

import base64
from pathlib import Path

import pytest

from crmtui.errors import FileUnreadable
from crmtui.exchange.contact_rows import rows_from_table
from crmtui.exchange.headers.match import match
from crmtui.exchange.tables.table import Table, read_table
from tests.exchange import data, written


def table(folder: Path, content: str | bytes) -> Table:
    return read_table(written(folder, content, "file.ldif"))


def test_thunderbird_in_full() -> None:
    found = read_table(
        data(
            "contacts_csv/thunderbird/mailnews/import/test/unit/resources/"
            "basic_ldif_addressbook.ldif"
        )
    )
    assert (found.form, found.source) == ("ldif", "thunderbird")
    [row] = found.rows
    cells = dict(zip(found.header, row, strict=True))
    assert cells["Email"] == "primaryemail@host.invalid"
    assert cells["Secondary Email"] == "secondemail@host.invalid"
    assert cells["Fax"] == "345-678-9012"
    assert cells["Home City"] == "Home City"
    assert cells["Work Street"] == "Work Address Line 1"
    assert cells["Notes"] == "Notes line 1\nNotes line 2\nNotes line 3\nNotes line 4"
    mapping = match(found.header, "contacts")
    assert mapping.unknown == ["Department", "Custom 1", "Custom 2", "Custom 3", "Custom 4"]
    assert mapping.labels[mapping.columns["phone"][0]] == "mobile"


def test_a_contact_comes_out_whole() -> None:
    found = read_table(
        data("contacts_csv/thunderbird/mailnews/addrbook/test/unit/data/export.ldif")
    )
    [one, two] = rows_from_table(found, match(found.header, "contacts"))
    assert (one.name, one.row, two.row) == ("contact number one", 2, 3)
    assert (two.job_title, two.note) == ('"worker"', "here's some unicode text…")


def test_folded_lines_comments_and_base64(tmp_path: Path) -> None:
    name = base64.b64encode("سارا محمدی".encode()).decode()
    found = table(
        tmp_path,
        "version: 1\n# a comment\n# that goes\n  on\n\n"
        f"dn:: {name[:10]}\n {name[10:]}\r\ncn:: {name[:7]}\n {name[7:]}\n"
        "description: a long\n  line\njpegPhoto:: /9j/4AAQ\nlabeledURI:< file:///etc/passwd\n",
    )
    assert (found.header, found.source) == (["Display Name", "Notes"], "ldif")
    assert list(found.rows) == [["سارا محمدی", "a long line"]]


def test_several_values_and_options(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "dn: x\nCN: Ali\ncn;lang-fa: علی\nmail: a@x.ir\nMAIL: b@x.ir\nmail: a@x.ir\nskill: a\n"
        "skill: b\nobjectClass: person\n",
    )
    assert found.header == ["Display Name", "Email", "skill"]
    assert list(found.rows) == [["Ali", "a@x.ir ::: b@x.ir", "a ::: b"]]


def test_groups_and_deletions_are_passed_over_but_counted(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "dn: ou=people\nobjectClass: organizationalUnit\nou: people\n\n"
        "dn: cn=list\nobjectclass: groupOfNames\ncn: list\nmember: cn=a\n\n\n"
        "dn: cn=gone\nchangetype: delete\n\n"
        "dn: cn=Ali\nchangetype: add\ncn: Ali\n",
    )
    assert found.header == ["Display Name"]
    assert list(enumerate(found.rows, found.first_row)) == [(1, []), (2, []), (3, []), (4, ["Ali"])]
    assert found.sample == [["Ali"]]


def test_old_encodings(tmp_path: Path) -> None:
    found = table(tmp_path, "dn: x\ncn: سارا محمدي\nmail: a@x.ir\n".encode("cp1256"))
    assert (found.encoding, next(found.rows)[0]) == ("cp1256", "سارا محمدي")
    latin = base64.b64encode("José".encode("cp1252")).decode()
    assert next(table(tmp_path, f"dn: x\ncn:: {latin}\n").rows) == ["José"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("dn: x\ncn: a\n\ndn: y\nwhat is this\n", "line 5"),
        ("dn: x\ncn: a\nmail:: a$b\n", "line 3: its base64"),
        ("dn: x\ncn: " + "a" * 5_000_000, "line 2.*4 MB"),
        ("dn: x\ncn: a\n" + " b" * 10 + "\n b" * 3_000_000, "line 2.*4 MB"),
        ("dn: x\n" + "cn: a\n" * 900_000, "4 MB"),
        ("dn: x\n" + "".join(f"a{number}: 1\n" for number in range(20_000)), "16384"),
        ("dn: x\nobjectclass: groupOfNames\ncn: a\n", "no values"),
    ],
)
def test_refusals_name_the_file_and_the_line(tmp_path: Path, content: str, place: str) -> None:
    with pytest.raises(FileUnreadable, match=place) as refused:
        list(table(tmp_path, content).rows)
    assert "file.ldif" in refused.value.message or "no values" in refused.value.message
