"""`python3 -m tests`: the whole gate. `python3 -m tests ARGS`: only pytest, with ARGS."""

import sys

if sys.version_info < (3, 11):
    sys.exit("crmtui: needs Python 3.11 or newer, and this is %d.%d." % sys.version_info[:2])

GATES = (
    ("ruff check", ["ruff", "check"]),
    ("ruff format", ["ruff", "format", "--check"]),
    ("mypy", ["mypy"]),
)
# Files stay whole: fixtures of a module are then made once, and its tests keep their order.
PYTEST = ["pytest", "-n", "auto", "--dist", "loadfile"]


def _run(arguments: list[str]) -> int:
    from crmtui import _checkout

    _checkout.ensure("dev")
    if arguments:
        return _python(["pytest", *arguments])
    failed = [name for name, command in GATES if not _passes(name, command)]
    if failed:
        # Said before pytest, whose own summary closes the run.
        print(f"tests: FAILED: {', '.join(failed)}", file=sys.stderr, flush=True)
    print("tests: pytest", file=sys.stderr, flush=True)
    code = _python(PYTEST)
    return code or int(bool(failed))


def _passes(name: str, command: list[str]) -> bool:
    print(f"tests: {name}", file=sys.stderr, flush=True)
    return _python(command) == 0


def _python(module: list[str]) -> int:
    """Run a tool of this very environment, from the root of the checkout."""
    import subprocess

    from crmtui._checkout import ROOT

    return subprocess.call([sys.executable, "-m", *module], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(_run(sys.argv[1:]))
