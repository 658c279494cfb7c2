"""The form of a contact says whom they look like, and saves all the same."""

from __future__ import annotations

import pytest

from crmtui.screens.customers import CustomersScreen
from crmtui.screens.form import FormScreen
from crmtui.store.connect import Store
from crmtui.writes import contacts
from tests.screens.helpers import SMALL, WIDE, running, shows, shows_no, type_in, until


@pytest.fixture
def known(shop: Store) -> Store:
    """The shop, with a phone and an e-mail of #1 and a phone of #6."""
    contacts.edit(shop, 1, phone=["09121112233"], email=["ali@pars.ir"])
    contacts.edit(shop, 6, phone=["09351112233"])
    return shop


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_it_is_said_while_typing_and_saving_is_free(
    known: Store, size: tuple[int, int]
) -> None:
    async with running(known, size) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("a")
        await shows(pilot, "Add a customer")
        await type_in(pilot, "Rezaei Ali")
        await shows(pilot, "Looks like #1 Ali Rezaei")
        await pilot.press("tab")
        await type_in(pilot, "۰۹۱۲ ۱۱۱ ۲۲۳۳")
        await pilot.press("tab")
        await shows(pilot, "(same", "phone, same name)", "^o open the other")
        await pilot.press("enter")
        await shows(pilot, "Added Rezaei Ali")
        with known.read() as connection:
            assert connection.execute("SELECT count(*) FROM contact").fetchone() == (7,)


async def test_who_saves_at_once_hears_of_it_afterwards(known: Store) -> None:
    async with running(known) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("a")
        await shows(pilot, "Add a customer")
        await type_in(pilot, "A. Rezaei")
        await pilot.press("tab")
        await type_in(pilot, "09121112233")
        await pilot.press("enter")
        await shows(pilot, "Added A. Rezaei", "Looks like #1 Ali Rezaei", "ctrl+e shows both.")


async def test_ctrl_o_opens_the_other_and_keeps_the_draft(known: Store) -> None:
    async with running(known) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("a")
        await shows(pilot, "Add a customer")
        await type_in(pilot, "John")
        await pilot.press("tab")
        await type_in(pilot, "0935-111-2233")
        await shows(pilot, "Looks like #6 John Smith")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await shows(pilot, "John Smith · #6")
        await pilot.press("a")
        await shows(pilot, "Add a customer · draft", "0935-111-2233")


async def test_it_goes_when_it_no_longer_holds(known: Store) -> None:
    async with running(known) as (app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("a")
        await shows(pilot, "Add a customer")
        await type_in(pilot, "Ali")
        await pilot.press("tab")
        await type_in(pilot, "09121112233")
        await shows(pilot, "Looks like #1")
        await pilot.press("backspace")
        await shows_no(pilot, "Looks like")
        await pilot.press("ctrl+o")  # nobody to open
        assert isinstance(app.screen, FormScreen)


async def test_editing_says_only_what_is_new(known: Store) -> None:
    contacts.add(known, name="John Smith")
    async with running(known) as (_app, pilot):
        await shows(pilot, "John Smith")
        await pilot.press("G", "e")
        await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen))
        await pilot.press("tab", "tab", "tab")
        await shows_no(pilot, "Looks like")


async def test_a_hostile_name_is_shown_as_it_is(known: Store) -> None:
    contacts.add(known, name="[/] [bold]x[/bold] \x1b[31m", email=["h@x.ir"])
    async with running(known) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("a")
        await shows(pilot, "Add a customer")
        await type_in(pilot, "bold")
        await pilot.press("tab", "tab")
        await type_in(pilot, "h@x.ir")
        await pilot.press("tab")
        await shows_no(pilot, "Looks like #1 ")
        await shows(pilot, "Add a customer")
