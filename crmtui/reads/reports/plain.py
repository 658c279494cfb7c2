"""The reports as scripts read them: amounts in minor units, shares of 1, ISO days."""

from __future__ import annotations

from typing import Any

from crmtui.reads.prices import month_key
from crmtui.reads.reports.customers import CustomerReport
from crmtui.reads.reports.sales import Sales, SalesReport
from crmtui.reads.reports.satisfaction import Scores, all_scores
from crmtui.reads.reports.sheets import TOP
from crmtui.reads.reports.span import Span
from crmtui.text.digits import quantity


def customers_plain(report: CustomerReport) -> dict[str, Any]:
    """Return the report on customers."""
    span, known, revenue = report.span, report.known, report.revenue
    top = next((top for top in report.top if top.share == TOP), None)
    return _head(span) | {
        "customers": report.customers,
        "new": report.new,
        "repeat_customers": report.repeat,
        "repeat_rate": report.repeat_rate,
        "sales": report.sales,
        "sold": report.sold,
        "revenue": revenue,
        "average_order": report.average_order,
        "days_between_mean": report.days_between_mean,
        "days_between_median": report.days_between_median,
        "days_between_pairs": report.gaps,
        "top20_share": part(top.revenue, revenue) if top else None,
        "all_sales": known.sales,
        "known_sales": known.known_sales,
        "known_share": part(known.known_sales, known.sales),
        "known_amount_share": part(known.known_sold, known.sold),
        **_scores(all_scores(report.scores)),
        "periods": [
            _period(span, count.period)
            | {
                "customers": count.customers,
                "new": count.new,
                "returning": count.returning,
                "retained": count.retained,
                "before": count.before,
                "retention": count.retention,
                "churn": count.churn,
                **_scores(report.scores.get(count.period, Scores())),
            }
            for count in report.returning.periods
        ],
        "cohorts": [
            _period(span, cohort.period)
            | {
                "customers": cohort.customers,
                "bought": list(cohort.bought),
                "retention": [bought / cohort.customers for bought in cohort.bought],
            }
            for cohort in report.returning.cohorts
        ],
        "segments": [{"segment": s.name, **_share(s._asdict(), revenue)} for s in report.segments],
        "sources": [{"source": s.name, **_share(s._asdict(), revenue)} for s in report.sources],
        "tags": [{"tag": s.name, **_share(s._asdict(), revenue)} for s in report.tags],
        "referrers": [
            {"id": r.id, "name": r.name, **_share(r._asdict(), revenue)} for r in report.referrers
        ],
        "top": [
            top._asdict() | {"revenue_share": part(top.revenue, revenue)} for top in report.top
        ],
    }


def sales_plain(report: SalesReport) -> dict[str, Any]:
    """Return the report on sales."""
    span, total = report.span, report.total
    return (
        _head(span)
        | _sales(total)
        | {
            "periods": [_period(span, n) | _sales(sales) for n, sales in report.periods],
            "weekdays": [
                {"weekday": day.weekday + 1, "days": day.days, **_sales(day.sales)}
                for day in report.weekdays
            ],
            "items": [
                item._asdict()
                | {
                    "quantity": quantity(item.quantity),
                    "revenue_share": part(item.revenue, total.revenue),
                }
                for item in report.items
            ],
            "itemised": report.itemised,
            "sources": [
                row._asdict() | {"revenue_share": part(row.revenue, total.revenue)}
                for row in report.sources
            ],
        }
    )


def part(some: float, whole: float) -> float | None:
    """Return a share of 1; None of nothing."""
    return some / whole if whole > 0 else None


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        "csat_mean": scores.mean,
        "csat_base": scores.answers,
        "nps": scores.nps,
        "nps_base": scores.recommending,
    }


def _head(span: Span) -> dict[str, Any]:
    head = {"real_base": month_key(span.prices.base)} if span.prices else {"real_base": None}
    return head | {"since": span.begun.isoformat(), "until": span.until.isoformat(), "by": span.by}


def _period(span: Span, period: int) -> dict[str, Any]:
    return {
        "period": span.key(period),
        "starts": span.starts(period).isoformat(),
        "whole": span.is_whole(period),
    }


def _sales(sales: Sales) -> dict[str, Any]:
    return {
        "sales": sales.sales,
        "sold": sales.sold,
        "refunded": sales.sold - sales.revenue,
        "revenue": sales.revenue,
        "average_order": sales.average,
        "known_share": sales.known_share,
    }


def _share(row: dict[str, Any], revenue: float) -> dict[str, Any]:
    kept = {key: row[key] for key in ("customers", "new", "revenue")}
    return kept | {"revenue_share": part(row["revenue"], revenue)}
