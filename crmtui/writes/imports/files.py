"""A file as the shell or a screen hands it over: planned first, shown, then brought in."""

from __future__ import annotations

from pathlib import Path

from crmtui.writes.imports.contacts.plan import plan_contacts
from crmtui.writes.imports.deals.plan import plan_deals
from crmtui.writes.imports.interactions.plan import plan_interactions
from crmtui.writes.imports.options import (
    DEALS,
    INTERACTIONS,
    PAYMENTS,
    PURCHASES,
    TICKETS,
    FileOptions,
)
from crmtui.writes.imports.payments.plan import plan_payments
from crmtui.writes.imports.plan import Plan, Shelf
from crmtui.writes.imports.purchases.plan import plan_purchases
from crmtui.writes.imports.tickets.plan import plan_tickets

__all__ = ["Plan", "Shelf", "plan_import"]


def plan_import(shelf: Shelf, kind: str, path: Path, options: FileOptions) -> Plan:
    """Understand a file without touching the store.

    Raises FileUnreadable, HeaderMismatch, or UsageError for an option that cannot be.
    """
    plans = {
        PURCHASES: plan_purchases,
        INTERACTIONS: plan_interactions,
        PAYMENTS: plan_payments,
        DEALS: plan_deals,
        TICKETS: plan_tickets,
    }
    return plans.get(kind, plan_contacts)(shelf, path, options)
