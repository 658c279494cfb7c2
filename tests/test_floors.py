"""The floors of the house: who may import whom, read from the source and proved at run time."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from crmtui.store.connect import Store

ROOT = Path(__file__).parents[1] / "crmtui"
FLOORS = {
    "errors": 0,
    "locale": 0,
    "text": 1,
    "rules": 2,
    "places": 2,
    "editor": 2,
    "opener": 2,
    "terminal": 2,
    "settings": 3,
    "labels": 3,
    "models": 3,
    "exchange": 3,
    "store": 4,
    "reads": 5,
    "writes": 6,
    "commands": 7,
    "widgets": 7,
    "screens": 8,
    "cli": 9,
    "app": 9,
}
"""A module may import its own floor's folder and lower floors."""
LIBRARIES = {
    "textual": {"app", "screens", "widgets"},
    "typer": {"cli", "commands"},
    "rich": {"cli", "commands", "app", "screens", "widgets"},
    "sqlmodel": {"models", "writes", "store"},
    "sqlalchemy": {"models", "writes", "store"},
    "alembic": {"store"},
}
"""Who may know a library."""


def modules() -> list[tuple[str, str, ast.Module]]:
    """Every module but the entry points: its name, its floor, and its source."""
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        name = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
        floor = path.relative_to(ROOT).parts[0].removesuffix(".py")
        if not floor.startswith("_"):
            found.append((name, floor, ast.parse(path.read_text("utf-8"))))
    return found


def imports(tree: ast.Module) -> set[str]:
    """Every module that a source imports, at the top or inside a function, types apart."""
    types = {id(node) for block in ast.walk(tree) if _for_types(block) for node in ast.walk(block)}
    found = set()
    for node in ast.walk(tree):
        if id(node) in types:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _for_types(node: ast.AST) -> bool:
    """Tell whether a block is `if TYPE_CHECKING:`: a screen may say what app it belongs to."""
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )


def test_nobody_looks_up() -> None:
    wrong = []
    for name, floor, tree in modules():
        for target in imports(tree):
            parts = target.split(".")
            if parts[0] != "crmtui" or len(parts) < 2 or parts[1] not in FLOORS:
                continue
            other = parts[1]
            if other != floor and FLOORS[other] >= FLOORS[floor] and (name, other) not in DOORS:
                wrong.append(f"{name} imports {target}")
    assert wrong == []


DOORS = {("crmtui.cli", "app"), ("crmtui.commands.demo", "app")}
"""The two commands that open the screens on a terminal."""


def test_libraries_stay_on_their_floors() -> None:
    wrong = []
    for name, floor, tree in modules():
        for target in imports(tree):
            allowed = LIBRARIES.get(target.split(".")[0])
            if allowed is not None and floor not in allowed:
                wrong.append(f"{name} imports {target}")
    assert wrong == []


def test_only_the_session_and_migrations_of_the_store_know_the_orm() -> None:
    knowing = {
        name
        for name, floor, tree in modules()
        if floor == "store"
        and not name.startswith("crmtui.store.migrations.versions.")
        and any(t.split(".")[0] in ("sqlmodel", "sqlalchemy") for t in imports(tree))
    }
    migrations = {name for name in knowing if ".migrations.versions." in name}
    assert knowing - migrations == {
        "crmtui.store.session",
        "crmtui.store.migrate",
        "crmtui.store.generate",
    }


@pytest.mark.parametrize(
    ("command", "absent"),
    [
        (["find", "ali"], ["sqlmodel", "sqlalchemy", "textual", "rich", "alembic", "phonenumbers"]),
        (["duplicates"], ["sqlmodel", "sqlalchemy", "textual", "rich", "alembic"]),
        (["segments"], ["sqlmodel", "sqlalchemy", "textual", "rich", "alembic"]),
        (["report", "customers"], ["sqlmodel", "sqlalchemy", "textual", "rich", "alembic"]),
        (["ticket", "list"], ["sqlmodel", "sqlalchemy", "textual", "rich", "alembic"]),
        (["report", "service"], ["sqlmodel", "sqlalchemy", "textual", "rich", "alembic"]),
        (["today"], ["sqlmodel", "sqlalchemy", "textual", "rich", "statistics"]),
        (["--help"], ["sqlmodel", "sqlalchemy", "textual", "crmtui.writes"]),
    ],
)
def test_a_command_imports_only_what_it_needs(
    command: list[str], absent: list[str], store: Store
) -> None:
    code = (
        "import sys; from crmtui.cli import main; "
        f"code = main(['--db', {str(store.path)!r}, *{command!r}]); "
        "print(code, *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT.parent, check=True
    )
    exit_code, *loaded = done.stderr.split("\n")[-2].split()
    assert exit_code == "0"
    assert [name for name in absent if name in loaded] == []
