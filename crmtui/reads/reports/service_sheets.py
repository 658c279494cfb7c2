"""The report on the service desk as figures and tables, and as scripts read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crmtui.locale import _, ngettext
from crmtui.reads.reports.service import AGES, Breaches, Group, ServiceReport, Times
from crmtui.reads.reports.sheets import Figure, Head, Line, Sheet, period_cell, period_title
from crmtui.reads.ticket_words import ticket_status_label
from crmtui.text.formats import Formats

_DAY, _HOUR = 86_400, 3_600
"""Seconds."""


def service_figures(report: ServiceReport, formats: Formats) -> list[Figure]:
    """Return the figures over the tables; those of nothing are left out."""
    found = _figures(report, formats) if report.total.tickets else iter(())
    return [figure for figure in found if figure.value]


def _figures(report: ServiceReport, formats: Formats) -> Iterator[Figure]:
    total = report.total
    tickets = ngettext("of {n} ticket", "of {n} tickets", total.tickets)
    yield Figure(_("Open"), formats.number(total.open), _of(tickets, total.tickets, formats))
    yield Figure(
        _("First reply"), _span(total.reply.median, formats), _around(total.reply, formats)
    )
    yield Figure(_("Solved in"), _span(total.solve.median, formats), _around(total.solve, formats))
    for label, missed in (
        (_("Answered late"), total.replies_late),
        (_("Solved late"), total.solved_late),
        (_("Came back"), total.reopened),
    ):
        yield Figure(label, formats.percent(missed.share), _missed(missed, formats))
    answers = ngettext("of {n} answer", "of {n} answers", total.csat.n)
    shown = _score(total.csat.value, formats)
    yield Figure(
        _("Satisfaction"),
        _("{score} of 5").format(score=shown) if shown else "",
        _of(answers, total.csat.n, formats),
    )
    answers = ngettext("of {n} answer", "of {n} answers", total.nps.n)
    value = total.nps.value
    yield Figure(
        _("NPS"),
        "" if value is None else formats.number(round(value)),
        _of(answers, total.nps.n, formats),
    )


def service_sheets(report: ServiceReport, formats: Formats) -> list[Sheet]:
    """Return the tables."""
    span = report.span
    months = [(period_cell(span, key, formats), group) for key, group in reversed(report.periods)]
    nothing = _("(none)")
    return [
        _groups("periods", _("By month"), period_title(span), months, formats),
        _groups(
            "categories",
            _("By category"),
            _("Category"),
            [(name or nothing, group) for name, group in report.categories],
            formats,
        ),
        _groups(
            "assignees",
            _("By who looked after them"),
            _("With"),
            [(name or nothing, group) for name, group in report.assignees],
            formats,
        ),
        _ages(report, formats),
        _statuses(report, formats),
    ]


def _groups(
    name: str, title: str, head: str, groups: list[tuple[str, Group]], formats: Formats
) -> Sheet:
    lines = [
        Line(
            (
                label,
                formats.number(group.tickets),
                formats.number(group.open) if group.open else "",
                _span(group.reply.median, formats),
                _span(group.solve.median, formats),
                _span(group.solve.p90, formats),
                formats.percent(group.solved_late.share),
                _score(group.csat.value, formats),
            ),
            group.tickets,
        )
        for label, group in groups
    ]
    return Sheet(
        name,
        title,
        _("Of the tickets opened then: medians, and within which nine of ten were solved."),
        (
            Head(head, right=False),
            Head(_("Tickets")),
            Head(_("Open"), rank=3),
            Head(_("First reply"), rank=1),
            Head(_("Solved in")),
            Head(_("9 of 10"), rank=2),
            Head(_("Late"), rank=2),
            Head(_("Score"), rank=1),
        ),
        lines,
        bar="",
    )


def _ages(report: ServiceReport, formats: Formats) -> Sheet:
    lines = [
        Line((_age(place, formats), formats.number(count)), count)
        for place, count in enumerate(report.ages)
    ]
    return Sheet(
        "open_by_age",
        _("Open, by age"),
        _("Days since they were opened."),
        (Head(_("Age"), right=False), Head(_("Tickets"))),
        lines if report.total.open else [],
        bar="",
    )


def _statuses(report: ServiceReport, formats: Formats) -> Sheet:
    lines = [
        Line((ticket_status_label(status), formats.number(count)), count)
        for status, count in report.statuses
    ]
    return Sheet(
        "statuses",
        _("By status"),
        _("What they are now; words of another program stay as they came."),
        (Head(_("Status"), right=False), Head(_("Tickets"))),
        lines,
        bar="",
    )


def _age(place: int, formats: Formats) -> str:
    if place == len(AGES):
        return _("over {n} days").format(n=formats.number(AGES[-1]))
    n = AGES[place]
    return ngettext("up to {n} day", "up to {n} days", n).format(n=formats.number(n))


def _span(seconds: float | None, formats: Formats) -> str:
    """Show a span in hours, or from two days on in days."""
    if seconds is None:
        return ""
    if seconds < 2 * _DAY:
        return _("{n} h").format(n=formats.number(round(seconds / _HOUR, 1)))
    return _("{n} d").format(n=formats.number(round(seconds / _DAY, 1)))


def _around(times: Times, formats: Formats) -> str:
    """Say what a median is of, and within which nine of ten were."""
    if times.p90 is None:
        return ""
    words = ngettext(
        "median of {n} ticket; 9 of 10 within {p90}",
        "median of {n} tickets; 9 of 10 within {p90}",
        times.n,
    )
    return words.format(n=formats.number(times.n), p90=_span(times.p90, formats))


def _missed(missed: Breaches, formats: Formats) -> str:
    late, of = formats.number(missed.late), formats.number(missed.of)
    return _("{late} of {of}").format(late=late, of=of)


def _of(words: str, n: int, formats: Formats) -> str:
    return words.format(n=formats.number(n))


def _score(value: float | None, formats: Formats) -> str:
    return "" if value is None else formats.number(round(value, 2))


# For scripts


def service_plain(report: ServiceReport) -> dict[str, Any]:
    """Return the report as scripts read it: spans in days and hours, shares of 1."""
    span, bounds = report.span, [*AGES, None]
    return _plain(report.total) | {
        "periods": [
            {"period": span.key(key), "from": span.starts(key).isoformat(), **_plain(group)}
            for key, group in report.periods
        ],
        "categories": [{"category": name, **_plain(group)} for name, group in report.categories],
        "assignees": [{"assignee": name, **_plain(group)} for name, group in report.assignees],
        "open_by_age": [
            {"up_to_days": bound, "tickets": count}
            for bound, count in zip(bounds, report.ages, strict=True)
        ],
        "statuses": [{"status": name, "tickets": count} for name, count in report.statuses],
    }


def _plain(group: Group) -> dict[str, Any]:
    solve, reply = group.solve, group.reply
    return {
        "tickets": group.tickets,
        "open": group.open,
        "solved": solve.n,
        "solve_days_mean": _in(solve.mean, _DAY),
        "solve_days_median": _in(solve.median, _DAY),
        "solve_days_p90": _in(solve.p90, _DAY),
        "first_replies": reply.n,
        "first_reply_hours_mean": _in(reply.mean, _HOUR),
        "first_reply_hours_median": _in(reply.median, _HOUR),
        "first_reply_hours_p90": _in(reply.p90, _HOUR),
        "csat_mean": group.csat.value,
        "csat_base": group.csat.n,
        "nps": group.nps.value,
        "nps_base": group.nps.n,
        "reply_breaches": group.replies_late.late,
        "reply_deadlines": group.replies_late.of,
        "solve_breaches": group.solved_late.late,
        "solve_deadlines": group.solved_late.of,
        "breaches": group.replies_late.late + group.solved_late.late,
        "reopened": group.reopened.late,
        "reopen_rate": group.reopened.share,
    }


def _in(seconds: float | None, unit: int) -> float | None:
    return None if seconds is None else seconds / unit
