"""Saying what contacts are to each other."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context

from crmtui.commands import complete
from crmtui.commands.done import told
from crmtui.commands.shop import shop
from crmtui.locale import _
from crmtui.reads.links import read_role
from crmtui.reads.who import resolve

_WHO = Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who)
_ROLES = _("works-for, pays-for, decides-for, family-of, referred-by or knows.")


def link(
    ctx: Context,
    who: Annotated[str, _WHO],
    role: Annotated[str, Argument(help=_ROLES)],
    other: Annotated[str, _WHO],
) -> None:
    """Say what one contact is to another: `crm contact link ali works-for "Pars Co."`."""
    from crmtui.writes import links

    here = shop(ctx)
    wanted, is_back = read_role(role)
    with here.read() as connection:
        one, two = resolve(connection, who), resolve(connection, other)
    if is_back:
        one, two = two, one
    told(here, links.link(here.store, one, wanted, two))


def unlink(
    ctx: Context,
    who: Annotated[str, _WHO],
    other: Annotated[str, _WHO],
    role: Annotated[str, Argument(help=_ROLES)] = "",
) -> None:
    """Take back what two contacts are to each other, or one role of it."""
    from crmtui.writes import links

    here = shop(ctx)
    wanted, is_back = read_role(role) if role else (None, False)
    with here.read() as connection:
        one, two = resolve(connection, who), resolve(connection, other)
    if is_back:
        one, two = two, one
    told(here, links.unlink(here.store, one, two, wanted))
