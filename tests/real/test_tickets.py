"""Service desks: a real event log, and a list with scores; figures worked out apart."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import datetime
from statistics import mean, median
from time import perf_counter

import pytest

from crmtui.store.connect import Store
from tests.conftest import Crm, data


def test_helpdesk_is_3804_tickets_with_their_history(crm: Crm, store: Store) -> None:
    path = data("tickets/helpdesk.csv")
    crm("config", "set", "zone", "UTC")
    answer = crm("import", "tickets", str(path), "--json").json
    assert (answer["created"], answer["rejected"]) == (3804, 0)
    with store.read() as connection:
        (events,) = connection.execute("SELECT count(*) FROM ticket_event").fetchone()
        days = [
            day
            for (day,) in connection.execute(
                "SELECT julianday(ended_at) - julianday(opened_at) FROM ticket"
            )
        ]
    assert events == 13710
    assert mean(days) == pytest.approx(8.798, abs=0.0005)
    assert median(days) == pytest.approx(3.928, abs=0.0005)
    report = crm("report", "service", "--json").json
    assert report["tickets"] == 3804
    assert report["solve_days_mean"] == pytest.approx(mean(days))
    assert report["solve_days_median"] == pytest.approx(median(days))
    assert crm("import", "tickets", str(path), "--json").json["unchanged"] == 3804
    assert crm("undo").code == 0
    with store.read() as connection:
        assert connection.execute("SELECT count(*) FROM ticket").fetchone() == (0,)


def test_a_list_with_scores_keeps_every_one(crm: Crm, store: Store) -> None:
    path = data("tickets/synthetic_tickets_first2500.csv")
    crm("config", "set", "zone", "UTC")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scores = [float(row["csat_score"]) for row in rows if row["csat_score"]]
    spans = [
        (datetime.fromisoformat(row["resolved_date"]).replace(microsecond=0)
         - datetime.fromisoformat(row["created_date"])).total_seconds()
        for row in rows if row["resolved_date"]
    ]  # fmt: skip
    assert crm("import", "tickets", str(path), "--json").json["created"] == len(rows)
    with store.read() as connection:
        found = connection.execute(
            "SELECT count(csat), avg(csat), "
            "86400 * avg(julianday(ended_at) - julianday(opened_at)), "
            "count(ended_at), count(first_reply_at) FROM ticket"
        ).fetchone()
    assert found[0] == len(scores)
    assert found[1] == pytest.approx(mean(scores))
    assert found[2] == pytest.approx(mean(spans))
    assert (found[3], found[4]) == (len(spans), len(rows))
    report = crm("report", "service", "--json").json
    assert report["csat_mean"] == pytest.approx(mean(scores))
    assert (report["csat_base"], report["solved"]) == (len(scores), len(spans))
    assert report["solve_days_mean"] == pytest.approx(mean(spans) / 86_400)
    by_agent = {group["assignee"]: group["tickets"] for group in report["assignees"]}
    assert by_agent == Counter(row["agent"] for row in rows)


def test_a_big_log_comes_in_in_seconds(crm: Crm, tmp_path_factory: pytest.TempPathFactory) -> None:
    """65,000 events in the shape of the BPI Challenge 2013; a machine with a load has its time."""
    path = tmp_path_factory.mktemp("log") / "log.csv"
    cases: defaultdict[int, int] = defaultdict(int)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["case:concept:name", "Activity", "Resource", "time:timestamp", "impact"])
        for n in range(65_000):
            case = n * 7919 % 7554
            cases[case] += 1
            at = f"2010-{1 + cases[case]:02}-{1 + case % 28:02}T{n % 24:02}:{n % 60:02}:00+02:00"
            out.writerow(
                [f"1-{case}", ("Accepted", "Queued", "Completed")[n % 3], f"r{n % 99}", at, "Low"]
            )
    begun = perf_counter()
    answer = crm("import", "tickets", str(path), "--json").json
    assert answer["created"] == 7554
    assert perf_counter() - begun < 30
    begun = perf_counter()
    assert crm("report", "service", "--json").json["tickets"] == 7554
    assert perf_counter() - begun < 3
