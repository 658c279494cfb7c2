"""Who needs attention today, and why: facts about a person → reasons, strongest first, and a score.

A reason's points are its weight (a setting) times how much it presses. The strongest reason of a
person counts in full, the next half, the next a quarter: a second reason never lowers a score, and
three faint ones do not outrank a broken promise.
"""

from __future__ import annotations

from typing import NamedTuple

from crmtui.rules.moves import Summary
from crmtui.rules.rhythm import Rhythm

PROMISE = "promise"
THEIR_PROMISE = "their-promise"
TASK = "task"
TICKET = "ticket"
VISIT = "appointment"
STALE_DEAL = "stale-deal"
UNPLANNED_DEAL = "unplanned-deal"
KEEP = "keep"
LATE = "late"
RISK = "risk"
DEBT = "debt"
BIRTHDAY = "birthday"
ANNIVERSARY = "anniversary"
MOVES = "moves"

NO_ANSWER, NOT_NOW, NOT_INTERESTED = "no-answer", "not-now", "not-interested"
AT_RISK = {"cant-lose": 1.0, "at-risk": 0.75}
"""The segments worth a call before they are lost, and how much each presses."""

_TRIED = 0.25
"""What is left of the score of somebody who did not answer today."""
_LONG_OVERDUE = 14
"""Days after which a task presses no more than it does already."""
_OLD_DEBT = 60


class Weights(NamedTuple):
    """What each reason is worth, and the days that silence them; the settings of the same names."""

    promise: int = 100
    task: int = 80
    debt: int = 60
    keep: int = 50
    late: int = 50
    birthday: int = 45
    risk: int = 40
    deal: int = 65
    moves: int = 60
    ticket: int = 90
    visit: int = 85
    birthday_days: int = 7
    """So many days before it, a birthday is a reason."""
    rest_days: int = 7
    not_now_days: int = 30
    not_interested_days: int = 90


class Step(NamedTuple):
    """An open task with a day; `late` is its days overdue, 0 today, below zero to come."""

    task: int
    text: str
    due: str
    all_day: bool
    promise: str | None
    late: int
    is_overdue: bool


class TicketDue(NamedTuple):
    """A ticket near its deadline, or past it: then so many days `late`."""

    ticket: int
    subject: str
    due: str
    is_reply: bool
    """The deadline is that of the first reply."""
    is_late: bool
    late: int


class Visit(NamedTuple):
    """A visit or a call back that was agreed on for the day, or should have been before."""

    appointment: int
    ticket: int
    kind: str
    at: str
    place: str
    is_over: bool
    """Its hour has passed."""


class DealDue(NamedTuple):
    """An open deal with nothing planned, quiet for so many days; stale from `limit` on (0: never).

    `others` is how many more of such deals there are with the same person.
    """

    deal: int
    words: str
    amount: int
    quiet: int
    limit: int
    is_stale: bool
    others: int


class Contacted(NamedTuple):
    """The last time the shop and a person spoke, in days ago, and what came of it."""

    days: int
    outcome: str


class Keep(NamedTuple):
    """Keep in touch every so many days, and how many it has been."""

    every: int
    since: int
    late: int


class Debt(NamedTuple):
    """What is owed past its day, in minor units, and for how many days."""

    amount: int
    late: int
    share: float
    """Of the biggest such debt in the shop, from 0 to 1."""


class Occasion(NamedTuple):
    """A day of the year that is theirs: its kind, and in how many days it comes."""

    kind: str
    days: int


class Facts(NamedTuple):
    """What is known about a person today; without a contact it is a task for nobody."""

    steps: tuple[Step, ...] = ()
    tickets: tuple[TicketDue, ...] = ()
    visits: tuple[Visit, ...] = ()
    deals: tuple[DealDue, ...] = ()
    keep: Keep | None = None
    rhythm: Rhythm | None = None
    segment: str = ""
    debt: Debt | None = None
    occasions: tuple[Occasion, ...] = ()
    worth: float = 0.0
    """The share of all buyers who paid less, from 0 to 1: a rank, so no giant hides the others."""
    contacted: Contacted | None = None
    """The last time somebody spoke with them; a call without an answer is none."""
    tried_today: bool = False
    may_contact: bool = True
    moved: Summary | None = None
    """Of nobody in particular: who moved between the segments last month."""
    is_customer: bool = True
    """Somebody who buys: no supplier, no partner, nobody the shop has given up."""


class Reason(NamedTuple):
    """Why somebody is in the queue: its kind, its points, and the fact that it speaks of."""

    kind: str
    points: float
    about: Step | TicketDue | Visit | DealDue | Keep | Rhythm | Debt | Occasion | Summary | str


class Attention(NamedTuple):
    """How much a person needs attention; no reasons, no attention."""

    score: float
    reasons: tuple[Reason, ...]


NONE = Attention(0.0, ())


def attention(facts: Facts, weights: Weights) -> Attention:
    """Return the score of a person and the reasons for it, strongest first."""
    reasons = [reason for reason in _reasons(facts, weights) if reason.points > 0]
    if not reasons:
        return NONE
    reasons.sort(key=lambda reason: -reason.points)
    score = sum(reason.points / 2**place for place, reason in enumerate(reasons))
    return Attention(score * (_TRIED if facts.tried_today else 1.0), tuple(reasons))


def _reasons(facts: Facts, weights: Weights) -> list[Reason]:
    if facts.contacted and facts.contacted.days == 0:
        # Spoken with today: only what was agreed for a later hour of it is left.
        hours = [s for s in facts.steps if s.late == 0 and not (s.all_day or s.is_overdue)]
        return [*(_step(step, weights) for step in hours), *_service(facts, weights)]
    return [
        *([Reason(MOVES, weights.moves, facts.moved)] if facts.moved else []),
        *_service(facts, weights),
        *(_step(step, weights) for step in facts.steps if _presses(step)),
        *_deals(facts, weights),
        *_debts(facts, weights),
        *(_occasions(facts, weights) if facts.may_contact else ()),
        *(_outreach(facts, weights) if facts.may_contact else ()),
    ]


# What was agreed


def _presses(step: Step) -> bool:
    """Tell whether a step is a reason today: what they promised is theirs until its day is over."""
    return step.is_overdue if step.promise == "theirs" else step.late >= 0


def _step(step: Step, weights: Weights) -> Reason:
    kind = {"ours": PROMISE, "theirs": THEIR_PROMISE}.get(step.promise or "", TASK)
    weight = {PROMISE: weights.promise, THEIR_PROMISE: 0.7 * weights.promise}
    return Reason(kind, weight.get(kind, weights.task) * _urgency(step), step)


def _urgency(step: Step) -> float:
    """Return 0.8 for what is due today, 1 once its hour has passed, up to 1.25 for older ones."""
    if not step.is_overdue:
        return 0.8
    return 1 + 0.25 * min(step.late, _LONG_OVERDUE) / _LONG_OVERDUE


# What the service desk owes, whoever was spoken with today


def _service(facts: Facts, weights: Weights) -> list[Reason]:
    visits = [
        Reason(VISIT, weights.visit * (1.0 if visit.is_over else 0.8), visit)
        for visit in facts.visits
    ]
    return [*(_ticket(ticket, weights) for ticket in facts.tickets), *visits]


def _ticket(ticket: TicketDue, weights: Weights) -> Reason:
    """Return 0.8 of the weight for a ticket near its deadline, and like a task for a late one."""
    late = 1 + 0.25 * min(ticket.late, _LONG_OVERDUE) / _LONG_OVERDUE
    return Reason(TICKET, weights.ticket * (late if ticket.is_late else 0.8), ticket)


# What a sale waits for


def _deals(facts: Facts, weights: Weights) -> list[Reason]:
    """Return 0.5 to 0.7 of the weight for a deal without a plan, up to 1 for a stale one."""
    if _is_refused(facts, weights):
        return []
    return [_deal(deal, weights) for deal in facts.deals]


def _deal(deal: DealDue, weights: Weights) -> Reason:
    share = min(2.0, deal.quiet / deal.limit) if deal.limit else 0.0
    if not deal.is_stale:
        return Reason(UNPLANNED_DEAL, weights.deal * (0.5 + 0.2 * min(1.0, share)), deal)
    return Reason(STALE_DEAL, weights.deal * (0.5 + 0.25 * share), deal)


# What has a day of its own


def _debts(facts: Facts, weights: Weights) -> list[Reason]:
    debt = facts.debt
    if debt is None or _is_put_off(facts) or _rests(facts, weights.rest_days):
        return []
    age = min(debt.late, _OLD_DEBT) / _OLD_DEBT
    return [Reason(DEBT, weights.debt * (0.4 + 0.3 * age + 0.3 * debt.share), debt)]


def _occasions(facts: Facts, weights: Weights) -> list[Reason]:
    """The day itself speaks even to those whom one has just spoken with; the days before do not."""
    if _is_put_off(facts) or _is_refused(facts, weights):
        return []
    return [
        Reason(day.kind, weights.birthday * (1 - 0.5 * day.days / (weights.birthday_days + 1)), day)
        for day in facts.occasions
        if day.days == 0
        or (day.days <= weights.birthday_days and not _rests(facts, weights.rest_days))
    ]


# What is a reason only as long as nothing is planned


def _outreach(facts: Facts, weights: Weights) -> list[Reason]:
    if any(not step.is_overdue for step in facts.steps) or _is_refused(facts, weights):
        return []
    reasons = []
    keep = facts.keep
    if keep and keep.late >= 0:  # no rest for it: it counts the days since the last contact itself
        reasons.append(Reason(KEEP, weights.keep * (0.6 + 0.4 * _share(keep)), keep))
    if facts.is_customer and not _rests(facts, weights.rest_days):
        reasons += _buying(facts, weights)
    return reasons


def _buying(facts: Facts, weights: Weights) -> list[Reason]:
    value = 0.25 + 0.75 * facts.worth
    reasons = []
    if facts.rhythm and facts.rhythm.is_late:
        lateness = min(1.0, facts.rhythm.lateness / 2.5)
        reasons.append(Reason(LATE, weights.late * lateness * value, facts.rhythm))
    if facts.segment in AT_RISK:
        points = weights.risk * AT_RISK[facts.segment] * value
        reasons.append(Reason(RISK, points, facts.segment))
    return reasons


def _share(keep: Keep) -> float:
    return min(1.0, keep.late / keep.every) if keep.every else 1.0


# What silences reasons


def _is_put_off(facts: Facts) -> bool:
    """Tell whether something is planned for a day to come."""
    return any(step.late < 0 for step in facts.steps)


def _rests(facts: Facts, days: int) -> bool:
    return facts.contacted is not None and facts.contacted.days < days


def _is_refused(facts: Facts, weights: Weights) -> bool:
    """Tell whether the last thing they said was that they want nothing, for now or at all."""
    days = {NOT_NOW: weights.not_now_days, NOT_INTERESTED: weights.not_interested_days}
    outcome = facts.contacted.outcome if facts.contacted else ""
    return _rests(facts, days.get(outcome, 0))
