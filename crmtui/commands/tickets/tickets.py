"""Opening, changing and closing tickets."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.contacts.newcomer import caller, warn_of_newcomer
from crmtui.commands.done import told
from crmtui.commands.numbers import Number, of_record
from crmtui.commands.shop import Shop, shop
from crmtui.errors import UsageError
from crmtui.locale import _

if TYPE_CHECKING:
    from crmtui.writes.ticket_ratings import Rating
    from crmtui.writes.tickets import TicketChanges

_NOBODY = "-"
Who = Annotated[
    str,
    Argument(
        help=_("An id, a phone, an e-mail or a name; - for nobody in particular."),
        autocompletion=complete.who,
    ),
]
Channel = Annotated[
    str | None, Option(help=_("How they came: call, visit, sms, email, whatsapp, web …"))
]
Category = Annotated[str | None, Option(help=_("What kind of request it is, in your own words."))]
Priority = Annotated[str | None, Option(help=_("low, normal, high or urgent."))]
Assignee = Annotated[str | None, Option(metavar="NAME", help=_("Who of the shop looks after it."))]
Purchase = Annotated[
    str | None, Option(metavar="NUMBER", help=_('The purchase it is about; "" for none.'))
]
Product = Annotated[str | None, Option(help=_("What it is about, in words."))]
Warranty = Annotated[
    str | None, Option(metavar="DATE", help=_('Until when there is a warranty; "" for none.'))
]
Csat = Annotated[int | None, Option(metavar="1-5", help=_("How content they are, from 1 to 5."))]
Nps = Annotated[
    int | None, Option(metavar="0-10", help=_("Whether they would recommend you, from 0 to 10."))
]
Comment = Annotated[str | None, Option(help=_("What they said about it."))]
At = Annotated[str | None, Option(metavar="WHEN", help=_("When; otherwise now."))]


def open_(
    ctx: Context,
    who: Who,
    subject: Annotated[list[str], Argument(help=_("What it is about, in a line."))],
    text: Annotated[str, Option(help=_("What they wrote or said."))] = "",
    channel: Channel = None,
    category: Category = None,
    priority: Priority = None,
    assignee: Assignee = None,
    purchase: Purchase = None,
    product: Product = None,
    warranty: Warranty = None,
    at: At = None,
    new: Annotated[
        str | None, Option(metavar="NAME", help=_("Make an unknown caller a contact."))
    ] = None,
) -> None:
    """Open a ticket: a request or a complaint that waits for an answer."""
    from crmtui.writes import tickets

    here = shop(ctx)
    values = _said(
        here, " ".join(subject), channel, category, priority, assignee, purchase, product, warranty
    )
    contact, newcomer = (None, None) if who == _NOBODY else caller(here, who, new)
    moment = here.formats.parse_when(at, here.now, past=True) if at else None
    done = tickets.open_ticket(here.store, contact, new=newcomer, text=text, at=moment, **values)
    told(here, done, _("ticket #{id}"))
    if newcomer:
        warn_of_newcomer(here, "ticket", done.row)


def edit(
    ctx: Context,
    number: Number,
    who: Annotated[
        str | None,
        Option(metavar="WHO", help=_("Whose it is; - for nobody."), autocompletion=complete.who),
    ] = None,
    subject: Annotated[str | None, Option(help=_("What it is about, in a line."))] = None,
    channel: Channel = None,
    category: Category = None,
    priority: Priority = None,
    assignee: Assignee = None,
    purchase: Purchase = None,
    product: Product = None,
    warranty: Warranty = None,
) -> None:
    """Change a ticket; what is not given stays as it is."""
    from crmtui.reads.who import resolve
    from crmtui.writes import tickets

    here = shop(ctx)
    values = _said(
        here, subject, channel, category, priority, assignee, purchase, product, warranty
    )
    if who is not None and values:
        raise UsageError(_("--who stands alone: whose it is, is a step of its own."))
    if who is not None:
        contact = None
        if who != _NOBODY:
            with here.read() as connection:
                contact = resolve(connection, who)
        told(here, tickets.give_to(here.store, number, contact))
        return
    if not values:
        raise UsageError(_("Nothing to change was given."))
    told(here, tickets.edit(here.store, number, **values))


def assign(
    ctx: Context,
    number: Number,
    name: Annotated[str, Argument(help=_('Who of the shop looks after it; "" for nobody.'))],
) -> None:
    """Give a ticket to somebody of the shop."""
    from crmtui.writes import tickets

    here = shop(ctx)
    told(here, tickets.assign(here.store, number, name))


def status(
    ctx: Context,
    number: Number,
    status: Annotated[
        str, Argument(help=_("new, open, waiting (for the customer), on-hold, solved or closed."))
    ],
    at: At = None,
) -> None:
    """Give a ticket another status; while it waits for the customer, the clock stands still."""
    from crmtui.writes import tickets

    here = shop(ctx)
    moment = here.formats.parse_when(at, here.now, past=True) if at else None
    told(here, tickets.set_status(here.store, number, status, at=moment))


def close(
    ctx: Context,
    number: Number,
    csat: Csat = None,
    nps: Nps = None,
    comment: Comment = None,
    solved: Annotated[
        bool, Option("--solved", help=_("Only solved: the customer may still come back."))
    ] = False,
    at: At = None,
) -> None:
    """Close a ticket; on a terminal, it asks what the customer thought of it."""
    from crmtui.reads.tickets import ticket
    from crmtui.writes import tickets
    from crmtui.writes.ticket_ratings import Rating

    here = shop(ctx)
    with here.read() as connection:
        held = ticket(connection, number)
    rating: Rating | None = Rating(csat, nps, comment)
    if rating == Rating():
        rating = _asked(here) if held.csat is None and held.nps is None else None
    moment = here.formats.parse_when(at, here.now, past=True) if at else None
    told(here, tickets.close(here.store, number, solved=solved, rating=rating, at=moment))


def rate(
    ctx: Context,
    number: Number,
    score: Annotated[
        int | None, Argument(metavar="[1-5]", help=_("How content they are, from 1 to 5."))
    ] = None,
    csat: Csat = None,
    nps: Nps = None,
    comment: Comment = None,
) -> None:
    """Note down what a customer thought of a ticket; a low score is to be followed up."""
    from crmtui.writes.ticket_ratings import Rating
    from crmtui.writes.ticket_ratings import rate as rate_ticket

    here = shop(ctx)
    if score is not None and csat is not None:
        raise UsageError(_("Either a score or --csat, not both."))
    rating: Rating | None = Rating(csat if score is None else score, nps, comment)
    if rating == Rating():
        rating = _asked(here)
    told(here, rate_ticket(here.store, number, rating or Rating()))


def reopen(ctx: Context, number: Number) -> None:
    """Open a ticket again that was solved or closed."""
    from crmtui.writes import tickets

    here = shop(ctx)
    told(here, tickets.reopen(here.store, number))


def delete(ctx: Context, number: Number) -> None:
    """Delete a ticket with all that was said on it; undo brings it back."""
    from crmtui.writes import tickets

    here = shop(ctx)
    told(here, tickets.delete(here.store, number))


def _asked(here: Shop) -> Rating | None:
    """Ask a person on a terminal for a rating; Enter leaves an answer out."""
    from crmtui.commands.files.questions import ask
    from crmtui.commands.numbers import whole
    from crmtui.writes.ticket_ratings import Rating

    if here.json or here.yes or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    csat = ask(_("How content are they, 1 to 5? (Enter: not asked)") + " ")
    nps = ask(_("Would they recommend you, 0 to 10? (Enter: not asked)") + " ")
    comment = ask(_("What did they say? (Enter: nothing)") + " ")
    found = Rating(whole(csat) if csat else None, whole(nps) if nps else None, comment or None)
    return None if found == Rating() else found


def _said(
    here: Shop,
    subject: str | None,
    channel: str | None,
    category: str | None,
    priority: str | None,
    assignee: str | None,
    purchase: str | None,
    product: str | None,
    warranty: str | None,
) -> TicketChanges:
    """Return what was typed about a ticket; "" takes a thing away. Raises InvalidValue."""
    values = {
        "subject": subject,
        "channel": channel,
        "category": category,
        "priority": priority,
        "assignee": assignee,
        "product": product,
    }
    found: Any = {name: value for name, value in values.items() if value is not None}
    if found.get("channel") == "":
        found["channel"] = None
    if purchase is not None:
        found["purchase_id"] = of_record(purchase) if purchase else None
    if warranty is not None:
        day = here.formats.parse_date(warranty, here.today) if warranty else None
        found["warranty_until"] = day
    said: TicketChanges = found  # checked by the model
    return said
