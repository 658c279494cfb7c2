"""Tests of the right-to-left engine against Unicode's own files and against ICU."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

UNICODE = Path("/usr/share/unicode")
"""Where Debian's `unicode-data` puts them."""


def unicode_fields(name: str) -> Iterator[list[str]]:
    """Yield the fields of each line of a file of Unicode; skip the test where it is absent."""
    path = UNICODE / name
    if not path.exists():
        pytest.skip(f"no {name} here")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            fields = line.partition("#")[0].strip()
            if fields:
                yield [field.strip() for field in fields.split(";")]


def character(code: str) -> str:
    """Return the character of a hexadecimal number."""
    return chr(int(code, 16))
