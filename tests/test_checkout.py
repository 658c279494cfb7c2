"""The first run from a checkout: what it makes, when it makes it again, and what it falls back to.

No network: the installers here are stand-ins, the environments and processes are real.
"""

from __future__ import annotations

import ast
import gettext
import os
import re
import subprocess
import sys
import time
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from shutil import copy

import pytest

from crmtui import _checkout
from crmtui._checkout import ROOT, Outcome, Way

FILES = ("pyproject.toml", "requirements.lock", "requirements-dev.lock", "hatch_build.py")
posix = pytest.mark.skipif(sys.platform == "win32", reason="stand-ins are shell scripts")

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Customers"
msgstr "مشتریان"
"""

CLI = """
import sys

def entry():
    print(sys.prefix)
    print(sys.argv[1:])
    sys.exit(7)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small checkout: the real set-up and locks, around a command that says where it runs."""
    root = tmp_path / "checkout"
    (root / "crmtui" / "locale").mkdir(parents=True)
    for name in FILES:
        copy(ROOT / name, root / name)
    for name in ("__init__.py", "__main__.py", "_checkout.py"):
        copy(ROOT / "crmtui" / name, root / "crmtui" / name)
    (root / "crmtui" / "cli.py").write_text(CLI, encoding="utf-8")
    return root


class Installer:
    """Stands in for the commands: remembers them, and fails those whose first word it is told."""

    def __init__(self, root: Path, *broken: str) -> None:
        self.root, self.broken = root, broken
        self.seen: list[str] = []
        self.satisfied_meanwhile = False

    def __call__(self, command: list[str]) -> Outcome:
        """Do what an installer does to the folder, as far as the set-up looks at it."""
        self.seen.append(" ".join(command))
        if command[0] in self.broken:
            return Outcome(1, "\n".join(f"line {number}" for number in range(20)))
        python = _checkout._venv_python(self.root)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        self.satisfied_meanwhile |= _checkout.is_satisfied(self.root, "run")
        return Outcome(0, "chatter")


def two_commands(*names: str) -> list[Way]:
    """Make ways of two commands each."""
    return [Way(name, ([name, "venv"], [name, "install"])) for name in names]


def install(root: Path, level: str) -> None:
    """Set up with an installer that works."""
    assert _checkout.set_up(root, level, two_commands("uv"), Installer(root))


# ------------------------------------------------------------------ the stamp


def test_dev_satisfies_run_but_not_the_other_way_round(root: Path) -> None:
    assert not _checkout.is_satisfied(root, "run")
    install(root, "run")
    assert _checkout.is_satisfied(root, "run")
    assert not _checkout.is_satisfied(root, "dev")
    install(root, "dev")
    assert _checkout.is_satisfied(root, "run")
    assert _checkout.is_satisfied(root, "dev")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "pyproject.toml"])
def test_a_changed_file_asks_for_a_new_environment(root: Path, name: str) -> None:
    install(root, "dev")
    with (root / name).open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    assert not _checkout.is_satisfied(root, "run")


def test_another_python_asks_for_a_new_environment(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(root, "dev")
    monkeypatch.setattr(sys.implementation, "cache_tag", "cpython-399")
    assert not _checkout.is_satisfied(root, "run")


@pytest.mark.parametrize("text", ["", "unfinished\n", "run\n", "nonsense 123\n", "run 123\n"])
def test_a_half_made_environment_is_not_a_good_one(root: Path, text: str) -> None:
    install(root, "run")
    (root / ".venv" / _checkout.STAMP).write_text(text, encoding="utf-8")
    assert not _checkout.is_satisfied(root, "run")


def test_an_environment_that_lost_its_python_is_not_a_good_one(root: Path) -> None:
    install(root, "run")
    _checkout._venv_python(root).unlink()
    assert not _checkout.is_satisfied(root, "run")


# -------------------------------------------------------------- falling back


def test_a_failure_falls_back_to_the_next_way(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Installer(root, "uv")
    assert _checkout.set_up(root, "run", two_commands("uv", "venv", "pip"), run)
    assert run.seen == ["uv venv", "venv venv", "venv install"]
    assert not run.satisfied_meanwhile
    assert _checkout.is_satisfied(root, "run")
    said = capsys.readouterr()
    assert said.out == ""
    assert "uv failed" in said.err
    assert "line 19" in said.err
    assert "line 2\n" not in said.err
    assert "chatter" not in said.err


def test_when_all_fails_nothing_is_left_behind(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Installer(root, "uv", "pip")
    assert not _checkout.set_up(root, "run", two_commands("uv", "pip"), run)
    assert not (root / ".venv").exists()
    assert capsys.readouterr().err.endswith("Is a package index in reach?\n")


def test_a_failure_gives_back_the_environment_that_worked(root: Path) -> None:
    install(root, "run")
    assert not _checkout.set_up(root, "dev", two_commands("uv"), Installer(root, "uv"))
    assert _checkout.is_satisfied(root, "run")
    assert not (root / ".venv.old").exists()


def test_a_broken_off_installation_gives_it_back_too(root: Path) -> None:
    def interrupted(command: list[str]) -> Outcome:
        raise KeyboardInterrupt

    install(root, "run")
    with pytest.raises(KeyboardInterrupt):
        _checkout.set_up(root, "dev", two_commands("uv"), interrupted)
    assert _checkout.is_satisfied(root, "run")


def test_an_environment_of_ours_is_replaced_and_of_others_kept(root: Path) -> None:
    install(root, "run")
    install(root, "dev")
    assert not list(root.glob(".venv.old*"))
    (root / ".venv" / _checkout.STAMP).unlink()
    (root / ".venv" / "mine").touch()
    install(root, "dev")
    assert (root / ".venv.old" / "mine").exists()
    assert not (root / ".venv" / "mine").exists()


@pytest.mark.parametrize(
    ("has", "names"),
    [
        ({"uv", "venv", "ensurepip", "pip"}, ["uv", "venv and pip", "this Python's own pip"]),
        ({"venv", "ensurepip", "pip"}, ["venv and pip", "this Python's own pip"]),
        ({"uv"}, ["uv"]),
        ({"venv", "ensurepip"}, ["venv and pip"]),
        ({"venv", "pip"}, ["this Python's own pip"]),
        ({"venv"}, []),
        ({"pip"}, []),
    ],
)
@posix
def test_only_what_the_machine_has_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has: set[str], names: list[str]
) -> None:
    monkeypatch.setattr(_checkout, "find_spec", lambda name: name in has or None)
    monkeypatch.setenv("PATH", str(tmp_path))
    if "uv" in has:
        script(tmp_path / "uv", "exit 0")
    ways = _checkout.ways(tmp_path, "dev")
    assert [way.name for way in ways] == names
    for way in ways:
        assert "--require-hashes" in way.commands[1]
        assert str(tmp_path / "requirements-dev.lock") in way.commands[1]


def test_with_nothing_to_install_with_one_line_says_what_to_install(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not _checkout.set_up(root, "run", [], Installer(root))
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Install one of them" in said


def test_a_failing_command_tells_what_it_said() -> None:
    noisy = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(4)"
    outcome = _checkout._run([sys.executable, "-u", "-c", noisy])
    assert outcome == Outcome(4, "out\nerr\n")
    assert _checkout._run(["/no/such/installer"]).code


# ---------------------------------------------------------------- real starts


def script(path: Path, text: str) -> None:
    """Write an executable."""
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A Python without any library, as on a new machine."""
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "bare")], check=True
    )
    return tmp_path / "bare" / "bin" / "python"


@pytest.fixture
def uv(tmp_path: Path) -> Path:
    """A stand-in for uv that lends the libraries of this very environment; says where it logs."""
    (tmp_path / "bin").mkdir()
    log = tmp_path / "log"
    libraries = "\\n".join(path for path in sys.path if path.endswith("-packages"))
    script(
        tmp_path / "bin" / "uv",
        f"""echo "$1" >> '{log}'
        test "$1" = venv || exit 0
        sleep 0.3
        '{sys.executable}' -m venv --without-pip "$5"
        printf '{libraries}\\n' > "$(echo "$5"/lib/python*/site-packages)/lent.pth" """,
    )
    return log


def start(python: Path, root: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start `python -m crmtui` in a checkout, with the stand-ins before all else."""
    path = f"{root.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.Popen(
        [str(python), "-m", "crmtui", *arguments],
        cwd=root,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@posix
def test_the_first_run_installs_and_goes_on_and_later_ones_only_go_on(
    root: Path, bare: Path, uv: Path
) -> None:
    went_on = f"{root / '.venv'}\n['a', 'b c', '--help']\n"
    first = start(bare, root, "a", "b c", "--help")
    out, err = first.communicate()
    assert (first.returncode, out) == (7, went_on)
    assert err == "crmtui: installing its libraries into .venv, with uv ...\n"
    for python in (bare, root / ".venv" / "bin" / "python"):
        later = start(python, root, "a", "b c", "--help")
        assert later.communicate() == (went_on, "")
        assert later.returncode == 7
    assert uv.read_text().split() == ["venv", "pip"]


@posix
def test_two_first_runs_at_once_install_once(root: Path, bare: Path, uv: Path) -> None:
    both = [start(bare, root), start(bare, root)]
    for process in both:
        process.communicate()
        assert process.returncode == 7
    assert uv.read_text().split() == ["venv", "pip"]


@posix
def test_a_damaged_environment_is_made_anew_and_a_blind_python_does_not_loop(
    root: Path, bare: Path, uv: Path
) -> None:
    start(bare, root).communicate()
    [lent] = (root / ".venv" / "lib").glob("python*/site-packages/lent.pth")
    lent.unlink()
    assert start(bare, root, "again").communicate()[0].endswith("['again']\n")
    assert uv.read_text().split() == ["venv", "pip"] * 2
    blind = subprocess.run(
        [bare, "-S", "-m", "crmtui"], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert blind.returncode == 1
    assert blind.stderr.endswith("delete .venv and try again.\n")


@posix
@pytest.mark.skipif(sys.prefix == sys.base_prefix, reason="this bare Python has every library")
def test_a_run_from_inside_an_outdated_environment_renews_it(
    root: Path, bare: Path, uv: Path
) -> None:
    start(bare, root).communicate()
    with (root / "requirements.lock").open("a", encoding="utf-8") as file:
        file.write("# newer\n")
    inside = start(root / ".venv" / "bin" / "python", root)
    out, err = inside.communicate()
    assert out.startswith(f"{root / '.venv'}\n")
    assert uv.read_text().split() == ["venv", "pip"] * 2, err


@posix
def test_an_environment_that_has_everything_is_used_as_it_is(root: Path) -> None:
    process = start(Path(sys.executable), root)
    out, err = process.communicate()
    assert out.startswith(f"{sys.prefix}\n")
    assert err == ""
    assert not (root / ".venv").exists()


@pytest.mark.parametrize("package", ["crmtui", "tests"])
def test_an_older_python_can_read_what_refuses_it(package: str) -> None:
    source = (ROOT / package / "__main__.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    ast.parse((ROOT / "crmtui/_checkout.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    before = source.partition("sys.version_info")[0]
    assert re.findall(r"^\s*(?:import|from) (\S+)", before, re.M) == ["sys"]


# ------------------------------------------------------------ what is declared


def test_every_dependency_is_looked_for() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    groups = project["dependency-groups"]
    here = [spec for spec in project["project"]["dependencies"] if "win32" not in spec]
    extra = [spec for name in groups for spec in groups[name] if isinstance(spec, str)]
    wanted = {re.split(r"[^\w-]", spec)[0].lower() for spec in here + extra}
    module_of = packages_distributions()
    found = {name.lower() for module in _checkout.MODULES["dev"] for name in module_of[module]}
    assert found == wanted


def pins(name: str) -> dict[str, str]:
    """Read a lock: package and version, with marker → its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.partition(" --hash")[0].strip(): line for line in lines}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_by_hash_and_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|http|index-url|find-links|file:", text)
    for pin, line in pins(name).items():
        assert "==" in pin
        assert "--hash=sha256:" in line


def test_the_dev_lock_holds_the_same_pins_and_more() -> None:
    assert pins("requirements.lock").items() < pins("requirements-dev.lock").items()


@posix
def test_the_gate_runs_the_tests() -> None:
    gate = ROOT / ".ci" / "run"
    assert os.access(gate, os.X_OK)
    assert "python3 -m tests" in gate.read_text(encoding="utf-8")


# ---------------------------------------------------------------- catalogues


@pytest.fixture
def po(root: Path) -> Path:
    """A translation in the small checkout."""
    folder = root / "crmtui" / "locale" / "fa" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "crmtui.po").write_text(PO, encoding="utf-8")
    return folder / "crmtui.po"


def test_a_checkout_compiles_a_translation_when_it_changed(root: Path, po: Path) -> None:
    _checkout.compile_stale_catalogues(root)
    speak = gettext.translation("crmtui", root / "crmtui" / "locale", ["fa"])
    assert speak.gettext("Customers") == "مشتریان"
    made = po.with_suffix(".mo")
    later = time.time() + 60
    os.utime(made, (later, later))
    _checkout.compile_stale_catalogues(root)
    assert made.stat().st_mtime == pytest.approx(later)
    os.utime(po, (later + 60, later + 60))
    _checkout.compile_stale_catalogues(root)
    assert made.stat().st_mtime < later
    assert sorted(path.name for path in po.parent.iterdir()) == ["crmtui.mo", "crmtui.po"]


def test_a_wheel_carries_catalogues_and_leaves_the_set_up_out(root: Path, po: Path) -> None:
    (root / "README.md").touch()
    copy(ROOT / "LICENSE", root)
    copy(ROOT / ".gitignore", root)
    (root / "crmtui" / "schema.sql").touch()
    (root / "crmtui" / "app.tcss").touch()
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "made"],
        cwd=root,
        check=True,
        capture_output=True,
    )
    [wheel] = (root / "made").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        [entries] = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        assert "crm = crmtui.cli:entry" in archive.read(entries).decode()
    assert names == {
        "crmtui/__init__.py",
        "crmtui/__main__.py",
        "crmtui/app.tcss",
        "crmtui/cli.py",
        "crmtui/locale/fa/LC_MESSAGES/crmtui.mo",
        "crmtui/schema.sql",
    }
