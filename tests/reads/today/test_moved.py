"""The digest of last month: once a month, in the shop's own months, until it was read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from crmtui.reads.today import moved
from crmtui.reads.today.day import Day
from crmtui.reads.today.moved import digest, month
from crmtui.reads.today.queue import queue
from crmtui.reads.today.words import reasons_text
from crmtui.rules.moves import Summary
from crmtui.settings import Settings, load
from crmtui.store.connect import Store
from crmtui.writes.settings import digest_read
from tests.commands.test_segments import sell

NOW = datetime(2026, 6, 5, 12, tzinfo=UTC)


@pytest.fixture
def shop(store: Store) -> Store:
    """Forty who buy at paces of their own, before that day and after it."""
    sell(
        store,
        {
            f"Buyer {n}": [(ago, 100 * n) for ago in range(n - 60, 400, 25 + n % 9)]
            for n in range(1, 41)
        },
    )
    return store


def look(store: Store, now: datetime, **values: str) -> Summary | None:
    with store.read() as connection:
        settings = Settings({**load(connection).values, **values})
        return digest(connection, Day(settings, now))


def test_it_compares_the_first_days_of_two_months(shop: Store) -> None:
    found = look(shop, NOW)
    assert found is not None
    assert found[:2] == (date(2026, 5, 1), date(2026, 6, 1))
    jalali = look(shop, NOW, calendar="jalali")
    assert jalali is not None
    assert jalali[:2] == (date(2026, 4, 21), date(2026, 5, 22))  # 1 Ordibehesht, 1 Khordad


def test_it_is_read_once_a_month(shop: Store) -> None:
    done = digest_read(shop, NOW)
    assert done.step is not None
    assert look(shop, NOW) is None
    assert look(shop, NOW + timedelta(days=20)) is None
    assert look(shop, NOW + timedelta(days=30)) is not None
    assert (month(date(2026, 6, 5), "gregorian"), month(date(2026, 6, 5), "jalali")) == (
        "2026-06",
        "1405-03",
    )


def test_it_can_be_turned_off_and_few_buyers_have_none(shop: Store) -> None:
    assert look(shop, NOW, weight_moves="0") is None
    assert look(Store(shop.path.parent / "nothing.db"), NOW) is None


def test_a_line_of_the_queue_says_it(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with shop.read() as connection:
        settings = load(connection)
        (line,) = [e for e in queue(connection, settings, NOW).entries if e.is_digest]
        text = reasons_text(line.reasons, settings.formats(), NOW)
        assert (line.contact_id, line.task_id, line.score) == (None, None, 60.0)
        assert text.startswith("last month: ") and "left" in text and "% of revenue" in text
        monkeypatch.setattr(moved, "_MOST", 100)
        (line,) = [e for e in queue(connection, settings, NOW).entries if e.is_digest]
    assert "look at Segments" in reasons_text(line.reasons, settings.formats(), NOW)
