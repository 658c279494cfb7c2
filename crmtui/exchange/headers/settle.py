"""Settle what a header alone does not say: by the columns beside it, and by the values below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crmtui.exchange.headers.words import Meaning, compact
from crmtui.text.digits import to_ascii

_BARE_NAMES = ("name", "نام", "اسم")
"""Beside a family name, these mean the given one."""

_BARE_CUSTOMERS = frozenset(
    (
        *("customer", "client", "buyer", "contact", "person", "account", "accountname"),
        *("مشتری", "خریدار", "شخص", "طرفحساب"),
    )
)
"""Beside a customer's number, these mean the name."""

_NAMES = frozenset(
    (
        *("name", "given", "family", "nickname", "company"),
        *("customer", "customer_name", "customer_given", "customer_family"),
    )
)
_LONGEST = 100
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NAME = re.compile(r"[^\W\d_]+(?:[\s.'\u200c-]+[^\W\d_]+)*\.?")
_FULL_NAME = re.compile(r"[^\W\d_]+\.?(?:[\s'\u200c-]+[^\W\d_]+\.?)+")
_PHONE = re.compile(r"(?:\+|00|09)[\d\s().-]{7,}")


def settle_contacts(header: list[str], meanings: dict[int, Meaning], told: set[str]) -> None:
    """Decide what depends on the other columns."""
    fields = {sense.field for sense in meanings.values()} | told
    for at, sense in meanings.items():
        key = compact(header[at])
        if sense.field == "name" and key in _BARE_NAMES and "family" in fields:
            if "given" not in fields:
                meanings[at] = sense._replace(field="given")
        elif key == "title" and "jobtitle" in map(compact, header):
            meanings[at] = sense._replace(field="prefix")
        elif key == "birthday" and "birth_month" in fields:
            meanings[at] = sense._replace(field="birth_day")
    _settle_addresses(meanings)


def _settle_addresses(meanings: dict[int, Meaning]) -> None:
    """Tell the lines of one address from several addresses, and a part from the whole."""
    parts = {s.group for s in meanings.values() if s.field in ("region", "postcode", "country")}
    around = parts | {s.group for s in meanings.values() if s.field == "city"}
    for at, sense in meanings.items():
        alone = sense.group.isdigit() and sense.group not in around
        # Address1 and Address2 beside one City are two lines of one address.
        if sense.field in ("address", "street") and alone and "" in around:
            meanings[at] = sense._replace(group="")
    streets = {sense.group for sense in meanings.values() if sense.field == "street"}
    for at, sense in meanings.items():
        if sense.field == "address" and sense.group in parts - streets:
            meanings[at] = sense._replace(field="street")


def read_values(
    header: list[str],
    kind: str,
    meanings: dict[int, Meaning],
    told: dict[str, list[int]],
    samples: Sequence[Sequence[str]],
) -> None:
    """Recognise e-mails and phones by their look, where no header names them."""
    email, phone = (
        ("email", "phone") if kind == "contacts" else ("customer_email", "customer_phone")
    )
    taken = {at for places in told.values() for at in places}
    fields = {sense.field for sense in meanings.values()} | told.keys()
    for field, look in ((email, _EMAIL), (phone, _PHONE)):
        if field in fields:
            continue
        for at, cell in enumerate(header):
            # A header that looks like a value is a value: the file has no header.
            if (
                at in taken
                or at in meanings
                or not cell
                or look.fullmatch(to_ascii(cell[:_LONGEST]))
            ):
                continue
            if _mostly(look, at, samples):
                meanings[at] = Meaning(field, 99)
    if kind == "contacts" and all(map(str.isdigit, header)) and not fields & _NAMES:
        _read_names(meanings, taken, samples)


def _read_names(
    meanings: dict[int, Meaning], taken: set[int], samples: Sequence[Sequence[str]]
) -> None:
    """In a file without a header, take the first column of words, full names before others."""
    width = max(map(len, samples), default=0)
    open_columns = [at for at in range(width) if at not in taken and at not in meanings]
    found = [
        at for look in (_FULL_NAME, _NAME) for at in open_columns if _mostly(look, at, samples)
    ]
    if found:
        meanings[found[0]] = Meaning("name", 99)


def _mostly(look: re.Pattern[str], at: int, samples: Sequence[Sequence[str]]) -> bool:
    """Tell whether nearly all values of a column look like that."""
    values = [row[at].strip() for row in samples if at < len(row) and row[at].strip()]
    short = [value for value in values if len(value) <= _LONGEST]
    fitting = sum(1 for value in short if look.fullmatch(to_ascii(value)))
    return bool(fitting) and fitting >= 0.8 * len(values)


def is_value(cell: str) -> bool:
    """Tell whether a cell is somebody's e-mail or phone, which no header is."""
    text = to_ascii(cell.strip()[:_LONGEST])
    return bool(_EMAIL.fullmatch(text) or _PHONE.fullmatch(text))


_DATES = {
    "deals": ("opened", "closed", "expected", "touched"),
    "tickets": ("updated", "opened", "solved", "closed", "first_reply"),
}


def drop_dateless(
    kind: str, meanings: dict[int, Meaning], samples: Sequence[Sequence[str]]
) -> None:
    """Leave out columns named like a date in which no cell has a digit: "Email Opened"."""
    for at, sense in list(meanings.items()):
        if sense.field not in _DATES.get(kind, ()):
            continue
        cells = [row[at] for row in samples if at < len(row) and row[at].strip()]
        if cells and not any(map(str.isdigit, "".join(cells))):
            del meanings[at]


def settle_purchases(header: list[str], meanings: dict[int, Meaning], told: set[str]) -> None:
    """Decide what depends on the other columns: names in two, a price that is all was paid."""
    fields = {sense.field for sense in meanings.values()} | told
    customers = {
        at: compact(header[at]) in _BARE_CUSTOMERS
        for at, sense in meanings.items()
        if sense.field == "customer"
    }
    for at, sense in meanings.items():
        if sense.field == "customer_name" and compact(header[at]) in _BARE_NAMES:
            if "customer_family" in fields and "customer_given" not in fields:
                meanings[at] = sense._replace(field="customer_given")
        elif customers.get(at) and not all(customers.values()) and "customer_name" not in fields:
            meanings[at] = sense._replace(field="customer_name")
        elif sense.field == "price" and not {"amount", "quantity", "total"} & fields:
            meanings[at] = sense._replace(field="amount")
        elif sense.field == "total" and not ("amount" in fields or {"quantity", "price"} <= fields):
            # With nothing said of its lines, a whole order is a row.
            meanings[at] = sense._replace(field="amount")


def settle_deals(header: list[str], meanings: dict[int, Meaning], told: set[str]) -> None:
    """Decide what depends on the other columns: a status that is the stage, whose name it is."""
    fields = {sense.field for sense in meanings.values()} | told
    people = {"customer_phone", "customer_email", "customer_family"} & fields
    titled = any(
        sense.field == "title" and compact(header[at]) not in _BARE_NAMES
        for at, sense in meanings.items()
    )
    for at, sense in meanings.items():
        key = compact(header[at])
        if sense.field == "outcome" and "stage" not in fields and key not in _CERTAIN:
            meanings[at] = sense._replace(field="stage")
        elif sense.field == "title" and key in _BARE_NAMES and (people or titled):
            is_given = "customer_family" in fields and "customer_given" not in fields
            name = "customer_given" if is_given else "customer_name"
            meanings[at] = sense._replace(field=name)
        elif sense.field == "customer" and key in _BARE_CUSTOMERS and "customer_name" not in fields:
            meanings[at] = sense._replace(field="customer_name")


_CERTAIN = frozenset(("iswon", "won", "wonlost", "winloss", "converted", "isconverted"))
"""Columns that only say how a deal ended, whatever stands beside them."""
