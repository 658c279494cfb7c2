"""When something is due, as people type it and as it is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmtui.errors import InvalidValue
from crmtui.text.formats import Formats

TEHRAN = Formats(zone="Asia/Tehran", calendar="jalali")
NEW_YORK = Formats(zone="America/New_York")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["yesterdayish", "soon", "", "32/13/2026", "2026-02-30", "every week", "\u202e", "0"]
)
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(InvalidValue):
        TEHRAN.parse_due(typed, NOW)


@pytest.mark.parametrize("typed", ["9999-12-31", "9999-12-31 23:59", "2078-01-01", "+9999 years"])
@pytest.mark.parametrize("formats", [TEHRAN, NEW_YORK, Formats()])
def test_a_day_too_far_away_is_a_slip_of_the_finger(typed: str, formats: Formats) -> None:
    with pytest.raises(InvalidValue):
        formats.parse_due(typed, NOW)


@given(st.text(), st.sampled_from([TEHRAN, NEW_YORK, Formats()]))
@example("9999-12-31 23:59", NEW_YORK)
@example("+9999 weeks", TEHRAN)
@example("-9999 years", TEHRAN)
def test_any_text_is_a_day_or_a_clear_error(text: str, formats: Formats) -> None:
    try:
        due = formats.parse_due(text, NOW)
    except InvalidValue:
        return
    assert formats.due(*due, NOW)


@given(
    st.integers(-40_000, 18_000),
    st.integers(0, 24 * 60 - 1),
    st.booleans(),
    st.sampled_from([TEHRAN, NEW_YORK, Formats(), Formats(lang="fa", calendar="jalali")]),
)
def test_what_is_shown_to_be_edited_is_read_as_the_same(
    days: int, minutes: int, all_day: bool, formats: Formats
) -> None:
    typed = formats.typed_due(NOW + timedelta(days=days, minutes=minutes), all_day)
    read = formats.parse_due(typed, NOW)
    assert formats.typed_due(*read) == typed
