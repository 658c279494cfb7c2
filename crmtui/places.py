"""Where crmtui keeps its files: --db, CRMTUI_DB, CRMTUI_HOME, XDG, or the platform's own place."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_XDG = {"data": ".local/share", "config": ".config", "state": ".local/state"}
"""The folders of the XDG Base Directory Specification: what platformdirs says, without its price,
which is a fifth of a short answer."""


def store_path(given: str = "") -> Path:
    """Return the path of the shop's store."""
    chosen = given or os.environ.get("CRMTUI_DB", "")
    return Path(chosen).expanduser() if chosen else _folder("data") / "shop.db"


def demo_path() -> Path:
    """Return the path of the sample shop's store."""
    return _folder("data") / "demo.db"


def config_path() -> Path:
    """Return the path of this person's own settings."""
    return _folder("config") / "config.toml"


def state_path() -> Path:
    """Return the path of what the screens remember between two starts."""
    return _folder("state") / "state.json"


def log_path() -> Path:
    """Return the path of the log that a crash is written to."""
    return _folder("state") / "crmtui.log"


def documents_path() -> Path:
    """Return the folder that pages to print go to: the person's documents, or where we are."""
    home = os.environ.get("CRMTUI_HOME", "")
    if home:
        return Path(home).expanduser()
    import platformdirs

    documents = platformdirs.user_documents_path()
    return documents if documents.is_dir() else Path.cwd()


def _folder(kind: str) -> Path:
    home = os.environ.get("CRMTUI_HOME", "")
    if home:
        return Path(home).expanduser()
    base = os.environ.get(f"XDG_{kind.upper()}_HOME", "")
    if base:
        return Path(base) / "crmtui"
    if sys.platform == "linux":
        return Path.home() / _XDG[kind] / "crmtui"
    import platformdirs

    folder = {
        "data": platformdirs.user_data_path,
        "config": platformdirs.user_config_path,
        "state": platformdirs.user_state_path,
    }[kind]
    return folder("crmtui", appauthor=False)
