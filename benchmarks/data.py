"""The files and stores that are measured: made once, kept in the cache folder of this person."""

from __future__ import annotations

import csv
import gzip
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SALES = ROOT.parent / "shared" / "data" / "online_retail" / "online_retail.csv.gz"
"""The sales of a real shop, half a million lines, if they lie beside the checkout."""
SALES_LINES = 500_000

_LATIN = (
    "Ali Sara Maryam Reza John Emma Lukas Anna Omid Neda Peter Julia Hassan Laura Karim Sofia",
    "Karimi Rezaei Hosseini Smith Miller Schneider Weber Moradi Rahimi Jones Taylor Fischer "
    "Ahmadi Kazemi Brown Wagner Becker Sadeghi Jafari Wilson Hoffmann Akbari Ebrahimi Clark",
)
_PERSIAN = (
    "علی سارا مریم رضا محمد فاطمه حسین زهرا امید ندا پیمان لیلا حسن نرگس کریم شیرین",
    "کریمی رضایی حسینی محمدی احمدی مرادی رحیمی کاظمی صادقی جعفری اکبری ابراهیمی موسوی هاشمی "
    "قاسمی یزدانی نوری طاهری سلیمانی باقری امینی شریفی فراهانی تهرانی",
)
_CITIES = ("Tehran", "شیراز", "London", "Berlin", "اصفهان", "تبریز")
_FIRMS = ("Pars Trading", "Acme GmbH", "شرکت نور", "فروشگاه بهار", "Blue Sky Ltd", "Miller & Sons")
_HOSTS = ("gmail.com", "yahoo.com", "pars.ir")
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def folder() -> Path:
    """Return the folder of all that is made here."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    found = Path(base) / "crmtui-benchmarks"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def made(name: str, make: Callable[[Path], object]) -> Path:
    """Return a file of the cache, made the first time, in one piece; older ones of it go."""
    path = folder() / name
    if not path.exists():
        print(f"making {path} ...", file=sys.stderr)
        for old in folder().glob(f"{path.stem.rpartition('-')[0]}-*{path.suffix}"):
            old.unlink()
        draft = folder() / f"draft-{name}"
        remove_store(draft)
        make(draft)
        draft.rename(path)
        remove_store(draft)
    return path


def remove_store(path: Path) -> None:
    """Remove a store with all that lies beside it."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    shutil.rmtree(path.parent / "backups", ignore_errors=True)


def stamp(*what: object) -> str:
    """Return a mark that changes with the schema, with this file, and with `what`."""
    digest = sha256(repr(what).encode())
    for path in (ROOT / "crmtui" / "store" / "schema.sql", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def write_contacts(path: Path, rows: int) -> None:
    """Write a file of people: half of them Latin, half Persian, every phone another."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Name", "Phone", "City"])
        writer.writerows(_contacts(rows))


def write_people(path: Path, rows: int) -> None:
    """Write the same people with an e-mail each; four in ten are at one of some thousand firms."""
    chance = random.Random(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Name", "Phone", "Email", "Company", "City"])
        for number, (name, phone, city) in enumerate(_contacts(rows)):
            firm = f"{chance.choice(_FIRMS)} {chance.randrange(2000)}" if number % 5 < 2 else ""
            email = f"user.{number * 7919 % 1_000_003}@{chance.choice(_HOSTS)}"
            writer.writerow([name, phone, email, firm, city])


def _contacts(rows: int) -> Iterator[tuple[str, str, str]]:
    chance = random.Random(rows)
    scripts = [[words.split() for words in script] for script in (_LATIN, _PERSIAN)]
    for number in range(rows):
        given, family = scripts[number % 2]
        phone = f"09{10 + number % 10}{(number * 7_654_321 + 12_345) % 10**7:07}"
        yield (
            f"{chance.choice(given)} {chance.choice(family)}",
            phone.translate(_PERSIAN_DIGITS) if number % 2 else phone,
            chance.choice(_CITIES),
        )


def write_sales(path: Path, source: Path | None) -> None:
    """Write the file of sales as plain text: that of `source`, or invented ones."""
    if source is None:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(_sales(SALES_LINES))
        return
    if source.suffix == ".gz":
        with gzip.open(source) as packed, path.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
    else:
        shutil.copyfile(source, path)


def _sales(lines: int) -> Iterator[tuple[object, ...]]:
    """Yield invoices of about twenty lines, the busiest customers first in line for them."""
    yield (
        "InvoiceNo",
        "StockCode",
        "Description",
        "Quantity",
        "InvoiceDate",
        "UnitPrice",
        "Customer",
    )
    chance = random.Random(lines)
    at, invoice, customer = datetime(2024, 1, 2, 8), 536_365, 0
    for line in range(lines):
        if line % 20 == 0:
            at += timedelta(minutes=chance.randrange(1, 40))
            invoice += 1
            customer = 12_346 + int(4_300 * chance.random() ** 2)
        item = chance.randrange(3_000)
        price = f"{1 + item % 40}.{item % 100:02}"
        yield invoice, 20_000 + item, f"ITEM {item}", chance.randrange(1, 25), at, price, customer
