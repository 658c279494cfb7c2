"""`python3 benchmarks/run.py`: speed, side by side with the barest programs that do the same."""

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("benchmarks: needs Python 3.11 or newer")


def _run() -> int:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from crmtui import _checkout

    _checkout.ensure("run")
    from benchmarks.comparisons import main

    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(_run())
