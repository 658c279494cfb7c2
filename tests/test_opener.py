"""Addresses are opened by the program of the desktop, and never by a browser in the terminal."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from crmtui.errors import UsageError
from crmtui.opener import open_address


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose program writes down what it was asked to open."""
    program, told = tmp_path / "xdg-open", tmp_path / "opened"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > "{told}.new" && mv "{told}.new" "{told}"\n')
    program.chmod(0o755)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    return told


def test_the_program_of_the_desktop_gets_the_address(desktop: Path) -> None:
    open_address("sms:+98912?body=a%20b;$(touch%20x)")
    deadline = time.monotonic() + 10
    while not desktop.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert desktop.read_text() == "sms:+98912?body=a%20b;$(touch%20x)"


def test_without_a_desktop_nothing_is_started(
    desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(UsageError, match="No program can be opened"):
        open_address("https://wa.me/98912")
    assert not desktop.exists()


def test_a_program_that_cannot_be_started_is_told(
    desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desktop.parent / "xdg-open").write_text("no program at all")
    with pytest.raises(UsageError, match="cannot be started"):
        open_address("https://wa.me/98912")
