"""What the queue of tickets is narrowed down to, as one types it: `mine st:waiting printer`."""

from __future__ import annotations

from crmtui.errors import InvalidValue
from crmtui.locale import _, mark
from crmtui.reads.ticket_words import ticket_status_label
from crmtui.reads.tickets import TicketFilter
from crmtui.rules.ticket_words import PRIORITIES, STATUSES, priority_of, status_of
from crmtui.text.fold import tight
from crmtui.text.query import Parsed, Term, parse, quoted

EXAMPLES = mark("printer · mine st:waiting cat:repair by:omid prio:high all")
"""What can be typed into an empty filter."""
_FIELDS = {
    "status": "status st وضعیت",
    "category": "category cat دسته نوع",
    "assignee": "by assignee for مسئول",
    "priority": "priority prio اولویت",
}
_NAMES = {tight(word): field for field, words in _FIELDS.items() for word in words.split()}
_MINE = {tight(word) for word in ("mine", "مال‌من", "خودم")}
_ALL = {tight(word) for word in ("all", "همه")}


def understood(text: str, me: str) -> TicketFilter:
    """Return what a filter asks for. Raises InvalidValue for what it does not know."""
    parsed = parse(text)
    _check(parsed)
    found: dict[str, str | bool] = {}
    for term in parsed.terms:
        field = _NAMES.get(tight(term.field))
        if field is None:
            raise InvalidValue(
                _("Tickets have no field {name}.").format(name=term.field),
                _("Choose from: {choices}.").format(choices="st: cat: by: prio:"),
            )
        if term.value.strip() or term.quoted:  # else it is half typed
            found[field] = _value(field, term)
    words = []
    for word in parsed.words.split():
        if tight(word) in _MINE:
            if not me:
                raise InvalidValue(
                    _("It is not known who you are."), _("Press f and then m to say it.")
                )
            found["assignee"] = me
        elif tight(word) in _ALL:
            found["all_"] = True
        else:
            words.append(word)
    return TicketFilter(text=" ".join([*words, *parsed.phrases]), **found)  # type: ignore[arg-type]


def _check(parsed: Parsed) -> None:
    """Raise InvalidValue for what the filters of customers know, and those of tickets do not."""
    wrong = [
        term.text
        for term in parsed.terms
        if term.negated or term.sign not in (":", "=") or len(term.choices) > 1
    ]
    wrong += [f"-{word}" for word in parsed.unwanted]
    if wrong:
        raise InvalidValue(
            _("{text} cannot be asked of tickets.").format(text=wrong[0]),
            _("A field has one value here: st:waiting, cat:repair, by:omid, prio:high."),
        )


def _value(field: str, term: Term) -> str:
    value = term.value.strip()
    if field == "status":
        status = status_of(value)
        if value and status not in STATUSES:
            begun = [s for s in STATUSES if s.startswith(status.lower())]
            return begun[0] if begun else status
        return status
    if field == "priority":
        priority = priority_of(value)
        begun = [p for p in PRIORITIES if p.startswith(priority.lower())]
        return begun[0] if value and begun else priority
    return value


def term_for(field: str, value: str) -> str:
    """Return what is typed to see the tickets of one status, category or assignee."""
    short = {"status": "st", "category": "cat", "assignee": "by"}[field]
    return f"{short}:{quoted(value) if value else chr(34) * 2}"


def shown_filter(wanted: TicketFilter) -> str:
    """Say which tickets are shown: "open tickets", "waiting tickets"."""
    if wanted.status:
        return _("{status} tickets").format(status=ticket_status_label(wanted.status))
    return _("all tickets") if wanted.all_ else _("open tickets")
