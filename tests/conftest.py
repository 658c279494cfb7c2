"""What tests share: an empty store of their own, and the shell's front door."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from crmtui.cli import main
from crmtui.locale import use
from crmtui.store.connect import Store, open_store

settings.register_profile(
    "crmtui", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("crmtui")

DATA = Path(__file__).parents[2] / "shared" / "data"
"""Real data of others, where it is at hand."""


def data(name: str) -> Path:
    """Return the path of a real file; skip the test where there is none."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    return path


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the files and the locale of the person who runs it."""
    monkeypatch.setenv("CRMTUI_HOME", str(tmp_path_factory.mktemp("home")))
    for name in ("CRMTUI_DB", "CRMTUI_LANG", "LC_ALL", "LC_MONETARY", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("CRMTUI_BIDI", "logical")  # what is shown is compared as it is read
    use("en")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return open_store(tmp_path / "shop" / "shop.db", create=True)


class Answer(NamedTuple):
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int

    @property
    def json(self) -> Any:
        """The JSON on stdout."""
        return json.loads(self.out)


Crm = Callable[..., Answer]


@pytest.fixture
def crm(store: Store, capsys: pytest.CaptureFixture[str]) -> Crm:
    """Run a command on the store, as a pipe would see it."""

    def run(*args: str) -> Answer:
        capsys.readouterr()
        code = main(["--db", str(store.path), *args])
        printed = capsys.readouterr()
        return Answer(printed.out, printed.err, code)

    return run
