"""The pages of a long list."""

from __future__ import annotations

from crmtui.widgets.pages import MOST, PAGE, Pages


def test_only_what_is_missing_is_asked_for() -> None:
    pages: Pages[int] = Pages()
    assert pages.missing(0, PAGE) == [0, 1]
    pages.asked.add(1)
    pages.keep(0, [1, 2])
    assert pages.missing(0, PAGE) == []
    assert (pages.row(1), pages.row(2), pages.row(PAGE)) == (2, None, None)


def test_stale_rows_are_shown_until_new_ones_are_here() -> None:
    pages: Pages[int] = Pages()
    pages.keep(0, [1])
    pages.make_stale()
    assert pages.row(0) == 1
    assert pages.missing(0, 0) == [0]


def test_the_page_unused_for_longest_goes() -> None:
    pages: Pages[int] = Pages()
    for page in range(MOST + 1):
        pages.keep(page, [page])
        pages.row(0)
    assert pages.row(0) == 0
    assert pages.row(PAGE) is None
    assert pages.missing(PAGE, PAGE) == [1]
