"""Everything about one person as a text that they can read."""

from __future__ import annotations

from collections.abc import Iterator

from crmtui.labels import (
    channel_label,
    contact_field_label,
    direction_label,
    outcome_label,
    point_label,
    promise_label,
    role_label,
)
from crmtui.locale import _
from crmtui.reads.exports.pages import Row
from crmtui.reads.field_values import Shown
from crmtui.rules.merging import FIELDS
from crmtui.text.formats import Formats

_GAP = "  "


def person_text(told: Row, formats: Formats) -> str:
    """Return the text: dates in the shop's calendar, amounts in its unit."""
    return "\n".join(_Writer(told, formats).lines()) + "\n"


class _Writer:
    def __init__(self, told: Row, formats: Formats) -> None:
        self._told = told
        self._formats = formats

    def lines(self) -> Iterator[str]:
        """Yield a heading, what is said of them, and then section by section."""
        record = self._told["contact"]
        yield f"{record['name']} (#{record['id']})"
        yield ""
        yield from (f"{label}: {value}" for label, value in self._facts())
        sections = (
            (_("Links"), map(self._link, self._told["links"])),
            (
                _("People who work there"),
                (f"{p['name']} (#{p['id']})" for p in self._told["people"]),
            ),
            (_("Calls, visits, messages"), map(self._interaction, self._told["interactions"])),
            (_("Tasks"), map(self._task, self._told["tasks"])),
            (_("Wishes"), map(self._need, self._told["needs"])),
            (_("Purchases"), self._purchases()),
            (_("Payments"), map(self._payment, self._told["payments"])),
            (_("Deals"), map(self._deal, self._told["deals"])),
            (_("Came in from"), (f"{s['source']}: {s['ref']}" for s in self._told["sources"])),
            (_("From their vCard"), self._told["vcard"]),
            (_("What was done here"), map(self._step, self._told["history"])),
        )
        for title, entries in sections:
            if shown := list(entries):
                yield from ("", title)
                yield from (f"{_GAP}{line}" for entry in shown for line in entry.split("\n"))

    def _facts(self) -> Iterator[tuple[str, str]]:
        record = self._told["contact"]
        kinds = {field["field"]: field["kind"] for field in self._told["fields"]}
        shown = Shown(self._formats, kinds, {record["company_id"]: record["company"]})
        for field in (*FIELDS[1:], "deleted_at"):
            value = record[field]
            if value not in (None, "", 0):
                yield contact_field_label(field), shown(field, value).replace("\n", f"\n{_GAP}")
        for point in self._told["points"]:
            label = f" ({point['label']})" if point["label"] else ""
            yield point_label(point["kind"]), point["value"] + label
        if self._told["tags"]:
            yield contact_field_label("tags"), ", ".join(self._told["tags"])
        for field in self._told["fields"]:
            yield field["field"], shown(field["field"], field["value"])
        if (owed := self._told["balance"]) is not None:
            yield (_("owes") if owed >= 0 else _("in credit")), self._formats.money(abs(owed))

    def _link(self, link: Row) -> str:
        if link["from_id"] == self._told["contact"]["id"]:
            return f"{role_label(link['role'])} {link['to_name']} (#{link['to_id']})"
        return f"{role_label(link['role'], back=True)} {link['from_name']} (#{link['from_id']})"

    def _interaction(self, row: Row) -> str:
        parts = (
            self._day(row["at"]),
            channel_label(row["channel"]),
            direction_label(row["direction"] or ""),
            outcome_label(row["outcome"] or ""),
            row["text"],
        )
        return _joined(*parts)

    def _task(self, row: Row) -> str:
        due = _("due {date}").format(date=self._day(row["due"])) if row["due"] else ""
        done = _("done {date}").format(date=self._day(row["done_at"])) if row["done_at"] else ""
        return _joined(row["text"], promise_label(row["promise"] or ""), due, done)

    def _need(self, row: Row) -> str:
        met = _("met {date}").format(date=self._day(row["met_at"])) if row["met_at"] else ""
        return _joined(self._day(row["at"]), row["text"], met)

    def _purchases(self) -> Iterator[str]:
        for row in self._told["purchases"]:
            yield _joined(
                self._day(row["at"]), self._formats.money(row["amount"]), row["ref"], row["note"]
            )
            for line in row["lines"]:
                quantity = self._formats.number(line["quantity"] / 1000)
                amount = self._formats.money(line["amount"])
                yield _GAP + _joined(f"{quantity} × {line['item']}", line["sku"], amount)

    def _payment(self, row: Row) -> str:
        amount = self._formats.money(row["amount"])
        return _joined(self._day(row["at"]), amount, row["method"], row["ref"], row["note"])

    def _deal(self, row: Row) -> str:
        amount = "" if row["amount"] is None else self._formats.money(row["amount"])
        ended = self._day(row["closed_at"]) if row["closed_at"] else ""
        named = (row["title"], row["products"], amount, row["stage"], row["reason"])
        return _joined(self._day(row["opened_at"] or row["created_at"]), *named, ended, row["note"])

    def _step(self, row: Row) -> str:
        return _joined(self._day(row["at"]), row["label"])

    def _day(self, at: str) -> str:
        return self._formats.date(self._formats.day(at))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
