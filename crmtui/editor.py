"""The editor of the person at the terminal, for texts that a line is too short for."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crmtui.errors import CrmError, UsageError
from crmtui.locale import _


def run_editor(path: Path) -> None:
    """Open a file in $VISUAL or $EDITOR and wait. Raises UsageError, or CrmError if it fails."""
    words = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(words)
    except ValueError:  # an open quote
        command = [words]
    if not command:
        raise UsageError(
            _("No editor is set."), _("Set EDITOR to the one you like, for example to nano.")
        )
    try:
        code = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        raise UsageError(
            _("The editor {name} cannot be started: {reason}.").format(
                name=command[0], reason=error.strerror or error
            ),
            _("EDITOR says which one is used."),
        ) from error
    if code:
        raise CrmError(_("The editor {name} ended with an error.").format(name=command[0]))


class Draft:
    """A text in a file that only its owner can read, while it is being edited."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self._before = f"{text}\n".encode() if text else b""
        path.touch(mode=0o600)
        path.write_bytes(self._before)

    def edit(self) -> str:
        """Let the person edit it and return what they left. Raises CrmError."""
        run_editor(self.path)
        try:
            return self.path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CrmError(_("What the editor saved cannot be read as UTF-8 text.")) from error

    @property
    def is_changed(self) -> bool:
        """Whether the file holds anything that would be lost."""
        try:
            return self.path.read_bytes() != self._before
        except OSError:
            return False


@contextmanager
def draft(text: str) -> Iterator[Draft]:
    """Keep a text in a private file until it is saved.

    If saving fails, the file stays and the hint of the error names it.
    """
    folder = Path(tempfile.mkdtemp(prefix="crmtui-"))  # private, as are the editor's copies in it
    made = Draft(folder / "note.txt", text)
    try:
        yield made
    except BaseException as error:
        if not made.is_changed:
            shutil.rmtree(folder, ignore_errors=True)
        elif isinstance(error, CrmError):
            kept = _("Your text is in {path}.").format(path=made.path)
            error.hint = f"{error.hint} {kept}".strip()
        raise
    shutil.rmtree(folder, ignore_errors=True)
