"""Articles and statements as the records that they were made from: what the claims are worked out over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa

from onrecord.ledger.rows import StatementRow
from onrecord.ledger.select import select_statements, statement_rows
from onrecord.ledger.tables import articles, parts, statements
from onrecord.records import Article, Part, Statement

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

_COPIED = tuple(c for c in Article.__dataclass_fields__ if c not in ("parts", "date_bounds"))


def read_articles(ledger: Ledger, ids: Sequence[str]) -> dict[str, Article]:
    """Articles by id, with their parts; those that there are."""
    columns = [articles.c.id, *(articles.c[name] for name in _COPIED)]
    p = parts.c
    cut: dict[str, list[Part]] = {}
    with ledger.read() as connection:
        rows = connection.execute(sa.select(*columns).where(articles.c.id.in_(list(ids)))).mappings().all()
        of = sa.select(p.article, p.kind, p.starts, p.ends, p.credit).where(p.article.in_(list(ids)))
        for name, kind, start, end, credit in connection.execute(of.order_by(p.article, p.position)):
            cut.setdefault(name, []).append(Part(kind, start, end, credit))
    return {row["id"]: Article(**{n: row[n] for n in _COPIED}, parts=tuple(cut.get(row["id"], ()))) for row in rows}


def read_statements(ledger: Ledger, ids: Sequence[str]) -> dict[str, tuple[StatementRow, ...]]:
    """The current statements of articles in text order; those said to be none are left out."""
    s = statements.c
    query = select_statements().where(s.article.in_(list(ids)), s.current, s.verdict != "wrong")
    found: dict[str, tuple[StatementRow, ...]] = {}
    with ledger.read() as connection:
        for row in statement_rows(connection, query.order_by(s.article, s.position)):
            found[row.article] = (*found.get(row.article, ()), row)
    return found


def statements_numbered(ledger: Ledger, numbers: Sequence[int]) -> dict[int, StatementRow]:
    """Statements by their numbers."""
    with ledger.read() as connection:
        rows = statement_rows(connection, select_statements().where(statements.c.number.in_(list(numbers))))
    return {row.number: row for row in rows}


def as_record(row: StatementRow) -> Statement:
    """The statement as it now stands, with people's corrections."""
    return Statement(
        article=row.article, source=row.source_spans, cue=row.cue_spans, content=row.content_spans,
        form=row.form,  # type: ignore[arg-type]
        speaker=row.speaker, kind=row.kind, act=row.act, certainty=row.certainty, via=row.via, venue=row.venue,
        when=row.when, horizon=row.horizon, again=row.again, when_text=row.when_text, horizon_text=row.horizon_text,
        confidence=row.confidence, sure=row.sure, reader=row.reader,
    )  # fmt: skip
