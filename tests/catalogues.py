"""The catalogues of the interface: what has to be translated, and what is.

`python3 -m tests.catalogues` brings every `.po` up to date with the texts of the program: new texts
come in empty, texts that are gone leave.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

HOME = Path(__file__).parents[1]
LOCALES = HOME / "crmtui" / "locale"
_PLAIN = {"_", "mark"}
_HEADER = r"""msgid ""
msgstr ""
"Language: {lang}\n"
"Plural-Forms: {plural}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


def texts() -> Catalog:
    """Return every text of the program that a person may read, with where it stands."""
    from crmtui.commands.registry import GROUPS, ROOT

    found = Catalog(domain="crmtui")
    for path in sorted((HOME / "crmtui").rglob("*.py")):
        _add_calls(found, path)
    for entry in (*ROOT, *(entry for entries in GROUPS.values() for entry in entries)):
        if entry.target:
            _add_help(found, *entry.target.split(":"))
    return found


def _add_calls(found: Catalog, path: Path) -> None:
    """Add what the translating functions are called with in a file."""
    place = path.relative_to(HOME).as_posix()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        words = [word.value for word in node.args if isinstance(word, ast.Constant)]
        where = [(place, node.lineno)]
        match node.func.id, words:
            case name, [str(text)] if name in _PLAIN:
                found.add(text, locations=where)
            case "ngettext", [str(one), str(many), *_rest]:
                found.add((one, many), locations=where)
            case "pgettext", [str(context), str(text)]:
                found.add(text, context=context, locations=where)


def _add_help(found: Catalog, module: str, function: str) -> None:
    """Add the docstring of a command, which is its help."""
    path = (HOME / "crmtui" / "commands").joinpath(*module.split(".")).with_suffix(".py")
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            doc = ast.get_docstring(node)
            if doc:
                found.add(doc, locations=[(path.relative_to(HOME).as_posix(), node.lineno)])


def sources() -> Iterator[Path]:
    """Yield the translations there are."""
    yield from sorted(LOCALES.glob("*/LC_MESSAGES/crmtui.po"))


def read(path: Path) -> Catalog:
    """Read a translation."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def is_full(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """Tell whether a text is translated, in all its forms."""
    return bool(string) if isinstance(string, str | None) else all(string)


def update(path: Path) -> Catalog:
    """Bring a translation up to date with the program, and return it."""
    catalogue = read(path)
    catalogue.update(texts(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        file.write(_HEADER.format(lang=path.parts[-3], plural=catalogue.plural_forms).encode())
        write_po(file, catalogue, width=100, sort_output=True, omit_header=True, no_location=True)
    return catalogue


if __name__ == "__main__":
    for source in sources():
        made = update(source)
        empty = sum(1 for message in made if message.id and not is_full(message.string))
        print(f"{source.relative_to(HOME)}: {len(made)} texts, {empty} not translated")
