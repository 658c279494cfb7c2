"""What can be done to a ticket, as the screens call it: what writes is imported in its thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crmtui.store.connect import Store
from crmtui.store.transact import Done

Act = Callable[[Store], Done]
Said = tuple[int | None, int | None, str | None]
"""What a customer thought: a score of 5, a recommendation up to 10, a comment."""


def set_status(number: int, status: str) -> Act:
    """Give a ticket another status."""

    def act(store: Store) -> Done:
        from crmtui.writes import tickets

        return tickets.set_status(store, number, status)

    return act


def solve(number: int) -> Act:
    """Call a ticket solved."""

    def act(store: Store) -> Done:
        from crmtui.writes import tickets

        return tickets.close(store, number, solved=True)

    return act


def close(number: int, said: Said | None) -> Act:
    """Close a ticket, with what the customer thought of it if they were asked."""

    def act(store: Store) -> Done:
        from crmtui.writes import ticket_ratings, tickets

        rating = ticket_ratings.Rating(*said) if said else None
        return tickets.close(store, number, rating=rating)

    return act


def rate(number: int, said: Said) -> Act:
    """Note down what the customer thought."""

    def act(store: Store) -> Done:
        from crmtui.writes import ticket_ratings

        return ticket_ratings.rate(store, number, ticket_ratings.Rating(*said))

    return act


def reopen(number: int) -> Act:
    """Open a ticket again."""

    def act(store: Store) -> Done:
        from crmtui.writes import tickets

        return tickets.reopen(store, number)

    return act


def assign(number: int, who: str) -> Act:
    """Say who of the shop looks after a ticket."""

    def act(store: Store) -> Done:
        from crmtui.writes import tickets

        return tickets.assign(store, number, who)

    return act


def give_to(number: int, contact: int) -> Act:
    """Say whose ticket it is."""

    def act(store: Store) -> Done:
        from crmtui.writes import tickets

        return tickets.give_to(store, number, contact)

    return act


def set_priority(number: int, priority: str) -> Act:
    """Say how much a ticket presses."""

    def act(store: Store) -> Done:
        from crmtui.writes import tickets

        return tickets.edit(store, number, priority=priority)

    return act


def set_category(number: int, category: str) -> Act:
    """Say what kind of ticket it is."""

    def act(store: Store) -> Done:
        from crmtui.writes import tickets

        return tickets.edit(store, number, category=category)

    return act


def delete(number: int) -> Act:
    """Delete a ticket."""

    def act(store: Store) -> Done:
        from crmtui.writes import tickets

        return tickets.delete(store, number)

    return act


def merge(keep: int, gone: int) -> Act:
    """Move a ticket into another."""

    def act(store: Store) -> Done:
        from crmtui.writes import ticket_joins

        return ticket_joins.merge(store, keep, gone)

    return act


def split(number: int, messages: Sequence[int], subject: str) -> Act:
    """Make a ticket of its own of some messages."""

    def act(store: Store) -> Done:
        from crmtui.writes import ticket_joins

        return ticket_joins.split(store, number, messages, subject)

    return act


def link(number: int, other: int, *, untie: bool) -> Act:
    """Tie two tickets together, or apart."""

    def act(store: Store) -> Done:
        from crmtui.writes import ticket_joins

        if untie:
            return ticket_joins.unlink(store, number, other)
        return ticket_joins.link(store, number, other)

    return act


def end_visit(number: int, *, kept: bool) -> Act:
    """Say that an appointment was kept, or call it off."""

    def act(store: Store) -> Done:
        from crmtui.writes import appointments

        return appointments.done(store, number) if kept else appointments.call_off(store, number)

    return act


def delete_canned(number: int) -> Act:
    """Delete a canned reply."""

    def act(store: Store) -> Done:
        from crmtui.writes import canned

        return canned.delete(store, number)

    return act
