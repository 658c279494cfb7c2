"""What the screens remember between two starts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from crmtui.text.clean import clean


@dataclass
class State:
    """Where the user was; every value has a default, so an older or damaged file does no harm."""

    view: str = "today"
    sort: str = "name"
    filter: str = ""
    contact: int = 0
    tickets: str = ""
    """The filter of the tickets."""
    ticket: int = 0
    r: int = 5
    fm: int = 5
    report: str = ""
    report_span: str = "all"
    report_by: str = "month"
    pipeline: int = 0
    """The one on the board; 0 is the first."""
    folder: str = ""
    """Where the last file was imported from."""


def load_state(path: Path) -> State:
    """Return what the file remembers; anything unreadable in it is left out."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return State()
    return State(**_fitting(found)) if isinstance(found, Mapping) else State()


def save_state(path: Path, state: State) -> None:
    """Write the file in one piece; a folder that cannot be written is no reason to stop."""
    draft = path.with_suffix(".new")
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_text(json.dumps(asdict(state), ensure_ascii=False), "utf-8")
        draft.chmod(0o600)
        draft.replace(path)


def _fitting(found: Mapping[str, object]) -> dict[str, Any]:
    known = {field.name: type(field.default) for field in fields(State)}
    fitting: dict[str, Any] = {}
    for name, kind in known.items():
        value = found.get(name)
        if kind is int and isinstance(value, int) and 0 <= value < 2**53:
            fitting[name] = int(value)
        elif kind is str and isinstance(value, str):
            fitting[name] = clean(value[:1000])
    return fitting
