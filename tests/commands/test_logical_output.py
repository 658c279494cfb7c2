"""Whatever leaves a command but to a terminal is as it was typed, whichever command it is."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from crmtui.commands.registry import GROUPS, ROOT
from crmtui.store.connect import Store
from crmtui.writes import contacts, purchases
from tests.conftest import Crm

NAME = "نرگس سلامی‌نژاد (VIP)"
NOTE = "می‌خواهد تا ۱۴۰۵/۹/۱ سه بسته «سبز» بماند؛ 0912 345 6789"
# Presentation forms, and controls that steer the order; the rial sign is one that people type.
CHANGED = re.compile(
    "[\ufb50-\ufdfb\ufdfd-\ufdff\ufe70-\ufefc\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
FORMATS = ("csv", "tsv", "json", "jsonl", "vcf", "ics", "html", "txt")
ELSEWHERE = {("demo",), ("config", "edit"), ("config", "set")}
"""They make a shop of their own, open an editor, or would change the language of the next one."""


def paths() -> Iterator[tuple[str, ...]]:
    """Every command, as one types it."""
    for entry in ROOT:
        if entry.target:
            yield (entry.name,)
    for group, entries in GROUPS.items():
        for entry in entries:
            if entry.target:
                yield (*group.split(), entry.name)


@pytest.fixture
def shop(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("CRMTUI_BIDI", "visual")
    monkeypatch.setenv("CRMTUI_LANG", "fa")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    for number in range(3):
        name = f"{NAME} {number}" if number else NAME
        contacts.add(store, name=name, city="شیراز", note=NOTE, phone=["۰۹۱۲ ۳۴۵ ۶۷۸۹"])
        purchases.sale(store, number + 1, 12500)
    return store


def test_every_command(shop: Store, crm: Crm) -> None:
    seen = 0
    for path in paths():
        if path in ELSEWHERE:
            continue
        for args in ([], ["1"], ["1", NOTE]):
            answer = crm("--yes", *path, *args)
            told = answer.out + answer.err
            assert not CHANGED.search(told), (path, args, told)
            seen += "سلامی‌نژاد" in told
        answer = crm("--json", *path, "1")
        assert not CHANGED.search(answer.out + answer.err), path
    assert seen > 20


@pytest.mark.parametrize("kind", ["contacts", "purchases", "interactions", "tasks"])
def test_every_file(kind: str, shop: Store, crm: Crm, tmp_path: Path) -> None:
    crm("log", "1", NOTE, "--next", NOTE)
    written = 0
    for fmt in FORMATS:
        target = tmp_path / f"out.{fmt}"
        if crm("export", kind, "-o", str(target)).code == 0 and target.exists():
            text = target.read_text("utf-8-sig")
            assert not CHANGED.search(text), fmt
            written += "سلامی‌نژاد" in text.replace("\r\n ", "")
    assert written >= 3


def test_the_store_keeps_what_was_typed(shop: Store, crm: Crm) -> None:
    crm("log", "1", NOTE)
    crm("add", "ﻧﺮﮔﺲ ﺳﻼﻣﯽ")  # copied from a terminal that had joined the letters
    with sqlite3.connect(shop.path) as connection:
        held = "\n".join(connection.iterdump())
    assert NOTE in held and NAME in held and "نرگس سلامی'" in held
    assert not CHANGED.search(held)
