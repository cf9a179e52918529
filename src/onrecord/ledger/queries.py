"""What the command line, the web and the exports ask of a ledger. Every function takes it open, and only reads.

``search`` lives in :mod:`onrecord.ledger.search` and is named here too.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.ledger import context
from onrecord.ledger.naming import fold
from onrecord.ledger.rows import (
    ArticleRow,
    ArticleView,
    Counts,
    Evidence,
    Filters,
    Judgement,
    PageRow,
    PartRow,
    ReadingRow,
    RejectedRow,
    SourceRow,
    StatementRow,
    Who,
)
from onrecord.ledger.search import NOTHING, search
from onrecord.ledger.select import (
    ARTICLE_COLUMNS,
    article_rows,
    select_sources,
    select_statements,
    source_rows,
    statement_rows,
)
from onrecord.ledger.standing import judgements_on
from onrecord.ledger.tables import (
    applied_judgements,
    articles,
    claims,
    judgements,
    page_bytes,
    pages,
    parts,
    readings,
    rejected,
    source_words,
    sources,
    statements,
    withdrawals,
)
from onrecord.records import Part, Span

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

__all__ = [
    "article",
    "article_row",
    "article_text",
    "articles_at",
    "counts",
    "every_article",
    "find_sources",
    "list_articles",
    "list_sources",
    "outcome_judgement",
    "page",
    "page_bytes_of",
    "pages_not_read",
    "resolve_id",
    "search",
    "show",
    "source",
    "statements_of",
    "who",
]  # fmt: skip

_s, _a = statements.c, articles.c
SOURCES_OF_A_NAME = 50
"""Sources that a name is looked up among, those with most statements first."""


def counts(ledger: Ledger) -> Counts:
    """What the ledger holds."""
    with ledger.read() as connection:

        def count(table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
            return connection.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0

        r = readings.c  # a narrow table: each current article has one current reading
        by = sa.select(r.current, sa.func.count(), sa.func.sum(r.statements)).group_by(r.current)
        read = {current: (int(n), int(total)) for current, n, total in connection.execute(by)}
        judged = statements.c.number.in_(sa.select(applied_judgements.c.statement))
        wrong = count(statements, judged, statements.c.current, statements.c.verdict == "wrong")
        return Counts(
            pages=count(pages),
            articles=read.get(True, (0, 0))[0],
            statements=read.get(True, (0, 0))[1] - wrong,
            superseded=read.get(False, (0, 0))[1],
            sources=count(sources, sources.c.statements > 0),
            claims=count(claims),
            judgements=count(judgements) - count(withdrawals),
            rejected=count(rejected, rejected.c.resolved.is_(None)),
        )


def who(ledger: Ledger, name: str, filters: Filters | None = None, *, limit: int = 20, after: str = "") -> Who:
    """Everything that the sources of a name (or the source of an id) said, newest first."""
    found = find_sources(ledger, name)
    if not found:
        return Who((), NOTHING)
    given = (filters or Filters()).given() | {"source": [s.id for s in found]}
    return Who(found, search(ledger, "", Filters.of(**given), limit=limit, after=after))


def find_sources(ledger: Ledger, name: str, limit: int = SOURCES_OF_A_NAME) -> tuple[SourceRow, ...]:
    """The sources with a name that holds all these words, or the source of that id; most statements first."""
    words = fold(name).split()
    if not words:
        return ()
    named = (sources.c.id.in_(sa.select(source_words.c.source).where(source_words.c.word == word)) for word in words)
    which = sa.or_(sources.c.id == name.strip(), sa.and_(sources.c.statements > 0, *named))
    with ledger.read() as connection:
        query = select_sources().where(which).order_by(sources.c.statements.desc(), sources.c.id)
        return source_rows(connection, query.limit(limit))


def source(ledger: Ledger, source_id: str) -> SourceRow | None:
    with ledger.read() as connection:
        found = source_rows(connection, _SOURCE, {"id": source_id})
    return found[0] if found else None


_SOURCE = select_sources().where(sources.c.id == sa.bindparam("id"))


def list_sources(ledger: Ledger, *, limit: int = 50, after: SourceRow | None = None) -> tuple[SourceRow, ...]:
    """Sources that said something, those that said most first; ``after`` is the last row of the page before."""
    key = sa.tuple_(sources.c.statements, sources.c.id)
    query = select_sources().where(sources.c.statements > 0)
    if after:
        query = query.where(key < sa.tuple_(sa.literal(after.statements), sa.literal(after.id)))
    with ledger.read() as connection:
        order = (sources.c.statements.desc(), sources.c.id.desc())
        return source_rows(connection, query.order_by(*order).limit(limit))


def list_articles(
    ledger: Ledger, *, outlet: str = "", limit: int = 50, after: ArticleRow | None = None
) -> tuple[ArticleRow, ...]:
    """Current articles, newest published first, undated last; ``after`` is the last row of the page before."""
    query = sa.select(*ARTICLE_COLUMNS).where(_a.current)
    if outlet:
        query = query.where(_a.outlet == outlet)
    if after:
        query = query.where(
            sa.tuple_(_a.published, _a.id) < sa.tuple_(sa.literal(after.published), sa.literal(after.id))
        )
    with ledger.read() as connection:
        return article_rows(connection, query.order_by(_a.published.desc(), _a.id.desc()).limit(limit))


def every_article(ledger: Ledger) -> Iterator[ArticleRow]:
    """All current articles, in the order of :func:`list_articles`."""
    rows = list_articles(ledger)
    while rows:
        yield from rows
        rows = list_articles(ledger, after=rows[-1])


def articles_at(ledger: Ledger, url: str) -> tuple[ArticleRow, ...]:
    """All articles read from a URL, superseded ones too, the latest added first."""
    query = sa.select(*ARTICLE_COLUMNS).where(_a.url == url, _a.url != "").order_by(_a.added.desc(), _a.id)
    with ledger.read() as connection:
        return article_rows(connection, query)


def articles_of_page(ledger: Ledger, page_id: str) -> tuple[ArticleRow, ...]:
    """The articles read from a page, the current one first."""
    query = sa.select(*ARTICLE_COLUMNS).where(_a.page == page_id).order_by(_a.current.desc(), _a.added.desc(), _a.id)
    with ledger.read() as connection:
        return article_rows(connection, query)


def article(ledger: Ledger, article_id: str) -> ArticleView | None:
    """An article whole, by its id; None where there is none."""
    with ledger.read() as connection:
        rows = article_rows(connection, sa.select(*ARTICLE_COLUMNS).where(_a.id == article_id))
        if not rows:
            return None
        text, bounds = connection.execute(sa.select(_a.text, _a.date_bounds).where(_a.id == article_id)).one()
        of = select_statements().where(_s.article == article_id, _now_or_last(rows[0])).order_by(_s.number)
        return ArticleView(
            row=rows[0],
            text=text,
            parts=_parts(connection, article_id),
            date_bounds=tuple(bounds),
            page=_page(connection, rows[0].page),
            readings=_readings(connection, article_id),
            statements=statement_rows(connection, of),
        )


def _now_or_last(row: ArticleRow) -> sa.ColumnElement[bool]:
    """Which of an article's statements are its own: the current ones, or, where it is history, its last reading's."""
    last = sa.select(sa.func.max(readings.c.number)).where(readings.c.article == row.id)
    return _s.current.is_(True) if row.current else _s.reading == last.scalar_subquery()


def article_row(ledger: Ledger, article_id: str) -> ArticleRow | None:
    """An article as lists show it."""
    with ledger.read() as connection:
        rows = article_rows(connection, sa.select(*ARTICLE_COLUMNS).where(_a.id == article_id))
    return rows[0] if rows else None


def article_text(ledger: Ledger, article_id: str) -> str | None:
    with ledger.read() as connection:
        return connection.scalar(sa.select(_a.text).where(_a.id == article_id))


def statements_of(ledger: Ledger, article_id: str, *, history: bool = False) -> tuple[StatementRow, ...]:
    """The statements of an article in text order; with history, those of earlier readings after them."""
    query = select_statements().where(_s.article == article_id).order_by(_s.current.desc(), _s.number)
    with ledger.read() as connection:
        return statement_rows(connection, query if history else query.where(_s.current))


def show(ledger: Ledger, statement_id: str) -> Evidence | None:
    """A statement with all that supports it; the current one of that id, else the last that was."""
    query = select_statements().where(_s.id == statement_id).order_by(_s.current.desc(), _s.number.desc())
    with ledger.read() as connection:
        rows = statement_rows(connection, query.limit(1))
        if not rows:
            return None
        row = rows[0]
        text = connection.scalar(sa.select(_a.text).where(_a.id == row.article)) or ""
        start, end = context.paragraph(text, _as_parts(_parts(connection, row.article)), _extent(row))
        of = article_rows(connection, sa.select(*ARTICLE_COLUMNS).where(_a.id == row.article))[0]
        return Evidence(
            statement=row,
            article=of,
            page=_page(connection, of.page),
            paragraph=text[start:end],
            paragraph_start=start,
            history=_history(connection, row),
            judgements=judgements_on(connection, row.number, row.id),
        )


def _extent(row: StatementRow) -> Span:
    pieces = [*row.source_spans, *row.cue_spans, *row.content_spans]
    return (min(s for s, _ in pieces), max(e for _, e in pieces)) if pieces else (0, 0)


def _history(connection: sa.Connection, row: StatementRow) -> tuple[StatementRow, ...]:
    """Other readings' tellings, of this page or of another version of it: those that this one took the place of, and
    those that took its place."""
    own = sa.select(_s.superseded_by).where(_s.number == row.number).scalar_subquery()
    related = sa.or_(_s.id == row.id, _s.superseded_by == row.number, _s.number == own)
    page, url, name = connection.execute(sa.select(_a.page, _a.url, _a.name).where(_a.id == row.article)).one()
    at = sa.and_(_a.url == url, sa.true() if url else _a.name == name)
    versions = sa.select(_a.id).where(sa.or_(_a.page == page, at))
    query = select_statements().where(_s.article.in_(versions), related, _s.number != row.number)
    return statement_rows(connection, query.order_by(_s.number.desc()))


def outcome_judgement(ledger: Ledger, row: StatementRow) -> Judgement | None:
    """The standing judgement that says what became of a forecast."""
    with ledger.read() as connection:
        told = judgements_on(connection, row.number, row.id)
    return next((j.judgement for j in reversed(told) if j.judgement.kind == "outcome" and not j.withdrawn), None)


def resolve_id(ledger: Ledger, beginning: str, limit: int = 5) -> tuple[str, ...]:
    """Ids of statements that begin so, for people who type only the first digits."""
    low, high = beginning, beginning + "g"
    query = sa.select(_s.id).where(_s.id >= low, _s.id < high).distinct().order_by(_s.id).limit(limit)
    with ledger.read() as connection:
        return tuple(connection.scalars(query))


def page(ledger: Ledger, page_id: str) -> PageRow | None:
    """A page by its id, without its bytes."""
    with ledger.read() as connection:
        there = connection.scalar(sa.select(pages.c.id).where(pages.c.id == page_id))
        return _page(connection, page_id) if there else None


def page_bytes_of(ledger: Ledger, sha256: str) -> bytes | None:
    """The page verbatim, by its SHA-256 (or its id)."""
    by_id = sa.select(pages.c.sha256).where(pages.c.id == sha256)
    which = sa.or_(page_bytes.c.sha256 == sha256, page_bytes.c.sha256.in_(by_id))
    with ledger.read() as connection:
        found = connection.scalar(sa.select(page_bytes.c.compressed).where(which))
    return None if found is None else zlib.decompress(found)


def pages_not_read(ledger: Ledger, *, resolved: bool = False, limit: int = 100, offset: int = 0) -> list[RejectedRow]:
    """What could not be read, the latest first; with ``resolved``, also what since could."""
    query = sa.select(*rejected.columns).order_by(rejected.c.added.desc(), rejected.c.id)
    if not resolved:
        query = query.where(rejected.c.resolved.is_(None))
    with ledger.read() as connection:
        rows = connection.execute(query.limit(limit).offset(offset)).mappings()
        return [RejectedRow(**dict(row) | {"resolved": row["resolved"] or ""}) for row in rows]


def _parts(connection: sa.Connection, article_id: str) -> tuple[PartRow, ...]:
    p = parts.c
    query = sa.select(p.kind, p.starts, p.ends, p.credit).where(p.article == article_id).order_by(p.position)
    return tuple(PartRow(*row) for row in connection.execute(query))


def _as_parts(rows: Sequence[Any]) -> tuple[Part, ...]:
    return tuple(Part(row.kind, row.start, row.end) for row in rows)


def _page(connection: sa.Connection, page_id: str) -> PageRow:
    size = sa.select(page_bytes.c.size).where(page_bytes.c.sha256 == pages.c.sha256).scalar_subquery()
    query = sa.select(*pages.columns, size.label("size")).where(pages.c.id == page_id)
    row = dict(connection.execute(query).mappings().one())
    return PageRow(**row | {"notes": tuple(row["notes"])})


def _readings(connection: sa.Connection, article_id: str) -> tuple[ReadingRow, ...]:
    r = readings.c
    query = sa.select(r.article, r.reader, r.statements, r.current, r.added).where(r.article == article_id)
    return tuple(ReadingRow(*row) for row in connection.execute(query.order_by(r.number)))
