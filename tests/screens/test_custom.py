"""The shop's own fields with the keys: defined, filled in in the form, seen on the card."""

from __future__ import annotations

from pathlib import Path

from crmtui.reads.custom import held_values, own_fields
from crmtui.store.connect import Store
from crmtui.writes import contacts, custom
from tests.screens.helpers import SMALL, WIDE, running, shows, shows_no, type_in


async def test_a_field_is_added_changed_and_removed(shop: Store) -> None:
    async with running(shop, SMALL) as (_app, pilot):
        await pilot.press("f2")
        await shows(pilot, "Own fields", "Press a to add")
        await pilot.press("a")
        await shows(pilot, "Add a field")
        await type_in(pilot, "Phone")
        await pilot.press("enter")
        await shows(pilot, "Choose a name that says more")
        await pilot.press("end", "ctrl+u")
        await type_in(pilot, "Fit")
        await pilot.press("tab", "c", "tab")
        await type_in(pilot, "S، M, L")
        await pilot.press("enter")
        await shows(pilot, "Added the field Fit", "S, M, L")
        contacts.add(shop, name="Sara", fields={1: "M"})
        await shows(pilot, "S, M, L                           1")
        await pilot.press("d")
        await shows(pilot, "1 contact holds a value in it", "keep the field")
        await pilot.press("enter")
        await shows(pilot, "S, M, L")
        await pilot.press("d", "j", "enter")
        await shows(pilot, "Removed the field Fit", "Press a to add")
        await pilot.press("u")
        await shows(pilot, "S, M, L")
        await pilot.press("e")
        await shows(pilot, "Field Fit")
        await type_in(pilot, "ting")
        await pilot.press("enter")
        await shows(pilot, "Changed the field Fitting")
    with shop.read() as connection:
        (field,) = own_fields(connection)
        assert (field.name, field.choices) == ("Fitting", ("S", "M", "L"))
        assert [held.value for held in held_values(connection, 7)] == ["M"]


async def test_the_form_and_the_card_have_them(shop: Store) -> None:
    custom.add(shop, "Shoe size", "number")
    custom.add(shop, "[b]Fit[/b] and a very long name of a field", "choice", ["S", "M"])
    custom.add(shop, "Buys in bulk", "yes-no")
    async with running(shop, WIDE) as (_app, pilot):
        await shows(pilot, "Ali Rezaei")
        await pilot.press("e")
        await shows(pilot, "Edit Ali Rezaei", "Shoe size", "[b]Fit[/b]…")
        await pilot.press(*["tab"] * 6)
        await type_in(pilot, "big")
        await pilot.press("enter")
        await shows(pilot, "Shoe size: big is not a number.")
        await pilot.press("end", "ctrl+u")
        await type_in(pilot, "۴۲٫۵")
        await pilot.press("tab", "m", "tab", "y", "enter")
        await shows(pilot, "Edited Ali Rezaei", "42.5", "[b]Fit[/b]", "yes")
        await pilot.press("u")
        await shows_no(pilot, "42.5")


async def test_a_new_customer_gets_them_too(shop: Store) -> None:
    custom.add(shop, "Shoe size", "number")
    async with running(shop, WIDE) as (_app, pilot):
        await pilot.press("a")
        await shows(pilot, "Add a customer", "Shoe size")
        await type_in(pilot, "Sara")
        await pilot.press(*["tab"] * 6)
        await type_in(pilot, "38")
        await pilot.press("enter")
        await shows(pilot, "Added Sara", "38")


async def test_a_column_of_a_file_fills_one(shop: Store, tmp_path: Path) -> None:
    custom.add(shop, "Shoe, size", "number")
    path = tmp_path / "people.csv"
    path.write_text("Name,Foot,shoe size\nSara Nouri,38,9\n", "utf-8")
    async with running(shop, WIDE) as (_app, pilot):
        await pilot.press("i")
        await shows(pilot, "Choose a file")
        await type_in(pilot, f"'{path}'")
        await shows(pilot, "▌ people.csv")
        await pilot.press("enter")
        await shows(pilot, "brings contacts", "● Shoe, size")
        await pilot.press("j", "enter")
        await shows(pilot, "Read “Foot” as")
        await type_in(pilot, "shoe")
        await pilot.press("enter")
        await shows(pilot, "2 of 3 columns")
        await pilot.press("ctrl+s")
        await shows(pilot, "1 created")
    with shop.read() as connection:
        assert [held.value for held in held_values(connection, 7)] == ["38"]


async def test_a_file_of_ours_says_which_fields_it_brings(shop: Store, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,name,kind,phone,email,[/] size [number]\n1,Sara,person,,,38\n", "utf-8")
    async with running(shop, WIDE) as (_app, pilot):
        await pilot.press("i")
        await shows(pilot, "Choose a file")
        await type_in(pilot, f"'{path}'")
        await shows(pilot, "▌ people.csv")
        await pilot.press("enter")
        await shows(pilot, "brings contacts", "Fields of your own that the file brings: [/] size.")
        await pilot.press("ctrl+s")
        await shows(pilot, "1 created")
    with shop.read() as connection:
        assert [(held.field.name, held.value) for held in held_values(connection, 7)] == [
            ("[/] size", "38"),
        ]
