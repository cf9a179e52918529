"""Who speaks on claims, and everything that one source said on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from onrecord.ledger.rows import StatementRow
from onrecord.ledger.select import select_statements, statement_rows
from onrecord.ledger.tables import memberships, sources, statements

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

_m, _s = memberships.c, statements.c


@dataclass(frozen=True, slots=True)
class Voice:
    """A source on a claim: the side that it takes, and in how many statements."""

    source: str
    name: str
    stance: str
    statements: int


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a source on a claim, with its side."""

    stance: str
    statement: StatementRow


def voices_on(ledger: Ledger, ids: Sequence[str]) -> dict[str, tuple[Voice, ...]]:
    """For each of these claims the sources that speak on it, those that say most first."""
    often = sa.func.count().label("often")
    query = (
        sa.select(_m.claim, sources.c.id, sources.c.name, _m.stance, often)
        .join(statements, _s.number == _m.statement)
        .join(sources, sources.c.id == _s.source)
        .where(_m.claim.in_(list(ids)))
        .group_by(_m.claim, sources.c.id, sources.c.name, _m.stance)
        .order_by(often.desc(), sources.c.name, sources.c.id)
    )
    found: dict[str, tuple[Voice, ...]] = {}
    with ledger.read() as connection:
        for claim, *rest in connection.execute(query):
            found[claim] = (*found.get(claim, ()), Voice(*rest))
    return found


def said_on(ledger: Ledger, source: str, ids: Sequence[str]) -> Mapping[str, tuple[Said, ...]]:
    """For each of these claims what the source said on it, the newest first."""
    query = (
        sa.select(_m.claim, _m.stance, _m.statement)
        .join(statements, _s.number == _m.statement)
        .where(_m.claim.in_(list(ids)), _s.source == source, _s.current)
        .order_by(_m.statement.desc())
    )
    found: dict[str, tuple[Said, ...]] = {}
    with ledger.read() as connection:
        links = connection.execute(query).all()
        which = select_statements().where(_s.number.in_({number for _, _, number in links}))
        rows = {row.number: row for row in statement_rows(connection, which)}
    for claim, stance, number in links:
        found[claim] = (*found.get(claim, ()), Said(stance, rows[number]))
    return found
