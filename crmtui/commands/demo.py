"""The sample shop."""

from __future__ import annotations

import sys
from typing import Annotated

from typer import Context, Exit, Option

from crmtui.commands.output import say, write_json
from crmtui.commands.shop import Shop, shop
from crmtui.commands.titled import write_titled
from crmtui.locale import _
from crmtui.places import demo_path
from crmtui.store.connect import open_store


def demo(
    ctx: Context,
    fresh: Annotated[bool, Option("--fresh", help=_("Make it anew."))] = False,
) -> None:
    """Open a sample shop in a store of its own; nothing of yours is touched."""
    given = shop(ctx)
    here = Shop(str(given.given_path or demo_path()), json=given.json, lang=given.lang)
    _make(here, fresh=fresh)
    if sys.stdin.isatty() and sys.stdout.isatty() and not here.json:
        from crmtui.terminal.asking import Question

        question = Question()
        try:
            from crmtui.app import run_app

            raise Exit(run_app(here.path, question, lang=given.lang))
        finally:
            question.close()
    _print(here)


def _make(here: Shop, *, fresh: bool) -> None:
    from crmtui.errors import Conflict
    from crmtui.reads.contacts import count

    if here.path.exists():
        with here.read() as connection:
            ours = connection.execute("SELECT 1 FROM source_ref WHERE source = 'sample'").fetchone()
            if count(connection) and not ours:
                raise Conflict(
                    _("{path} is not the sample shop.").format(path=here.path),
                    _("Leave out --db, or name a file that does not exist yet."),
                )
        if ours and not fresh:
            return
        here.path.unlink()
    from crmtui.writes.demo import fill

    open_store(here.path, create=True)
    fill(here.store, here.now)


def _print(here: Shop) -> None:
    """Print what there is, a line for each kind, and today's figures."""
    from crmtui.reads.debts import debtors
    from crmtui.reads.summary import summary
    from crmtui.text.calendar import day_start, to_utc_text

    start = to_utc_text(day_start(here.today, here.formats.zone))
    with here.read() as connection:
        found = summary(connection, start)
        owed = sum(debtor.amount for debtor in debtors(connection, here.today))
    if here.json:
        facts = {"db": str(here.path), "currency": here.settings["currency"]}
        write_json(facts | found._asdict() | {"owed": owed})
        return
    formats = here.formats
    write_titled(
        (
            (_("Contacts"), formats.number(found.contacts)),
            (_("Purchases"), formats.number(found.purchases)),
            (_("Interactions"), formats.number(found.interactions)),
            (_("Tags"), formats.number(found.tags)),
            (_("Sold in all"), formats.money(found.sold)),
            (
                _("Sold today"),
                f"{formats.money(found.sold_today)} ({formats.number(found.sales_today)})",
            ),
            (_("Owed to it"), formats.money(owed)),
        )
    )
    say(_("The sample shop is {path}.").format(path=here.path))
    say(_("Open it with: crmtui --db {path}").format(path=here.path))
