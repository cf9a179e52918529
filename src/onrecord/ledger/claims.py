"""Claims, stories, reprints in the ledger: written by ``onrecord.claims.keeping``, read by the commands and the web."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.ledger.rows import StatementRow
from onrecord.ledger.select import statements_of_numbers
from onrecord.ledger.tables import articles, bands, claims, memberships, readings, reprints, statements, stories

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

Row = dict[str, Any]
FOUND, ASKED = "found", "asked"
NEW, JOINED, GATHERED = 0, 1, 2
"""How far an article is worked into the claims of its story: not yet, joined to those there were, gathered with it."""
MANY = 500
"""Most values named in one query."""
_STORY = (stories.c.article, stories.c.story, stories.c.reading, stories.c.stems)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as lists show it. ``origins`` are statement ids by independent origin; ``joins`` say why."""

    id: str
    text: str
    how: str
    """``found`` by grouping, or ``asked`` by a person's sentence."""
    statements: int
    story: str
    reports: int
    origins: tuple[tuple[str, ...], ...]
    joins: tuple[Mapping[str, str], ...]
    circles: tuple[tuple[str, ...], ...]
    stances: Mapping[str, int] = field(default_factory=dict)
    """How many members take each stance."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A statement in a claim; ``name`` is the article's."""

    statement: StatementRow
    name: str
    stance: str
    same: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryRow:
    """An article's place among the stories, and what is kept to compare it by."""

    article: str
    story: str
    reading: int
    stems: bytes
    bands: tuple[int, ...] = ()
    """By which its reprints are found; not read back."""


def unplaced(ledger: Ledger) -> list[tuple[str, int]]:
    """(article, reading) of the current articles that no story has yet, or that were read anew; oldest first."""
    a, r, s = articles.c, readings.c, stories.c
    query = (
        sa.select(a.id, r.number)
        .join(readings, sa.and_(r.article == a.id, r.current))
        .outerjoin(stories, s.article == a.id)
        .where(a.current, sa.or_(s.article.is_(None), s.reading != r.number))
        .order_by(a.published, a.id)
    )
    with ledger.read() as connection:
        return [(row[0], row[1]) for row in connection.execute(query)]


def stories_between(ledger: Ledger, since: str, until: str) -> list[tuple[StoryRow, str]]:
    """Placed current articles published in that time or at no known date, with the date; all where since is empty."""
    a = articles.c
    query = sa.select(*_STORY, a.published).join(articles, a.id == stories.c.article).where(a.current)
    if since:
        query = query.where(sa.or_(a.published == "", a.published.between(since, until + "~")))
    with ledger.read() as connection:
        found = connection.execute(query).mappings().all()
    return [(StoryRow(**{c.name: row[c.name] for c in _STORY}), row["published"]) for row in found]


def stories_of(ledger: Ledger, ids: Sequence[str]) -> dict[str, str]:
    """The story of each of these articles that has one."""
    with ledger.read() as connection:
        query = sa.select(stories.c.article, stories.c.story)
        some = (ids[at : at + MANY] for at in range(0, len(ids), MANY))
        return {row[0]: row[1] for part in some for row in connection.execute(query.where(stories.c.article.in_(part)))}


def sharing(ledger: Ledger, found: Sequence[int]) -> list[str]:
    """The placed current articles that have one of these bands."""
    query = sa.select(stories.c.article).distinct().join(bands, bands.c.reading == stories.c.reading)
    query = query.join(articles, articles.c.id == stories.c.article).where(articles.c.current)
    with ledger.read() as connection:
        return list(connection.scalars(query.where(bands.c.band.in_(list(found))))) if found else []


def articles_of_story(ledger: Ledger, story: str) -> dict[str, int]:
    """Ids of a story's current articles, in order, and how far each is worked in: NEW, JOINED or GATHERED."""
    query = sa.select(stories.c.article, stories.c.settled).join(articles, articles.c.id == stories.c.article)
    query = query.where(stories.c.story == story, articles.c.current).order_by(stories.c.article)
    with ledger.read() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def contents_of(ledger: Ledger, ids: Sequence[str]) -> list[tuple[int, str, str]]:
    """(number, article, content) of the current statements of articles that are not said to be wrong."""
    s = statements.c
    query = sa.select(s.number, s.article, s.content_text).where(s.article.in_(list(ids)), s.current)
    with ledger.read() as connection:
        return [(r[0], r[1], r[2]) for r in connection.execute(query.where(s.verdict != "wrong").order_by(s.number))]


def homes_in(ledger: Ledger, story: str) -> tuple[dict[int, str], bool]:
    """For each statement in a story's claims the largest of them, and whether all of them are current."""
    s, m = statements.c, memberships.c
    query = sa.select(m.statement, m.claim, s.current).join(claims, claims.c.id == m.claim)
    query = query.join(statements, s.number == m.statement).where(claims.c.story == story)
    with ledger.read() as connection:
        found = connection.execute(query.order_by(claims.c.statements, m.claim)).all()
    return {row[0]: row[1] for row in found}, all(row[2] for row in found)


def place(ledger: Ledger, rows: Sequence[StoryRow], links: Iterable[tuple[str, str, float, int]]) -> None:
    """Keeps articles' stories and the reprints found; what was kept of those articles before goes."""
    of = [row.article for row in rows]
    with ledger.write() as connection:
        connection.execute(sa.delete(stories).where(stories.c.article.in_(of)))
        connection.execute(sa.delete(reprints).where(sa.or_(reprints.c.a.in_(of), reprints.c.b.in_(of))))
        if rows:
            placed = [{c.name: getattr(row, c.name) for c in _STORY} | {"settled": NEW} for row in rows]
            connection.execute(sa.insert(stories), placed)
        found = [{"band": band, "reading": row.reading} for row in rows for band in row.bands]
        ledger.dialect.insert_new(connection, bands, found)
        pairs = [{"a": a, "b": b, "share": share, "runs": runs} for a, b, share, runs in links]
        if pairs:
            connection.execute(sa.insert(reprints), pairs)


def reprints_among(ledger: Ledger, ids: Sequence[str]) -> list[tuple[str, str, float, int]]:
    """The reprints between some articles."""
    query = sa.select(*reprints.columns).where(reprints.c.a.in_(list(ids)), reprints.c.b.in_(list(ids)))
    with ledger.read() as connection:
        return [(r[0], r[1], r[2], r[3]) for r in connection.execute(query.order_by(reprints.c.a, reprints.c.b))]


def all_reprints(ledger: Ledger) -> list[tuple[str, str, float, int]]:
    """Every pair of articles with common text, the likest first."""
    query = sa.select(*reprints.columns).order_by(reprints.c.share.desc(), reprints.c.a, reprints.c.b)
    with ledger.read() as connection:
        return [(r[0], r[1], r[2], r[3]) for r in connection.execute(query)]


def replace_story(ledger: Ledger, story: str, found: Sequence[tuple[Row, Sequence[Row]]]) -> None:
    """A story's claims with their members, in the place of those that it had."""
    _replace(ledger, story, found, claims.c.story == story, GATHERED)


def replace_claims(ledger: Ledger, story: str, found: Sequence[tuple[Row, Sequence[Row]]]) -> None:
    """Some claims of a story with their members, in the place of those of the same ids; the others stay."""
    _replace(ledger, story, found, claims.c.id.in_([claim["id"] for claim, _ in found]), JOINED)


def _replace(
    ledger: Ledger, story: str, found: Sequence[tuple[Row, Sequence[Row]]], which: sa.ColumnElement[bool], settled: int
) -> None:
    of = sa.select(claims.c.id).where(which)
    with ledger.write() as connection:
        connection.execute(sa.delete(memberships).where(memberships.c.claim.in_(of)))
        connection.execute(sa.delete(claims).where(which))
        reached = sa.update(stories).where(stories.c.story == story, stories.c.settled < settled)
        connection.execute(reached.values(settled=settled))
        rows = [claim | {"story": story, "how": FOUND} for claim, _ in found]
        members = [m | {"claim": claim["id"]} for claim, ms in found for m in ms]
        if rows:
            connection.execute(sa.insert(claims), rows)
            connection.execute(sa.insert(memberships), members)


def former(ledger: Ledger, story: str) -> dict[str, frozenset[str]]:
    """For each claim of a story the ids of its statements, those of earlier readings too."""
    query = sa.select(claims.c.id, statements.c.id).join(memberships, memberships.c.claim == claims.c.id)
    query = query.join(statements, statements.c.number == memberships.c.statement).where(claims.c.story == story)
    found: dict[str, set[str]] = {}
    with ledger.read() as connection:
        for claim, statement in connection.execute(query):
            found.setdefault(claim, set()).add(statement)
    return {claim: frozenset(ids) for claim, ids in found.items()}


def list_claims(ledger: Ledger, *, limit: int = 0, source: str = "") -> tuple[ClaimRow, ...]:
    """Claims of current statements, those with most origins and members first."""
    query = sa.select(*claims.columns)
    if source:
        of = sa.select(memberships.c.claim).join(statements, statements.c.number == memberships.c.statement)
        query = query.where(claims.c.id.in_(of.where(statements.c.source == source)))
    with ledger.read() as connection:
        sides: dict[str, dict[str, int]] = {}
        counted = sa.select(memberships.c.claim, memberships.c.stance, sa.func.count())
        for claim, stance, count in connection.execute(counted.group_by(memberships.c.claim, memberships.c.stance)):
            sides.setdefault(claim, {})[stance] = count
        rows = [_claim(dict(row), sides) for row in connection.execute(query).mappings()]
    rows.sort(key=lambda c: (-len(c.origins), -c.statements, c.id))
    return tuple(rows[:limit] if limit else rows)


def claim_of(ledger: Ledger, claim_id: str) -> ClaimRow | None:
    """The claim of an id or of the beginning of one that no other has."""
    found = [c for c in list_claims(ledger) if c.id.startswith(claim_id)]
    return found[0] if len(found) == 1 else None


def _claim(row: Row, sides: Mapping[str, Mapping[str, int]]) -> ClaimRow:
    row["origins"] = tuple(tuple(o) for o in row["origins"])
    row["circles"] = tuple(tuple(c) for c in row["circles"])
    return ClaimRow(**row | {"joins": tuple(row["joins"]), "stances": sides.get(row["id"], {})})


def claims_about(ledger: Ledger, names: Iterable[str]) -> dict[str, str]:
    """The story of each claim that has one of these ids, or a member that has."""
    some = list(names)
    held = sa.select(memberships.c.claim).join(statements, statements.c.number == memberships.c.statement)
    which = sa.or_(claims.c.id.in_(some), claims.c.id.in_(held.where(statements.c.id.in_(some))))
    with ledger.read() as connection:
        return {row[0]: row[1] for row in connection.execute(sa.select(claims.c.id, claims.c.story).where(which))}


def claims_named(ledger: Ledger, ids: Sequence[str]) -> dict[str, ClaimRow]:
    """Claims by their ids, without the count of their stances."""
    with ledger.read() as connection:
        rows = connection.execute(sa.select(*claims.columns).where(claims.c.id.in_(list(ids)))).mappings()
        return {row["id"]: _claim(dict(row), {}) for row in rows}


_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_MEMBERS = sa.select(*memberships.columns).where(memberships.c.claim.in_(_IDS))
_NAMES = sa.select(articles.c.id, articles.c.name).where(articles.c.id.in_(_IDS))


def members_of(ledger: Ledger, ids: Sequence[str], *, source: str = "") -> dict[str, tuple[MemberRow, ...]]:
    """The members of claims, by the date of their articles; with ``source`` that source's alone."""
    if not ids:
        return {}
    query = _MEMBERS
    if source:
        query = query.join(statements, statements.c.number == memberships.c.statement)
        query = query.where(statements.c.source == source)
    with ledger.read() as connection:
        links = connection.execute(query, {"ids": list(ids)}).mappings().all()
        numbers = {link["statement"] for link in links}
        rows = {row.number: row for row in statements_of_numbers(connection, numbers)}
        names = dict(connection.execute(_NAMES, {"ids": list({row.article for row in rows.values()})}).all())
    found: dict[str, list[MemberRow]] = {name: [] for name in ids}
    for link in links:
        row = rows[link["statement"]]
        told = MemberRow(row, names[row.article], link["stance"], link["same"], link["score"], tuple(link["reasons"]))
        found[link["claim"]].append(told)
    order = lambda m: (m.statement.published or "9999", m.name, m.statement.position)  # noqa: E731
    return {name: tuple(sorted(members, key=order)) for name, members in found.items()}
