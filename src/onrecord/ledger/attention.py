"""What most deserves a person's look: statements that are unsure and that much hangs on.

Only the newest statements that nobody has judged are weighed, so that the queue answers at once in a ledger of any
size; what is judged leaves it and makes room for the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

import sqlalchemy as sa

from onrecord.ledger.rows import StatementRow
from onrecord.ledger.select import select_statements, statement_rows
from onrecord.ledger.tables import applied_judgements, memberships, sources, statements

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

WEIGHED = 2_000
"""Newest unjudged statements among which the queue is chosen."""
DOUBTS = ("spans", "speaker", "act", "kind", "certainty")
"""What can be in doubt, the doubt that costs most first: ``spans`` is whether it is a statement at all."""
COST = {"spans": 1.0, "speaker": 1.0, "act": 0.6, "kind": 0.4, "certainty": 0.3}
"""How much of a statement's use is lost where each is wrong: who said what comes before how it was said."""

_s = statements.c


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement worth a look, the label most in doubt, how sure the reader is of it, and what hangs on it."""

    statement: StatementRow
    label: str
    sure: float
    value: float
    """The queue's order: doubt times what hangs on it."""
    source_statements: int
    """How many statements its source has."""
    claims: int
    """How many claims it counts for."""


def queue(ledger: Ledger, *, label: str = "", limit: int = 20) -> tuple[Doubt, ...]:
    """The statements that most deserve a look, with doubts about one label alone where it is given."""
    judged = sa.select(applied_judgements.c.statement).where(applied_judgements.c.statement == _s.number)
    open_ = sa.and_(_s.current, _s.verdict == "", ~judged.exists())
    query = (
        sa.select(_s.number, _s.confidence, _s.sure, sources.c.statements)
        .outerjoin(sources, sources.c.id == _s.source)
        .where(open_)
        .order_by(_s.number.desc())
        .limit(WEIGHED)
    )
    with ledger.read() as connection:
        told = _claims(connection, query.subquery())
        rated = [
            _rate(number, {"spans": confidence, **sure}, size or 0, told.get(number, 0), label)
            for number, confidence, sure, size in connection.execute(query)
        ]
        best = sorted((r for r in rated if r[0] > 0), key=lambda r: (-r[0], -r[1]))[:limit]
        rows = statement_rows(connection, select_statements().where(_s.number.in_([r[1] for r in best])))
    by_number = {row.number: row for row in rows}
    return tuple(Doubt(by_number[n], what, sure, value, size, claims) for value, n, what, sure, size, claims in best)


def _rate(
    number: int, sure: dict[str, float], size: int, claims: int, label: str
) -> tuple[float, int, str, float, int, int]:
    """(value, number, label most in doubt, how sure, size of the source, claims)."""
    asked = (label,) if label else DOUBTS
    doubts = {what: (1 - sure.get(what, 1.0)) * COST[what] for what in asked}
    worst = max(asked, key=lambda what: doubts[what])
    hangs = 1 + log2(1 + size) + 2 * claims
    return round(doubts[worst] * hangs, 6), number, worst, sure.get(worst, 1.0), size, claims


def _claims(connection: sa.Connection, weighed: sa.Subquery) -> dict[int, int]:
    """For each weighed statement that counts for claims, how many."""
    query = sa.select(memberships.c.statement, sa.func.count()).join(
        weighed, weighed.c.number == memberships.c.statement
    )
    rows = connection.execute(query.group_by(memberships.c.statement))
    return {row[0]: row[1] for row in rows}
