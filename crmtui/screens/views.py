"""The views of the product: their fixed numbers, their names, and what makes each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from crmtui.locale import mark
from crmtui.screens.place import Place


class View(NamedTuple):
    """A view; its number stays the same however many views there are."""

    id: str
    key: str
    name: str
    make: Callable[[], Place]


def _today() -> Place:
    from crmtui.screens.today.screen import TodayScreen

    return TodayScreen()


def _customers() -> Place:
    from crmtui.screens.customers import CustomersScreen

    return CustomersScreen()


def _tickets() -> Place:
    from crmtui.screens.tickets.screen import TicketsScreen

    return TicketsScreen()


def _pipeline() -> Place:
    from crmtui.screens.pipeline.screen import PipelineScreen

    return PipelineScreen()


def _sales() -> Place:
    from crmtui.screens.sales import SalesScreen

    return SalesScreen()


def _segments() -> Place:
    from crmtui.screens.segments.screen import SegmentsScreen

    return SegmentsScreen()


def _reports() -> Place:
    from crmtui.screens.reports.screen import ReportsScreen

    return ReportsScreen()


VIEWS = (
    View("today", "1", mark("Today"), _today),
    View("customers", "2", mark("Customers"), _customers),
    View("pipeline", "3", mark("Pipeline"), _pipeline),
    View("tickets", "4", mark("Tickets"), _tickets),
    View("sales", "5", mark("Sales"), _sales),
    View("segments", "6", mark("Segments"), _segments),
    View("reports", "7", mark("Reports"), _reports),
)
