"""The forms of a conversation: an answer, what the customer said, a private note."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmtui.labels import channel_label
from crmtui.locale import _
from crmtui.models.words import Channel
from crmtui.reads.ticket_desk import Desk
from crmtui.reads.ticket_words import ticket_status_label
from crmtui.screens.form import Field, FormScreen, Values
from crmtui.screens.log_form import CHANNEL_KEYS, moment
from crmtui.screens.tickets.hand_over import hand_over, subject_of, ways
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.reads.canned import CannedLine

_ROWS = 6
_AS_IT_IS = "-"
_STATUS_KEYS = {"": _AS_IT_IS, "open": "o", "waiting": "w", "on-hold": "h", "solved": "s"}
_SPOKEN = [channel for channel in Channel if channel is not Channel.NOTE]
_SENT_BY = {"email": "email", "sms": "sms", "whatsapp": "whatsapp"}


def open_reply(app: CrmApp, desk: Desk, canned: CannedLine | None = None, text: str = "") -> None:
    """Show the form that answers a ticket, with the filled text of a canned reply if one is used.

    What was typed before and not sent stays above it.
    """
    ticket, draft = desk.ticket, f"reply {desk.ticket.id}"
    if text and (kept := app.drafts.get(draft)):
        texts = [part for part in (kept.get("text", "").strip(), text) if part]
        app.drafts[draft] = {**kept, "text": "\n\n".join(texts)}
    sending = ways(desk.reach, app.formats)
    chosen: dict[str, str] = {}
    channel = ticket.channel if ticket.channel in _SPOKEN else Channel.CALL.value
    fields = [
        Field("text", _("Answer"), text, is_long=True, rows=_ROWS),
        _channel_field(channel or Channel.CALL.value),
        Field(
            "status",
            _("Then it is"),
            options=[
                ("", _("as it is")),
                *((s, ticket_status_label(s)) for s in _STATUS_KEYS if s),
            ],
            keys=_STATUS_KEYS,
        ),
        Field(
            "way",
            _("Send it"),
            options=[("", _("no, only note it")), *((way.kind, way.label) for way in sending)],
            keys={"": "-", **{way.kind: way.key for way in sending}},
        ),
    ]

    def save(values: Values) -> Callable[[Store], Done]:
        chosen.update(values)
        by = _SENT_BY.get(values["way"], values["channel"])

        def act(store: Store) -> Done:
            from crmtui.writes import ticket_messages

            return ticket_messages.reply(
                store,
                ticket.id,
                values["text"],
                channel=Channel(by),
                status=values["status"] or None,
                canned=canned.id if canned else None,
            )

        return act

    def saved(row: int | None) -> None:
        way = next((way for way in sending if way.kind == chosen.get("way")), None)
        if row is not None and way is not None:
            hand_over(app, way, subject_of(ticket), chosen["text"])

    title = _("Answer #{id} · {name}").format(id=ticket.id, name=ticket.name or ticket.subject)
    app.push_screen(FormScreen(title, fields, save, draft=draft), saved)


def incoming_form(app: CrmApp, desk: Desk) -> FormScreen:
    """Return the form that notes down what the customer said."""
    number = desk.ticket.id
    fields = [
        Field("text", _("They said"), is_long=True, rows=_ROWS),
        _channel_field(desk.ticket.channel or Channel.CALL.value),
        Field("at", _("When"), hint=_("now")),
    ]

    def save(values: Values) -> Callable[[Store], Done]:
        at = moment(values["at"], app) if values["at"].strip() else None

        def act(store: Store) -> Done:
            from crmtui.writes import ticket_messages

            channel = Channel(values["channel"])
            return ticket_messages.reply(
                store, number, values["text"], incoming=True, channel=channel, at=at
            )

        return act

    title = _("What they said on #{id}").format(id=number)
    return FormScreen(title, fields, save, draft=f"incoming {number}")


def note_form(number: int) -> FormScreen:
    """Return the form of a note that no customer sees."""

    def save(values: Values) -> Callable[[Store], Done]:
        def act(store: Store) -> Done:
            from crmtui.writes import ticket_messages

            return ticket_messages.note(store, number, values["text"])

        return act

    fields = [Field("text", _("Note"), hint=_("for the shop alone"), is_long=True, rows=_ROWS)]
    return FormScreen(
        _("Note on #{id}").format(id=number), fields, save, draft=f"ticket note {number}"
    )


def split_form(number: int, messages: list[int], subject: str) -> FormScreen:
    """Return the form that makes a ticket of its own of some messages."""

    def save(values: Values) -> Callable[[Store], Done]:
        from crmtui.screens.tickets import ticket_acts

        return ticket_acts.split(number, messages, values["subject"])

    fields = [Field("subject", _("Subject"), subject)]
    title = _("A ticket of its own from #{id}").format(id=number)
    return FormScreen(title, fields, save, draft=f"split {number}")


def _channel_field(value: str) -> Field:
    options = [(channel.value, channel_label(channel)) for channel in _SPOKEN]
    keys = {name: key for name, key in CHANNEL_KEYS.items() if name in _SPOKEN}
    return Field("channel", _("Channel"), value, options=options, keys=keys)
