"""What a timeline is made of: one small SELECT for each kind of entry.

Another kind is another entry of SOURCES. Each gives id, at, what, direction, outcome, text, amount
and all_day of the entries of :contact, in no order; `at` sorts as UTC text.
"""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """A kind of entry, and where it comes from."""

    kind: str
    sql: str


_INTERACTION = """SELECT id, at, channel AS what, direction, outcome, text, NULL AS amount,
 NULL AS all_day FROM interaction WHERE contact_id = :contact"""

_PURCHASE = """SELECT p.id, p.at, CASE WHEN p.amount < 0 THEN 'refund' ELSE 'sale' END AS what,
 NULL AS direction, NULL AS outcome, coalesce(nullif(p.note, ''),
  (SELECT group_concat(item, ', ') FROM (SELECT item FROM purchase_line
   WHERE purchase_id = p.id AND item <> '' ORDER BY id LIMIT 5)), p.ref) AS text,
 p.amount, NULL AS all_day FROM purchase p WHERE p.contact_id = :contact"""

_PAYMENT = """SELECT id, at, CASE WHEN amount < 0 THEN 'paid-back' ELSE 'payment' END AS what,
 NULL AS direction, NULL AS outcome,
 trim(method || CASE WHEN ref = '' THEN '' ELSE ' ' || ref END
  || CASE WHEN note = '' THEN '' ELSE ' ' || note END) AS text,
 amount, NULL AS all_day FROM payment WHERE contact_id = :contact"""

# An open task stands where it is due: what is to come is at the top.
_TASK = """SELECT id, coalesce(done_at, due, created_at) AS at,
 CASE WHEN promise IS NULL THEN 'task' ELSE 'promise' END AS what, promise AS direction,
 CASE WHEN dropped = 1 THEN 'dropped' WHEN done_at IS NULL THEN 'open' ELSE 'done' END AS outcome,
 text, NULL AS amount, CASE WHEN done_at IS NULL AND due IS NOT NULL THEN all_day END AS all_day
 FROM task WHERE contact_id = :contact"""

_NEED = """SELECT id, at, 'need' AS what, NULL AS direction,
 CASE WHEN met_at IS NOT NULL THEN 'met' END AS outcome, text, NULL AS amount, NULL AS all_day
 FROM need WHERE contact_id = :contact"""

_TICKET = """SELECT id, opened_at AS at, 'ticket' AS what, NULL AS direction, status AS outcome,
 '#' || id || ' ' || subject AS text, NULL AS amount, NULL AS all_day
 FROM ticket WHERE contact_id = :contact"""

_APPOINTMENT = """SELECT a.id, a.at, 'appointment' AS what, NULL AS direction,
 CASE WHEN a.dropped = 1 THEN 'dropped' WHEN a.done_at IS NULL THEN 'open' ELSE 'done' END
 AS outcome, '#' || t.id || ' ' || t.subject || CASE WHEN a.place = '' THEN '' ELSE ', ' || a.place
 END AS text, NULL AS amount, CASE WHEN a.done_at IS NULL THEN 0 END AS all_day
 FROM appointment a JOIN ticket t ON t.id = a.ticket_id WHERE a.contact_id = :contact"""

# An open deal stands where it was opened, one that ended where it ended.
_DEAL = """SELECT d.id, coalesce(d.closed_at, d.opened_at, d.created_at) AS at, 'deal' AS what,
 NULL AS direction, CASE s.kind WHEN 'open' THEN NULL ELSE s.kind END AS outcome,
 coalesce(nullif(d.title, ''), nullif(d.products, ''), s.name)
  || CASE WHEN r.name IS NULL THEN '' ELSE ' (' || r.name || ')' END AS text,
 d.amount, NULL AS all_day FROM deal d JOIN stage s ON s.id = d.stage_id
 LEFT JOIN lost_reason r ON r.id = d.lost_reason_id WHERE d.contact_id = :contact"""

_PARTS = (
    ("contact_point", "contact_id = :contact"),
    ("contact_tag", "contact_id = :contact"),
    ("contact_link", "contact_id = :contact"),
    ("contact_link", "other_id = :contact"),
    ("custom_value", "contact_id = :contact"),
)
_OF_PARTS = " ".join(
    f"UNION SELECT h.step FROM {table} r JOIN change h ON h.tbl = '{table}' AND h.row = r.id "
    f"AND h.op IN ('I', 'U') WHERE r.{whose}"
    for table, whose in _PARTS
)
# The step that made the contact is no change of theirs; it may be older than the journal. One that
# recorded a purchase, and made a customer of a lead, is told by the purchase.
_CHANGE = f"""SELECT s.id, s.at, 'change' AS what, NULL AS direction, NULL AS outcome,
 s.label AS text, NULL AS amount, NULL AS all_day FROM step s
 WHERE s.undoes IS NULL AND s.undone_by IS NULL AND s.id IN (
  SELECT step FROM change WHERE tbl = 'contact' AND row = :contact AND op = 'U' {_OF_PARTS})
 AND s.id NOT IN (
  SELECT step FROM change WHERE tbl = 'contact' AND row = :contact AND op = 'I')
 AND NOT EXISTS (
  SELECT 1 FROM change h WHERE h.step = s.id AND h.tbl = 'purchase' AND h.op = 'I')"""

_ADDED = """SELECT id, created_at AS at, 'added' AS what, NULL AS direction, NULL AS outcome,
 source AS text, NULL AS amount, NULL AS all_day FROM contact WHERE id = :contact"""

SOURCES = (
    Source("interaction", _INTERACTION),
    Source("purchase", _PURCHASE),
    Source("payment", _PAYMENT),
    Source("task", _TASK),
    Source("need", _NEED),
    Source("deal", _DEAL),
    Source("ticket", _TICKET),
    Source("appointment", _APPOINTMENT),
    Source("change", _CHANGE),
    Source("added", _ADDED),
)
