"""A file that is there as a whole or not at all, for its owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from crmtui.errors import CrmError
from crmtui.locale import _


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place and move it there when it is whole. Raises CrmError."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    with _clear(path):
        number = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(number, "wb") as file:
            yield file
        with _clear(path):
            os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


@contextmanager
def _clear(path: Path) -> Iterator[None]:
    """Say what stands in the way of a file in words."""
    try:
        yield
    except OSError as error:
        raise CrmError(
            _("{path} cannot be written: {reason}.").format(path=path, reason=error.strerror)
        ) from error
