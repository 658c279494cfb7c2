"""Undo, redo, and the list of steps."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context

from crmtui.commands.numbers import Limit, of_record
from crmtui.commands.output import Column, say, table, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.locale import _, ngettext
from crmtui.writes.undo import Undone


def undo(
    ctx: Context,
    step: Annotated[
        int | None,
        Argument(
            metavar="[STEP]", parser=of_record, help=_("The step, as `crm history` lists it.")
        ),
    ] = None,
) -> None:
    """Take back the last step, or any other that nothing depends on since."""
    from crmtui.writes.undo import undo as take_back

    here = shop(ctx)
    _told(here, take_back(here.store, step), _("Undid step {step}: {label}"))


def redo(ctx: Context) -> None:
    """Bring back what the last undo took."""
    from crmtui.writes.undo import redo as bring_back

    here = shop(ctx)
    _told(here, bring_back(here.store), _("Redid step {step}: {label}"))


def history(ctx: Context, limit: Limit = 20) -> None:
    """List the latest steps, newest first."""
    from crmtui.reads.history import history as steps

    here = shop(ctx)
    with here.read() as connection:
        lines = steps(connection, limit=limit)
    if here.json:
        write_json([line._asdict() for line in lines])
        return
    rows = [line._asdict() | {"state": _("undone") if line.undone else ""} for line in lines]
    if on_terminal():
        for row, line in zip(rows, lines, strict=True):
            row["at"] = here.formats.when(line.at, here.now)
    table(
        (
            Column("step", _("Step"), right=True),
            Column("at", _("When")),
            Column("label", _("What")),
            Column("changes", _("Changes"), right=True),
            Column("state", ""),
        ),
        rows,
        empty=_("Nothing has been done yet."),
    )


def _told(here: Shop, undone: Undone, sentence: str) -> None:
    if here.json:
        write_json(
            {
                "step": undone.step,
                "label": undone.label,
                "by_step": undone.done.step,
                "changes": undone.done.changes,
                "kept": undone.kept,
            }
        )
        return
    if undone.done.step is None:
        say(_("Nothing was taken back."))
    else:
        say(sentence.format(step=undone.step, label=undone.label))
    if undone.kept:
        say(
            ngettext(
                "{n} record stays, because it changed or was used since:",
                "{n} records stay, because they changed or were used since:",
                len(undone.kept),
            ).format(n=len(undone.kept))
        )
        for name in undone.kept[:20]:
            say(f"  {name}")
