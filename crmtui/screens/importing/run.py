"""An import under way in the writer's thread, and what the screens may know of it meanwhile."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.text.clean import printable
from crmtui.writes.imports.result import ImportResult, Rejected

if TYPE_CHECKING:
    from crmtui.store.connect import Store
    from crmtui.writes.imports.files import Plan
    from crmtui.writes.imports.options import Reading
    from crmtui.writes.imports.rejects import RejectsFile

SHOWN = 10
"""Rejected rows that are shown with their reasons."""

_ENDS = {"vcard": ".vcf", "mbox": ".mbox", "eml": ".mbox", "json": ".jsonl", "jsonl": ".jsonl"}


class Stopped(Exception):
    """Nobody wants the import any more; raised within it, so that it takes everything back."""


class Run:
    """A use case for the bridge; the screen looks at `rows` as often as it likes."""

    def __init__(self, plan: Plan, *, is_trial: bool) -> None:
        self.rows = 0
        """How many were read so far."""
        self.first: list[Rejected] = []
        self.reading = plan.reading
        self.is_trial = is_trial
        self.is_unwanted = False
        self.kept = Kept(plan.reading)
        """The rejected rows; a trial keeps none."""
        self._plan = plan

    def __call__(self, store: Store) -> ImportResult:
        """Bring the file in. Raises Stopped where that was wanted in time."""
        try:
            return self._plan.run(self.is_trial, self._on_reject, self._on_progress)
        except BaseException:
            self.kept.forget()
            raise

    def stop(self) -> None:
        """Have it taken back, unless all rows were read already."""
        self.is_unwanted = True

    def _on_progress(self, rows: int) -> None:
        self.rows = rows
        if self.is_unwanted:
            raise Stopped

    def _on_reject(self, rejected: Rejected) -> None:
        if len(self.first) < SHOWN:
            self.first.append(rejected)
        if not self.is_trial:
            self.kept.add(rejected)


class Kept:
    """Rejected rows, aside in a private folder until somebody wants them as a file."""

    def __init__(self, reading: Reading) -> None:
        self.problem: CrmError | None = None
        """Why they could not be kept: no reason to break an import off."""
        self._reading = reading
        self._folder: TemporaryDirectory[str] | None = None
        self._file: RejectsFile | None = None

    def add(self, rejected: Rejected) -> None:
        """Write a row down."""
        if self.problem:
            return
        try:
            self._opened().add(rejected)
        except CrmError as problem:
            self.problem = problem
        except OSError as problem:
            self.problem = CrmError(_unwritable(Path(self._folder.name), problem))  # type: ignore[union-attr]

    def _opened(self) -> RejectsFile:
        from crmtui.writes.imports.rejects import RejectsFile

        if self._file is None:
            self._folder = TemporaryDirectory(prefix="crmtui-")
            self._file = RejectsFile(Path(self._folder.name) / "rejects", self._reading)
        return self._file

    def save_beside(self, path: Path) -> Path:
        """Write the rows into a new file beside the one they came from; return where that is."""
        if self.problem:
            raise self.problem
        if self._file is None or self._folder is None:
            raise CrmError(_("There are no rejected rows."))
        if not self._file.path.exists():
            self._file.close(whole=True)
        target = _free(path, _ENDS.get(self._reading.form, ".csv"))
        try:
            number = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with self._file.path.open("rb") as source, os.fdopen(number, "wb") as copy:
                shutil.copyfileobj(source, copy)
        except OSError as problem:
            raise CrmError(_unwritable(target, problem)) from problem
        return target

    def forget(self) -> None:
        """Leave nothing behind."""
        if self._file is not None:
            self._file.close(whole=False)
        if self._folder is not None:
            self._folder.cleanup()


def _free(path: Path, end: str) -> Path:
    """Return a name beside a file that nothing has yet: an earlier file is never overwritten."""
    name = path.name.removesuffix(".gz")
    stem = name.removesuffix(Path(name).suffix).removesuffix(".rejects")
    names = (f"{stem}.rejects{f'-{n}' if n > 1 else ''}{end}" for n in range(1, 1000))
    return next(at for one in names if not (at := path.with_name(one)).exists())


def _unwritable(path: Path, problem: OSError) -> str:
    return _("{path} cannot be written: {reason}.").format(
        path=printable(str(path)), reason=problem.strerror
    )
