"""Which mails belong to one conversation: all that are tied by what they answer.

The ids stand in the stage; here each is a number, so that a million of them take 8 MB.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence


class Threads:
    """Ties ids together as mails come by."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._parents = array("q", [0])

    def add(self, own: str, references: Sequence[str]) -> int:
        """Tie a mail to those it answers; return its number."""
        node = self._node(own)
        for other in references:
            self._tie(node, self._node(other))
        return node

    def finish(self) -> None:
        """Write down the conversation of each id."""
        self._connection.executemany(
            "UPDATE mail_id SET root = ? WHERE node = ?",
            ((self._root(node), node) for node in range(1, len(self._parents))),
        )
        self._connection.execute("CREATE INDEX mail_root ON mail_id(root)")

    def _node(self, ref: str) -> int:
        row = self._connection.execute("SELECT node FROM mail_id WHERE ref = ?", (ref,)).fetchone()
        if row:
            return int(row[0])
        node = len(self._parents)
        self._connection.execute("INSERT INTO mail_id(node, ref) VALUES(?, ?)", (node, ref))
        self._parents.append(node)
        return node

    def _tie(self, one: int, other: int) -> None:
        # The smaller number is the root, whichever mail comes first.
        one, other = sorted((self._root(one), self._root(other)))
        self._parents[other] = one

    def _root(self, node: int) -> int:
        parents = self._parents
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node


def name_threads(connection: sqlite3.Connection, source: str) -> None:
    """Fill the table `thread` (root → its name): as the store has it, else by its first mail."""
    connection.execute("CREATE TEMP TABLE thread(root INTEGER PRIMARY KEY, name TEXT)")
    connection.execute(
        "INSERT OR IGNORE INTO thread SELECT m.root, i.thread FROM stage.mail_id m "
        "CROSS JOIN source_ref r ON r.source = ? AND r.kind = 'interaction' AND r.ref = m.ref "
        "JOIN interaction i ON i.id = r.row_id WHERE i.thread <> '' ORDER BY m.node",
        (source,),
    )
    connection.execute(
        "INSERT OR IGNORE INTO thread SELECT m.root, m.ref FROM stage.mail_id m WHERE EXISTS "
        "(SELECT 1 FROM interaction i WHERE i.thread = m.ref AND i.thread <> '') ORDER BY m.node"
    )
    connection.execute(
        "INSERT OR IGNORE INTO thread SELECT i.root, m.thread FROM stage.mail m "
        "JOIN stage.mail_id i ON i.node = m.node ORDER BY m.thread <> m.ref, m.at, m.seq"
    )
