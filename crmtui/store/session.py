"""A SQLModel session inside the one door for writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from crmtui.store.connect import Store
from crmtui.store.transact import Transaction, transact


class Writing:
    """A write under way: the session to add models to, and the transaction around it."""

    def __init__(self, transaction: Transaction, session: Session) -> None:
        self.transaction = transaction
        self.session = session


@contextmanager
def writing(store: Store, label: str) -> Iterator[Writing]:
    """Run one user action on models as one step; `transaction.done` says what it changed."""
    with transact(store, label) as transaction:
        # The transaction is begun and ended by the door; the engine only borrows its connection.
        engine = create_engine(
            "sqlite://",
            creator=lambda: transaction.connection,
            poolclass=StaticPool,
            hide_parameters=True,
        )
        with Session(engine, autoflush=True) as session, session.no_autoflush:
            yield Writing(transaction, session)
            session.flush()
            session.expunge_all()
