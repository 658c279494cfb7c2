"""Reading tickets: the queue of a desk with many closed ones is found along its own index."""

from __future__ import annotations

from crmtui.reads.tickets import BREACHES_NEXT, OPEN_TICKETS, queue_length
from crmtui.store.connect import Store
from crmtui.writes import tickets


def test_the_open_tickets_are_found_among_many_closed_ones(store: Store) -> None:
    tickets.open_ticket(store, None, subject="a")
    with store.read() as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT t.id FROM ticket t LEFT JOIN contact c "
            f"ON c.id = t.contact_id WHERE {OPEN_TICKETS} ORDER BY {BREACHES_NEXT}"
        ).fetchall()
        assert "ix_ticket_open" in str(plan[0])
        assert queue_length(connection) == 1
