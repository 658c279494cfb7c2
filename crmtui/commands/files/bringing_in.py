"""One import from the shell, with what is asked and told about it; Typer is not needed for it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crmtui.commands.files.questions import settled
from crmtui.commands.files.telling import Teller, conclude
from crmtui.commands.shop import Shop
from crmtui.errors import FileUnreadable, UsageError
from crmtui.locale import _
from crmtui.writes.imports.files import Shelf, plan_import
from crmtui.writes.imports.options import FileOptions

PARTIAL = 5
"""The exit code when some rows were rejected."""


def bring_in(
    here: Shop,
    kind: str,
    file: str,
    options: FileOptions,
    rejects: Path | None = None,
    *,
    dry_run: bool = False,
) -> int:
    """Bring a file in, telling what happens; return the exit code. Raises CrmError."""
    if rejects and file != "-" and rejects.absolute() == Path(file).absolute():
        raise UsageError(
            _("The rejected rows would replace the file they come from."),
            _("Give --rejects another name."),
        )
    shelf = Shelf(here.store, here.formats, here.today)
    with _opened(file) as path:
        plan = settled(here, lambda said: plan_import(shelf, kind, path, said), options)
        with Teller(here, plan.reading, rejects) as teller:
            teller.say_reading()
            result = plan.run(dry_run, teller.on_reject, teller.on_progress)
    conclude(here, teller, result, dry_run=dry_run)
    return PARTIAL if result.rejected else 0


@contextmanager
def _opened(file: str) -> Iterator[Path]:
    """Give the path of the file; the standard input is kept in one, as it may be read twice."""
    if file != "-":
        yield Path(file)
        return
    with tempfile.NamedTemporaryFile(suffix=".stdin") as kept:
        shutil.copyfileobj(sys.stdin.buffer, kept)
        kept.flush()
        try:
            yield Path(kept.name)
        except FileUnreadable as error:  # which names the file, as nobody knows it
            error.message = error.message.replace(kept.name, _("the standard input"))
            raise
