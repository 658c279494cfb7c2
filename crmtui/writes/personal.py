"""Changing one's own settings, which lie in a file beside the shop."""

from __future__ import annotations

import os

from crmtui.places import config_path
from crmtui.settings import personal
from crmtui.settings.keys import key


def set_personal(name: str, value: str) -> str:
    """Change one setting and leave the rest of the file, comments too, as it is.

    Returns the value as kept. Raises UsageError or InvalidValue.
    """
    import tomlkit

    value = key(name).check(value)
    target = config_path()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    personal()  # a file that cannot be read must not be written over
    document = tomlkit.parse(target.read_text("utf-8") if target.exists() else "")
    document[name] = value
    draft = target.with_suffix(".new")
    draft.write_text(tomlkit.dumps(document), "utf-8")
    os.replace(draft, target)
    return value
