"""Somebody's account on paper: as text, as a page to print, as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.output import colours, say, terminal_width, write, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.commands.spans import span
from crmtui.errors import UsageError
from crmtui.exchange.private_file import private_file
from crmtui.exchange.statement_html import StatementPage, Table, statement_html
from crmtui.locale import _
from crmtui.reads.statement import Statement
from crmtui.text.clean import printable

_PAPER = 96
"""Cells of a line in a file."""


def statement(
    ctx: Context,
    who: Annotated[
        str,
        Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who),
    ],
    since: Annotated[str, Option(metavar="DATE", help=_("From that day on."))] = "",
    until: Annotated[str, Option(metavar="DATE", help=_("Up to that day."))] = "",
    output: Annotated[
        str,
        Option("--output", "-o", metavar="FILE", help=_("A page to print (.html), or a text.")),
    ] = "-",
) -> None:
    """Write the account of a customer: what was charged and paid, and what is open."""
    from crmtui.reads.statement import statement as read
    from crmtui.reads.statement_page import statement_page
    from crmtui.reads.who import resolve

    here = shop(ctx)
    ending = _ending(output)
    between = span(here, since, until)
    with here.read() as connection:
        found = read(connection, resolve(connection, who), **between)
    if here.json:
        write_json(_json(here, found))
        return
    page = statement_page(found, here.formats, here.settings["shop"], here.today)
    if output == "-":
        width = terminal_width() if on_terminal() else _PAPER
        for line in _lines(page, width, bold=colours()):
            write(line) if "\x1b" not in line else print(line)
        return
    if ending == ".txt":
        text = "".join(f"{printable(line)}\n" for line in _lines(page, _PAPER, bold=False))
    else:
        text = statement_html(page)
    with private_file(Path(output)) as file:
        file.write(text.encode())
    say(_("The statement of {name} is in {path}.").format(name=page.name, path=output))


def _ending(output: str) -> str:
    ending = Path(output).suffix.lower()
    if output != "-" and ending not in (".html", ".htm", ".txt"):
        raise UsageError(
            _("A statement is a page or a text."), _("Name a file that ends in .html or .txt.")
        )
    return ending


def _lines(page: StatementPage, width: int, *, bold: bool) -> Iterator[str]:
    """Yield the lines of a statement as text."""
    if page.shop:
        yield page.shop
    yield f"{page.title} · {page.name} {page.number} · {page.period}"
    yield ""
    yield from _aligned(page.moves, width, bold=bold)
    yield ""
    yield page.closing
    if page.open_title:
        yield ""
        yield page.open_title
        yield from _aligned(page.open, width, bold=bold)


def _aligned(table: Table, width: int, *, bold: bool) -> Iterator[str]:
    from crmtui.commands.columns import aligned

    rows = [[printable(" ".join(cell.split())) for cell in row] for row in table.rows]
    rights = [index in table.numbers for index in range(len(table.titles))]
    return aligned(table.titles, rows, rights, width, bold=bold)


def _json(here: Shop, found: Statement) -> dict[str, Any]:
    return {
        "contact_id": found.contact_id,
        "name": found.name,
        "currency": here.settings["currency"],
        "opening": found.opening,
        "closing": found.closing,
        "entries": [entry._asdict() | {"date": here.day(entry.at)} for entry in found.entries],
        "open": [
            {
                "purchase_id": item.purchase,
                "date": here.day(item.at),
                "due": item.due.isoformat() if item.due else None,
                "amount": item.amount,
                "left": item.left,
                "days": item.days_past(here.today),
            }
            for item in found.account.items
        ],
    }
