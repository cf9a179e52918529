"""What is kept in step with the statements: the full-text index and how many statements each source has.

Whoever changes statements that are already in the ledger does it inside :func:`changing`; whoever adds new ones
calls :func:`put` after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

from onrecord.ledger.tables import sources, statements

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

CHUNK = 500


@contextmanager
def changing(ledger: Ledger, connection: sa.Connection, numbers: Sequence[int]) -> Iterator[None]:
    """Takes the statements out of the index, lets them be changed, puts back those that still belong there."""
    take(ledger, connection, numbers)
    yield
    put(ledger, connection, numbers)


def put(ledger: Ledger, connection: sa.Connection, numbers: Sequence[int]) -> None:
    ledger.dialect.index(connection, numbers)
    _count(connection, numbers, 1)


def take(ledger: Ledger, connection: sa.Connection, numbers: Sequence[int]) -> None:
    ledger.dialect.unindex(connection, numbers)
    _count(connection, numbers, -1)


def _count(connection: sa.Connection, numbers: Sequence[int], sign: int) -> None:
    for at in range(0, len(numbers), CHUNK):
        some = {"numbers": list(numbers[at : at + CHUNK])}
        rows = [{"of": source, "n": sign * n} for source, n in connection.execute(_BY_SOURCE, some)]
        if rows:
            connection.execute(_CHANGE, rows)


def counted() -> tuple[sa.ColumnElement[bool], ...]:
    """Which statements a source's count, the search and the lists hold."""
    return (statements.c.current, statements.c.verdict != "wrong", statements.c.source.is_not(None))


_BY_SOURCE = (
    sa.select(statements.c.source, sa.func.count())
    .where(statements.c.number.in_(sa.bindparam("numbers", expanding=True)), *counted())
    .group_by(statements.c.source)
)
_CHANGE = (
    sa.update(sources)
    .where(sources.c.id == sa.bindparam("of"))
    .values(statements=sources.c.statements + sa.bindparam("n"))
)
