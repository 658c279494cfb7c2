"""Where things lie."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context

from crmtui import places
from crmtui.commands.output import Column, table, write, write_json
from crmtui.commands.shop import shop
from crmtui.errors import UsageError
from crmtui.locale import _


def locate(
    ctx: Context,
    what: Annotated[str, Argument(help=_("db, config, state or log; without it, all."))] = "",
) -> None:
    """Show where the store, the settings, the state and the log lie."""
    here = shop(ctx)
    found = {
        "db": str(here.path),
        "config": str(places.config_path()),
        "state": str(places.state_path()),
        "log": str(places.log_path()),
    }
    if what and what not in found:
        raise UsageError(
            _("There is no {name} to locate.").format(name=what),
            _("Choose one of: {choices}.").format(choices=", ".join(found)),
        )
    if here.json:
        write_json({what: found[what]} if what else found)
    elif what:
        write(found[what])
    else:
        table(
            (Column("what", _("What")), Column("path", _("Where"))),
            [{"what": name, "path": path} for name, path in found.items()],
        )
