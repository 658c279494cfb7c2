"""Filters by what is known at all: `has:email`, `no:phone`; and by what is to be done."""

from __future__ import annotations

from datetime import timedelta

from crmtui.locale import _
from crmtui.models.words import PointKind
from crmtui.reads.filters.condition import Condition, Ground, any_of, need_equals, wrong
from crmtui.reads.filters.texts import fixed_word
from crmtui.text.calendar import day_start, to_utc_text
from crmtui.text.clean import excerpt
from crmtui.text.query import Term
from crmtui.text.query_words import key, word_named, words_of

_OPEN = "SELECT contact_id FROM task WHERE done_at IS NULL AND contact_id IS NOT NULL"
_KNOWN = {
    **{
        kind.value: (
            f"EXISTS (SELECT 1 FROM contact_point WHERE contact_id = c.id AND kind = '{kind}')"
        )
        for kind in PointKind
    },
    "birthday": "c.birthday IS NOT NULL",
    "anniversary": "c.anniversary IS NOT NULL",
    "company": "c.company_id IS NOT NULL",
    "city": "c.city <> ''",
    "source": "c.source <> ''",
    "owner": "c.owner <> ''",
    "title": "c.job_title <> ''",
    "nickname": "c.nickname <> ''",
    "note": "c.note <> ''",
    "channel": "c.preferred_channel IS NOT NULL",
    "keep": "c.keep_days IS NOT NULL",
    "tag": "EXISTS (SELECT 1 FROM contact_tag WHERE contact_id = c.id)",
    "task": f"c.id IN ({_OPEN})",
    "need": "c.id IN (SELECT contact_id FROM need WHERE met_at IS NULL)",
    "deal": "EXISTS (SELECT 1 FROM deal WHERE contact_id = c.id)",
    "purchase": "c.id IN (SELECT contact_id FROM customer_stats WHERE purchases > 0)",
    "interaction": "EXISTS (SELECT 1 FROM interaction WHERE contact_id = c.id)",
    "balance": (
        "EXISTS (SELECT 1 FROM purchase WHERE contact_id = c.id AND on_account = 1) "
        "OR EXISTS (SELECT 1 FROM payment WHERE contact_id = c.id)"
    ),
    "relation": (
        "c.id IN (SELECT contact_id FROM contact_link UNION SELECT other_id FROM contact_link)"
    ),
}


def has(ground: Ground, term: Term) -> Condition:
    """Fit who has something of a kind, or has no such thing."""
    found = any_of(_known(ground, term, choice) for choice in term.choices)
    is_not = need_equals(term)
    return found.negated() if is_not != (term.field == "no") else found


def _known(ground: Ground, term: Term, text: str) -> Condition:
    word = word_named("has", text)
    if word is not None:
        return Condition(_KNOWN[word])
    own = ground.connection.execute("SELECT id, name FROM custom_field").fetchall()
    for number, name in own:
        if key(name) == key(text):
            return Condition(
                "c.id IN (SELECT contact_id FROM custom_value WHERE field_id = ?)", (number,)
            )
    raise wrong(
        term,
        _("there is nothing called {value} to have.").format(value=excerpt(text) or '""'),
        _("Choose one of: {choices}.").format(
            choices=", ".join([*words_of("has"), *(name for _number, name in own)])
        ),
    )


def task(ground: Ground, term: Term) -> Condition:
    """Fit who is waited for: with a task that is open, overdue, due today, or with none."""
    found = any_of(_task(ground, fixed_word(term, choice)) for choice in term.choices)
    return found.negated() if need_equals(term) else found


def _task(ground: Ground, word: str) -> Condition:
    if word == "none":
        return Condition(f"c.id NOT IN ({_OPEN})")
    if word == "open":
        return Condition(f"c.id IN ({_OPEN})")
    zone = ground.formats.zone
    today = to_utc_text(day_start(ground.today, zone))
    tomorrow = to_utc_text(day_start(ground.today + timedelta(1), zone))
    if word == "today":
        return Condition(f"c.id IN ({_OPEN} AND due >= ? AND due < ?)", (today, tomorrow))
    return Condition(
        f"c.id IN ({_OPEN} AND (due < ? AND (all_day = 0 OR due < ?)))",
        (to_utc_text(ground.asked.now), today),
    )
