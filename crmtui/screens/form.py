"""A form at the side: one still sees whom one is writing about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from crmtui.errors import CrmError
from crmtui.locale import _, mark
from crmtui.screens import acts
from crmtui.screens.toasts import error_text
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.widgets.choice import Choice
from crmtui.widgets.command import Command, bindings
from crmtui.widgets.key_bar import KeyBar
from crmtui.widgets.line_input import LineInput
from crmtui.widgets.note_area import NoteArea
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp

COMMANDS = (
    Command(
        "form.save",
        "enter,ctrl+s",
        mark("save"),
        "save",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
    Command(
        "form.next", "tab", mark("next field"), "app.focus_next", in_footer=True, in_palette=False
    ),
    Command(
        "form.leave", "escape", mark("keep as a draft"), "leave", in_footer=True, in_palette=False
    ),
    Command(
        "form.empty",
        "ctrl+n",
        mark("start anew"),
        "start_anew",
        in_footer=True,
        in_palette=False,
        is_urgent=True,
    ),
)

Values = Mapping[str, str]


class FieldError(Exception):
    """What was typed into one field cannot be taken."""

    def __init__(self, field: str, error: CrmError) -> None:
        super().__init__(error.message)
        self.field = field
        self.error = error


@dataclass(frozen=True)
class Field:
    """A field of a form, its value always as text."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    options: Sequence[tuple[str, str]] = ()
    is_long: bool = False
    keys: Mapping[str, str] | None = None
    """One key for each option; it also goes on to the next field."""
    rows: int = 3
    """Lines on the screen, of a long one."""


class FormScreen(ModalScreen[int | None]):
    """Fields one under the other; Enter saves, Esc keeps what was typed until the app closes."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Values], Callable[[Store], Done]],
        *,
        draft: str,
        notice: str = "",
        warning: str = "",
    ) -> None:
        """Build a form; `save` turns the values into a use case and may raise FieldError.

        A `notice` stands above the fields: what one should know before filling them in; a
        `warning` stands there in the colour of what is wrong.
        """
        super().__init__()
        self._title = title
        self._fields = fields
        self._save = save
        self._draft = draft
        self._notice = notice
        self._warning = warning
        self._is_saving = False

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""
        return cast("CrmApp", self.app)

    def compose(self) -> ComposeResult:
        """Put label, field and the place of its error under each other."""
        kept = self.crm.drafts.get(self._draft, {})
        with VerticalScroll(id="form", can_focus=False) as panel:
            title = f"{self._title} · {_('draft')}" if kept else self._title
            panel.border_title = Content(f"{title} ")
            if self._warning:
                yield Static(Content(self._warning), classes="notice warning")
            if self._notice:
                yield Static(Content(self._notice), classes="notice")
            for field in self._fields:
                with Vertical(classes="field"):
                    with Horizontal(classes="line"):
                        yield Static(Content(field.label), classes="label")
                        yield _widget(field, kept.get(field.name, field.value))
                    yield Static("", id=f"error-{field.name}", classes="error", markup=False)
            yield Static("", id="error", classes="error", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Import what saving needs while the form is being filled in."""
        start(self, partial(self.crm.bridge.write, acts.warm_up), "warm-up")

    def values(self) -> dict[str, str]:
        """Return what the fields hold now."""
        return {field.name: self._value(field) for field in self._fields}

    def _value(self, field: Field) -> str:
        widget = self.query_one(f"#field-{field.name}")
        if isinstance(widget, NoteArea):
            return widget.text
        return widget.value if isinstance(widget, Input | Choice) else ""

    def on_choice_taken(self) -> None:
        """Go on once a word was chosen by its key."""
        self.focus_next()

    def action_leave(self) -> None:
        """Close the form; what was typed comes back when it is opened again."""
        values = self.values()
        if values != {field.name: field.value for field in self._fields}:
            self.crm.drafts[self._draft] = values
        else:
            self.crm.drafts.pop(self._draft, None)
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to start anew only where there is a draft."""
        return action != "start_anew" or self._draft in self.crm.drafts

    async def action_start_anew(self) -> None:
        """Forget the draft."""
        self.crm.drafts.pop(self._draft, None)
        await self.recompose()
        self.focus_next()

    def action_save(self) -> None:
        """Save, unless that is being done already."""
        if not self._is_saving:
            self._is_saving = True
            start(self, self._carry_out, "save")

    async def _carry_out(self) -> None:
        self._clear_errors()
        try:
            await self.carry_out()
        except FieldError as problem:
            self._show_error(problem.field, problem.error)
        except CrmError as error:
            self._show_error("", error)
        finally:
            self._is_saving = False

    async def carry_out(self) -> None:
        """Save what was filled in and close. Raises FieldError or another CrmError."""
        done = await self.crm.bridge.write(self._save(self.values()))
        self.crm.drafts.pop(self._draft, None)
        self.dismiss(done.row if done.step is not None else None)
        self.crm.say_done(done)

    def _clear_errors(self) -> None:
        for place in self.query(".error").results(Static):
            place.update("")
            place.remove_class("shown")

    def _show_error(self, field: str, error: CrmError) -> None:
        """Say under the field what is wrong with it, and go there."""
        place = self.query_one(f"#error-{field}" if field else "#error", Static)
        place.update(Content(error_text(error)))
        place.add_class("shown")
        if field:
            self.query_one(f"#field-{field}").focus()
        self.call_after_refresh(place.scroll_visible, animate=False)


def _widget(field: Field, value: str) -> Widget:
    name = f"field-{field.name}"
    if field.options:
        return Choice(field.options, value, id=name, keys=field.keys)
    if field.is_long:
        area = NoteArea(value, field.hint, id=name)
        area.styles.height = field.rows
        return area
    return LineInput(value, placeholder=field.hint, compact=True, id=name, select_on_focus=False)
