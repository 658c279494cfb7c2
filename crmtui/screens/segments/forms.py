"""The forms of the segments: which day and method to look at, and the shop's own boundaries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.settings.keys import BY_NAME
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.text.near import check_near

if TYPE_CHECKING:
    from crmtui.app import CrmApp


class Look(NamedTuple):
    """What the segments are of: a day, None for now, and the method."""

    as_of: date | None = None
    method: str = "fair"


class LookForm(FormScreen):
    """A form that changes what is looked at, and nothing in the store."""

    def __init__(self, title: str, fields: list[Field], take: Callable[[Values], None]) -> None:
        super().__init__(title, fields, _nothing_to_save, draft=title)
        self._take = take

    async def carry_out(self) -> None:
        """Look at it."""
        self._take(self.values())
        self.dismiss(None)


def _nothing_to_save(values: Values) -> Callable[[Store], Done]:
    raise NotImplementedError


def look_form(app: CrmApp, look: Look, take: Callable[[Look], None]) -> LookForm:
    """Return the form of the day and the method."""

    def taken(values: Values) -> None:
        take(Look(_day(app, values, "day"), values["method"]))

    shown = app.formats.date(look.as_of) if look.as_of else ""
    methods = [("fair", _("fair")), ("quintile", _("quintile, as in textbooks"))]
    fields = [
        Field("day", _("As of"), shown, _("a day; empty: now")),
        Field("method", _("Method"), look.method, options=methods),
    ]
    return LookForm(_("Segments of another day"), fields, taken)


def since_form(app: CrmApp, since: date, take: Callable[[date], None]) -> LookForm:
    """Return the form of the day from which on moves are shown."""

    def taken(values: Values) -> None:
        day = _day(app, values, "since")
        if day is not None:
            take(day)

    fields = [Field("since", _("Since"), app.formats.date(since), _("a day"))]
    return LookForm(_("Moves since"), fields, taken)


def _day(app: CrmApp, values: Values, field: str) -> date | None:
    text = values[field].strip()
    if not text:
        return None
    try:
        day = app.formats.parse_date(text, app.today, past=True)
        check_near(day, app.today, text)
    except InvalidValue as error:
        raise FieldError(field, error) from error
    return day


def cuts_form(app: CrmApp) -> FormScreen:
    """Return the form of the shop's own boundaries."""

    def save(values: Values) -> Callable[[Store], Done]:
        for name, value in values.items():
            try:
                BY_NAME[name].check(value)
            except InvalidValue as error:
                raise FieldError(name, error) from error

        def act(store: Store) -> Done:
            from crmtui.writes.settings import set_cuts

            return set_cuts(store, values)

        return act

    labels = {
        "rfm_recency": (_("R, in days"), "14 30 90 180"),
        "rfm_frequency": (_("F, purchases"), "2 3 5 8"),
        "rfm_monetary": (_("M, minor units"), "25000 50000 100000 200000"),
    }
    fields = [
        Field(name, label, app.settings[name], hint) for name, (label, hint) in labels.items()
    ]
    notice = _("Four growing numbers each, from which on a score is one more; empty: by rank.")
    return FormScreen(_("Own boundaries"), fields, save, draft="cuts", notice=notice)
