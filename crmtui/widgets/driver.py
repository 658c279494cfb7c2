"""The driver of the screens: it agrees with the terminal who orders right-to-left text."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from functools import partial

from textual import constants, events
from textual.driver import Driver
from textual.message import Message

from crmtui.terminal.asking import Question
from crmtui.terminal.late import LateAnswers
from crmtui.terminal.modes import Terminal

_LOOKED_AFTER = 2.0
"""Seconds between two looks whether the terminal is still there."""


def driver_for(terminal: Terminal, question: Question) -> type[Driver] | None:
    """Return the driver for a terminal; None leaves the choice to Textual."""
    if sys.platform == "win32" or constants.DRIVER:
        return None
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    class TerminalDriver(LinuxDriver):
        """Starts and stops the screens: at the start and the end, around a stop, after a crash.

        Who ends the program from outside gets the terminal back as well.
        """

        _typed = question.typed
        _late = None if question.is_answered else LateAnswers()

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if self._writer_thread is None:  # we are in the background and must not draw
                return
            # In tmux, lines that were there before keep their order until they are cleared.
            self.write(terminal.on and terminal.on + "\x1b[2J")
            self.flush()
            end = partial(self._app.exit, return_code=128 + signal.SIGTERM)
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end)
            self._watch_line()
            typed, self._typed = self._typed, ""
            for message in XTermParser().feed(typed):
                self.process_message(message)

        def _watch_line(self) -> None:
            """End as a closed window ends us, where nobody sends the signal for it.

            Without a line, reading would go round for ever and take a whole core.
            """
            if os.isatty(self.fileno):
                asyncio.get_running_loop().call_later(_LOOKED_AFTER, self._watch_line)
            else:
                os.kill(os.getpid(), signal.SIGHUP)

        def stop_application_mode(self) -> None:
            self.write(terminal.off)
            super().stop_application_mode()

        def process_message(self, message: Message) -> None:
            if self._late and isinstance(message, events.Key):
                taken = self._late.takes(message.key, message.character)
                self._late = None if self._late.is_over else self._late
                if taken:
                    return
            super().process_message(message)

    return TerminalDriver
