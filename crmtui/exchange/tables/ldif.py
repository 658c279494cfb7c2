"""Address books in LDIF, as Thunderbird and directories write them."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from itertools import chain
from typing import TextIO, TypeAlias

from crmtui.errors import CrmError, FileUnreadable
from crmtui.exchange.cells import MANY
from crmtui.exchange.tables.decode import BROKEN, Decoded
from crmtui.exchange.tables.delimited import COLUMN_LIMIT, refuse_long_lines
from crmtui.exchange.tables.encoding import guess_bytes
from crmtui.exchange.tables.table import SAMPLE, Table, closing, take
from crmtui.locale import _, mark

_COLUMNS = {
    attribute.lower(): header
    for attribute, header in (
        ("givenName", "First Name"),
        ("sn", "Last Name"),
        ("surname", "Last Name"),
        ("cn", "Display Name"),
        ("commonName", "Display Name"),
        ("displayName", "Display Name"),
        ("mozillaNickname", "Nickname"),
        ("xmozillanickname", "Nickname"),
        ("mail", "Email"),
        ("mozillaSecondEmail", "Secondary Email"),
        ("telephoneNumber", "Work Phone"),
        ("homePhone", "Home Phone"),
        ("mobile", "Mobile"),
        ("cellphone", "Mobile"),
        ("facsimileTelephoneNumber", "Fax"),
        ("fax", "Fax"),
        ("pager", "Pager"),
        ("o", "Organization"),
        ("company", "Organization"),
        ("ou", "Department"),
        ("department", "Department"),
        ("title", "Job Title"),
        ("street", "Work Street"),
        ("streetAddress", "Work Street"),
        ("postalAddress", "Work Address"),
        ("mozillaWorkStreet2", "Work Street 2"),
        ("l", "Work City"),
        ("locality", "Work City"),
        ("st", "Work State"),
        ("region", "Work State"),
        ("postalCode", "Work Postal Code"),
        ("c", "Work Country"),
        ("countryName", "Work Country"),
        ("mozillaHomeStreet", "Home Street"),
        ("homePostalAddress", "Home Address"),
        ("mozillaHomeStreet2", "Home Street 2"),
        ("mozillaHomeLocalityName", "Home City"),
        ("mozillaHomeState", "Home State"),
        ("mozillaHomePostalCode", "Home Postal Code"),
        ("mozillaHomeCountryName", "Home Country"),
        ("mozillaWorkUrl", "Web Page 1"),
        ("workurl", "Web Page 1"),
        ("mozillaHomeUrl", "Web Page 2"),
        ("homeurl", "Web Page 2"),
        ("birthyear", "Birth Year"),
        ("birthmonth", "Birth Month"),
        ("birthday", "Birth Day"),
        ("description", "Notes"),
        ("notes", "Notes"),
        ("mozillaCustom1", "Custom 1"),
        ("mozillaCustom2", "Custom 2"),
        ("mozillaCustom3", "Custom 3"),
        ("mozillaCustom4", "Custom 4"),
        ("nsAIMid", "Screen Name"),
    )
}
"""Attribute → the name that Thunderbird's own CSV, or else people, give its column."""

_SEVERAL = frozenset(
    (
        *("Email", "Secondary Email", "Work Phone", "Home Phone", "Mobile", "Fax", "Pager"),
        *("Web Page 1", "Web Page 2"),
    )
)
"""Columns that take all values; of a name, the first is what somebody is called."""

_LEFT_OUT = frozenset(
    (
        *("dn", "version", "changetype", "objectclass", "member", "uniquemember"),
        *("modifytimestamp", "createtimestamp", "mozillausehtmlmail", "userpassword"),
        *("usercertificate", "usersmimecertificate", "jpegphoto", "photo", "thumbnailphoto"),
    )
)
_GROUPS = frozenset(("groupofnames", "groupofuniquenames", "organizationalunit", "dcobject"))
_RECORD_LIMIT = 4 << 20
_TOO_LONG = mark("{file}, line {line}: a record of more than 4 MB.")
_COMMENTS = r"(?:#.*(?:\r?\n[ ].*)*+|\s)*+"
_HEAD = re.compile(
    rf"\ufeff?{_COMMENTS}(?:version: *\d+[ ]*[\r\n])?{_COMMENTS}dn::? *\S", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"([A-Za-z0-9][A-Za-z0-9.-]*)(?:;[^:]*)?:([:<]?) *(.*)", re.DOTALL)

_Attributes: TypeAlias = dict[str, list[str]]


def looks_like_ldif(start: str) -> bool:
    """Tell whether a text begins with the distinguished name of a record."""
    return bool(_HEAD.match(start))


def read_ldif(decoded: Decoded, name: str) -> Table:
    """Read the records of an opened text: once for their attributes, then as they are asked for."""
    refuse_long_lines(decoded, name)
    book = _Book(decoded.stream, name)
    header, source = book.survey()
    rows = book.rows(header)
    first, _whole = take(rows, SAMPLE)
    sample = [row for row in first if any(row)]
    if not sample:
        raise FileUnreadable(_("There are no values in this table."))
    return Table(
        header,
        closing(decoded.stream, chain(first, rows)),
        1,
        decoded.encoding,
        "",
        source,
        sample,
        decoded.size,
        decoded.guessed,
        "ldif",
    )


class _Book:
    """The records of a stream, with its troubles told as ours."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self._stream = stream
        self._name = name

    def survey(self) -> tuple[list[str], str]:
        """Collect the columns in the order of first sight, and name the program."""
        columns: dict[str, None] = {}
        source = "ldif"
        for record in self._records():
            if any(value.startswith("mozilla") for value in _classes(record)):
                source = "thunderbird"
            columns |= dict.fromkeys(_cells(record))
            if len(columns) > COLUMN_LIMIT:
                raise FileUnreadable(
                    _("{file} has more than {most} different attributes.").format(
                        file=self._name, most=COLUMN_LIMIT
                    )
                )
        return list(columns), source

    def rows(self, header: list[str]) -> Iterator[list[str]]:
        """Yield the records; those of groups are blank, so that all can be counted."""
        blank = dict.fromkeys(header, "")
        for record in self._records():
            cells = _cells(record)
            yield [*(blank | cells).values()] if cells else []

    def _records(self) -> Iterator[_Attributes]:
        record: _Attributes = {}
        held = 0
        for number, line in self._lines():
            held += len(line)
            if held > _RECORD_LIMIT:
                raise self._refusal(number, _(_TOO_LONG))
            if line:
                self._add(record, number, line)
                continue
            if "dn" in record:
                yield record
            record, held = {}, 0

    def _lines(self) -> Iterator[tuple[int, str]]:
        """Yield whole lines without comments, and a blank one behind the last."""
        self._stream.seek(0)
        begun, parts, length = 1, [""], 0
        try:
            for number, raw in enumerate(self._stream, 1):
                line = raw.rstrip("\r\n")
                if line.startswith(" "):
                    parts.append(line[1:])
                    length += len(line)
                    if length > _RECORD_LIMIT:
                        raise self._refusal(begun, _(_TOO_LONG))
                    continue
                yield from _whole(begun, parts)
                begun, parts, length = number, [line.removeprefix("\ufeff")], len(line)
        except BROKEN as problem:
            raise self._refusal(begun, _("{file} cannot be read at line {line}.")) from problem
        yield from _whole(begun, parts)
        yield begun + 1, ""

    def _add(self, record: _Attributes, number: int, line: str) -> None:
        found = _ATTRIBUTE.fullmatch(line)
        if not found:
            if line.strip() in ("", "-"):
                return
            raise self._refusal(number, _("{file}, line {line}: this is no line of LDIF."))
        name, kind, value = found[1].lower(), found[2], found[3]
        # What a URL points to is somewhere else, and pictures are nothing for a table.
        if kind == "<" or (kind and name in _LEFT_OUT):
            value = ""
        elif kind:
            value = self._decoded(number, value)
        record.setdefault(name, []).append(value.strip())

    def _decoded(self, number: int, value: str) -> str:
        try:
            content = b64decode(value, validate=True)
        except ValueError:
            message = _("{file}, line {line}: its base64 is damaged.")
            raise self._refusal(number, message) from None
        return content.decode(guess_bytes(content), "replace")

    def _refusal(self, line: int, message: str) -> CrmError:
        return FileUnreadable(
            message.format(file=self._name, line=line),
            _("Export the address book again, as LDIF or as CSV."),
        )


def _whole(number: int, parts: list[str]) -> Iterator[tuple[int, str]]:
    line = "".join(parts)
    if not line.startswith("#"):
        yield number, line


def _cells(record: _Attributes) -> dict[str, str]:
    """Put the values under the names of columns; a group, or a deletion, has none."""
    added = set(map(str.lower, record.get("changetype", ()))) <= {"add"}
    if not added or not _GROUPS.isdisjoint(_classes(record)):
        return {}
    found: dict[str, list[str]] = {}
    for name, values in record.items():
        if name not in _LEFT_OUT:
            found.setdefault(_COLUMNS.get(name, name), []).extend(filter(None, values))
    return {header: _cell(header, values) for header, values in found.items() if values}


def _classes(record: _Attributes) -> set[str]:
    return set(map(str.lower, record.get("objectclass", ())))


def _cell(header: str, values: list[str]) -> str:
    several = header in _SEVERAL or header not in _COLUMNS.values()
    return MANY.join(dict.fromkeys(values)) if several else values[0]
