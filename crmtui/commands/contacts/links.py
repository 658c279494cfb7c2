"""Saying what contacts are to each other."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context

from crmtui.commands import complete
from crmtui.commands.done import told
from crmtui.commands.shop import shop
from crmtui.locale import _
from crmtui.reads.links import is_role, read_role
from crmtui.reads.who import resolve

_WHO = Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who)
_ROLES = _("works-for, pays-for, decides-for, family-of, referred-by or knows.")
_UNROLE = _("What they are no longer; without it, all that they are.")


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
    role: Annotated[str, Argument(metavar="ROLE", help=_UNROLE)],
    other: Annotated[str, Argument(metavar="OTHER", autocompletion=complete.who)] = "",
) -> None:
    """Take such a relation back: `crm contact unlink ali works-for "Pars Co."`."""
    from crmtui.writes import links

    here = shop(ctx)
    if not is_role(role):  # WHO OTHER, or WHO OTHER ROLE
        role, other = other, role
    wanted, is_back = read_role(role) if role else (None, False)
    with here.read() as connection:
        one, two = resolve(connection, who), resolve(connection, other)
    if is_back:
        one, two = two, one
    told(here, links.unlink(here.store, one, two, wanted))
