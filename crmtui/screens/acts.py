"""Use cases as the screens call them, run in a thread: what writes is imported only there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.text.due import Due

if TYPE_CHECKING:
    from crmtui.writes.erase import Erased

UseCase = Callable[[Store], object]


def undo(store: Store) -> object:
    """Take the last step back."""
    from crmtui.writes.undo import undo

    return undo(store)


def redo(store: Store) -> object:
    """Bring back what the last undo took."""
    from crmtui.writes.undo import redo

    return redo(store)


def delete_contact(number: int) -> UseCase:
    """Move a contact to the trash."""

    def act(store: Store) -> Done:
        from crmtui.writes import contacts

        return contacts.delete(store, number)

    return act


def delete_contacts(numbers: list[int]) -> UseCase:
    """Move contacts to the trash in one step."""

    def act(store: Store) -> Done:
        from crmtui.writes import bulk

        return bulk.each(store, numbers, [bulk.delete()])

    return act


def delete_event(kind: str, number: int) -> UseCase | None:
    """Delete an entry of a timeline; None for one that cannot be deleted here."""
    return {
        "interaction": delete_interaction,
        "purchase": delete_purchase,
        "task": delete_task,
        "deal": delete_deal,
    }.get(kind, lambda _number: None)(number)


def delete_interaction(number: int) -> UseCase:
    """Delete an interaction."""

    def act(store: Store) -> Done:
        from crmtui.writes import interactions

        return interactions.delete(store, number)

    return act


def restore_contact(number: int) -> UseCase:
    """Bring a contact back from the trash."""

    def act(store: Store) -> Done:
        from crmtui.writes import contacts

        return contacts.restore(store, number)

    return act


def merge_contacts(keep: int, gone: int, take: Iterable[str]) -> Callable[[Store], Done]:
    """Make one contact of two."""

    def act(store: Store) -> Done:
        from crmtui.writes.merge import merge

        return merge(store, keep, gone, take)

    return act


def erase_contact(number: int) -> Callable[[Store], Erased]:
    """Remove a contact for good."""

    def act(store: Store) -> Erased:
        from crmtui.writes.erase import erase

        return erase(store, number)

    return act


def not_the_same(one: int, other: int) -> UseCase:
    """Remember that two contacts are different people."""

    def act(store: Store) -> Done:
        from crmtui.writes import duplicates

        return duplicates.ignore(store, one, other)

    return act


def delete_purchase(number: int) -> UseCase:
    """Delete a purchase."""

    def act(store: Store) -> Done:
        from crmtui.writes import purchases

        return purchases.delete(store, number)

    return act


def delete_task(number: int) -> UseCase:
    """Delete a task."""

    def act(store: Store) -> Done:
        from crmtui.writes import tasks

        return tasks.delete(store, number)

    return act


def delete_deal(number: int) -> UseCase:
    """Delete a deal."""

    def act(store: Store) -> Done:
        from crmtui.writes import deals

        return deals.delete(store, number)

    return act


def finish_task(number: int) -> UseCase:
    """Finish a task."""

    def act(store: Store) -> Done:
        from crmtui.writes import tasks

        return tasks.done(store, number)

    return act


def drop_task(number: int) -> UseCase:
    """Give a task up."""

    def act(store: Store) -> Done:
        from crmtui.writes import tasks

        return tasks.drop(store, number)

    return act


def snooze_task(number: int, until: Due) -> UseCase:
    """Put a task off."""

    def act(store: Store) -> Done:
        from crmtui.writes import tasks

        return tasks.snooze(store, number, until)

    return act


def warm_up(store: Store) -> None:
    """Import what writes while a form is being filled in, so that saving does not wait for it."""
    import crmtui.writes.bulk
    import crmtui.writes.contacts
    import crmtui.writes.deals
    import crmtui.writes.interactions
    import crmtui.writes.payments
    import crmtui.writes.purchases  # noqa: F401
