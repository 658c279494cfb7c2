"""Lifetime value: what was fitted, how far to trust it, and what each customer should bring."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import MaybeLimit
from crmtui.commands.shop import shop
from crmtui.locale import _


def value(
    ctx: Context,
    who: Annotated[
        list[str] | None,
        Argument(
            metavar="[WHO]",
            help=_("An id, a phone, an e-mail or a name; nothing looks at everybody."),
            autocompletion=complete.who,
        ),
    ] = None,
    horizon: Annotated[
        str, Option(metavar="TIME", help=_("How far to look ahead, like 39w or 3 months."))
    ] = "",
    list_members: Annotated[
        bool, Option("--members", help=_("Every customer, the best first."))
    ] = False,
    limit: MaybeLimit = None,
) -> None:
    """Foretell what customers will buy and bring, and say how far to trust it."""
    from crmtui.commands.quick.value import value as answer
    from crmtui.commands.quick.value import value_of
    from crmtui.reads.horizon import USUAL, parse_horizon

    here = shop(ctx)
    ahead = parse_horizon(horizon) if horizon else USUAL
    if who:
        value_of(here, " ".join(who), ahead)
    else:
        answer(here, ahead, list_members=list_members, limit=limit)
