"""Adding deals, changing and moving them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.contacts.newcomer import caller
from crmtui.commands.numbers import Number, of_record
from crmtui.commands.shop import Shop, shop
from crmtui.errors import UsageError
from crmtui.locale import _

if TYPE_CHECKING:
    from crmtui.writes.deals import NextStep

Title = Annotated[str | None, Option(help=_("What to call it."))]
Amount = Annotated[str | None, Option(help=_('What it would bring; "" if nobody knows.'))]
Products = Annotated[str | None, Option(help=_("What would be sold, in your own words."))]
Close = Annotated[
    str | None,
    Option("--close", metavar="DATE", help=_('When it is expected to close; "" for no day.')),
]
Source = Annotated[str | None, Option(help=_("Where it came from."))]
Owner = Annotated[str | None, Option(help=_("Who in the shop works on it."))]
Note = Annotated[str | None, Option(help=_("A note."))]
Ref = Annotated[str | None, Option(help=_("Its number in another program."))]
Next = Annotated[str | None, Option("--next", metavar="TEXT", help=_("What is to be done next."))]
Due = Annotated[
    str | None,
    Option(metavar="WHEN", help=_("When that is due, like fri, +3d or tomorrow 10:00.")),
]
Opened = Annotated[str | None, Option("--date", metavar="WHEN", help=_("When it was opened."))]
StageName = Annotated[str, Option("--stage", help=_("The stage: its name or number."))]
PipelineName = Annotated[str, Option("--pipeline", help=_("The pipeline: its name or number."))]


def add(
    ctx: Context,
    who: Annotated[
        str,
        Argument(
            help=_("An id, a phone, an e-mail or a name; - for nobody yet."),
            autocompletion=complete.who,
        ),
    ],
    title: Annotated[list[str] | None, Argument(help=_("What to call it."))] = None,
    amount: Amount = None,
    products: Products = None,
    stage: StageName = "",
    pipeline: PipelineName = "",
    close: Close = None,
    source: Source = None,
    owner: Owner = None,
    next_: Next = None,
    due: Due = None,
    note: Note = None,
    ref: Ref = None,
    date: Opened = None,
    new: Annotated[
        str | None, Option(metavar="NAME", help=_("Make an unknown caller a contact."))
    ] = None,
) -> None:
    """Add a deal: a sale that may come about."""
    from crmtui.commands.contacts.alike import warn
    from crmtui.commands.done import told
    from crmtui.writes import deals

    here = shop(ctx)
    values = _values(here, " ".join(title or ()) or None, amount, products, close, source, owner)
    values |= _more(here, note, ref, date)
    step = _step(here, next_, due)
    values |= _place(here, stage, pipeline)
    contact, newcomer = (None, None) if who == "-" else caller(here, who, new)
    done = deals.add(here.store, contact, new=newcomer, step=step, **values)
    told(here, done, _("deal #{id}"))
    if newcomer:
        from crmtui.reads.deals import deal

        with here.read() as connection:
            found = deal(connection, done.row).contact_id
        warn(here, found or 0)


def edit(
    ctx: Context,
    number: Number,
    who: Annotated[
        str | None,
        Option(
            metavar="WHO",
            help=_("With whom; - for nobody."),
            autocompletion=complete.who,
        ),
    ] = None,
    title: Title = None,
    amount: Amount = None,
    products: Products = None,
    close: Close = None,
    source: Source = None,
    owner: Owner = None,
    next_: Next = None,
    due: Due = None,
    note: Note = None,
    ref: Ref = None,
    competitor: Annotated[str | None, Option(help=_("Who else was asked."))] = None,
    date: Opened = None,
    closed: Annotated[
        str | None, Option(metavar="WHEN", help=_("When it was won or lost."))
    ] = None,
) -> None:
    """Change a deal; what is not given stays as it is."""
    from crmtui.commands.done import told
    from crmtui.reads.who import resolve
    from crmtui.writes import deals

    here = shop(ctx)
    values = _values(here, title, amount, products, close, source, owner)
    values |= _more(here, note, ref, date)
    if competitor is not None:
        values["competitor"] = competitor
    if closed is not None:
        values["closed_at"] = here.formats.parse_when(closed, here.now, past=True)
    if who == "-":
        values["without_contact"] = True
    elif who is not None:
        with here.read() as connection:
            values["contact"] = resolve(connection, who)
    if step := _step(here, next_, due):
        values["step"] = step
    if not values:
        raise UsageError(_("Nothing to change was given."))
    told(here, deals.edit(here.store, number, **values))


def move(
    ctx: Context,
    number: Number,
    stage: Annotated[
        list[str] | None,
        Argument(metavar="[STAGE]", help=_("Its name, the beginning of it, or its number.")),
    ] = None,
    before: Annotated[
        int | None,
        Option(metavar="DEAL", parser=of_record, help=_("Put it before that deal.")),
    ] = None,
    last: Annotated[bool, Option("--last", help=_("Put it behind the others."))] = False,
) -> None:
    """Move a deal to another stage, or to another place in its own."""
    from crmtui.commands.done import told
    from crmtui.reads.deals import deal
    from crmtui.reads.stages import find_stage
    from crmtui.writes import deals

    here = shop(ctx)
    words = " ".join(stage or ())
    if not words and before is None and not last:
        raise UsageError(_("Where to?"), _("Name a stage: `crm deal move 3 Offer`."))
    target = None
    if words:
        with here.read() as connection:
            pipeline = deal(connection, number).pipeline_id
            target = find_stage(connection, words, pipeline).id
    told(here, deals.move(here.store, number, target, before=before, last=last))
    if not here.json:
        _say_playbook(here, number)


def delete(ctx: Context, number: Number) -> None:
    """Delete a deal; undo brings it back."""
    from crmtui.commands.done import told
    from crmtui.writes import deals

    here = shop(ctx)
    told(here, deals.delete(here.store, number))


def next_(
    ctx: Context,
    number: Number,
    text: Annotated[list[str], Argument(help=_("What to do."))],
    due: Due = None,
) -> None:
    """Plan what is to be done next for a deal, in place of what was planned before."""
    from crmtui.commands.done import told
    from crmtui.writes import deal_steps

    here = shop(ctx)
    when = here.formats.parse_due(due, here.now) if due else None
    told(here, deal_steps.plan(here.store, number, " ".join(text), when))


def check(
    ctx: Context,
    number: Number,
    point: Annotated[
        list[str], Argument(help=_("A point of the checklist, its beginning or its number."))
    ],
    not_: Annotated[bool, Option("--not", help=_("It is not done after all."))] = False,
) -> None:
    """Tick a point of the checklist of its stage off."""
    from crmtui.commands.done import told
    from crmtui.writes import deal_steps

    here = shop(ctx)
    told(here, deal_steps.tick(here.store, number, " ".join(point), done=not not_))


def _say_playbook(here: Shop, number: int) -> None:
    """Say beside the data what is to be done in the stage that a deal came into."""
    from crmtui.commands.output import say
    from crmtui.commands.pipeline.shown import playbook_lines
    from crmtui.reads.deals import playbook

    with here.read() as connection:
        book = playbook(connection, number)
    for line in playbook_lines(book):
        say(line)


def _values(
    here: Shop,
    title: str | None,
    amount: str | None,
    products: str | None,
    close: str | None,
    source: str | None,
    owner: str | None,
) -> dict[str, Any]:
    """Return what was given. Raises InvalidValue."""
    texts = {"title": title, "products": products, "source": source, "owner": owner}
    values: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
    if amount is not None:
        values["amount"] = here.formats.parse_amount(amount).minor if amount.strip() else None
    if close is not None:
        day = here.formats.parse_date(close, here.today) if close.strip() else None
        values["expected_close"] = day
    return values


def _more(here: Shop, note: str | None, ref: str | None, date: str | None) -> dict[str, Any]:
    values: dict[str, Any] = {"note": note, "ref": ref}
    if date:
        values["opened_at"] = here.formats.parse_when(date, here.now, past=True)
    return {name: value for name, value in values.items() if value is not None}


def _step(here: Shop, text: str | None, due: str | None) -> NextStep | None:
    if text is None:
        if due is not None:
            raise UsageError(_("What is due then?"), _("--next says what is to be done."))
        return None
    return {"text": text, "due": here.formats.parse_due(due, here.now) if due else None}


def _place(here: Shop, stage: str, pipeline: str) -> dict[str, int]:
    """Return the stage or pipeline that was named. Raises NotFound."""
    from crmtui.reads.stages import default_pipeline, find_pipeline, find_stage

    with here.read() as connection:
        chosen = find_pipeline(connection, pipeline) if pipeline else None
        if stage:
            near = chosen or default_pipeline(connection)
            return {"stage": find_stage(connection, stage, near).id}
    return {"pipeline": chosen} if chosen else {}
