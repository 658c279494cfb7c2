"""Settings: the shop's in its store, one's own in a file."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context

from crmtui.commands.done import told
from crmtui.commands.output import Column, say, table, write, write_json
from crmtui.commands.shop import shop
from crmtui.editor import run_editor
from crmtui.locale import _
from crmtui.places import config_path
from crmtui.settings import personal
from crmtui.settings.keys import KEYS, key
from crmtui.writes.personal import set_personal

Name = Annotated[str, Argument(help=_("A setting, as `crm config list` shows them."))]


def list_(ctx: Context) -> None:
    """Show every setting, what it is now and what it means."""
    settings = shop(ctx).settings
    if shop(ctx).json:
        write_json(dict(settings.values))
        return
    table(
        (Column("key", _("Setting")), Column("value", _("Now")), Column("help", _("Meaning"))),
        [{"key": k.name, "value": settings[k.name], "help": _(k.help)} for k in KEYS],
    )


def path(ctx: Context) -> None:
    """Show where your own settings lie."""
    found = str(config_path())
    if shop(ctx).json:
        write_json({"path": found})
    else:
        write(found)


def get(ctx: Context, name: Name) -> None:
    """Show one setting."""
    value = shop(ctx).settings[key(name).name]
    if shop(ctx).json:
        write_json({key(name).name: value})
    else:
        write(value)


def set_(
    ctx: Context, name: Name, value: Annotated[str, Argument(help=_("The new value."))]
) -> None:
    """Change a setting: the shop's in its store, your own in your file."""
    here, wanted = shop(ctx), key(name)
    if wanted.personal:
        value = set_personal(wanted.name, value)
        say(_("{key} is {value} now.").format(key=wanted.name, value=value))
        if here.json:
            write_json({wanted.name: value})
        return
    from crmtui.writes.settings import set_shop

    told(here, set_shop(here.store, wanted, value))


def edit(ctx: Context) -> None:
    """Open your own settings in $EDITOR."""
    target = config_path()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)
    run_editor(target)
    personal()  # say at once if it cannot be read any more
