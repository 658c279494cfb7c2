"""Starting work beside the event loop's own."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, cast

from textual.dom import DOMNode


def start(
    node: DOMNode,
    work: Callable[[], Coroutine[Any, Any, object]],
    group: str,
    *,
    exclusive: bool = False,
) -> None:
    """Run `work` in a worker of `node`; an exclusive one supersedes the others of its group.

    It is called when the worker begins: one that is superseded before leaves no coroutine behind.
    """
    node.run_worker(cast("Any", work), group=group, exclusive=exclusive)
