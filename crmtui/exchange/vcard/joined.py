"""The kept lines of two cards, as those of one."""

from __future__ import annotations

import re
from itertools import count

from crmtui.exchange.vcard.kept import EXTRA_LIMIT

_HEAD = re.compile(r"(?:([\w-]+)\.)?([\w-]+)", re.ASCII)
_WHOLE = ({"FN", "N"}, {"ORG"})
"""Parts of one name, or of one employer: those of two cards cannot be mixed."""


def joined(extra: str, more: str) -> str:
    """Return the lines of a card, and behind them what only the other says.

    What ties lines together in the other is renamed where it would tie them to those of the first.
    """
    lines = extra.split("\n")
    names, groups = {_head(line)[1] for line in lines}, {_head(line)[0] for line in lines}
    left_out = {name for whole in _WHOLE if whole & names for name in whole}
    renamed: dict[str, str] = {}
    for line in more.split("\n"):
        group, name = _head(line)
        if name in left_out or line in lines:
            continue
        if group in groups and group not in renamed and group:
            renamed[group] = next(g for n in count(1) if (g := f"item{n}") not in groups)
            groups.add(renamed[group])
        lines.append(renamed.get(group, group) + line[len(group) :])
    # As at an import, what goes beyond the limit is left out by whole lines.
    while len("\n".join(lines)) > EXTRA_LIMIT:
        lines.pop()
    return "\n".join(lines)


def _head(line: str) -> tuple[str, str]:
    match = _HEAD.match(line)
    return (match[1] or "", match[2].upper()) if match else ("", "")
