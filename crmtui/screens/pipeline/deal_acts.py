"""Use cases about deals as the screens call them: what writes is imported only when it is done."""

from __future__ import annotations

from crmtui.screens.acts import UseCase
from crmtui.store.connect import Store
from crmtui.store.transact import Done


def move_deal(number: int, stage: int, *, before: int | None, last: bool, seen: int) -> UseCase:
    """Move a deal to a place in a column, as far as nobody else moved it meanwhile."""

    def act(store: Store) -> Done:
        from crmtui.writes import deals

        return deals.move(store, number, stage, before=before, last=last, seen=seen)

    return act


def reopen_deal(number: int) -> UseCase:
    """Open a deal again that was won or lost."""

    def act(store: Store) -> Done:
        from crmtui.writes import closing

        return closing.reopen(store, number)

    return act


def tick_point(number: int, point: str, *, done: bool) -> UseCase:
    """Tick a point of the checklist of a deal off, or take that back."""

    def act(store: Store) -> Done:
        from crmtui.writes import deal_steps

        return deal_steps.tick(store, number, point, done=done)

    return act


def warm_up(store: Store) -> None:
    """Import what writes deals, so that the first move does not wait for it."""
    import crmtui.writes.deals  # noqa: F401
