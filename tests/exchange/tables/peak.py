"""What reading a file costs, measured in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[3]
_CODE = """
import json, resource, sys
from pathlib import Path
from crmtui.errors import CrmError
from crmtui.exchange.tables.table import read_table
rows, message, hint = 0, "", ""
try:
    for row in read_table(Path(sys.argv[1])).rows:
        rows += 1
except CrmError as refused:
    message, hint = refused.message, refused.hint
if sys.platform == "linux":
    # Here getrusage begins with what the parent had.
    [line] = [s for s in open("/proc/self/status") if s.startswith("VmHWM")]
    kilobytes = int(line.split()[1])
else:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
print(json.dumps([rows, message, hint, kilobytes >> 10]))
"""


class Peak(NamedTuple):
    """How reading ended, and the most memory it took."""

    rows: int
    message: str
    hint: str
    megabytes: int


def peak(path: Path, seconds: float = 60) -> Peak:
    """Read a whole table."""
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=True,
    )
    return Peak(*json.loads(done.stdout))
