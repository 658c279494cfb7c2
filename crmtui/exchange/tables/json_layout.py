"""Where in a JSON file the records stand."""

from __future__ import annotations

from collections.abc import Iterator

from crmtui.exchange.headers.match import hits
from crmtui.exchange.headers.words import meaning
from crmtui.exchange.tables.json_values import DEPTH, Event, Path, TooDeep

ITEMS: Path = (None,)
"""The items of the list that the file is."""
ALL: Path = ()
"""Whatever stands in the file."""

_NAMES = frozenset({"name", "given", "family", "company"})
_SURE = 1000
_KEYS = 100


def find_layout(events: Iterator[Event]) -> tuple[Path, str]:
    """Say which values are the records, and whether the file is json or jsonl."""
    event, _value = next(events)
    if event == "start_array":
        event, _value = next(events)
        if event in ("start_map", "start_array"):
            return ITEMS, "json"
        # A list of plain values is a line of many, or else all there is.
        return (ALL, "jsonl") if _ends_early(events, event) else (ITEMS, "json")
    return _Envelope().look(events)


def _ends_early(events: Iterator[Event], event: str) -> bool:
    """Tell whether anything follows the list that is open."""
    depth = 1
    while depth:
        depth += event.startswith("start_") - event.startswith("end_")
        if depth > DEPTH:
            raise TooDeep
        if depth:
            event, _value = next(events)
    return next(events, None) is not None


class _Envelope:
    """An object at the beginning: a record, or what the list of them is wrapped in."""

    def __init__(self) -> None:
        self._own: list[str] = []
        self._keys: dict[Path, dict[str, None]] = {}
        self._counts: dict[Path, int] = {}

    def look(self, events: Iterator[Event]) -> tuple[Path, str]:
        """Read on to the end of the object, or until it is clear what it is."""
        here: list[str | None] = [""]
        for event, value in events:
            if not here:
                return ALL, "jsonl"
            if event == "map_key":
                here[-1] = value
                self._note(tuple(here[:-1]), value)
            elif event in ("end_map", "end_array"):
                here.pop()
            elif event in ("start_map", "start_array"):
                if self._is_list(here) and event == "start_map" and self._count(tuple(here)):
                    break
                here.append("" if event == "start_map" else None)
                if len(here) > DEPTH:
                    raise TooDeep
            elif len(here) == 1:
                self._own.append(str(here[0]))
        return self._best(), "json"

    @staticmethod
    def _is_list(here: list[str | None]) -> bool:
        """Tell whether an item of a list stands here that no other list holds."""
        return here[-1] is None and None not in here[:-1]

    def _count(self, path: Path) -> bool:
        """Count an object in a list, and tell whether they are enough to be sure."""
        self._counts[path] = self._counts.get(path, 0) + 1
        keys = self._keys.setdefault(path, {})
        return self._counts[path] > _SURE and hits(list(keys)) > 1

    def _note(self, path: Path, key: str) -> None:
        keys = self._keys.get(path)
        if keys is not None and len(keys) < _KEYS:
            keys[key] = None

    def _best(self) -> Path:
        """Choose the list whose keys we know best, unless the object itself is somebody."""
        found = {path: list(keys) for path, keys in self._keys.items()}
        if not found:
            return ALL
        best = max(found, key=lambda path: hits(found[path]))
        if _names_somebody(self._own) and (
            not _names_somebody(found[best]) or hits(self._own) > hits(found[best])
        ):
            return ALL
        return best


def _names_somebody(keys: list[str]) -> bool:
    senses = (meaning(key, "contacts") for key in keys)
    return any(sense is not None and sense.field in _NAMES for sense in senses)
