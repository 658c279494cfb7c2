"""Making one contact of two, from the shell."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.output import Column, say, table, write_json
from crmtui.commands.shop import Shop, shop
from crmtui.labels import moved_label
from crmtui.locale import _
from crmtui.reads.merge import Comparison
from crmtui.text.clean import printable

Take = Annotated[
    list[str] | None,
    Option(metavar="FIELD", help=_("A field to take from the one that goes; may be given again.")),
]
DryRun = Annotated[bool, Option("--dry-run", help=_("Show both side by side; change nothing."))]


def merge(
    ctx: Context,
    keep: Annotated[str, Argument(help=_("Who stays."), autocompletion=complete.who)],
    gone: Annotated[
        str, Argument(help=_("Who becomes one with them."), autocompletion=complete.who)
    ],
    take: Take = None,
    dry_run: DryRun = False,
) -> None:
    """Make one contact of two; everything of both is kept."""
    from crmtui.reads.merge import compare
    from crmtui.reads.who import resolve

    here = shop(ctx)
    with here.read() as connection:
        a, b = resolve(connection, keep), resolve(connection, gone)
        found = compare(connection, a, b, take or ())
    if dry_run:
        _preview(here, found)
        return
    from crmtui.commands.done import told
    from crmtui.writes.merge import merge as make_one

    told(here, make_one(here.store, a, b, take or ()))


def _preview(here: Shop, found: Comparison) -> None:
    if here.json:
        write_json(_json(found))
        return
    a, b = map(printable, found.names)
    columns = (
        Column("label", ""),
        Column("a", f"#{found.a} {a}"),
        Column("b", f"#{found.b} {b}"),
        Column("kept", _("What is kept")),
    )
    table(
        columns,
        [
            {"label": row.label, "a": row.shown_a, "b": row.shown_b, "kept": row.shown_kept}
            for row in found.rows
        ],
    )
    moves = ", ".join(moved_label(name, n) for name, n in found.moves.items() if n)
    if moves:
        say(_("To #{id} go over: {what}.").format(id=found.a, what=moves))
    say(_("Nothing was changed."))


def _json(found: Comparison) -> dict[str, Any]:
    return {
        "keep": found.a,
        "gone": found.b,
        "fields": [
            {"field": row.field, "a": row.a, "b": row.b, "kept": row.kept, "side": row.side}
            for row in found.rows
        ],
        "moves": found.moves,
    }
