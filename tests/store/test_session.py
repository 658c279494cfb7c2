"""A write finds every table that the one it writes to refers to."""

from __future__ import annotations

import subprocess
import sys

import pytest

from crmtui.store.connect import Store

ACTS = ("tasks.add(store, None, text='x')", "needs.add(store, 1, 'x')")


@pytest.mark.parametrize("act", ACTS)
def test_nothing_else_needs_to_be_imported(act: str, store: Store) -> None:
    module = act.partition(".")[0]
    code = (
        "from pathlib import Path; from crmtui.store.connect import Store; "
        f"from crmtui.writes import contacts, {module}; store = Store(Path({str(store.path)!r})); "
        f"contacts.add(store, name='Ali'); {act}"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
