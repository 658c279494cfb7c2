"""The queue of tickets: its columns, and where its rows come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmtui.errors import CrmError
from crmtui.locale import _, pgettext
from crmtui.reads.ticket_clock import LATE, NEAR, PAUSED, Clock, Left
from crmtui.reads.ticket_facts import short_left
from crmtui.reads.ticket_words import priority_label, ticket_status_label
from crmtui.reads.tickets import TicketFilter, TicketLine, queue_numbers, ticket_lines
from crmtui.screens.bridge import Bridge
from crmtui.settings import Settings
from crmtui.settings.keys import BY_NAME
from crmtui.widgets.columns import Column
from crmtui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from crmtui.app import CrmApp

_ROLES = {LATE: "overdue", NEAR: "pressing", PAUSED: "muted"}
_PRESSING = {"urgent": "overdue", "high": "pressing", "low": "muted"}
_SIGNS = {"urgent": "▲", "high": "▲"}
_QUIET = frozenset({"waiting", "on-hold", "solved", "closed"})


class DeskClock:
    """What the tickets on the screen have left, counted once for each minute."""

    def __init__(self, app: CrmApp) -> None:
        self._app = app
        self._clock: Clock | None = None
        self._known: dict[TicketLine, Left] = {}

    def tick(self) -> None:
        """Count anew: a minute has passed, or the opening hours are others."""
        self._clock = None
        self._known.clear()

    def left(self, ticket: TicketLine) -> Left:
        """Return what a ticket has left."""
        if ticket not in self._known:
            self._known[ticket] = self.now().left(ticket)
        return self._known[ticket]

    def now(self) -> Clock:
        """Return the clock of this minute; hours that never open are said, and not used."""
        if self._clock is None:
            app = self._app
            try:
                self._clock = Clock(app.settings, app.now)
            except CrmError as error:
                app.show_error(error)
                usual = {name: BY_NAME[name].default for name in ("hours", "weekend", "holidays")}
                self._clock = Clock(Settings({**app.settings.values, **usual}), app.now)
        return self._clock

    def role(self, ticket: TicketLine) -> str:
        """Return the role of the colour in which that is told."""
        return _ROLES.get(self.left(ticket).state, "")


class TicketQueue:
    """The tickets that a filter lets through, what breaches next first."""

    def __init__(self, bridge: Bridge, wanted: TicketFilter) -> None:
        self._bridge = bridge
        self._wanted = wanted
        self._numbers: list[int] = []

    async def count(self) -> int:
        """Read their numbers anew and return how many there are."""
        self._numbers = await self._bridge.read(queue_numbers, self._wanted)
        return len(self._numbers)

    async def page(self, skip: int, limit: int) -> list[TicketLine]:
        """Return up to `limit` rows after the first `skip`."""
        return await self._bridge.read(ticket_lines, self._numbers[skip : skip + limit])

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before the one with this id; None if it is not here."""
        return self._numbers.index(number) if number in self._numbers else None


class QueueList(VirtualList[TicketLine]):
    """The queue; what presses bears a sign."""

    def sign(self, row: TicketLine | None) -> str:
        """Return what stands before a row: how much it presses, if not as usual."""
        return _SIGNS.get(row.priority, " ") if row is not None and row.is_open else " "


def columns(app: CrmApp, clock: DeskClock) -> list[Column[TicketLine]]:
    """Return the columns."""

    def left(ticket: TicketLine) -> str:
        return short_left(clock.left(ticket))

    def since(ticket: TicketLine) -> str:
        return app.formats.ago(ticket.opened_at, app.today)

    return [
        Column(lambda: "#", 5, lambda t: app.formats.code(str(t.id)), right=True, role="muted"),
        Column(lambda: pgettext("ticket", "Left"), 14, left, role=clock.role),
        Column(
            lambda: _("Priority"),
            8,
            lambda t: priority_label(t.priority),
            rank=5,
            role=lambda t: _PRESSING.get(t.priority, ""),
        ),
        Column(lambda: pgettext("ticket", "Subject"), 16, lambda t: t.subject, grows=True),
        Column(lambda: _("Customer"), 12, lambda t: t.name or "—", rank=1, most=20),
        Column(
            lambda: _("Status"),
            11,
            lambda t: ticket_status_label(t.status),
            rank=2,
            role=lambda t: "muted" if t.status in _QUIET else "",
        ),
        Column(lambda: _("Assigned"), 10, lambda t: t.assignee, rank=6, role="muted"),
        Column(lambda: pgettext("ticket", "Since"), 9, since, rank=4, role="muted"),
    ]
