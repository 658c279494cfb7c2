"""The fixed words of the product as a person reads them, for both fronts."""

from __future__ import annotations

from collections.abc import Iterable

from crmtui.locale import _, mark, ngettext, pgettext

_SEGMENTS = {
    "champions": mark("Champions"),
    "loyal": mark("Loyal"),
    "potential-loyalist": mark("Potential Loyalist"),
    "promising": mark("Promising"),
    "need-attention": mark("Need Attention"),
    "about-to-sleep": mark("About to Sleep"),
    "at-risk": mark("At Risk"),
    "cant-lose": mark("Can't Lose"),
    "hibernating": mark("Hibernating"),
    "prospect": mark("Prospect"),
}

_SHORT_SEGMENTS = {
    "potential-loyalist": mark("Pot. Loyal"),
    "need-attention": mark("Need Att."),
    "about-to-sleep": mark("Abt to Sleep"),
}

_ADVICE = {
    "champions": mark("Reward them; ask for referrals and reviews."),
    "loyal": mark("Offer them more; ask for reviews."),
    "potential-loyalist": mark("Offer a membership; recommend other products."),
    "new": mark("Welcome them and start the relationship."),
    "promising": mark("Make yourself known; make a small offer."),
    "need-attention": mark("Make a limited-time offer based on past purchases."),
    "about-to-sleep": mark("Share useful things; offer popular products at a discount."),
    "at-risk": mark("Send a personal message and an offer to come back."),
    "cant-lose": mark("Phone them; win them back with newer products."),
    "hibernating": mark("Offer other relevant products or a special discount."),
    "lost": mark("Reach out once, then leave them in peace."),
    "prospect": mark("They have bought nothing yet: help them to a first purchase."),
}

_CHANNELS = {
    "call": mark("call"),
    "visit": mark("visit"),
    "sms": mark("SMS"),
    "email": mark("e-mail"),
    "whatsapp": mark("WhatsApp"),
    "telegram": mark("Telegram"),
    "instagram": mark("Instagram"),
    "bale": mark("Bale"),
    "eitaa": mark("Eitaa"),
    "rubika": mark("Rubika"),
    "web": mark("web"),
    "letter": mark("letter"),
    "note": mark("note"),
    "other": mark("other"),
    "sale": mark("sale"),
    "refund": mark("refund"),
    "payment": mark("payment"),
    "paid-back": mark("paid back"),
    "task": mark("task"),
    "promise": mark("promise"),
    "need": mark("wish"),
    "deal": mark("deal"),
    "ticket": mark("ticket"),
    "appointment": mark("appointment"),
    "change": mark("change"),
    "added": mark("added"),
}

_OUTCOMES = {
    "reached": mark("reached"),
    "no-answer": mark("no answer"),
    "call-back": mark("call back"),
    "not-now": mark("not now"),
    "not-interested": mark("not interested"),
    "done": mark("done"),
}

_ENDS = {
    "done": mark("done"),
    "dropped": mark("given up"),
    "met": mark("met"),
    "new": mark("new"),
    "waiting": mark("waiting"),
    "on-hold": mark("on hold"),
    "solved": mark("solved"),
    "won": mark("won"),
    "lost": mark("lost"),
    "closed": mark("closed"),
}
_PACES = {
    "day": (mark("every day"), mark("every {n} days")),
    "weekday": (mark("every working day"), mark("every working day")),
    "week": (mark("every week"), mark("every {n} weeks")),
    "month": (mark("every month"), mark("every {n} months")),
    "year": (mark("every year"), mark("every {n} years")),
}
"""How often something comes back: in one unit, and in several."""
_KINDS = {"person": mark("person"), "company": mark("company")}
_STATUSES = {"lead": mark("lead"), "customer": mark("customer"), "inactive": mark("inactive")}
_RELATIONS = {
    "customer": mark("customer"),
    "supplier": mark("supplier"),
    "partner": mark("partner"),
    "other": mark("other"),
}
_ROLES = {
    "works-for": (mark("works for"), mark("employs")),
    "pays-for": (mark("pays for"), mark("is paid for by")),
    "decides-for": (mark("decides for"), mark("is decided for by")),
    "family-of": (mark("family of"), mark("family of")),
    "referred-by": (mark("referred by"), mark("referred")),
    "knows": (mark("knows"), mark("known by")),
}
"""What one contact is to another, and the same read from the other's side."""
_STAGE_KINDS = {"won": mark("won"), "lost": mark("lost")}
_FLAGS = {
    "none": mark("nothing planned"),
    "overdue": mark("overdue"),
    "today": mark("due today"),
    "later": mark("planned"),
}
"""What the next step of a deal is like."""
_PROMISES = {"ours": mark("we promised"), "theirs": mark("they promised")}
_FIELD_KINDS = {
    "text": mark("text"),
    "number": mark("number"),
    "money": mark("money"),
    "date": mark("date"),
    "choice": mark("choice"),
    "yes-no": mark("yes or no"),
    "national-id": mark("national id"),
    "company-id": mark("company id"),
    "card": mark("bank card"),
    "sheba": mark("Sheba number"),
}
_FIELDS = {
    "phone": mark("phone"),
    "address": mark("address"),
    "city": mark("city"),
    "source": mark("source"),
    "birthday": mark("birthday"),
    "people": mark("people"),
}
_DIRECTIONS = {"in": mark("incoming"), "out": mark("outgoing")}
_PURPOSES = {
    "pre-sale": mark("before a sale"),
    "sale": mark("about a sale"),
    "after-sale": mark("after a sale"),
}
_POINTS = {
    "phone": mark("phone"),
    "email": mark("e-mail"),
    "whatsapp": mark("WhatsApp"),
    "telegram": mark("Telegram"),
    "instagram": mark("Instagram"),
    "web": mark("web"),
    "address": mark("address"),
}
_REASONS = {
    "same-phone": mark("same phone"),
    "same-email": mark("same e-mail"),
    "same-handle": mark("same account"),
    "same-name-and-company": mark("same name and company"),
    "same-name": mark("same name"),
    "close-name": mark("close name"),
    "other-alphabet": mark("same name in another alphabet"),
    "part-of-name": mark("one name within the other"),
    "no-name": mark("one has no name"),
    "same-company": mark("same company"),
    "same-city": mark("same city"),
    "same-birthday": mark("same birthday"),
    "different-phones": mark("but different phones"),
    "different-emails": mark("but different e-mails"),
    "different-birthday": mark("but different birthdays"),
    "different-city": mark("but different cities"),
    "different-kind": mark("but a person and a company"),
}
"""Why two contacts may be one, and what speaks against it."""

_CONTACT_FIELDS = {
    "name": mark("name"),
    "nickname": mark("nickname"),
    "kind": mark("kind"),
    "status": mark("status"),
    "relation": mark("relation"),
    "company_id": mark("company"),
    "job_title": mark("job title"),
    "city": mark("city"),
    "source": mark("source"),
    "owner": mark("looked after by"),
    "birthday": mark("birthday"),
    "anniversary": mark("anniversary"),
    "preferred_channel": mark("preferred channel"),
    "keep_days": mark("keep in touch (days)"),
    "do_not_contact": mark("do not contact"),
    "created_at": mark("known since"),
    "deleted_at": mark("deleted"),
    "note": mark("note"),
    "tags": mark("tags"),
    "links": mark("links"),
}


def segment_label(segment: str) -> str:
    """Return the name of a segment; an unknown identifier comes back as it is."""
    if segment == "new":
        return pgettext("segment", "New")
    if segment == "lost":
        return pgettext("segment", "Lost")
    return _word(_SEGMENTS, segment)


def short_segment_label(segment: str) -> str:
    """Return the name of a segment for a narrow column."""
    return _(_SHORT_SEGMENTS[segment]) if segment in _SHORT_SEGMENTS else segment_label(segment)


def segment_advice(segment: str) -> str:
    """Return what to do with the customers of a segment, in one sentence."""
    return _word(_ADVICE, segment)


def channel_label(channel: str) -> str:
    """Return the name of a channel, or of another entry of a timeline."""
    return _word(_CHANNELS, channel)


def outcome_label(outcome: str) -> str:
    """Return the name of an outcome."""
    return _word(_OUTCOMES, outcome)


def end_label(outcome: str) -> str:
    """Return what became of a task, a wish or a ticket; nothing for an open one."""
    return _(_ENDS[outcome]) if outcome in _ENDS else ""


def repeat_label(repeat: str) -> str:
    """Return how often a task comes back: "every 2 weeks"; nothing if it does not."""
    if not repeat:
        return ""
    from crmtui.rules.recurrence import parse_every

    every = parse_every(repeat)
    one, several = _PACES[every.unit]
    return _(one) if every.n == 1 else _(several).format(n=every.n)


def keep_label(every: int, left: int) -> str:
    """Return how often to be in touch, and in how many days: "every 30 days · due in 4 days"."""
    if every == 0:
        return _("never")
    pace = ngettext("every day", "every {n} days", every).format(n=every)
    if left == 0:
        return _("{pace} · due today").format(pace=pace)
    when = (
        ngettext("due in {n} day", "due in {n} days", left)
        if left > 0
        else ngettext("{n} day late", "{n} days late", -left)
    )
    return _("{pace} · {when}").format(pace=pace, when=when.format(n=abs(left)))


def promises_label(kept: int, settled: int, side: str) -> str:
    """Return how many promises were kept: "kept 4 of 5", or by them "they kept 4 of 5"."""
    shown = _("kept {n} of {all}") if side == "ours" else _("they kept {n} of {all}")
    return shown.format(n=kept, all=settled)


def direction_label(direction: str) -> str:
    """Return who reached out."""
    return _word(_DIRECTIONS, direction)


def purpose_label(purpose: str) -> str:
    """Return which part of the relationship an interaction served."""
    return _word(_PURPOSES, purpose)


def kind_label(kind: str) -> str:
    """Return what a contact is."""
    return _word(_KINDS, kind)


def status_label(status: str) -> str:
    """Return how far the shop and a contact have come."""
    return _word(_STATUSES, status)


def relation_label(relation: str) -> str:
    """Return what a contact is to the shop."""
    return _word(_RELATIONS, relation)


def role_label(role: str, *, back: bool = False) -> str:
    """Return what one contact is to another, or (`back`) the other to the one."""
    return _(_ROLES[role][back]) if role in _ROLES else role


def promise_label(promise: str) -> str:
    """Return who gave their word."""
    return _word(_PROMISES, promise)


def stage_kind_label(kind: str) -> str:
    """Return what a deal in a stage is: open, won or lost."""
    return pgettext("deal", "open") if kind == "open" else _word(_STAGE_KINDS, kind)


def flag_label(flag: str) -> str:
    """Return what the next step of a deal is like."""
    return _word(_FLAGS, flag)


def field_kind_label(kind: str) -> str:
    """Return what a custom field holds."""
    return _word(_FIELD_KINDS, kind)


def field_label(field: str) -> str:
    """Return the name of a field of a contact."""
    return _word(_FIELDS, field)


def point_label(kind: str) -> str:
    """Return the name of a way to reach somebody."""
    return _word(_POINTS, kind)


def reason_label(reason: str) -> str:
    """Return why two contacts may be one, or what speaks against it."""
    return _word(_REASONS, reason)


def reasons_text(reasons: Iterable[str]) -> str:
    """Return all the reasons in a line."""
    return ", ".join(map(reason_label, reasons))


def contact_field_label(field: str) -> str:
    """Return the name of a field of a contact, or of what belongs to one."""
    return _word(_CONTACT_FIELDS, field) if field in _CONTACT_FIELDS else point_label(field)


def moved_label(table: str, n: int) -> str:
    """Return how many rows of a table belong to somebody: "3 purchases"."""
    counted = {
        "interaction": lambda: ngettext("{n} interaction", "{n} interactions", n),
        "task": lambda: ngettext("{n} task", "{n} tasks", n),
        "need": lambda: ngettext("{n} wish", "{n} wishes", n),
        "purchase": lambda: ngettext("{n} purchase", "{n} purchases", n),
        "payment": lambda: ngettext("{n} payment", "{n} payments", n),
        "ticket": lambda: ngettext("{n} ticket", "{n} tickets", n),
        "appointment": lambda: ngettext("{n} appointment", "{n} appointments", n),
        "deal": lambda: ngettext("{n} deal", "{n} deals", n),
        "contact": lambda: ngettext("{n} person who works there", "{n} people who work there", n),
    }
    return (counted[table]() if table in counted else f"{table} {{n}}").format(n=n)


def _word(words: dict[str, str], name: str) -> str:
    return _(words[name]) if name in words else name
