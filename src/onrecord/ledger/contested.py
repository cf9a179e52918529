"""Claims as the reading room lists them: one by its id, many in an order, those of a statement or a source.

Every question here touches only the rows that it answers with, but for :func:`standings`, which counts all members
once and is to be remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.ledger.claims import ClaimRow
from onrecord.ledger.tables import claims, memberships, statements

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

_c, _m, _s = claims.c, memberships.c, statements.c
ORDERS = ("contested", "reprinted", "told")
MOST = 10_000
"""Claims that are put in order."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim in an order: those with much asserting and much denying are contested, those told again reprinted."""

    id: str
    asserts: int
    denies: int
    reports: int
    origins: int

    @property
    def contested(self) -> int:
        return min(self.asserts, self.denies)

    @property
    def reprinted(self) -> int:
        return self.reports - self.origins

    @property
    def told(self) -> int:
        return self.reports


@dataclass(frozen=True, slots=True)
class ClaimOf:
    """A claim that a statement counts for, or how often a source takes which side on it."""

    id: str
    text: str
    stance: str
    statements: int


def standings(ledger: Ledger) -> tuple[Standing, ...]:
    """All claims of more than one statement, those with most statements first, at most ``MOST``."""
    sides = {
        stance: sa.func.sum(sa.case((_m.stance == stance, 1), else_=0)).label(stance)
        for stance in ("asserts", "denies")
    }
    top = sa.select(_c.id, _c.reports, _c.origins).where(_c.statements > 1).order_by(_c.statements.desc(), _c.id)
    some = top.limit(MOST).subquery()
    query = (
        sa.select(some.c.id, some.c.reports, some.c.origins, *sides.values())
        .join(memberships, _m.claim == some.c.id)
        .group_by(some.c.id, some.c.reports, some.c.origins)
    )
    with ledger.read() as connection:
        rows = connection.execute(query).all()
    return tuple(Standing(id, int(a), int(d), reports, len(told)) for id, reports, told, a, d in rows)


def in_order(found: Iterable[Standing], order: str) -> list[str]:
    """Ids of claims by an order of ``ORDERS``, those that have nothing of it left out."""
    rated = [(getattr(s, order), s.reports, s.id) for s in found]
    return [id for value, _, id in sorted(rated, key=lambda r: (-r[0], -r[1], r[2])) if value > 0]


_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_CLAIMS = sa.select(*claims.columns).where(_c.id.in_(_IDS))
_SIDES = sa.select(_m.claim, _m.stance, sa.func.count()).where(_m.claim.in_(_IDS)).group_by(_m.claim, _m.stance)
"""Made once, as are other queries that every page asks: to make one takes longer than to answer it."""


def claims_of_ids(ledger: Ledger, ids: Sequence[str]) -> tuple[ClaimRow, ...]:
    """Claims in the order of their ids; those that there are."""
    with ledger.read() as connection:
        given = {"ids": list(ids)}
        rows = connection.execute(_CLAIMS, given).mappings().all()
        sides: dict[str, dict[str, int]] = {}
        for claim, stance, count in connection.execute(_SIDES, given):
            sides.setdefault(claim, {})[stance] = count
    found = {row["id"]: _row(dict(row), sides.get(row["id"], {})) for row in rows}
    return tuple(found[id] for id in ids if id in found)


def _row(row: dict[str, Any], stances: Mapping[str, int]) -> ClaimRow:
    row["origins"] = tuple(tuple(origin) for origin in row["origins"])
    row["circles"] = tuple(tuple(circle) for circle in row["circles"])
    return ClaimRow(**row | {"joins": tuple(row["joins"]), "stances": stances})


def claims_on(ledger: Ledger, numbers: Sequence[int]) -> dict[int, tuple[ClaimOf, ...]]:
    """For each of these statements the claims that it counts for; ``statements`` is how many each claim has."""
    found: dict[int, tuple[ClaimOf, ...]] = {}
    with ledger.read() as connection:
        for number, *rest in connection.execute(_ON, {"numbers": list(numbers)}):
            found[number] = (*found.get(number, ()), ClaimOf(*rest))
    return found


_ON = (
    sa.select(_m.statement, _c.id, _c.text, _m.stance, _c.statements)
    .join(claims, _c.id == _m.claim)
    .where(_m.statement.in_(sa.bindparam("numbers", expanding=True)))
    .order_by(_c.statements.desc(), _c.id)
)


def claims_of_source(ledger: Ledger, source: str, limit: int = 200) -> tuple[ClaimOf, ...]:
    """On which claims a source spoke, taking which side how often; most often first."""
    with ledger.read() as connection:
        rows = connection.execute(_OF_SOURCE, {"source": source, "limit": limit}).all()
    return tuple(ClaimOf(*row) for row in rows)


_OFTEN = sa.func.count().label("often")
_OF_SOURCE = (
    sa.select(_c.id, _c.text, _m.stance, _OFTEN)
    .join(memberships, _m.claim == _c.id)
    .join(statements, _s.number == _m.statement)
    .where(_s.source == sa.bindparam("source"), _s.current, _c.statements > 1)
    .group_by(_c.id, _c.text, _m.stance)
    .order_by(_OFTEN.desc(), _c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
