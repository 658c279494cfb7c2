"""What happens to a file beside the screen: it is understood anew, tried, brought in, stopped."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.screens.importing.plan import Outline, understand
from crmtui.screens.importing.run import Run, Stopped
from crmtui.screens.importing.step import ImportStep
from crmtui.screens.menu import MenuScreen
from crmtui.widgets.work import start
from crmtui.writes.imports.options import FileOptions
from crmtui.writes.imports.result import ImportResult

_DELAY = 0.12
"""Seconds until a change is looked into: holding a key down goes through many fields."""
_EVERY = 0.15
"""Seconds between two looks at how far it is."""
_MOST_ANSWERS = 5
"""Doubts that are asked one after the other before a file is given up as undecided."""


class ImportWork(ImportStep):
    """A file, what was said of it, and what is being done with it."""

    def __init__(self, path: Path, outline: Outline) -> None:
        super().__init__()
        self.path = path
        self.outline = outline
        self.run_now: Run | None = None
        self.total = 0
        """Rows of the file; 0 until a trial has read them all."""
        self._kind = outline.kind
        self._is_planned = True

    @property
    def options(self) -> FileOptions:
        """What was said so far."""
        return self.outline.options

    # To be shown

    def outline_changed(self) -> None:
        """Show how the file is read now."""
        raise NotImplementedError

    def show_progress(self) -> None:
        """Show how far the run is, or that there is none."""
        raise NotImplementedError

    def show_trial(self, run: Run, result: ImportResult) -> None:
        """Show what a trial came to."""
        raise NotImplementedError

    # Understanding it

    def change(self, kind: str, options: FileOptions) -> None:
        """Have the file understood with other options; what was asked before is dropped."""
        self._kind = kind
        self.outline = self.outline._replace(kind=kind, options=options)
        self._is_planned = False
        start(self, self._plan, "work", exclusive=True)

    async def _plan(self) -> None:
        await asyncio.sleep(_DELAY)
        await self._understand()

    async def _understand(self) -> None:
        bridge = self.crm.bridge
        found = await bridge.apart(understand, self.shelf, self.path, self._kind, self.options)
        if found.reading is None:
            found = found._replace(sheets=self.outline.sheets)
        self.outline = found
        self._is_planned = True
        self.outline_changed()

    # Bringing it in

    def begin(self, *, is_trial: bool) -> None:
        """Bring the file in, or only try to."""
        if self.run_now is None:
            start(self, partial(self._bring_in, is_trial), "work", exclusive=True)

    async def _bring_in(self, is_trial: bool) -> None:
        if not self._is_planned:
            await self._understand()
        if not is_trial and not await self._answered():
            return
        if self.outline.plan is None:
            self.crm.say(_("It cannot be brought in like this yet."))
            return
        run = Run(self.outline.plan, is_trial=is_trial)
        await self._carry_out(run)

    async def _answered(self) -> bool:
        """Ask what the file leaves open, as the shell does; False if that was left."""
        for _time in range(_MOST_ANSWERS):
            doubts = self.outline.reading.doubts if self.outline.reading else ()
            if not doubts:
                return True
            doubt = doubts[0]
            answers = list(doubt.choices)
            chosen = await self.app.push_screen_wait(
                MenuScreen(doubt.question, list(doubt.choices.values()))
            )
            if chosen is None:
                return False
            options = self.options._replace(**{doubt.option: answers[chosen]})  # type: ignore[arg-type]
            self.outline = self.outline._replace(options=options)
            await self._understand()
        return False

    async def _carry_out(self, run: Run) -> None:
        self.run_now = run
        looking = self.set_interval(_EVERY, self.show_progress)
        self.refresh_bindings()
        try:
            result = await self.crm.bridge.write(run)
        except Stopped:
            self.crm.say(_("Stopped: nothing was kept."))
        except CrmError as error:
            self.crm.show_error(error)
        else:
            self._finished(run, result)
        finally:
            run.stop()  # nobody waits for it any more, should the screen be gone
            looking.stop()
            self.run_now = None
            if self.is_attached:
                self.show_progress()
                self.refresh_bindings()

    def _finished(self, run: Run, result: ImportResult) -> None:
        if run.is_trial:
            self.total = run.rows
            self.show_trial(run, result)
            return
        from crmtui.screens.importing.result import ImportResultScreen

        if run.is_unwanted:
            self.crm.say(_("It was all in already; u takes it back."))
        self.app.push_screen(ImportResultScreen(self.path, run, result), self._came_back)

    def _came_back(self, kind: str | None) -> None:
        self.dismiss(kind or "")

    def action_stop(self) -> None:
        """Have nothing kept of what is being read."""
        if self.run_now is not None:
            self.run_now.stop()
            self.show_progress()

    def on_unmount(self) -> None:
        """Let no import go on behind a screen that is gone."""
        if self.run_now is not None:
            self.run_now.stop()
