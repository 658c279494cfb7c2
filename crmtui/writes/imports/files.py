"""A file as the shell or a screen hands it over: planned first, shown, then brought in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crmtui.writes.imports.options import (
    CONTACTS,
    DEALS,
    INTERACTIONS,
    PAYMENTS,
    PURCHASES,
    TICKETS,
    FileOptions,
)
from crmtui.writes.imports.plan import Plan, Shelf

__all__ = ["Plan", "Shelf", "plan_import"]


def plan_import(shelf: Shelf, kind: str, path: Path, options: FileOptions) -> Plan:
    """Understand a file without touching the store.

    Raises FileUnreadable, HeaderMismatch, or UsageError for an option that cannot be.
    """
    return _planner(kind)(shelf, path, options)


def _planner(kind: str) -> Callable[[Shelf, Path, FileOptions], Plan]:
    """Return what plans files of a kind; each imports what it alone needs."""
    if kind == PURCHASES:
        from crmtui.writes.imports.purchases.plan import plan_purchases

        return plan_purchases
    if kind == INTERACTIONS:
        from crmtui.writes.imports.interactions.plan import plan_interactions

        return plan_interactions
    if kind == PAYMENTS:
        from crmtui.writes.imports.payments.plan import plan_payments

        return plan_payments
    if kind == DEALS:
        from crmtui.writes.imports.deals.plan import plan_deals

        return plan_deals
    if kind == TICKETS:
        from crmtui.writes.imports.tickets.plan import plan_tickets

        return plan_tickets
    assert kind == CONTACTS
    from crmtui.writes.imports.contacts.plan import plan_contacts

    return plan_contacts
