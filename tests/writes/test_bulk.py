"""The same done to many, where a front would not let it come to that."""

from __future__ import annotations

import pytest

from crmtui.errors import InvalidValue
from crmtui.store.connect import Store
from crmtui.writes import bulk, contacts


def test_nothing_is_done_for_nobody(store: Store) -> None:
    contacts.delete(store, contacts.add(store, name="Ali").row)
    assert bulk.each(store, [1, 99], [bulk.tag(["vip"])]).step is None
    with store.read() as connection:
        assert connection.execute("SELECT count(*) FROM tag").fetchone() == (0,)
    with pytest.raises(InvalidValue):
        bulk.each(store, [], [bulk.change("status", "nonsense")])
