"""The pipeline of the sample shop: half a year of bigger sales, won and lost, some still open."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from crmtui.locale import _, mark
from crmtui.models.contact import Contact
from crmtui.models.deal import Deal
from crmtui.models.pipeline import Stage
from crmtui.models.words import StageKind
from crmtui.reads.stages import default_pipeline
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.text.calendar import day_start
from crmtui.text.due import Due
from crmtui.writes.closing import kept_reason, lost_at_counter
from crmtui.writes.deal_rows import enter, first_of_kind, formats_of
from crmtui.writes.deal_steps import plan_for
from crmtui.writes.deals import new_deal


class _Sale(NamedTuple):
    """What a tea shop sells beyond its counter: its name, goods and price in small units."""

    title: str
    products: str
    price: int


_SALES = (
    _Sale(mark("Gift boxes for the staff"), mark("Gift box"), 1200),
    _Sale(mark("Tea corner for the office"), mark("Earl Grey 100 g"), 640),
    _Sale(mark("Wedding favours"), mark("Rose petals"), 450),
    _Sale(mark("Saffron for the restaurant"), mark("Saffron 1 g"), 2400),
    _Sale(mark("Breakfast tea for the hotel"), mark("Darjeeling first flush"), 3100),
    _Sale(mark("Tasting evening"), mark("Darjeeling first flush"), 380),
)
_REASONS = (
    mark("price"),
    mark("out of stock"),
    mark("bought elsewhere"),
    mark("no answer any more"),
)
_STEPS = (mark("send the offer"), mark("bring samples"), mark("call about the date"))
_OWNERS = (mark("Sara"), mark("Omid"))
_ENDED, _OPEN, _DAYS = 48, 14, 200
_PLAYBOOKS = (
    (mark("Ask for the occasion\nAsk for the budget"), mark("Good day! What shall it be for?")),
    (mark("Bring samples\nAgree on the amount"), mark("Shall I bring something to taste?")),
    (mark("Send the offer\nCall within three days"), ""),
)


def fill_pipeline(store: Store, now: datetime) -> None:
    """Give the sample shop deals: won and lost ones with their history, and open ones."""
    random = Random(11)
    with writing(store, _("Made the deals of the sample shop")) as w:
        stages = _stages(w)
        for stage, (checklist, script) in zip(stages, _PLAYBOOKS, strict=True):
            stage.checklist, stage.script = _(checklist), _(script) if script else ""
        people = random.sample(range(1, 200), _ENDED + _OPEN)
        for contact in people[:_ENDED]:
            _ended(w, random, stages, contact)
        for n, contact in enumerate(people[_ENDED:]):
            _open(w, random, stages, contact, n)
    for n, reason in enumerate(_REASONS[:2] * 2):
        what, at = _(random.choice(_SALES).products), now - timedelta(days=9 * n + 1)
        lost_at_counter(store, _(reason), products=what, at=at)


def _stages(w: Writing) -> list[Stage]:
    """Return the open stages of the pipeline that every store has."""
    pipeline = default_pipeline(w.transaction.connection)
    rows = w.transaction.connection.execute(
        "SELECT id FROM stage WHERE pipeline_id = ? AND kind = 'open' ORDER BY position",
        (pipeline,),
    ).fetchall()
    return [stage for (number,) in rows if (stage := w.session.get(Stage, number))]


def _begun(w: Writing, random: Random, stages: list[Stage], contact: int, days: float) -> Deal:
    sale = random.choice(_SALES)
    small = 1 if formats_of(w).cur.digits else 1_000  # rials are small
    price = sale.price * random.choice((1, 1, 2)) * small * 10 ** formats_of(w).cur.digits
    person = w.session.get(Contact, contact)
    fields: dict[str, object] = {
        "contact_id": contact,
        "title": _(sale.title),
        "products": _(sale.products),
        "amount": price,
        "source": person.source if person else "",
        "owner": _(random.choice(_OWNERS)),
        "opened_at": w.transaction.now - timedelta(days=days),
    }
    return new_deal(w, fields, stages[0])


def _ended(w: Writing, random: Random, stages: list[Stage], contact: int) -> None:
    deal = _begun(w, random, stages, contact, random.uniform(8, _DAYS))
    at, is_won = deal.opened_at, random.random() < 0.72
    assert at is not None
    deal.expected_close = formats_of(w).day(at) + timedelta(days=random.randint(7, 30))
    for stage in stages[1:]:
        at = min(at + timedelta(days=random.uniform(1, 9)), w.transaction.now)
        enter(w, deal, stage, at)
        if not is_won and random.random() < 0.5:
            break
    deal.closed_at = min(at + timedelta(days=random.uniform(0, 6)), w.transaction.now)
    if not is_won:
        deal.lost_reason_id = kept_reason(w, _(random.choice(_REASONS))).id
    kind = StageKind.WON if is_won else StageKind.LOST
    enter(w, deal, first_of_kind(w, stages[0].pipeline_id, kind), deal.closed_at)
    deal.touched_at = deal.closed_at


def _open(w: Writing, random: Random, stages: list[Stage], contact: int, n: int) -> None:
    deal = _begun(w, random, stages, contact, random.uniform(1, 26))
    at = deal.opened_at
    assert at is not None
    for stage in stages[1 : 1 + n % 3]:
        at = min(at + timedelta(days=random.uniform(0, 5)), w.transaction.now)
        enter(w, deal, stage, at)
    formats = formats_of(w)
    today = formats.day(w.transaction.now)
    deal.expected_close = today + timedelta(days=random.randint(3, 70))
    if n % 4:
        due = day_start(today + timedelta(days=(n % 5) - 1), formats.zone)
        plan_for(w, deal, _(random.choice(_STEPS)), Due(due, all_day=True))
    deal.touched_at = at
