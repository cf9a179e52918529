"""Judgements as they are listed: with their withdrawals and what they now apply to; where what they name is now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.ledger.rows import Judgement, JudgementRow
from onrecord.ledger.tables import applied_judgements, judgements, statements, stories, withdrawals

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

OPPOSITE = {"same-source", "different-source"}
OF_PAIRS = {*OPPOSITE, "same-claim"}
"""Kinds of which one subject may have many."""
MANY = 500
"""Most values named in one query."""
_j, _w, _d, _s = judgements.c, withdrawals.c, applied_judgements.c, statements.c


def list_judgements(
    ledger: Ledger, *, kind: str = "", subject: str = "", standing: bool = False, limit: int = 0, offset: int = 0,
    after: str = "",
) -> tuple[JudgementRow, ...]:  # fmt: skip
    """Judgements, the latest first; ``standing`` leaves out those withdrawn; ``after`` is the last one seen."""
    query = _select().order_by(_j.time.desc(), _j.id)
    if kind:
        query = query.where(_j.kind == kind)
    if subject:
        query = query.where(_j.subject == subject)
    if after:
        time = sa.select(judgements.c.time).where(judgements.c.id == after).scalar_subquery()
        query = query.where(sa.or_(_j.time < time, sa.and_(_j.time == time, _j.id > after)))
    if standing:
        query = query.where(_w.time.is_(None))
    with ledger.read() as connection:
        return _rows(connection, query.limit(limit).offset(offset) if limit else query)


def against(ledger: Ledger, judgement: Judgement) -> tuple[JudgementRow, ...]:
    """The standing judgements that say otherwise about the same, the latest first."""
    return tuple(r for r in list_judgements(ledger, standing=True) if _conflict(r.judgement, judgement))


def _conflict(a: Judgement, b: Judgement) -> bool:
    if {a.kind, b.kind} == OPPOSITE:
        return {a.subject, a.value} == {b.subject, b.value}
    return a.kind == b.kind not in OF_PAIRS and a.subject == b.subject and a.value != b.value


def is_judgement(ledger: Ledger, id: str) -> bool:
    """Whether there is a judgement of that id."""
    with ledger.read() as connection:
        return connection.scalar(sa.select(_j.id).where(_j.id == id)) is not None


def held_then(judgement: Judgement) -> dict[str, list[str]]:
    """Of each claim that it names, the ids of the statements that the claim held when it was judged, where known."""
    told = judgement.evidence.get("claims")
    return {str(claim): list(map(str, ids)) for claim, ids in told.items()} if isinstance(told, dict) else {}


def now_ids(ledger: Ledger, ids: Collection[str]) -> dict[str, str]:
    """For each statement that is no longer current the id of the one now in its place; some have none."""
    with ledger.read() as connection:
        current = {
            id for part in _parts(ids) for id in connection.scalars(sa.select(_s.id).where(_s.id.in_(part), _s.current))
        }
        gone = [id for id in ids if id not in current]
        told = sa.select(_s.id, _s.superseded_by).where(_s.superseded_by.is_not(None)).order_by(_s.number)
        at = {id: on for part in _parts(gone) for id, on in connection.execute(told.where(_s.id.in_(part)))}
        rows = _followed(connection, set(at.values()))
    return {id: rows[number] for id, number in at.items() if number in rows}


def _followed(connection: sa.Connection, numbers: set[int]) -> dict[int, str]:
    """For each of these statements its id if it is current, else that of the current one in its place."""
    query = sa.select(_s.number, _s.id, _s.current, _s.superseded_by)
    found: dict[int, str] = {}
    on: dict[int, int] = {}
    for part in _parts(numbers):
        for number, id, current, by in connection.execute(query.where(_s.number.in_(part))):
            found |= {number: id} if current else {}
            on |= {number: by} if by is not None and not current else {}
    further = _followed(connection, set(on.values())) if on else {}
    return found | {number: further[by] for number, by in on.items() if by in further}


def places_of(ledger: Ledger, ids: Collection[str]) -> dict[str, str]:
    """The story of each of these that is a current statement; empty for one that is said to be wrong."""
    query = sa.select(_s.id, _s.verdict, stories.c.story).join(stories, stories.c.article == _s.article)
    with ledger.read() as connection:
        rows = [row for part in _parts(ids) for row in connection.execute(query.where(_s.id.in_(part), _s.current))]
    return {id: "" if verdict == "wrong" else story for id, verdict, story in rows}


def _parts(some: Iterable[Any]) -> Iterator[list[Any]]:
    values = list(some)
    return (values[at : at + MANY] for at in range(0, len(values), MANY))


def judgements_on(connection: sa.Connection, number: int, statement: str) -> tuple[JudgementRow, ...]:
    """All judgements on one statement, standing or withdrawn, in order of time."""
    which = sa.or_(_d.statement == number, _j.subject == statement)
    return _rows(connection, _select().where(which).order_by(_j.time, _j.id))


def _select() -> sa.Select[Any]:
    query = sa.select(
        *judgements.columns, _w.time.label("gone"), _w.author.label("gone_by"), statements.c.id.label("on")
    )
    return query.select_from(
        judgements.outerjoin(withdrawals, _w.judgement == _j.id)
        .outerjoin(applied_judgements, _d.judgement == _j.id)
        .outerjoin(statements, statements.c.number == _d.statement)
    )


def _rows(connection: sa.Connection, query: sa.Select[Any]) -> tuple[JudgementRow, ...]:
    return tuple(_row(dict(row)) for row in connection.execute(query).mappings())


def _row(row: dict[str, Any]) -> JudgementRow:
    told = Judgement(**{name: row[name] for name in Judgement.__dataclass_fields__})
    return JudgementRow(row["id"], told, row["gone"] or "", row["gone_by"] or "", row["on"] or "")
