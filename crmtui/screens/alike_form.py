"""A form of somebody that says whom they look like, while it is being filled in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from crmtui.errors import CrmError
from crmtui.labels import reasons_text
from crmtui.locale import _, mark
from crmtui.reads.duplicates import Draft, Match, like, worth_a_word
from crmtui.rules.duplicates import LIKELY, WEAK
from crmtui.screens.form import Field, FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.work import start

COMMANDS = (
    Command(
        "form.alike",
        "ctrl+o",
        mark("open the other"),
        "open_alike",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
)
TELLING = ("phone", "email", "name")
"""The fields that may tell who it is; the likeness is said under the last one that was left."""
_DELAY = 0.3
"""Seconds of rest after which one looks; it is said, and stops nobody."""


class AlikeForm(FormScreen):
    """Says under a field who is here already; saving is as free as before."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    _timer: Timer | None = None
    _match: Match | None = None

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Values], Callable[[Store], Done]],
        *,
        draft: str,
        person: Callable[[Values], Draft],
        contact: int = 0,
    ) -> None:
        """Build a form; `person` reads the values as far as they can be read."""
        super().__init__(title, fields, save, draft=draft)
        self._person = person
        self._contact = contact
        self._before = {field.name: field.value for field in fields}

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look who is like that once the typing rests."""
        if message.input.id in {f"field-{name}" for name in TELLING}:
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(_DELAY, self._look)

    def on_descendant_blur(self) -> None:
        """Look as soon as a field is left."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self._look()

    def _look(self) -> None:
        values = self.values()
        if any(values[name] != self._before[name] for name in TELLING):
            start(self, partial(self._find, self._person(values)), "alike", exclusive=True)
        else:
            self._tell([])

    async def _find(self, draft: Draft) -> None:
        least = LIKELY if self._contact else WEAK  # a homonym of somebody known is no news
        try:
            found = await self.crm.bridge.read(like, draft, but=self._contact, least=least)
        except CrmError:
            return  # saving will say what is wrong
        self._tell(worth_a_word(found))

    def _tell(self, matches: list[Match]) -> None:
        self._match = matches[0] if matches else None
        for place in self.query(".alike").results(Static):
            place.remove()
        if self._match is not None:
            line = Static(Content(like_line(self._match)), classes="alike shown", markup=False)
            self.mount(line, after=f"#error-{_field(self._match)}")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open the other only where there is one."""
        if action == "open_alike":
            return self._match is not None
        return super().check_action(action, parameters)

    def action_open_alike(self) -> None:
        """Go to the one who is here already; what was typed stays as a draft."""
        if (match := self._match) is not None:
            crm = self.crm
            self.action_leave()
            start(crm, partial(crm.open_contact, match.id), "open")


def _field(match: Match) -> str:
    """Return the field that the likeness comes from."""
    sharing = {"same-phone": "phone", "same-email": "email"}
    return next((sharing[reason] for reason in match.reasons if reason in sharing), "name")


def like_line(match: Match) -> str:
    """Return whom somebody looks like, and why."""
    return _("Looks like #{id} {name} ({reasons})").format(
        id=match.id, name=match.name, reasons=reasons_text(match.reasons)
    )
