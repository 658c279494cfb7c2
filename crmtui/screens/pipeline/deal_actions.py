"""What one does to the deal that is chosen, on the board and where it is shown by itself."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.dom import DOMNode

from crmtui.errors import CrmError
from crmtui.locale import mark
from crmtui.reads.deals import DealRow, deal
from crmtui.reads.stages import reasons
from crmtui.screens import acts
from crmtui.screens.form import FormScreen
from crmtui.screens.pipeline import deal_acts
from crmtui.widgets.command import Command
from crmtui.widgets.work import start

if TYPE_CHECKING:
    from crmtui.app import CrmApp

ABOUT_A_DEAL = frozenset(
    {"won", "lost", "step", "edit", "delete", "reopen", "elsewhere", "customer"}
)
"""The actions here; they need a deal."""


def deal_commands(place: str) -> tuple[Command, ...]:
    """Return the commands about the deal that is chosen in a place."""
    return (
        Command(f"{place}.won", "w", mark("won"), "won", in_footer=True),
        Command(f"{place}.lost", "x", mark("lost"), "lost", in_footer=True),
        Command(f"{place}.step", "t", mark("next step"), "step", in_footer=True),
        Command(f"{place}.edit", "e", mark("edit"), "edit"),
        Command(f"{place}.elsewhere", "m", mark("move to …"), "elsewhere"),
        Command(f"{place}.reopen", "o", mark("open again"), "reopen"),
        Command(f"{place}.delete", "d", mark("delete"), "delete"),
        Command(f"{place}.customer", "v", mark("its customer"), "customer"),
    )


class ChosenDeal(Protocol):
    """A screen where a deal is chosen."""

    @property
    def crm(self) -> CrmApp:
        """The app, with its own type."""

    @property
    def chosen_deal(self) -> int:
        """The deal that the actions are about; 0 is none."""


class DealActions:
    """Mixed into a screen that says which deal is chosen."""

    def action_won(self: ChosenDeal) -> None:
        """Win it."""
        ask_won(self)

    def action_lost(self: ChosenDeal) -> None:
        """Lose it for a reason."""
        ask_lost(self)

    def action_step(self: ChosenDeal) -> None:
        """Plan what to do next for it."""
        from crmtui.screens.pipeline.deal_form import step_form

        _with_deal(self, lambda found: _made(step_form(self.crm, found.id, found.words)))

    def action_edit(self: ChosenDeal) -> None:
        """Change it."""
        from crmtui.screens.pipeline.deal_form import edit_form

        _with_deal(self, lambda found: _made(edit_form(self.crm, found)))

    def action_reopen(self: ChosenDeal) -> None:
        """Open it again."""
        if number := self.chosen_deal:
            self.crm.do(deal_acts.reopen_deal(number))

    def action_elsewhere(self: ChosenDeal) -> None:
        """Move it to any stage, of another pipeline too."""
        from crmtui.screens.pipeline.moves import ask_where

        if self.chosen_deal:
            start(cast("DOMNode", self), partial(ask_where, self), "form", exclusive=True)

    def action_delete(self: ChosenDeal) -> None:
        """Delete it; undo brings it back."""
        if number := self.chosen_deal:
            self.crm.do(acts.delete_deal(number))

    def action_customer(self: ChosenDeal) -> None:
        """Show whose deal it is in Customers."""
        if number := self.chosen_deal:
            start(self.crm, partial(_show_customer, self.crm, number), "open")


def ask_won(place: ChosenDeal) -> None:
    """Ask what the deal came to, and win it."""
    from crmtui.screens.pipeline.end_form import won_form

    _with_deal(place, lambda found: _made(won_form(place.crm, found)))


def ask_lost(place: ChosenDeal, stage: int | None = None) -> None:
    """Ask why the deal is lost, and put it into one of several stages for lost ones."""
    from crmtui.screens.pipeline.end_form import lost_form

    async def make(found: DealRow) -> FormScreen:
        known = await place.crm.bridge.read(reasons)
        return lost_form(place.crm, found, known, stage)

    _with_deal(place, make)


def _with_deal(
    place: ChosenDeal, make: Callable[[DealRow], Coroutine[Any, Any, FormScreen]]
) -> None:
    """Open a form about the deal that is chosen, as the store has it now."""
    if number := place.chosen_deal:
        start(
            cast("DOMNode", place), partial(_open, place.crm, number, make), "form", exclusive=True
        )


async def _open(
    app: CrmApp, number: int, make: Callable[[DealRow], Coroutine[Any, Any, FormScreen]]
) -> None:
    try:
        form = await make(await app.bridge.read(deal, number))
    except CrmError as error:
        app.show_error(error)
    else:
        app.push_screen(form)


async def _made(form: FormScreen) -> FormScreen:
    return form


async def _show_customer(app: CrmApp, number: int) -> None:
    try:
        found = await app.bridge.read(deal, number)
    except CrmError as error:
        app.show_error(error)
        return
    if found.contact_id:
        await app.open_contact(found.contact_id)
