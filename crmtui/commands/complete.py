"""What TAB offers for WHO: slugs of letters, digits and hyphens, never a raw name.

A shell runs what a name may hold; a slug cannot hold it. `find` understands slugs.
"""

from __future__ import annotations

import re
import sqlite3

from crmtui.errors import CrmError
from crmtui.places import store_path

_MOST = 30


def who(incomplete: str) -> list[str]:
    """Return slugs (or ids, for those that share a slug) that start with what was typed."""
    from crmtui.reads.search import find
    from crmtui.store.connect import Store

    try:
        with Store(store_path()).read() as connection:
            found = find(connection, incomplete.replace("-", " "), _MOST)
    except (CrmError, sqlite3.Error):
        return []
    slugs = [slug(contact.name) for contact in found]
    return [
        one if one and slugs.count(one) == 1 else str(contact.id)
        for one, contact in zip(slugs, found, strict=True)
    ]


def slug(name: str) -> str:
    """Return a name as letters and digits joined by hyphens: nothing a shell could act on."""
    from crmtui.text.fold import fold

    return "-".join(re.findall(r"[^\W_]+", fold(name)))
