"""Removing somebody for good, from the shell."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

from typer import Argument, Context

from crmtui.commands import complete
from crmtui.commands.output import say, write_json
from crmtui.commands.shop import shop
from crmtui.errors import UsageError
from crmtui.locale import _, ngettext
from crmtui.store.backup_search import HeldIn
from crmtui.text.clean import printable

Anybody = Annotated[
    list[str],
    Argument(
        metavar="WHO",
        help=_("An id, a phone, an e-mail or a name, also in the trash."),
        autocompletion=complete.who,
    ),
]


def erase(ctx: Context, who: Anybody) -> None:
    """Remove somebody for good, with everything stored about them; it cannot be undone.

    What they bought and paid stays in the shop's sums, without a name.
    """
    from crmtui.reads.trash import name_of, resolve_anywhere

    here = shop(ctx)
    with here.read() as connection:
        number = resolve_anywhere(connection, " ".join(who))
        name = name_of(connection, number)
    if not here.yes:
        _confirm(name, number)
    from crmtui.writes.erase import erase as remove

    erased = remove(here.store, number)
    if here.json:
        write_json(
            {
                "erased": number,
                "step": erased.done.step,
                "rewritten": not erased.left_over,
                "backups": [str(held.path) for held in erased.backups if held.is_readable],
                "unreadable_backups": [
                    str(held.path) for held in erased.backups if not held.is_readable
                ],
            }
        )
    else:
        say(_("Erased #{id}. Nothing brings them back.").format(id=number))
    if erased.left_over:
        say(erased.left_over)
        say(
            _(
                "Unused parts of the file may hold traces. When it is free: sqlite3 {path} VACUUM"
            ).format(path=here.path)
        )
    _name_backups(erased.backups)


def _confirm(name: str, number: int) -> None:
    """Ask on a terminal; elsewhere nobody is asked and nothing is done."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            _("Erasing cannot be undone, so it has to be confirmed."), _("Add --yes to do it.")
        )
    question = _("Erase #{id} {name} for good? It cannot be undone. Type yes: ").format(
        id=number, name=name
    )
    print(printable(question), end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() not in ("yes", _("yes")):
        raise KeyboardInterrupt


def _name_backups(backups: Sequence[HeldIn]) -> None:
    holding = [held.path for held in backups if held.is_readable]
    if holding:
        say(
            ngettext(
                "{n} backup still holds them. Delete it once you can do without it:",
                "{n} backups still hold them. Delete these once you can do without them:",
                len(holding),
            ).format(n=len(holding))
        )
        for path in holding:
            say(f"  {path}")
    for held in backups:
        if not held.is_readable:
            say(_("{path} cannot be read; whoever is in it is still there.").format(path=held.path))
