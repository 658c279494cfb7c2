"""A command imports only the models it writes: each brings those that its keys lead to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crmtui import models

NAMES = sorted(
    path.stem for path in Path(models.__file__).parent.glob("*.py") if path.stem != "__init__"
)
EACH = """
import importlib, os, sqlmodel, sys
for name in sys.argv[1:]:
    if os.fork() == 0:
        importlib.import_module(f"crmtui.models.{name}")
        sqlmodel.SQLModel.metadata.sorted_tables  # raises where a key leads nowhere
        os._exit(0)
    _pid, status = os.wait()
    if status:
        print(name)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each has to begin with no model imported")
def test_every_key_of_a_model_finds_its_table() -> None:
    argv = [sys.executable, "-c", EACH, *NAMES]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
