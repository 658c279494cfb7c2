"""Unicode's two conformance files. `python -m tests.text.bidi.conformance` runs every case."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice

from crmtui.text.bidi.levels import Levels, levels_of, levels_of_classes, visual_order
from tests.text.bidi import character, unicode_fields

_BASES = {"0": 0, "1": 1, "2": None}
_BITS = {1: None, 2: 0, 4: 1}


def failed_characters(step: int = 1) -> tuple[int, list[str]]:
    """Run each `step`-th case of BidiCharacterTest.txt; return how many, and what failed."""
    count, failed = 0, []
    for fields in islice(unicode_fields("BidiCharacterTest.txt"), 0, None, step):
        text = "".join(map(character, fields[0].split()))
        found = levels_of(text, _BASES[fields[1]])
        expected = Levels(int(fields[2]), _levels(fields[3]))
        count += 1
        if found != expected or visual_order(found.levels) != _numbers(fields[4]):
            failed.append(";".join(fields))
    return count, failed


def failed_classes(step: int = 1) -> tuple[int, list[str]]:
    """Run each `step`-th case of BidiTest.txt; return how many, and what failed."""
    count, failed = 0, []
    for classes, base, levels, order in islice(_class_cases(), 0, None, step):
        found = levels_of_classes(classes, "a" * len(classes), base).levels
        count += 1
        if found != levels or visual_order(found) != order:
            failed.append(f"{' '.join(classes)} at {base}")
    return count, failed


def _class_cases() -> Iterator[tuple[list[str], int | None, list[int | None], list[int]]]:
    """Yield the cases of BidiTest.txt: what is expected stands above the lines it is true of."""
    levels: list[int | None] = []
    order: list[int] = []
    for fields in unicode_fields("BidiTest.txt"):
        name, _, values = fields[0].partition(":")
        if name == "@Levels":
            levels = _levels(values)
        elif name == "@Reorder":
            order = _numbers(values)
        else:
            bits = int(fields[1], 16)
            for bit, base in _BITS.items():
                if bits & bit:
                    yield fields[0].split(), base, levels, order


def _levels(field: str) -> list[int | None]:
    return [None if level == "x" else int(level) for level in field.split()]


def _numbers(field: str) -> list[int]:
    return [int(number) for number in field.split()]


if __name__ == "__main__":
    results = {"BidiCharacterTest": failed_characters(), "BidiTest": failed_classes()}
    for name, (count, failed) in results.items():
        print(f"{name}: {count - len(failed)} of {count}", *failed[:10], sep="\n  ")
    sys.exit(any(failed for _, failed in results.values()))
