"""What a person is told about an import, on the standard error; and its figures as JSON."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import TracebackType

from crmtui.commands.output import say, write_json
from crmtui.commands.shop import Shop
from crmtui.locale import _
from crmtui.text.formats import Formats
from crmtui.writes.imports.options import Reading
from crmtui.writes.imports.rejects import RejectsFile
from crmtui.writes.imports.result import ImportResult, Preview, Rejected
from crmtui.writes.imports.told import as_read, asides, counts, preview_values

_SHOWN = 10
_SILENT = 0.3
"""Seconds before progress is shown: most files are done by then."""
_EVERY = 0.1


class Teller:
    """Tells what an import is doing, and keeps the rejected rows."""

    def __init__(self, here: Shop, reading: Reading, rejects: Path | None) -> None:
        self._here = here
        self.reading = reading
        self._rejects = RejectsFile(rejects, reading) if rejects else None
        self._started = time.monotonic()
        self._told = 0.0
        self.first: list[Rejected] = []

    def __enter__(self) -> Teller:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._told:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        if self._rejects:
            self._rejects.close(whole=kind is None)

    def say_reading(self) -> None:
        """Say how the file was understood."""
        reading = self.reading
        known = (reading.form, reading.encoding, _named(reading.delimiter), reading.sheet)
        how = ", ".join(dict.fromkeys(part for part in known if part))
        say(_("Read as {source} ({how}).").format(source=reading.source, how=how))
        if reading.fields:
            pairs = (
                f"{field} = {' + '.join(reading.headers_of(field))}" for field in reading.fields
            )
            say(_("Columns: {pairs}").format(pairs=", ".join(pairs)))
        if reading.unused:
            say(_("Not used: {headers}").format(headers=", ".join(reading.unused)))
        for line in self._guesses():
            say(line)

    def _guesses(self) -> list[str]:
        """Say what was settled by a guess or by an earlier file, and how to say otherwise."""
        reading, lines = self.reading, []
        if reading.remembered:
            lines.append(_("Read like the last file with this header."))
        if reading.adopts_currency:
            lines.append(
                _("This shop counts in {currency} from now on, as the file does.").format(
                    currency=reading.currency
                )
            )
        if reading.makes:
            lines.append(
                _("Fields of your own that the file brings: {names}.").format(
                    names=", ".join(reading.makes)
                )
            )
        for doubt in reading.doubts:
            taken, words = next(iter(doubt.choices.items()))
            others = ", ".join(f"--{doubt.option} {v}" for v in doubt.choices if v != taken)
            lines.append(
                _("{question} Taken as: {words} (otherwise {others}).").format(
                    question=doubt.question, words=words, others=others
                )
            )
        return lines

    def on_reject(self, rejected: Rejected) -> None:
        """Take in a row that does not come in."""
        if len(self.first) < _SHOWN:
            self.first.append(rejected)
        if self._rejects:
            self._rejects.add(rejected)

    def on_progress(self, rows: int) -> None:
        """Show how far it is, once that takes long enough to wonder."""
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._started > _SILENT and now - self._told > _EVERY:
            self._told = now
            text = _("{n} rows read").format(n=self._here.formats.number(rows))
            print(f"\r{text}\x1b[K", end="", file=sys.stderr, flush=True)


def _named(delimiter: str) -> str:
    return {"\t": "tab", " ": "whitespace"}.get(delimiter, delimiter)


def conclude(here: Shop, teller: Teller, result: ImportResult, *, dry_run: bool) -> None:
    """Say what came of it."""
    if here.json:
        write_json(_as_json(teller, result, dry_run))
    formats = as_read(here.formats, teller.reading)
    say(counts(result, formats))
    for line in asides(result, teller.reading, formats):
        say(line)
    for rejected in teller.first:
        say(_("  row {row}: {reason}").format(row=rejected.row, reason=rejected.reason))
    if result.rejected > len(teller.first):
        say("  …")
    for preview in result.preview:
        say(f"  {_shown(preview, formats, result)}")
    if dry_run:
        say(_("This was a trial: nothing was kept."))
    elif result.done.step:
        say(_("`crm undo` takes it back."))
    else:
        say(_("Nothing changed."))


def _as_json(teller: Teller, result: ImportResult, dry_run: bool) -> dict[str, object]:
    return {
        "step": result.done.step,
        "created": result.created,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "rejected": result.rejected,
        "skipped": result.skipped,
        "rounded": result.rounded,
        "contacts_created": result.named,
        "same_name": result.namesakes,
        "stages_created": list(result.stages),
        "dry_run": dry_run,
        "problems": [{"row": r.row, "reason": r.reason} for r in teller.first],
        "preview": [{"outcome": p.outcome, **p.fields} for p in result.preview],
    }


def _shown(preview: Preview, formats: Formats, result: ImportResult) -> str:
    """Show a record as it will be."""
    known = _("changed") if result.updated else _("here already")
    words = {"created": _("new"), "updated": known}[preview.outcome]
    return f"{words}: " + " · ".join(preview_values(preview, formats))
