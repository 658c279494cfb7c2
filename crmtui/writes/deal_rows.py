"""What every write to a deal shares: finding it, its stage, its place in a column, its history."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import col, select

from crmtui.errors import InvalidValue, NotFound
from crmtui.locale import _
from crmtui.models.contact import Contact
from crmtui.models.deal import Deal
from crmtui.models.pipeline import DealStage, Stage
from crmtui.models.words import StageKind
from crmtui.reads.deals import missing_deal
from crmtui.settings import load
from crmtui.store.session import Writing
from crmtui.text.clean import excerpt
from crmtui.text.formats import Formats

GAP = 1 << 16
"""Between two neighbours in a column: room for some that come in between."""


def existing_deal(w: Writing, number: int) -> Deal:
    """Return a deal. Raises NotFound."""
    deal = w.session.get(Deal, number)
    if deal is None:
        raise missing_deal(number)
    return deal


def existing_stage(w: Writing, number: int) -> Stage:
    """Return a stage that was not removed. Raises NotFound."""
    stage = w.session.get(Stage, number)
    if stage is None or stage.removed_at is not None:
        raise NotFound(
            _("There is no stage #{id}.").format(id=number),
            _("`crm stage list` shows their numbers."),
        )
    return stage


def stage_of(w: Writing, deal: Deal) -> Stage:
    """Return the stage that a deal is in; deals never stay in one that is removed."""
    stage = w.session.get(Stage, deal.stage_id)
    assert stage is not None
    return stage


def first_of_kind(w: Writing, pipeline: int, kind: StageKind) -> Stage:
    """Return the first stage of a kind; a pipeline always has one of each. Raises NotFound."""
    found = w.session.exec(
        select(Stage)
        .where(Stage.pipeline_id == pipeline, Stage.kind == kind, col(Stage.removed_at).is_(None))
        .order_by(col(Stage.position), col(Stage.id))
    ).first()
    if found is None:
        raise NotFound(
            _("There is no pipeline #{id}.").format(id=pipeline),
            _("`crm pipeline list` shows their numbers."),
        )
    return found


def deal_words(w: Writing, deal: Deal) -> str:
    """Return what to call a deal: its title, else its products, its customer or its number."""
    person = w.session.get(Contact, deal.contact_id) if deal.contact_id else None
    words = deal.title or deal.products or (person.name if person else "")
    return excerpt(words) if words else f"#{deal.id}"


def formats_of(w: Writing) -> Formats:
    """Return the zone, calendar and currency of the shop that is written to."""
    return load(w.transaction.connection).formats()


def check_days(w: Writing, deal: Deal) -> None:
    """Raise InvalidValue where a deal would end before it began."""
    formats, opened = formats_of(w), deal.opened_at
    if opened is None:
        return
    if opened > w.transaction.now:
        raise InvalidValue(_("A deal cannot have been opened at a time still to come."))
    for closed in (deal.closed_at and formats.day(deal.closed_at), deal.expected_close):
        if closed and closed < formats.day(opened):
            raise _before_opening(closed, formats.day(opened), formats)


def _before_opening(closed: date, opened: date, formats: Formats) -> InvalidValue:
    return InvalidValue(
        _("The close date {closed} lies before the opening on {opened}.").format(
            closed=formats.date(closed), opened=formats.date(opened)
        )
    )


def history(w: Writing, deal: Deal) -> list[DealStage]:
    """Return every stage that a deal came into, the oldest first."""
    rows = select(DealStage).where(DealStage.deal_id == deal.id).order_by(col(DealStage.id))
    return list(w.session.exec(rows))


def enter(w: Writing, deal: Deal, stage: Stage, at: datetime) -> None:
    """Have a deal be in a stage from now on, and keep that in its history."""
    deal.stage_id, deal.touched_at = stage.id or 0, w.transaction.now
    w.session.add(deal)
    w.session.flush()
    w.session.add(DealStage(deal_id=deal.id or 0, stage_id=stage.id or 0, at=at))


def place(
    w: Writing, deal: Deal, stage: Stage, *, before: int | None = None, last: bool = False
) -> None:
    """Put a deal on top of a column, before another deal in it, or at its end.

    Raises InvalidValue if the other deal is in another column.
    """
    w.session.flush()
    rows = w.transaction.connection.execute(
        "SELECT id, position FROM deal WHERE stage_id = ? AND id <> ? ORDER BY position, id",
        (stage.id, deal.id or 0),
    ).fetchall()
    at = len(rows) if last else 0
    if before is not None and before != deal.id:
        at = next((i for i, (number, _place) in enumerate(rows) if number == before), -1)
        if at < 0:
            raise InvalidValue(
                _("Deal #{id} is not in {stage}.").format(id=before, stage=stage.name)
            )
    deal.position = _between(w, rows, at)


def _between(w: Writing, rows: list[tuple[int, int]], at: int) -> int:
    """Return a position for the place `at`; without room there, the others move apart."""
    if not rows:
        return 0
    if at == 0:
        return rows[0][1] - GAP
    if at == len(rows):
        return rows[-1][1] + GAP
    low, high = rows[at - 1][1], rows[at][1]
    if high - low > 1:
        return (low + high) // 2
    w.transaction.connection.executemany(
        "UPDATE deal SET position = ? WHERE id = ?",
        [((i + (i >= at)) * GAP, number) for i, (number, _place) in enumerate(rows)],
    )
    return at * GAP
