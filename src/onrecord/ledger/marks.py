"""Up to where a ledger was worked through, so that nothing is worked out again where nothing came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from onrecord.ledger.tables import judgements, marks, readings, reprints, withdrawals

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger


def reached(ledger: Ledger) -> str:
    """How far the ledger has come: its last reading, and how many judgements, withdrawals and reprints it holds."""
    last = sa.select(sa.func.max(readings.c.number))
    counts = [sa.select(sa.func.count()).select_from(table) for table in (judgements, withdrawals, reprints)]
    with ledger.read() as connection:
        return " ".join(str(connection.scalar(query) or 0) for query in (last, *counts))


def mark(ledger: Ledger, name: str) -> str:
    """How far a piece of work had come; empty where it was never done."""
    with ledger.read() as connection:
        return str(connection.scalar(sa.select(marks.c.value).where(marks.c.name == name)) or "")


def put_mark(connection: sa.Connection, name: str, value: str) -> None:
    """Keeps how far a piece of work has come, within the transaction of that work."""
    connection.execute(sa.delete(marks).where(marks.c.name == name))
    connection.execute(sa.insert(marks).values(name=name, value=value))
