"""Winning deals, losing them, opening them again; sales lost at the counter."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import Number
from crmtui.commands.output import Column, say, table, write_json
from crmtui.commands.pipeline.deals import Note
from crmtui.commands.sales.purchases import Due, terms
from crmtui.commands.shop import Shop, shop
from crmtui.errors import UsageError
from crmtui.locale import _

When = Annotated[str | None, Option("--date", metavar="WHEN", help=_("When it was."))]
Competitor = Annotated[str | None, Option(help=_("Who got the sale instead."))]
_WHY = _("Why, like: price. `crm deal reasons` lists what was said.")
Reason = Annotated[list[str] | None, Argument(help=_WHY)]
Because = Annotated[str, Option("--reason", help=_WHY)]


def won(
    ctx: Context,
    number: Number,
    amount: Annotated[str | None, Option(help=_("What it came to in the end."))] = None,
    purchase: Annotated[
        bool, Option("--purchase", help=_("Record the purchase in the same step."))
    ] = False,
    item: Annotated[
        list[str] | None,
        Option(help=_('An item of it, like "4x tea=100000"; may be given again.')),
    ] = None,
    date: When = None,
    unpaid: Annotated[bool, Option("--unpaid", help=_("On account: they pay later."))] = False,
    paid: Annotated[
        str | None, Option(metavar="AMOUNT", help=_("On account, but for this part."))
    ] = None,
    due: Due = None,
) -> None:
    """Win a deal."""
    from crmtui.commands.done import told
    from crmtui.commands.sales.items import read_items
    from crmtui.reads.deals import deal
    from crmtui.writes import closing

    here = shop(ctx)
    how = terms(here, unpaid, paid, due)
    if (how or item) and not purchase:
        raise UsageError(_("How it is paid belongs to a purchase."), _("--purchase records it."))
    total = here.formats.parse_amount(amount).minor if amount else None
    with here.read() as connection:
        found = deal(connection, number)
    items = read_items(item or [], total or found.amount or 0, here.formats)
    done = closing.won(
        here.store,
        number,
        at=_when(here, date),
        amount=total,
        purchase=purchase,
        items=items,
        **how,
    )
    with here.read() as connection:
        recorded = deal(connection, number).purchase_id
    told(here, done, purchase_id=recorded)


def lost(
    ctx: Context,
    number: Number,
    reason: Reason = None,
    competitor: Competitor = None,
    note: Note = None,
    date: When = None,
    because: Because = "",
    stage: Annotated[str, Option(help=_("Which stage for lost deals, if there are several."))] = "",
) -> None:
    """Lose a deal, for a reason."""
    from crmtui.commands.done import told
    from crmtui.reads.deals import deal
    from crmtui.reads.stages import find_stage
    from crmtui.writes import closing

    here = shop(ctx)
    target = None
    if stage:
        with here.read() as connection:
            pipeline = deal(connection, number).pipeline_id
            target = find_stage(connection, stage, pipeline).id
    words = " ".join(reason or ()) or because or _asked(here)
    said = _loss(competitor, note)
    told(
        here,
        closing.lost(here.store, number, words, at=_when(here, date), stage=target, **said),
    )


def missed(
    ctx: Context,
    reason: Reason = None,
    products: Annotated[str, Option(help=_("What they wanted, in your own words."))] = "",
    amount: Annotated[str | None, Option(help=_("What it would have brought."))] = None,
    who: Annotated[
        str, Option(metavar="WHO", help=_("Who it was, if known."), autocompletion=complete.who)
    ] = "",
    competitor: Competitor = None,
    note: Note = None,
    date: When = None,
) -> None:
    """Note a sale lost at the counter: out of stock, too dear, a rival."""
    from crmtui.commands.done import told
    from crmtui.reads.who import resolve
    from crmtui.writes import closing

    here = shop(ctx)
    contact = None
    if who:
        with here.read() as connection:
            contact = resolve(connection, who)
    done = closing.lost_at_counter(
        here.store,
        " ".join(reason or ()) or _asked(here),
        contact=contact,
        products=products,
        amount=here.formats.parse_amount(amount).minor if amount else None,
        at=_when(here, date),
        **_loss(competitor, note),
    )
    told(here, done, _("deal #{id}"))


def reopen(
    ctx: Context,
    number: Number,
    stage: Annotated[
        list[str] | None,
        Argument(metavar="[STAGE]", help=_("Where; otherwise where it was before.")),
    ] = None,
) -> None:
    """Open a deal again that was won or lost."""
    from crmtui.commands.done import told
    from crmtui.reads.deals import deal
    from crmtui.reads.stages import find_stage
    from crmtui.writes import closing

    here = shop(ctx)
    target = None
    if stage:
        with here.read() as connection:
            pipeline = deal(connection, number).pipeline_id
            target = find_stage(connection, " ".join(stage), pipeline).id
    told(here, closing.reopen(here.store, number, target))


def reasons(ctx: Context) -> None:
    """List why sales were lost, the most frequent reason first."""
    from crmtui.reads.stages import reason_counts

    here = shop(ctx)
    with here.read() as connection:
        rows: list[dict[str, Any]] = [row._asdict() for row in reason_counts(connection)]
    if here.json:
        write_json(rows)
        return
    table(
        (
            Column("reason", _("Reason")),
            Column("deals", _("Deals"), right=True),
            Column("at_counter", _("At the counter"), right=True),
        ),
        rows,
    )


def _asked(here: Shop) -> str:
    """Ask on a terminal why a sale was lost, by number or in new words; "" elsewhere."""
    import sys

    if here.yes or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    from crmtui.commands.files.questions import ask
    from crmtui.reads.stages import reasons as known
    from crmtui.text.digits import to_ascii

    with here.read() as connection:
        names = known(connection)
    for number, name in enumerate(names, 1):
        say(f"  {number:>3}  {name}")
    answer = ask(_("Why? A number, or a new reason: "))
    typed = to_ascii(answer)
    chosen = typed.isdecimal() and 0 < int(typed[:9]) <= len(names)
    return names[int(typed) - 1] if chosen else answer


def _when(here: Shop, date: str | None) -> datetime | None:
    return here.formats.parse_when(date, here.now, past=True) if date else None


def _loss(competitor: str | None, note: str | None) -> Any:
    said = {"competitor": competitor, "note": note}
    return {name: text for name, text in said.items() if text is not None}
