"""A command imports only the models it writes: each brings those that its keys lead to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crmtui import models

NAMES = sorted(
    path.stem for path in Path(models.__file__).parent.glob("*.py") if path.stem != "__init__"
)


@pytest.mark.parametrize("name", NAMES)
def test_every_key_of_a_model_finds_its_table(name: str) -> None:
    code = f"import crmtui.models.{name}, sqlmodel; sqlmodel.SQLModel.metadata.sorted_tables"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
