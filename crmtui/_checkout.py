"""Run crmtui straight from a checkout: make `.venv` at the first run, then go on inside it.

Only the standard library, and left out of the wheel: an installed crmtui knows nothing of this.
`ensure` is the door; it costs a later run two short starts of Python instead of one.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent

# From the smaller to the larger: whoever has a later level has the earlier ones too.
LEVELS = ("run", "dev")
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
_RUN = (
    "alembic",
    "babel",
    "ijson",
    "persiantools",
    "phonenumbers",
    "platformdirs",
    "python_calamine",
    "rich",
    "sqlalchemy",
    "sqlmodel",
    "textual",
    "tomlkit",
    "typer",
    "xlsxwriter",
)
_DEV = ("hatchling", "hypothesis", "mypy", "pytest", "pytest_asyncio", "ruff", "xdist")
MODULES = {"run": _RUN, "dev": _RUN + _DEV}

STAMP = "crmtui-stamp"
UNFINISHED = "unfinished\n"
NOTHING_TO_INSTALL_WITH = (
    "cannot install its libraries: this Python has no pip and no venv with ensurepip, and there"
    " is no uv. Install one of them (Debian, Ubuntu: apt install python3-venv)."
)
# Tells the process started in `.venv` so, and whether that was just made: none goes round for ever.
_STARTED = "CRMTUI_STARTED_IN_VENV"
# Settings that would send the packages somewhere else than into `.venv`.
_ELSEWHERE = ("PIP_PREFIX", "PIP_ROOT", "PIP_TARGET", "PIP_USER", "UV_SYSTEM_PYTHON")
_LAST_LINES = 6
_LINE_WIDTH = 160
_TRIES_IN_SILENCE = 10


class Way(NamedTuple):
    """One way to make `.venv`: commands to run in order, each of which must succeed."""

    name: str
    commands: tuple[list[str], ...]


class Outcome(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    output: str


def ensure(level: str) -> None:
    """Return if this Python has all that `level` needs; else go on in a `.venv` that has it."""
    started = os.environ.pop(_STARTED, None)
    try:
        if is_ready(ROOT, level):
            compile_stale_catalogues(ROOT)
            return
        inside = is_inside(ROOT)
        if started == "new" or (started and not inside):
            _fail("the Python in .venv does not find its libraries; delete .venv and try again.")
        if inside:
            _leave(level)
        _enter(level)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        _fail(f"cannot set up .venv: {error}")


def is_ready(root: Path, level: str) -> bool:
    """Tell whether this Python can run `level` as it is; nothing is imported to find out."""
    if missing(level):
        return False
    # Only a .venv of ours goes out of date; one that somebody made and entered is their business.
    ours = is_inside(root) and _stamp(root).exists()
    return not ours or is_satisfied(root, level)


def missing(level: str) -> list[str]:
    """Name the modules of `level` that this Python does not have."""
    return [name for name in MODULES[level] if find_spec(name) is None]


def is_inside(root: Path) -> bool:
    """Tell whether this is the Python of the checkout's own `.venv`."""
    return os.path.realpath(sys.prefix) == os.path.realpath(root / ".venv")


def is_satisfied(root: Path, level: str) -> bool:
    """Tell whether `.venv` was finished for this level, these locks and this Python."""
    try:
        have, digest = _stamp(root).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return False
    if have not in LEVELS or LEVELS.index(have) < LEVELS.index(level):
        return False
    return digest == fingerprint(root) and _venv_python(root).exists()


def fingerprint(root: Path) -> str:
    """Hash everything that decides what must be installed."""
    from hashlib import sha256

    digest = sha256(f"{sys.platform} {sys.implementation.cache_tag}{_abi()}".encode())
    for name in ("pyproject.toml", *LOCKS.values()):
        digest.update(b"\0" + (root / name).read_bytes())
    return digest.hexdigest()


def _abi() -> str:
    """Tell a free-threaded or debug build apart: it needs other wheels (no mark on Windows)."""
    return str(getattr(sys, "abiflags", ""))


def _stamp(root: Path) -> Path:
    return root / ".venv" / STAMP


def _venv_python(root: Path) -> Path:
    if sys.platform == "win32":
        return root / ".venv" / "Scripts" / "python.exe"
    return root / ".venv" / "bin" / "python"


# ---------------------------------------------------------------- setting up


def _enter(level: str) -> NoReturn:
    """Start again inside `.venv`, which is made or renewed first if need be."""
    os.environ[_STARTED] = "old"
    if not is_satisfied(ROOT, level):
        with _locked(ROOT):
            # Asked again under the lock: another first run may have just done the work.
            if not is_satisfied(ROOT, level) and not set_up(ROOT, level, ways(ROOT, level), _run):
                sys.exit(1)
        os.environ[_STARTED] = "new"
    _restart(str(_venv_python(ROOT)))


def _leave(level: str) -> NoReturn:
    """Start again outside a `.venv` that is out of date: a house is not rebuilt from inside."""
    if missing(level) and is_satisfied(ROOT, level):
        _stamp(ROOT).write_text(UNFINISHED, encoding="utf-8")
    _restart(str(getattr(sys, "_base_executable", sys.executable)))


def ways(root: Path, level: str) -> list[Way]:
    """List the ways to make `.venv` on this machine, the best one first."""
    from shutil import which

    python, inner = sys.executable, str(_venv_python(root))
    venv, lock = str(root / ".venv"), str(root / LOCKS[level])
    check = [inner, "-c", _CHECK, *MODULES[level]]
    pip_install = ["install", "--no-user", "--no-input", "--require-hashes", "-r", lock]
    found = []
    uv = which("uv")
    if uv:
        create = [uv, "venv", "--no-project", "--python", python, venv]
        # Compiled now, once: otherwise a read-only or no-bytecode set-up compiles at every start.
        install = [uv, "pip", "install", "--compile-bytecode", "--python", inner]
        found.append(Way("uv", (create, [*install, "--require-hashes", "-r", lock], check)))
    if find_spec("venv") and find_spec("ensurepip"):
        create = [python, "-m", "venv", venv]
        found.append(Way("venv and pip", (create, [inner, "-m", "pip", *pip_install], check)))
    if find_spec("venv") and find_spec("pip"):
        create = [python, "-m", "venv", "--without-pip", venv]
        install = [python, "-m", "pip", "--python", inner, *pip_install]
        found.append(Way("this Python's own pip", (create, install, check)))
    return found


_CHECK = (
    "import sys, importlib.util as u;"
    "sys.exit(', '.join(m for m in sys.argv[1:] if not u.find_spec(m)) or 0)"
)


def set_up(root: Path, level: str, found: list[Way], run: Callable[[list[str]], Outcome]) -> bool:
    """Make `.venv` anew by the first way that works, and stamp it last.

    Until that has worked, what stood there before is only set aside: without a network, the tests
    must not cost someone the crmtui that ran a minute ago.
    """
    if not found:
        _say(NOTHING_TO_INSTALL_WITH)
        return False
    old = _set_aside(root)
    worked = False
    try:
        worked = any(_attempt(root, level, way, run) for way in found)
    finally:
        if not worked:
            _remove(root / ".venv")
            if old:
                old.rename(root / ".venv")
    if not worked:
        _say("its libraries could not be installed (see above). Is a package index in reach?")
        return False
    _stamp(root).write_text(f"{level} {fingerprint(root)}\n", encoding="utf-8")
    if old:
        _dispose(old)
    return True


def _attempt(root: Path, level: str, way: Way, run: Callable[[list[str]], Outcome]) -> bool:
    """Try one way from scratch; if it fails, show the last lines it said."""
    _remove(root / ".venv")
    what = "its libraries" if level == "run" else "its libraries and test tools"
    _say(f"installing {what} into .venv, with {way.name} ...")
    for command in way.commands:
        outcome = run(command)
        if outcome.code:
            _say(f"{way.name} failed:")
            for line in _last_lines(outcome.output):
                print(f"    {line}", file=sys.stderr)
            return False
        if (root / ".venv").is_dir():
            # A run that is killed from here on leaves a .venv that is known to be ours and bad.
            _stamp(root).write_text(UNFINISHED, encoding="utf-8")
    return True


def _last_lines(output: str) -> list[str]:
    lines = [line.rstrip() for line in output.splitlines() if line.strip()]
    return [line[:_LINE_WIDTH] for line in lines[-_LAST_LINES:]]


def _set_aside(root: Path) -> Path | None:
    """Move a `.venv` out of the way and return where to; None if there is none."""
    venv = root / ".venv"
    if not venv.exists() and not venv.is_symlink():
        return None
    number, old = 1, root / ".venv.old"
    while old.exists() or old.is_symlink():
        number += 1
        old = root / f".venv.old{number}"
    return venv.rename(old)


def _dispose(old: Path) -> None:
    """Remove a `.venv` of ours; keep one without our stamp, as it is somebody's work."""
    if (old / STAMP).exists():
        _remove(old)
    else:
        _say(f"the .venv that stood there was not made by crmtui and is kept as {old.name}")


def _remove(folder: Path) -> None:
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> Outcome:
    """Run an installer quietly; what it says is wanted only if it fails."""
    from subprocess import DEVNULL, PIPE, STDOUT, run

    env = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
    try:
        done = run(
            command,
            cwd=ROOT,
            env=env,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        return Outcome(127, str(error))
    return Outcome(done.returncode, done.stdout)


def _restart(python: str) -> NoReturn:
    """Run the same command line with another Python, in place of this process where possible."""
    command = [python, *sys.orig_argv[1:]]
    sys.stderr.flush()
    if sys.platform == "win32":
        from subprocess import call

        sys.exit(call(command))
    os.execv(python, command)


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Let one process at a time through; the system frees the lock however that one ends."""
    from time import sleep

    with open(root / ".venv.lock", "a", encoding="utf-8") as file:
        tries = 0
        while not _try_lock(file.fileno()):
            tries += 1
            if tries == _TRIES_IN_SILENCE:
                _say("waiting for another crmtui that is installing ...")
            sleep(0.1)
        yield


if sys.platform == "win32":

    def _try_lock(descriptor: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(descriptor: int) -> bool:
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


# ---------------------------------------------------------------- catalogues


def compile_stale_catalogues(root: Path) -> None:
    """Compile the translations that changed: a checkout holds only their sources."""
    if not any(_is_stale(po) for po in catalogues(root)):
        return
    # A checkout that cannot be written to speaks English.
    with suppress(OSError), _locked(root):
        for po in catalogues(root):
            if _is_stale(po):
                compile_catalogue(po)


def catalogues(root: Path) -> list[Path]:
    """List the translations' sources."""
    return sorted(root.glob("crmtui/locale/*/LC_MESSAGES/*.po"))


def compile_catalogue(po: Path) -> Path:
    """Compile one translation beside its source, whole or not at all, and return the result."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made, draft = po.with_suffix(".mo"), po.with_suffix(".draft.mo")
    with po.open("rb") as source:
        catalogue = read_po(source)
    with draft.open("wb") as target:
        write_mo(target, catalogue)
    return draft.replace(made)


def _is_stale(po: Path) -> bool:
    made = po.with_suffix(".mo")
    return not made.exists() or made.stat().st_mtime < po.stat().st_mtime


# ------------------------------------------------------------------- talking


def _say(line: str) -> None:
    print(f"crmtui: {line}", file=sys.stderr, flush=True)


def _fail(line: str) -> NoReturn:
    _say(line)
    sys.exit(1)
