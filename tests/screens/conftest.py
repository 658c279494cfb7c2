"""The shop that the tests of the screens work on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crmtui.store.connect import Store
from tests.screens.helpers import make_shop

NAMES = ("Ali Rezaei", "Zahra Karimi", "Reza Karimi", "مریم احمدی", "علی کریمی", "John Smith")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with a few customers, made once."""
    return make_shop(tmp_path_factory.mktemp("sample") / "shop.db", NAMES).path


@pytest.fixture
def shop(tmp_path: Path, sample: Path) -> Store:
    """A copy of the shop for one test."""
    return Store(Path(shutil.copy(sample, tmp_path / "shop.db")))
