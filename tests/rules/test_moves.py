"""Who moved between segments adds up, whatever the two days look like."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.moves import Change, Flow, Move, changes, flows, moves
from crmtui.rules.rfm import SEGMENTS, Scored

buyers = SEGMENTS[:-1]


def buyer(number: int, segment: str, paid: int) -> Scored:
    return Scored(number, 1, 1, paid, 1, 1, 1, segment)


def test_who_fell_takes_their_part_of_the_revenue_along() -> None:
    before = [buyer(1, "champions", 120), buyer(2, "champions", 500), buyer(3, "lost", 380)]
    after = [buyer(1, "at-risk", 130), buyer(2, "champions", 900), buyer(3, "loyal", 400)]
    after.append(buyer(4, "new", 50))
    moved = moves(before, after)
    assert moved == [
        Move(3, "lost", "loyal", 380, 20),
        Move(1, "champions", "at-risk", 120, 10),
        Move(4, "prospect", "new", 0, 50),
    ]
    assert [move.is_fall for move in moved] == [False, True, False]
    table = {change.segment: change for change in changes(before, after)}
    assert table["champions"] == Change("champions", 2, 1, 0, 1, 1, 120)
    assert table["lost"] == Change("lost", 1, 0, 0, 1, 0, 0)
    assert table["new"] == Change("new", 0, 1, 1, 0, 0, 0)
    assert flows(moved)[1] == Flow("champions", "at-risk", 1, 120)


@st.composite
def two_days(draw: st.DrawFn) -> tuple[list[Scored], list[Scored]]:
    """Two days of a shop: whoever bought before the first has bought before the second."""
    segment, paid = st.sampled_from(buyers), st.integers(-500, 10**9)
    number = draw(st.integers(0, 30))
    after = [buyer(n, draw(segment), draw(paid)) for n in range(number)]
    before = [buyer(n, draw(segment), draw(paid)) for n in range(number) if draw(st.booleans())]
    return before, after


@given(two_days(), st.randoms())
def test_the_table_adds_up_in_any_order(
    days: tuple[list[Scored], list[Scored]], random: object
) -> None:
    before, after = days
    table, moved = changes(before, after), moves(before, after)
    assert [change.segment for change in table] == list(buyers)
    for change in table:
        assert change.before + change.came - change.left == change.after
        assert 0 <= change.fell <= change.left
    assert sum(c.came for c in table) == len(moved) == sum(f.customers for f in flows(moved))
    assert Counter(b.segment for b in after) == Counter(
        {c.segment: c.after for c in table if c.after}
    )
    random.shuffle(before)  # type: ignore[attr-defined]
    random.shuffle(after)  # type: ignore[attr-defined]
    assert (changes(before, after), moves(before, after)) == (table, moved)
