"""When a deal is stale: it knows the plan, and learns from the deals that were won."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.rotting import ENOUGH, USUAL_DAYS, Limit, is_stale, limit

stays = st.lists(st.integers(0, 400), min_size=ENOUGH, max_size=99)


def test_a_limit_is_the_stages_own_then_learned_then_usual() -> None:
    many = [*range(1, 31)]
    assert limit(5, many) == Limit(5)
    assert limit(None, many) == Limit(27, 30)
    assert limit(None, many[:-1]) == Limit(USUAL_DAYS)
    assert limit(0, []) == Limit(0)
    assert limit(None, [0] * 40) == Limit(3, 40)


@given(stays)
def test_nine_in_ten_won_deals_were_not_stale(days: list[int]) -> None:
    learned = limit(None, days)
    assert sum(day <= learned.days for day in days) >= 0.9 * len(days)


def test_a_deal_is_stale_if_nothing_happened_and_nothing_is_planned() -> None:
    assert is_stale(14, Limit(14), planned=False)
    assert not is_stale(13, Limit(14), planned=False)
    assert not is_stale(400, Limit(14), planned=True)
    assert not is_stale(400, Limit(0), planned=False)
