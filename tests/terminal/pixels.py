"""Our screens beside what ICU makes of the same names, drawn by real terminals, cell by cell.

`python -m tests.terminal.pixels` opens xterm and xfce4-terminal on a virtual display. It needs
Xvfb, openbox, xdotool and ImageMagick. Drawn in a way that is wrong there, names have to differ.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from crmtui.screens.state import State
from crmtui.store.connect import Store
from tests.screens.helpers import app_on, make_shop, screen_text, until
from tests.text.bidi.icu import icu

COLUMNS, LINES = 100, 30
FONT = "DejaVu Sans Mono"
TOOLS = ("Xvfb", "openbox", "xdotool", "import", "dbus-launch")
ROOT = Path(__file__).parents[2]
NAMES = (
    *("علی رضایی", "زهرا کریمی", "مریم احمدی", "حسین محمدی", "فاطمه حسینی", "سارا موسوی"),
    *("امیر جعفری", "نرگس صادقی", "پویا رحیمی", "لیلا یزدانی", "کاوه نوری", "مینا شریفی"),
    *("بهرام چراغی", "شیرین گودرزی", "آرش پورمند", "ژاله کاظمی"),
    "سلام‌الله (VIP)",
    "[تست] ۱۲۳ لا",
    "«نقل» ۲۵٬۰۰۰",
    "خانهٔ ۰۹۱۲",
    "שלום (12)",
)
WRONG = (("xterm", "xterm", "logical"), ("vte", "xfce4-terminal", "kitty"))
"""Terminals, and a way of drawing that is wrong in each: there the comparison has to fail."""
_MOST_OFF = 0.04
"""The part of a cell's pixels that may differ: colours are not the same, and edges are smoothed."""
_PATIENCE = 20.0


class Place(NamedTuple):
    """Where a name is drawn, and how many cells it has."""

    name: str
    x: int
    y: int
    width: int


class Result(NamedTuple):
    """How many cells have ink in either picture, and how many are not alike."""

    inked: int
    differ: int


class Picture:
    """The pixels of a window."""

    def __init__(self, ppm: bytes) -> None:
        _kind, size, _depth, self._pixels = ppm.split(b"\n", 3)
        self.width, self.height = map(int, size.split())

    def ink(self, x: int, y: int) -> list[bool]:
        """Return which pixels of a cell are more letter than ground."""
        left, right = x * self.width // COLUMNS, (x + 1) * self.width // COLUMNS
        top, bottom = y * self.height // LINES, (y + 1) * self.height // LINES
        shades = [
            sum(self._pixels[3 * (row * self.width + column) :][:3])
            for row in range(top, bottom)
            for column in range(left, right)
        ]
        ground = Counter(shades).most_common(1)[0][0]
        contrast = max(abs(shade - ground) for shade in shades)
        return [abs(shade - ground) > max(contrast / 2, 100) for shade in shades]


def compare(ours: Picture, theirs: Picture, places: list[Place]) -> Result:
    """Compare the cells of the names."""
    inked = differ = 0
    for place in places:
        for x in range(place.x, place.x + place.width):
            a, b = ours.ink(x, place.y), theirs.ink(x, place.y)
            if any(a) or any(b):
                inked += 1
                off = sum(one != other for one, other in zip(a, b, strict=True))
                differ += off > _MOST_OFF * len(a)
    return Result(inked, differ)


async def places_of(store: Store) -> list[Place]:
    """Find the names on the screen as it is without a terminal."""
    from rich.cells import cell_len

    os.environ["CRMTUI_BIDI"] = "logical"
    app = app_on(store, State(view="customers"))
    async with app.run_test(size=(COLUMNS, LINES)) as pilot:
        await until(pilot, lambda: NAMES[0] in screen_text(app))
        lines = screen_text(app).split("\n")
    found = []
    for y, line in enumerate(lines[3:], 3):
        for name in NAMES:
            if name in line[:40]:
                x = cell_len(line[: line.index(name)])
                found.append(Place(name, x, y, cell_len(name)))
    return found


@contextmanager
def display() -> Iterator[None]:
    """Have a virtual display."""
    number = f":{90 + os.getpid() % 800}"
    server = subprocess.Popen(
        ["Xvfb", number, "-screen", "0", "1800x1000x24"], stderr=subprocess.DEVNULL
    )
    os.environ["DISPLAY"] = number
    manager = None
    try:
        _until_works(["xdotool", "getdisplaygeometry"])
        manager = subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)
        time.sleep(1)
        yield
    finally:
        for process in filter(None, (manager, server)):
            process.terminate()
            process.wait()


def picture(terminal: str, command: str, home: Path, keys: str = "") -> Picture:
    """Run a command in a window of its own, press keys, and take a picture."""
    argv = _terminal(terminal, command, home)
    env = os.environ | {"XDG_CONFIG_HOME": str(home), "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(argv, env=env, stderr=subprocess.DEVNULL)
    try:
        name = {"vte": "xfce4-terminal"}.get(terminal, terminal)
        window = _until_works(["xdotool", "search", "--onlyvisible", "--class", name]).split()[-1]
        time.sleep(4)
        subprocess.run(["xdotool", "windowfocus", "--sync", window], check=False)
        for key in keys.split():
            subprocess.run(["xdotool", "key", key], check=True)
        time.sleep(2)
        shot = ["import", "-window", window, "-depth", "8", "ppm:-"]
        return Picture(subprocess.run(shot, check=True, capture_output=True).stdout)
    finally:
        process.terminate()
        process.wait()


def _terminal(terminal: str, command: str, home: Path) -> list[str]:
    size = f"{COLUMNS}x{LINES}"
    if terminal == "xterm":
        options = ["-fa", FONT, "-fs", "11", "-geometry", size, "-u8", "-b", "0"]
        return ["xterm", *options, "-e", "bash", "-c", command]
    settings = home / "xfce4" / "terminal" / "terminalrc"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f"[Configuration]\nFontName={FONT} 11\nFontUseSystem=FALSE\n")
    options = ["--disable-server", "--hide-menubar", "--hide-scrollbar", f"--geometry={size}"]
    start = ["dbus-launch", "--exit-with-session", "xfce4-terminal"]
    return [*start, *options, "-x", "bash", "-c", command]


def _until_works(command: list[str]) -> str:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0 and done.stdout.strip():
            return done.stdout
        time.sleep(0.2)
    raise RuntimeError(f"{command[0]} does not work")


def control(places: list[Place]) -> str:
    """Return a command that draws what ICU makes of the names in the same cells."""
    other = icu()
    assert other is not None
    cells = "".join(f"\x1b[{p.y + 1};{p.x + 1}H{other.visual(p.name)}" for p in places)
    told = f"\x1b[?25l\x1b[97;40m\x1b[8l\x1b[2J{cells}"
    return f"printf %s {shlex.quote(told)}; sleep 60; : done"


def ours(store: Store, home: Path, mode: str) -> str:
    """Return a command that opens our screens."""
    env = {"CRMTUI_HOME": str(home), "CRMTUI_BIDI": mode, "COLORTERM": "truecolor"}
    words = [f"{key}={shlex.quote(value)}" for key, value in env.items()]
    run = [sys.executable, "-m", "crmtui", "--db", str(store.path)]
    return f"cd {shlex.quote(str(ROOT))}; {' '.join(words)} {shlex.join(run)}; : done"


def main() -> int:
    """Compare in each terminal there is; return 1 if any cell is wrong, or none could be."""
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing or icu() is None:
        print("not here:", *missing, "" if icu() else "libicu")
        return 2
    failed = False
    with tempfile.TemporaryDirectory() as folder, display():
        home = Path(folder)
        os.environ["CRMTUI_HOME"] = folder
        store = make_shop(home / "shop.db", NAMES)
        places = asyncio.run(places_of(store))
        for terminal, program, other_mode in WRONG:
            if not shutil.which(program):
                continue
            theirs = picture(terminal, control(places), home)
            for mode in ("visual", other_mode):
                result = compare(
                    picture(terminal, ours(store, home, mode), home, "2"), theirs, places
                )
                print(f"{terminal} {mode}: {result.differ} of {result.inked} cells differ")
                wrong = result.differ > 0 if mode == "visual" else result.differ < result.inked // 3
                failed |= wrong or result.inked < 140
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
