"""Tests of the text room, and what several of them need."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2].parent / "shared" / "data"

TODAY = date(2026, 11, 22)  # a Sunday, 1 Azar 1405
NOW = datetime(2026, 11, 22, 6, 0, 30, tzinfo=UTC)
ZONES = ["UTC", "Asia/Tehran", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
IMPOSSIBLE_DAYS = ["1404/12/30", "2023-02-29", "2024-13-01", "31/04/2024", "0012-01-01", "20240230"]
NO_DATES = ["", "nonsense", "45", "2024-3", "1,5,2024", "12 1405", "2012-12-1x", "w", "5 apples"]


def data_file(*parts: str) -> Path:
    """Return a file of real data; skip the test where it is absent."""
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"no {path.name} here")
    return path


def modules_after(code: str) -> set[str]:
    """Return the names of the modules a fresh Python has loaded after running `code`."""
    command = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.split())
