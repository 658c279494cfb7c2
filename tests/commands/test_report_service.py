"""The report on the service desk: figures of a small desk worked out by hand, and shapes."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmtui.reads.reports.service import quantile
from tests.commands.test_tickets import Watch, shop, watch
from tests.conftest import Crm

__all__ = ["shop", "watch"]


@pytest.fixture
def desk(shop: Crm, watch: Watch) -> Crm:
    """Four tickets: solved in 2 h and in 26 h, one of them twice, one late and open, one merged."""
    watch.set("2026-11-23T10:00")
    shop("ticket", "open", "ali", "a", "--category", "repair", "--assignee", "Omid")
    shop("ticket", "open", "sara", "b", "--priority", "urgent")
    shop("ticket", "open", "sara", "b too")
    shop("ticket", "merge", "2", "3")
    watch.set("2026-11-23T12:00")
    shop("ticket", "reply", "1", "done", "--status", "solved")
    shop("ticket", "rate", "1", "5", "--nps", "10")
    watch.set("2026-11-24T11:00")
    shop("ticket", "reply", "1", "--in", "not yet")
    watch.set("2026-11-24T12:00")
    shop("ticket", "close", "1")
    watch.set("2026-11-26T10:00")
    shop("ticket", "rate", "2", "2", "--nps", "6")
    shop("ticket", "open", "ali", "c", "--category", "repair")
    return shop


def test_figures_of_a_small_desk(desk: Crm) -> None:
    found = desk("report", "service", "--json").json
    assert (found["tickets"], found["open"], found["solved"]) == (3, 2, 1)
    assert found["solve_days_mean"] == found["solve_days_median"] == pytest.approx(26 / 24)
    assert (found["first_replies"], found["first_reply_hours_median"]) == (1, 2)
    assert (found["csat_mean"], found["csat_base"]) == (3.5, 2)
    assert (found["nps"], found["nps_base"]) == (0, 2)
    assert (found["reply_breaches"], found["reply_deadlines"]) == (1, 3)
    assert (found["solve_breaches"], found["solve_deadlines"]) == (1, 3)
    assert (found["reopened"], found["reopen_rate"]) == (1, 1)
    assert [(g["category"], g["tickets"]) for g in found["categories"]] == [("repair", 2), ("", 1)]
    assert [(g["assignee"], g["tickets"]) for g in found["assignees"]] == [("Omid", 1), ("", 2)]
    assert [(g["period"], g["tickets"]) for g in found["periods"]] == [("2026-11", 3)]
    ages = {g["up_to_days"]: g["tickets"] for g in found["open_by_age"]}
    assert ages == {1: 1, 3: 1, 7: 0, 30: 0, 90: 0, None: 0}
    assert {g["status"]: g["tickets"] for g in found["statuses"]} == {"closed": 1, "new": 2}


def test_a_span_takes_the_tickets_opened_in_it(desk: Crm) -> None:
    found = desk("report", "service", "--since", "2026-11-24", "--json").json
    assert (found["tickets"], found["csat_mean"]) == (1, None)
    assert desk("report", "service", "--until", "2026-10", "--json").json["tickets"] == 0
    assert desk("report", "service", "--since", "2026-12", "--until", "2026-11").code == 2


def test_a_pipe_gets_one_table(desk: Crm) -> None:
    lines = desk("report", "service", "--table", "statuses").out.splitlines()
    assert lines == ["new\t2", "closed\t1"]
    assert desk("report", "service").out.startswith("2026-11\t2026-11-01\t3\t")
    assert "no table nope" in desk("report", "service", "--table", "nope").err


def test_a_desk_without_tickets_has_nothing_to_tell(crm: Crm) -> None:
    found = crm("report", "service", "--json").json
    assert (found["tickets"], found["solve_days_mean"], found["nps"]) == (0, None, None)


def test_times_of_waiting_are_no_breach(shop: Crm, watch: Watch) -> None:
    shop("ticket", "open", "ali", "a", "--priority", "urgent")
    shop("ticket", "reply", "1", "which?", "--status", "waiting")
    watch.set("2026-11-30T12:00")
    assert shop("report", "service", "--json").json["breaches"] == 0


def test_quantiles_interpolate() -> None:
    assert quantile([1], 0.9) == 1
    assert quantile([1, 2], 0.5) == 1.5
    assert quantile([10, 20, 30, 40, 50], 0.9) == pytest.approx(46)


def test_a_log_counts_from_its_first_event_to_its_last(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "Case,Activity,Timestamp\n1,a,2026-01-01 00:00\n1,b,2026-01-03 00:00\n"
        "2,a,2026-01-01 00:00\n2,closed,2026-01-02 00:00\n2,open,2026-01-05 00:00\n",
        "utf-8",
    )
    crm("import", "tickets", str(path))
    found = crm("report", "service", "--json").json
    assert (found["tickets"], found["solved"]) == (2, 2)
    assert (found["solve_days_mean"], found["solve_days_median"]) == (3, 3)
    assert (found["reopened"], found["reopen_rate"]) == (1, 0.5)
