"""Tests of files in and out; real files by others stand beside the checkout, if anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

DATA = Path(__file__).parents[2].parent / "shared" / "data"


def data(name: str) -> Path:
    """Return a file or folder of the real data; skip the test where there is none."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"no {name} here")
    return path


def written(folder: Path, content: str | bytes, name: str = "file.csv") -> Path:
    """Write a file of exactly this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
