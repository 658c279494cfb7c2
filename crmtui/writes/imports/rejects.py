"""The rows that did not come in, as a file that can be put right and imported again."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any, BinaryIO

from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.writes.imports.options import Reading
from crmtui.writes.imports.result import Rejected
from crmtui.writes.imports.tables import REASON

_ENVELOPE = b"From rejected Thu Jan  1 00:00:00 1970"
"""Begins a mail that came alone, in a box of several."""


class RejectsFile:
    """Written in the shape of the input, with the reason: a column more, or a line of the card.

    It is made with the first row that needs it, and stands in its place once it is whole.
    """

    def __init__(self, path: Path, reading: Reading) -> None:
        self.path = path
        self._reading = reading
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._file: BinaryIO | None = None

    def add(self, rejected: Rejected) -> None:
        """Write down a row. Raises CrmError if that cannot be."""
        file = self._file or self._open()
        if rejected.raw:
            file.write(_with_reason(self._reading.form, rejected))
        elif self._reading.form in ("json", "jsonl"):
            said = dict(zip(self._reading.header, rejected.cells, strict=False))
            line = json.dumps(said | {REASON: rejected.reason}, ensure_ascii=False)
            file.write(f"{line}\n".encode())
        else:
            self._write_row([*self._padded(rejected.cells), rejected.reason])

    def close(self, *, whole: bool) -> None:
        """Move the file to its place; if the import broke off, leave what was there."""
        if self._file:
            self._file.close()
        if not whole:
            self._draft.unlink(missing_ok=True)
        elif self._file:
            os.replace(self._draft, self.path)

    def _open(self) -> BinaryIO:
        try:
            number = os.open(self._draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except OSError as error:
            raise CrmError(
                _("{path} cannot be written: {reason}.").format(
                    path=self.path, reason=error.strerror
                ),
                _("Choose another place with --rejects."),
            ) from error
        self._file = os.fdopen(number, "wb")
        if self._reading.header and self._reading.form not in ("json", "jsonl"):
            self._file.write(b"\xef\xbb\xbf")
            self._write_row([*self._reading.header, REASON])
        return self._file

    def _padded(self, cells: list[str]) -> list[str]:
        """Let the reason stand in its own column, however short the row is."""
        return cells + [""] * (len(self._reading.header) - len(cells))

    def _write_row(self, cells: list[str]) -> None:
        delimiter = self._reading.delimiter
        writer: Any = csv.writer(self, delimiter=delimiter if len(delimiter) == 1 else ",")
        writer.writerow(cells)

    def write(self, text: str) -> int:
        """Take what the csv module writes."""
        assert self._file is not None
        return self._file.write(text.encode("utf-8", "replace"))


def _with_reason(form: str, rejected: Rejected) -> bytes:
    """Return a card or a mail as it was found, with a line that says why it is here."""
    reason = " ".join(rejected.reason.split()).encode()
    if form == "vcard":
        head, end, tail = rejected.raw.rpartition(b"END:VCARD")
        return head + b"X-REJECT-REASON:" + reason + b"\r\n" + end + tail
    envelope, mail = _ENVELOPE, rejected.raw
    if mail.startswith(b"From "):
        envelope, _line_end, mail = mail.partition(b"\n")
    # No line of a mail may begin another.
    mail = mail.replace(b"\nFrom ", b"\n>From ").rstrip(b"\r\n")
    return envelope + b"\nX-Reject-Reason: " + reason + b"\n" + mail + b"\n\n"
