"""Copies a phone, an e-mail address or the whole card to the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmtui.errors import CrmError
from crmtui.locale import _
from crmtui.reads.card import Card, card
from crmtui.screens.menu import MenuScreen
from crmtui.text.formats import Formats
from crmtui.widgets.card import card_facts, sums_line

if TYPE_CHECKING:
    from crmtui.app import CrmApp


async def copy(app: CrmApp, contact: int) -> None:
    """Copy the one thing there is, or ask which."""
    try:
        found = await app.bridge.read(card, contact)
    except CrmError as error:
        app.show_error(error)
        return
    options = _reach(found, app.formats)
    phones = [text for kind, text in options if kind == "phone"]
    if len(options) == len(phones) == 1:
        _take(app, phones[0])
        return
    texts = [text for _kind, text in options]
    whole = "\n".join([found.name, sums_line(found, app.formats, app.today), *_facts(app, found)])
    chosen = await app.push_screen_wait(MenuScreen(_("Copy"), [*texts, _("the whole card")]))
    if chosen is not None:
        _take(app, [*texts, whole][chosen])


def _reach(found: Card, formats: Formats) -> list[tuple[str, str]]:
    phones = [
        ("phone", formats.phone(p.value, p.key if p.key.startswith("+") else None))
        for p in found.reach("phone")
    ]
    return phones + [("email", point.value) for point in found.reach("email")]


def _facts(app: CrmApp, found: Card) -> list[str]:
    facts = card_facts(found, app.formats, app.today)
    return [f"{fact.label}: {fact.value}" if fact.label else fact.value for fact in facts]


def _take(app: CrmApp, text: str) -> None:
    app.copy_to_clipboard(text)
    app.say(_("Copied {what}").format(what=text.partition("\n")[0]))
