"""Working through a queue: what came of turning to somebody, and what is next, in one step."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from crmtui.errors import InvalidValue, UsageError
from crmtui.locale import _
from crmtui.models.contact import Contact
from crmtui.models.deal import Deal
from crmtui.models.interaction import Interaction
from crmtui.models.pipeline import Stage
from crmtui.models.task import Task
from crmtui.models.words import Channel, Direction, Outcome, StageKind
from crmtui.settings import Settings, load
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.calendar import day_start, local_day, named_zone
from crmtui.text.clean import excerpt
from crmtui.text.due import Due
from crmtui.writes import tasks
from crmtui.writes.contacts import existing
from crmtui.writes.repeats import pass_on
from crmtui.writes.valid import validated

SNOOZE = "snooze"
"""Stands beside the outcomes: nobody was turned to, it is put off."""
OUTCOMES = (*(outcome.value for outcome in Outcome), SNOOZE)

_ENDS = (Outcome.REACHED, Outcome.DONE)
"""After these, what was to be done is done."""
_MORNING = time(10)


def handle(
    store: Store,
    contact: int | None,
    outcome: str,
    *,
    task: int | None = None,
    deal: int | None = None,
    text: str = "",
    due: Due | None = None,
) -> Done:
    """Log what came of turning to a contact, and finish or put off the task that it was about.

    Without `due` the next step falls on the next day, after "not now" some weeks on; a contact
    without a task gets one where a next step is meant: of the `deal` that it was about. A task for
    nobody can be done or put off, a deal with nobody put off.
    Raises InvalidValue, UsageError or NotFound.
    """
    if outcome not in OUTCOMES:
        raise InvalidValue(
            _("{value} is no outcome.").format(value=excerpt(outcome)),
            _("Choose one of: {choices}.").format(choices=", ".join(OUTCOMES)),
        )
    with writing(store, _("Worked the queue")) as w:
        record = _open_task(w, task, contact) if task else None
        about = _open_deal(w, deal, contact) if deal else None
        person = existing(w.session, contact) if contact else None
        if person is None and task is None and deal is None:
            raise UsageError(
                _("A ticket without a customer is not worked here."),
                _("`crm ticket list` shows it; `crm ticket reply NUMBER` answers it."),
            )
        if person is None and outcome not in ((Outcome.DONE, SNOOZE) if task else (SNOOZE,)):
            raise UsageError(_("This is for nobody in particular: it can be done or put off."))
        if person and outcome != SNOOZE:
            _log(w, person, Outcome(outcome), text)
        following = _next_step(w, person, record, outcome, due, about)
        w.transaction.label = _label(w, outcome, person, record, following)
        w.transaction.row = person.id or 0 if person else task or 0
    return w.transaction.done


def _open_task(w: Writing, number: int, contact: int | None) -> Task | None:
    """Return a task of a contact; None if it was finished meanwhile.

    Raises NotFound, or InvalidValue if it is somebody else's.
    """
    task = tasks.existing_task(w.session, number)
    if task.contact_id != contact:
        raise InvalidValue(_("Task #{id} is somebody else's.").format(id=number))
    return task if task.done_at is None else None


def _open_deal(w: Writing, number: int, contact: int | None) -> int | None:
    """Return a deal with a contact; None if it ended or was given to another meanwhile."""
    found = w.session.get(Deal, number)
    if found is None or found.contact_id != contact:
        return None
    stage = w.session.get(Stage, found.stage_id)
    return number if stage and stage.kind == StageKind.OPEN else None


def _log(w: Writing, person: Contact, outcome: Outcome, text: str) -> None:
    values = {
        "contact_id": person.id,
        "at": w.transaction.now,
        "text": text,
        "channel": person.preferred_channel or Channel.CALL,
        "direction": Direction.OUT,
        "outcome": outcome,
    }
    w.session.add(validated(Interaction, values))


# What is next


def _next_step(
    w: Writing,
    person: Contact | None,
    task: Task | None,
    outcome: str,
    due: Due | None,
    deal: int | None,
) -> Task | None:
    """Finish the task, give it up, or have it come back; return what is next."""
    deal = task.deal_id if task else deal
    if outcome in _ENDS or outcome == Outcome.NOT_INTERESTED:
        if task:
            _finish(w, task, is_given_up=outcome == Outcome.NOT_INTERESTED)
        if due is None:
            return None
        task = None
    is_nobodys = person is None and deal is None
    if task is None and (is_nobodys or (outcome == Outcome.NOT_NOW and due is None)):
        return None  # they rest for as long as the settings say
    when = due or _due(w, load(w.transaction.connection), task, outcome)
    if task is None:
        values: tasks.TaskChanges = {"text": _words(outcome), "due": when.at, "deal_id": deal}
        return tasks.add_to(w, person.id if person else None, {**values, "all_day": when.all_day})
    _put_off(task, when)
    return task


def _finish(w: Writing, task: Task, *, is_given_up: bool) -> None:
    """Finish a task, which may come back, or give it up for good."""
    task.done_at, task.dropped = w.transaction.now, is_given_up
    if not is_given_up:
        pass_on(w, task)


def _put_off(task: Task, due: Due) -> None:
    task.first_due = task.first_due or task.due
    task.due, task.all_day = due


def _due(w: Writing, settings: Settings, task: Task | None, outcome: str) -> Due:
    """Return the same time of the next day, or of the day on which to ask again."""
    zone = settings["zone"]
    days = int(settings["not_now_days"]) if outcome == Outcome.NOT_NOW else 1
    day = local_day(w.transaction.now, zone) + timedelta(days=days)
    if task and task.due and not task.all_day:
        at = task.due.astimezone(named_zone(zone)).time()
    elif outcome == Outcome.CALL_BACK:
        at = _MORNING
    else:
        return Due(day_start(day, zone), all_day=True)
    return Due(datetime.combine(day, at, named_zone(zone)), all_day=False)


def _words(outcome: str) -> str:
    if outcome == Outcome.CALL_BACK:
        return _("call back")
    return _("call again") if outcome == Outcome.NO_ANSWER else _("get in touch")


# What was done, in words


def _label(
    w: Writing, outcome: str, person: Contact | None, task: Task | None, following: Task | None
) -> str:
    label = _LABELS[outcome]().format(name=person.name) if person else ""
    about = excerpt(following.text if following else task.text if task else "")
    if following:
        words = {"label": label, "when": _when(w, following), "text": about}
        form = _("{label}, next {when}: {text}") if person else _("Put off to {when}: {text}")
        return form.format(**words)
    if not about:
        return label or _("Nothing was left to do")
    if person is None:
        return _("Done: {text}").format(text=about)
    is_given_up = task is not None and task.dropped
    form = _("{label}, given up: {text}") if is_given_up else _("{label}, done: {text}")
    return form.format(label=label, text=about)


def _when(w: Writing, task: Task) -> str:
    """Return when a step is due, in full: the label is still read in a month."""
    if task.due is None:
        return ""
    formats = load(w.transaction.connection).formats()
    day = formats.date(formats.day(task.due))
    local = task.due.astimezone(named_zone(formats.zone))
    return day if task.all_day else f"{day} {local:%H:%M}"


_LABELS = {
    "reached": lambda: _("Reached {name}"),
    "no-answer": lambda: _("No answer from {name}"),
    "call-back": lambda: _("{name} wants a call back"),
    "not-now": lambda: _("Not now: {name}"),
    "not-interested": lambda: _("Not interested: {name}"),
    "done": lambda: _("Done with {name}"),
    "snooze": lambda: _("Put off {name}"),
}
