"""How a file was read, as facts that can be changed, and what each of them may be instead."""

from __future__ import annotations

from collections.abc import Iterator

from crmtui.locale import _
from crmtui.screens.importing.plan import Outline
from crmtui.screens.importing.words import (
    calendar_label,
    delimiter_label,
    kind_label,
    order_label,
    unit_label,
)
from crmtui.widgets.fact_bar import Fact
from crmtui.writes.imports.options import (
    DEALS,
    INTERACTIONS,
    KINDS,
    PAYMENTS,
    PURCHASES,
    FileOptions,
)

YES, NO = "yes", "no"
ASK = "?"
"""Stands for a value that is typed in."""

_ENCODINGS = (
    *("utf-8", "utf-16", "windows-1256", "windows-1252", "iso-8859-1", "iso-8859-15"),
    *("windows-1250", "windows-1251", "koi8-r", "windows-1254", "mac-roman", "gb18030"),
)
_DELIMITERS = (",", ";", "\t", "|", " ")
_DATED = frozenset(("date", "birthday", "anniversary", "created_at", "opened", "closed"))
SHIFTING = frozenset(("kind", "sheet", "delimiter", "header"))
"""With another of these, the columns are others too: what was said of them holds no more."""


def facts(outline: Outline, currency: str) -> Iterator[Fact]:
    """Yield what a person may want to know or to change, in a shop that counts in `currency`."""
    reading, options = outline.reading, outline.options
    yield Fact("kind", _("brings"), kind_label(outline.kind))
    if reading is None or reading.header:
        yield from _layout(outline)
    elif reading.encoding:
        yield Fact("encoding", _("encoding"), reading.encoding)
    if reading is not None:
        yield Fact("source", _("source"), reading.source)
    if reading is not None and reading.header:
        yield from _values(outline, currency)
    if outline.kind == INTERACTIONS and reading is not None and not reading.header:
        yield Fact("new", _("unknown people"), _new_label(options.new))


def _layout(outline: Outline) -> Iterator[Fact]:
    """Yield how the file was taken apart."""
    reading, options = outline.reading, outline.options
    if outline.sheets:
        yield Fact("sheet", _("sheet"), reading.sheet if reading else options.sheet)
    else:
        encoding = options.encoding or (reading.encoding.removesuffix("-sig") if reading else "")
        delimiter = options.delimiter or (reading.delimiter if reading else "")
        yield Fact("encoding", _("encoding"), encoding or _("guessed"))
        if delimiter or reading is None:
            yield Fact("delimiter", _("parted by"), delimiter_label(delimiter) or _("guessed"))
    yield Fact("header", _("first line"), _header_label(options.header))


def _values(outline: Outline, currency: str) -> Iterator[Fact]:
    """Yield how the values are read."""
    reading, options = outline.reading, outline.options
    assert reading is not None
    if not _DATED.isdisjoint(outline.known) or not _DATED.isdisjoint(reading.fields):
        order = options.dates or reading.dates
        yield Fact("dates", _("dates"), order_label(order) if order else _("plain"))
        calendar = options.calendar or reading.calendar
        if calendar:
            yield Fact("calendar", _("calendar"), calendar_label(calendar))
    if outline.kind not in (PURCHASES, PAYMENTS, DEALS):
        return
    unit = options.unit or reading.unit
    if unit or (reading.currency or currency) == "IRR":
        yield Fact("unit", _("amounts in"), unit_label(unit) or _("guessed"))
    yield Fact("currency", _("currency"), options.currency or reading.currency or _("of the file"))


def choices(name: str, outline: Outline, currency: str) -> list[tuple[str, str]]:
    """Return what a fact may be instead, as (value, words)."""
    guess = ("", _("as it looks"))
    if name == "kind":
        return [(kind, kind_label(kind)) for kind in KINDS]
    if name == "sheet":
        return [(sheet, sheet) for sheet in outline.sheets]
    if name == "encoding":
        return [guess, *((e, e) for e in _ENCODINGS), (ASK, _("another …"))]
    if name == "delimiter":
        return [guess, *((d, delimiter_label(d)) for d in _DELIMITERS), (ASK, _("another …"))]
    if name == "header":
        return [(YES, _header_label(True)), (NO, _header_label(False))]
    if name == "dates":
        return [guess, *((order, order_label(order)) for order in ("dmy", "mdy"))]
    if name == "calendar":
        return [guess, *((c, calendar_label(c)) for c in ("gregorian", "jalali"))]
    if name == "unit":
        return [guess, *((unit, unit_label(unit)) for unit in ("toman", "rial"))]
    if name == "currency":
        taken = _("take them as {currency}, whatever the file says").format(currency=currency)
        return [("", _("as the file says")), (currency, taken)]
    return [(NO, _new_label(False)), (YES, _new_label(True))]


def said(options: FileOptions, name: str, value: str) -> FileOptions:
    """Return the options with one of them changed."""
    if name in SHIFTING:
        options = options._replace(map="")
    if name == "kind":
        return options
    if name in ("header", "new"):
        return options._replace(**{name: value == YES})  # type: ignore[arg-type]
    if name == "delimiter" and value == " ":
        value = "whitespace"
    return options._replace(**{name: value})  # type: ignore[arg-type]


def chosen_now(name: str, outline: Outline) -> str:
    """Return the value that was said of a fact; "" where it was left to a look at the file."""
    if name == "kind":
        return outline.kind
    value = getattr(outline.options, name)
    if isinstance(value, bool):
        return YES if value else NO
    if name == "sheet" and not value and outline.reading:
        return outline.reading.sheet
    return " " if value == "whitespace" else str(value)


def _header_label(has_names: bool) -> str:
    return _("names") if has_names else _("values already")


def _new_label(is_made: bool) -> str:
    return _("become contacts") if is_made else _("are left out")
