"""What is in a folder, and what a path that is being typed may become."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from crmtui.errors import FileUnreadable
from crmtui.locale import _
from crmtui.text.clean import printable
from crmtui.text.formats import Formats
from crmtui.widgets.columns import Column

READABLE = frozenset(
    (
        *(".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".json"),
        *(".jsonl", ".ndjson", ".vcf", ".vcard", ".ldif", ".eml", ".mbox"),
    )
)
"""Ends of names that are shown; any other file can be typed."""

UP = ".."


class Entry(NamedTuple):
    """A folder or a file in one."""

    name: str
    is_folder: bool
    size: int = 0
    changed: float = 0.0


class Typed(NamedTuple):
    """A path that is being typed: the folder as it was written, and the beginning of a name."""

    head: str
    beginning: str

    @property
    def folder(self) -> Path:
        """The folder to look into."""
        return expanded(self.head or ".")


def meant(text: str) -> str:
    """Let `/` or `~/` behind a `/` begin anew, so that nothing must be deleted first."""
    return text[max(0, text.rfind("//") + 1, text.rfind("/~/") + 1) :]


def typed(text: str) -> Typed:
    """Take a path apart where its last name begins."""
    text = text.strip()
    if text == "~":
        return Typed("~/", "")
    at = max(text.rfind(sign) for sign in (os.sep, os.altsep or os.sep)) + 1
    return Typed(text[:at], text[at:])


def expanded(text: str) -> Path:
    """Return the path that a text names; `~` is the home of the person."""
    try:
        return Path(text.strip()).expanduser()
    except RuntimeError:  # ~somebody who has no home here
        return Path(text.strip())


def entries(folder: Path) -> list[Entry]:
    """List a folder, folders first. Raises FileUnreadable."""
    try:
        with os.scandir(folder) as found:
            listed = [entry for one in found if (entry := _entry(one))]
    except (OSError, ValueError) as problem:
        raise FileUnreadable(
            _("{file} cannot be read: {reason}.").format(
                file=printable(str(folder)), reason=getattr(problem, "strerror", "") or problem
            )
        ) from problem
    return sorted(listed, key=lambda entry: (not entry.is_folder, entry.name.casefold()))


def _entry(found: os.DirEntry[str]) -> Entry | None:
    """Return what is to be known of an entry; a link into nowhere is left out."""
    try:
        seen = found.stat()
        return Entry(found.name, found.is_dir(), seen.st_size, seen.st_mtime)
    except OSError:
        return None


def fitting(listed: Sequence[Entry], beginning: str) -> list[Entry]:
    """Return the entries that a name may become: the one that it is already comes first."""
    start = beginning.casefold()
    exact = [entry for entry in listed if entry.name == beginning]
    others = [
        entry
        for entry in listed
        if entry.name != beginning
        and entry.name.casefold().startswith(start)
        and (start.startswith(".") or not entry.name.startswith("."))
        and (entry.is_folder or _is_readable(entry.name))
    ]
    return exact + others if beginning else [Entry(UP, is_folder=True), *others]


def first(shown: Sequence[Entry]) -> Entry | None:
    """Return the likeliest of them; the way up only if there is nothing else."""
    return next((entry for entry in shown if entry.name != UP), next(iter(shown), None))


def completed(names: Sequence[str], beginning: str) -> str:
    """Return what all these names begin with, if that is more than what was typed."""
    alike = list(zip(*(name.casefold() for name in names), strict=False))
    length = next((at for at, each in enumerate(alike) if len(set(each)) > 1), len(alike))
    return names[0][:length] if length > len(beginning) else beginning


def _is_readable(name: str) -> bool:
    name = name.casefold().removesuffix(".gz")
    return os.path.splitext(name)[1] in READABLE


def columns(formats: Callable[[], Formats], today: Callable[[], date]) -> list[Column[Entry]]:
    """Return the columns of the list of a folder."""
    return [
        Column(lambda: _("Name"), 16, _shown, grows=True),
        Column(lambda: _("Size"), 8, lambda entry: _size(entry, formats()), right=True, rank=1),
        Column(
            lambda: _("Changed"),
            12,
            lambda entry: _ago(entry, formats(), today()),
            right=True,
            rank=2,
            role="muted",
        ),
    ]


def _shown(entry: Entry) -> str:
    return f"{entry.name}/" if entry.is_folder else entry.name


def _size(entry: Entry, formats: Formats) -> str:
    if entry.is_folder:
        return ""
    size = float(entry.size)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            break
        size /= 1000
    return f"{formats.number(round(size, 1) if size < 10 else round(size))} {unit}"


def _ago(entry: Entry, formats: Formats, today: date) -> str:
    if not entry.changed:
        return ""
    return formats.ago(datetime.fromtimestamp(entry.changed, UTC), today)
