"""Hands an address to the program that this machine opens it with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from crmtui.errors import UsageError
from crmtui.locale import _


def open_address(url: str) -> None:
    """Open an address in its program, and do not wait for it. Raises UsageError."""
    command = _command()
    if command is None:
        raise UsageError(_("No program can be opened from this terminal."))
    try:
        subprocess.Popen(
            [*command, url],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise UsageError(
            _("The program cannot be started: {reason}.").format(reason=error.strerror or error)
        ) from error


def _command() -> list[str] | None:
    """Return what opens addresses here; without a desktop it would be a browser in our terminal."""
    if sys.platform == "darwin":
        return ["open"]
    if sys.platform == "win32":
        return ["rundll32", "url.dll,FileProtocolHandler"]
    if termux := shutil.which("termux-open-url"):
        return [termux]
    has_desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    found = shutil.which("xdg-open") if has_desktop else None
    return [found] if found else None
