"""Answering tickets, and noting what only the shop should know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Context, Option

from crmtui.commands.clipboard import check_copies
from crmtui.commands.done import told
from crmtui.commands.numbers import Number
from crmtui.commands.output import say
from crmtui.commands.shop import Shop, shop
from crmtui.errors import UsageError
from crmtui.locale import _

if TYPE_CHECKING:
    from crmtui.models.words import Channel
    from crmtui.reads.canned import CannedLine
    from crmtui.reads.tickets import TicketLine

Text = Annotated[list[str] | None, Argument(help=_("The text; without one, $EDITOR opens for it."))]


def reply(
    ctx: Context,
    number: Number,
    text: Text = None,
    canned: Annotated[
        str, Option(metavar="REPLY", help=_("Begin with a canned reply, by its number or name."))
    ] = "",
    edit: Annotated[
        bool, Option("--edit", "-e", help=_("Look over the text in $EDITOR first."))
    ] = False,
    in_: Annotated[bool, Option("--in", help=_("It is what the customer wrote."))] = False,
    channel: Annotated[
        str | None, Option(help=_("How: call, sms, email, whatsapp …; otherwise as they came."))
    ] = None,
    status: Annotated[
        str | None, Option(help=_("What the ticket is now, like waiting or solved."))
    ] = None,
    via: Annotated[
        str,
        Option(
            metavar="PROGRAM",
            help=_("Hand the text to your email, sms or whatsapp program, filled in."),
        ),
    ] = "",
    copy: Annotated[bool, Option("--copy", help=_("Copy the text to the clipboard."))] = False,
    at: Annotated[str | None, Option(metavar="WHEN", help=_("When; otherwise now."))] = None,
) -> None:
    """Answer a ticket, or (--in) write down what the customer wrote.

    crmtui sends nothing by itself: it keeps the answer, and hands it over with --via or --copy.
    """
    from crmtui.reads.tickets import ticket

    here = shop(ctx)
    with here.read() as connection:
        held = ticket(connection, number)
    if in_ and (canned or via or copy):
        raise UsageError(_("What the customer wrote is neither canned nor handed over."))
    if copy:
        check_copies()
    chosen = _chosen(here, canned)
    begun = "\n\n".join(
        part for part in (_filled(here, chosen, held), " ".join(text or ())) if part
    )
    if begun and not edit:
        _keep(here, held, begun, chosen, in_, channel, status, via, copy, at)
        return
    from crmtui.editor import draft

    with draft(begun) as page:
        _keep(here, held, page.edit().strip(), chosen, in_, channel, status, via, copy, at)


def note(ctx: Context, number: Number, text: Text = None) -> None:
    """Add a note to a ticket that no customer sees."""
    from crmtui.editor import draft
    from crmtui.writes.ticket_messages import note as add_note

    here = shop(ctx)
    if text:
        told(here, add_note(here.store, number, " ".join(text)))
        return
    with draft("") as page:
        told(here, add_note(here.store, number, page.edit()))


def _chosen(here: Shop, canned: str) -> CannedLine | None:
    from crmtui.reads.canned import canned_named

    if not canned:
        return None
    with here.read() as connection:
        return canned_named(connection, canned)


def _filled(here: Shop, chosen: CannedLine | None, held: TicketLine) -> str:
    from crmtui.reads.canned import filled_for

    return filled_for(chosen.text, held, here.settings["shop"]) if chosen else ""


def _keep(
    here: Shop,
    held: TicketLine,
    text: str,
    chosen: CannedLine | None,
    incoming: bool,
    channel: str | None,
    status: str | None,
    via: str,
    copy: bool,
    at: str | None,
) -> None:
    """Keep a message, and hand it over as wished: what cannot be handed over is not kept either."""
    from crmtui.commands import clipboard
    from crmtui.reads.handover import handover_link
    from crmtui.writes import ticket_messages

    link = ""
    if via:
        with here.read() as connection:
            link = handover_link(connection, held.contact_id, via, _subject(held), text)
    moment = here.formats.parse_when(at, here.now, past=True) if at else None
    done = ticket_messages.reply(
        here.store,
        held.id,
        text,
        incoming=incoming,
        channel=_channel(channel or via),
        status=status,
        canned=chosen.id if chosen else None,
        at=moment,
    )
    if held.contact_id and not incoming:
        _warn(here, held.contact_id)
    told(here, done, text=text, **({"link": link} if link else {}))
    if copy:
        clipboard.copy(text)
    if link and not here.json:
        clipboard.open_link(link)


def _warn(here: Shop, contact: int) -> None:
    """Say so if somebody asked to be left in peace."""
    from crmtui.reads.card import do_not_contact

    with here.read() as connection:
        warning = do_not_contact(connection, contact)
    if warning:
        say(_("Warning: {warning}").format(warning=warning))


def _channel(text: str) -> Channel | None:
    return text or None  # type: ignore[return-value]  # checked by the model


def _subject(held: TicketLine) -> str:
    """Return the subject of a mail, with the number by which the answer is found again."""
    return f"[#{held.id}] {held.subject}"
