"""The options of a contact's fields, declared once for adding and for editing."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

from typer import Option

from crmtui.commands import complete
from crmtui.commands.shop import Shop
from crmtui.locale import _
from crmtui.models.words import PointKind
from crmtui.reads.contact_fields import read_field
from crmtui.reads.who import resolve

_Text = str | None
_Texts = list[str] | None
_CHANNELS = _("How they like to be reached: call, sms, whatsapp, telegram, …")

FIELDS: Mapping[str, Any] = {
    "phone": Annotated[_Texts, Option(help=_('A phone, like "*0912 345 6789 (work)"; * prefers.'))],
    "email": Annotated[_Texts, Option(help=_("An e-mail; all of these may be given again."))],
    "company": Annotated[_Text, Option(help=_('Where they work; "" for nowhere.'))],
    "job_title": Annotated[_Text, Option(help=_("What they do there."))],
    "city": Annotated[_Text, Option(help=_("The city."))],
    "tag": Annotated[_Texts, Option(help=_("A tag; may be given again."))],
    "source": Annotated[_Text, Option(help=_("How they came to know the shop."))],
    "referred_by": Annotated[
        _Text,
        Option(
            metavar="WHO",
            help=_('Who sent them; "" for nobody.'),
            autocompletion=complete.who,
        ),
    ],
    "birthday": Annotated[_Text, Option(metavar="DATE", help=_('The birthday; "" for none.'))],
    "anniversary": Annotated[_Text, Option(metavar="DATE", help=_("The anniversary, likewise."))],
    "note": Annotated[_Text, Option(help=_("The note, in place of the old one."))],
    "status": Annotated[_Text, Option(help=_("lead, customer or inactive."))],
    "relation": Annotated[_Text, Option(help=_("customer, supplier, partner or other."))],
    "kind": Annotated[_Text, Option(help=_("person or company."))],
    "nickname": Annotated[_Text, Option(help=_("What they are called."))],
    "owner": Annotated[_Text, Option(help=_("Who in the shop looks after them."))],
    "preferred_channel": Annotated[_Text, Option("--preferred-channel", help=_CHANNELS)],
    "do_not_contact": Annotated[_Text, Option(metavar="YES|NO", help=_("Leave them in peace."))],
    "keep_days": Annotated[
        _Text,
        Option(
            "--keep-in-touch",
            metavar="DAYS",
            help=_('Every so many days; 0 for never, "" for as their tags say.'),
        ),
    ],
    "whatsapp": Annotated[_Texts, Option(help=_("A WhatsApp number."))],
    "telegram": Annotated[_Texts, Option(help=_("A Telegram name."))],
    "instagram": Annotated[_Texts, Option(help=_("An Instagram name."))],
    "web": Annotated[_Texts, Option(help=_("A web page."))],
    "address": Annotated[_Texts, Option(help=_("An address."))],
    "field": Annotated[
        _Texts,
        Option(metavar="NAME=VALUE", help=_("One of the shop's own fields; NAME= empties it.")),
    ],
}
"""By the name under which the writes know a field; `tag` and the ways to reach them are added."""

_ADDED = frozenset({"tag", "field", *PointKind})

Command = TypeVar("Command", bound=Callable[..., None])


def with_fields(command: Command) -> Command:
    """Give a command an option for each field; it takes what was given by keyword."""
    signature = inspect.signature(command, eval_str=True)
    own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        for name, kind in FIELDS.items()
    ]
    command.__signature__ = signature.replace(parameters=own + options)  # type: ignore[attr-defined]
    return command


def single_values(
    here: Shop, connection: sqlite3.Connection, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the given fields that hold one value, as the writes take them.

    Raises InvalidValue, NotFound or Ambiguous.
    """
    values = {
        name: read_field(name, text, here.formats, here.today)
        for name, text in given.items()
        if text is not None and name not in _ADDED
    }
    if referrer := values.get("referred_by"):
        values["referred_by"] = resolve(connection, str(referrer))
    elif "referred_by" in values:
        values["referred_by"] = None
    return values


def added_points(given: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the ways to reach them that were given, by kind."""
    return {kind.value: given[kind] for kind in PointKind if given.get(kind)}
