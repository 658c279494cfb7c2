"""Everything that can go wrong for a reason a person can act on: message, hint, exit code."""

from __future__ import annotations

from collections.abc import Sequence

INTERRUPTED = 130
"""The exit code after Ctrl-C."""


class CrmError(Exception):
    """A problem the user can understand; anything else that is raised is a bug."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(CrmError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class InvalidValue(UsageError):
    """A value that was typed cannot be read: a date, an amount, an empty name."""


class NotFound(CrmError):
    """What was asked for does not exist."""

    exit_code = 3


class Ambiguous(NotFound):
    """Several records fit; `candidates` are lines that tell them apart."""

    def __init__(self, message: str, candidates: Sequence[str], hint: str = "") -> None:
        super().__init__(message, hint)
        self.candidates = list(candidates)


class StoreLocked(CrmError):
    """Another program holds the store."""

    exit_code = 4


class StoreUnusable(CrmError):
    """The store cannot be used as it is: read-only, damaged, foreign, or from a newer crmtui."""


class StoreFull(CrmError):
    """The disk is full; nothing was saved."""


class FileUnreadable(CrmError):
    """An import file is missing, empty, binary or in no form we know."""


class HeaderMismatch(FileUnreadable):
    """No column of the file could be matched to what is needed.

    `needs` are the fields to be told, `columns` the names and first values to choose from.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        needs: Sequence[str] = (),
        columns: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(message, hint)
        self.needs = tuple(needs)
        self.columns = tuple(columns)


class Conflict(CrmError):
    """The action would overwrite something that changed since."""
