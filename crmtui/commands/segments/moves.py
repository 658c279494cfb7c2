"""Who moved between the segments, and whether the segments of a day came true."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Context, Option

from crmtui.commands.numbers import whole
from crmtui.commands.output import Column, say, table, write_json
from crmtui.commands.quick.segments import few_buyers
from crmtui.commands.segments.segments import Method
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.errors import InvalidValue
from crmtui.labels import segment_label
from crmtui.locale import _
from crmtui.reads.move_words import headline, percent
from crmtui.reads.segment_moves import MoveLine, Moves, lines, segment_moves
from crmtui.reads.segment_test import DAYS, SegmentTest, Tested, segment_test, verdict
from crmtui.rules.moves import Change, Summary, flows
from crmtui.text.near import check_near


def moves(
    ctx: Context,
    since: Annotated[
        str, Option(metavar="DATE", help=_("The earlier day; a month ago if not given."))
    ] = "",
    method: Method = "",
    list_members: Annotated[
        bool, Option("--members", help=_("Everybody who moved, the most valuable first."))
    ] = False,
    seen: Annotated[
        bool, Option("--seen", help=_("Take last month's off Today, until the next month."))
    ] = False,
) -> None:
    """Show who changed segment between two days, and what it cost.

    The cost of those who left for a worse segment is their part of all that was paid until then.
    """
    here = shop(ctx)
    if seen:
        from crmtui.commands.done import told
        from crmtui.writes.settings import digest_read

        told(here, digest_read(here.store, here.now))
        return
    day = None
    if since:
        day = here.formats.parse_date(since, here.today, past=True)
        check_near(day, here.today, since)
    with here.read() as connection:
        found = segment_moves(
            connection,
            here.settings,
            today=here.today,
            since=day,
            as_of=here.as_of,
            method=method or ctx.meta.get("method", "fair"),
        )
        people = lines(connection, found.moved) if list_members else []
    if list_members:
        _print_people(here, found, people)
    elif here.json:
        write_json(_json(found))
    else:
        _print_changes(here, found)


def test(
    ctx: Context,
    days: Annotated[
        int,
        Option(metavar="N", parser=whole, help=_("So many days from then on; 90 if not given.")),
    ] = DAYS,
    method: Method = "",
) -> None:
    """Look back: how many of each segment of --as-of really bought in the days from then on."""
    if not days:
        raise InvalidValue(_("--days is one at least."))
    here = shop(ctx)
    with here.read() as connection:
        found = segment_test(
            connection,
            here.settings,
            today=here.today,
            as_of=here.as_of,
            days=days,
            method=method or ctx.meta.get("method", "fair"),
        )
    if here.json:
        write_json(_test_json(found))
    else:
        _print_test(here, found)


# Moves


def _json(found: Moves) -> dict[str, Any]:
    summary = found.summary
    return {
        "since": summary.since.isoformat(),
        "as_of": summary.as_of.isoformat(),
        "method": found.method,
        "buyers": found.buyers,
        "revenue": summary.revenue,
        "moved": len(found.moved),
        "up": summary.up,
        "down": summary.down,
        "segments": [
            change._asdict() | {"fell_share": round(summary.share(change.fell_paid), 6)}
            for change in summary.changes
        ],
        "flows": [_way(flow._asdict()) for flow in flows(found.moved)],
    }


def _way(row: dict[str, Any]) -> dict[str, Any]:
    """Call the two segments what scripts expect: from and to."""
    return {{"before": "from", "after": "to"}.get(key, key): value for key, value in row.items()}


def _print_changes(here: Shop, found: Moves) -> None:
    person = on_terminal()
    table(
        (
            Column("segment", _("Segment")),
            Column("before", _("Before"), right=True),
            Column("after", _("Now"), right=True),
            Column("came", _("Came"), right=True),
            Column("left", _("Left"), right=True),
            Column("fell", _("Fell"), right=True),
            Column("fell_paid", _("% of revenue") if person else "", right=True),
        ),
        [
            _shown(here, found.summary, change) if person else change._asdict()
            for change in found.summary.changes
        ],
    )
    _say_about(here, found)


def _shown(here: Shop, found: Summary, change: Change) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: here.formats.number(value) if value else ""
        for name, value in change._asdict().items()
        if name != "segment"
    }
    share = found.share(change.fell_paid)
    lost = f"−{percent(share, here.formats)}" if share > 0 else ""
    return row | {"segment": segment_label(change.segment), "fell_paid": lost}


def _say_about(here: Shop, found: Moves) -> None:
    summary, formats = found.summary, here.formats
    say(
        _("From {since} to {as_of}: {headline}").format(
            since=formats.date(summary.since),
            as_of=formats.date(summary.as_of),
            headline=headline(summary, formats),
        )
    )
    if found.fixed_cuts:
        say(few_buyers())


def _print_people(here: Shop, found: Moves, people: list[MoveLine]) -> None:
    rows = [_way(line._asdict()) for line in people]
    if here.json:
        write_json(rows)
        return
    if on_terminal():
        for row in rows:
            row |= {key: segment_label(row[key]) for key in ("from", "to")}
            money = {
                key: here.formats.money(row[key], with_unit=False) for key in ("paid", "spent")
            }
            row |= money
    table(
        (
            Column("id", "#", right=True),
            Column("name", _("Name")),
            Column("from", _("From")),
            Column("to", _("To")),
            Column("paid", _("Paid before"), right=True),
            Column("spent", _("Since then"), right=True),
        ),
        rows,
        empty=_("Nobody changed segment."),
    )
    _say_about(here, found)


# The test


def _test_json(found: SegmentTest) -> dict[str, Any]:
    better, others = found.halves
    return {
        "as_of": found.as_of.isoformat(),
        "days": found.days,
        "is_over": found.is_over,
        "buyers": found.all.customers,
        "bought": found.all.bought,
        "rate": round(found.all.rate, 6),
        "better_rate": round(better, 6),
        "others_rate": round(others, 6),
        "segments": [
            line._asdict() | {"rate": round(line.rate, 6), "lift": _lift(found, line)}
            for line in found.lines
        ],
    }


def _lift(found: SegmentTest, line: Tested) -> float | None:
    lift = found.lift(line)
    return None if lift is None else round(lift, 4)


def _print_test(here: Shop, found: SegmentTest) -> None:
    rows: list[dict[str, Any]] = [
        line._asdict() | {"rate": round(line.rate, 6), "lift": _lift(found, line)}
        for line in found.lines
    ]
    if on_terminal():
        rows = [_test_shown(here, found, line) for line in (*found.lines, found.all)]
    table(
        (
            Column("segment", _("Segment")),
            Column("customers", _("Customers"), right=True),
            Column("bought", _("Bought"), right=True),
            Column("rate", "%", right=True),
            Column("lift", _("Lift"), right=True),
            Column("revenue", here.formats.unit_name, right=True),
        ),
        rows,
    )
    for line in verdict(found, here.formats):
        say(line)


def _test_shown(here: Shop, found: SegmentTest, line: Tested) -> dict[str, Any]:
    formats, lift = here.formats, found.lift(line)
    return {
        "segment": segment_label(line.segment) if line.segment else _("All"),
        "customers": formats.number(line.customers) if line.customers else "",
        "bought": formats.number(line.bought) if line.customers else "",
        "rate": percent(line.rate, formats) if line.customers else "",
        "lift": "" if lift is None else f"×{formats.decimal(f'{lift:.1f}')}",
        "revenue": formats.money(line.revenue, with_unit=False) if line.revenue else "",
    }
