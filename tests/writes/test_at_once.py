"""Several programs that write at once: each waits for the other, and nothing of any is lost."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from functools import partial
from itertools import pairwise

from crmtui.errors import Conflict, CrmError
from crmtui.reads.deals import deal, stays
from crmtui.screens.bridge import Bridge
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.writes import bulk, contacts, deals, interactions, payments
from crmtui.writes.merge import merge
from tests.writes.test_interrupted import whole

HEAD = """
import sys
from pathlib import Path
from crmtui.errors import CrmError
from crmtui.store.connect import open_store
from crmtui.writes import bulk, contacts, deals, interactions, payments
from crmtui.writes.erase import erase
from crmtui.writes.merge import merge
store = open_store(Path(sys.argv[1]))
"""


def other(store: Store, work: str) -> subprocess.Popen[str]:
    """Start another program that works on the store."""
    return subprocess.Popen(
        [sys.executable, "-c", HEAD + work, str(store.path)], stderr=subprocess.PIPE, text=True
    )


def end(process: subprocess.Popen[str]) -> None:
    """Wait for it, and see that it went well."""
    _out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")


def test_the_screens_and_the_shell_write_at_once(store: Store) -> None:
    contacts.add(store, name="Ali")
    process = other(
        store,
        "for n in range(25):\n"
        "    interactions.log(store, 1, text=f'shell {n}', next_task={'text': 'call'})\n"
        "    payments.pay(store, 1, amount=1)\n",
    )

    async def work() -> list[Done]:
        heard: list[frozenset[str]] = []
        bridge = Bridge(store, heard.append)
        try:
            done = [
                await bridge.write(partial(_log_one, text=f"screen {n}")) for n in range(25)
            ] + [await bridge.write(_pay_one) for _n in range(25)]
        finally:
            bridge.close()
        assert len(heard) == 50
        return done

    steps = {done.step for done in asyncio.run(work())}
    end(process)
    assert len(steps) == 50
    found = whole(store)
    texts = {row[1] for row in found["interaction"]}
    assert texts == {f"{who} {n}" for who in ("shell", "screen") for n in range(25)}
    assert (len(found["payment"]), len(found["task"]), len(found["step"])) == (50, 25, 101)


def _log_one(store: Store, text: str) -> Done:
    return interactions.log(store, 1, text=text)


def _pay_one(store: Store) -> Done:
    return payments.pay(store, 1, amount=1)


def test_merging_erasing_and_changing_many_at_once(store: Store) -> None:
    for n in range(60):
        contacts.add(store, name=f"Customer {n}", tags=["vip"])
        payments.pay(store, n + 1, amount=7)
    process = other(
        store,
        "for n in range(2, 60, 3):\n"
        "    try:\n"
        "        erase(store, n)\n"
        "    except CrmError:\n"
        "        pass\n"
        "    bulk.each(store, range(1, 61), [bulk.tag([f'shell {n}'])])\n",
    )
    for n in range(1, 58, 3):
        try:
            merge(store, n, n + 1)
        except CrmError as error:  # erased a moment ago, or merged before it could be
            assert error.exit_code in (1, 3)
        bulk.each(store, range(1, 61), [bulk.change("city", f"City {n}"), bulk.log(text="all")])
    end(process)
    found = whole(store)
    assert sum(row[1] for row in found["payment"]) == 60 * 7
    assert 20 <= len(found["contact"]) <= 40
    assert {row[4] for row in found["contact"]} == {"City 55"}


def test_two_people_move_the_same_deal_at_once(store: Store) -> None:
    number = deals.add(store, None, title="shelves").row
    process = other(
        store,
        f"for n in range(30):\n    deals.move(store, {number}, 1 + n % 2)\n",
    )
    moved = refused = 0
    for n in range(30):
        with store.read() as connection:
            seen = deal(connection, number).stage_id
        try:
            moved += deals.move(store, number, 2 + n % 2, seen=seen).step is not None
        except Conflict:
            refused += 1
    end(process)
    with store.read() as connection:
        history = stays(connection, number)
        assert deal(connection, number).stage_id == history[-1].stage_id
    # Whoever moved it, each move is one entry, and no entry repeats the one before.
    assert all(one.stage_id != two.stage_id for one, two in pairwise(history))
    assert all(one.until == two.at >= one.at for one, two in pairwise(history))
    assert moved + refused <= 30
    assert len(history) > moved
