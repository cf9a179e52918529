"""The selects that the queries share, and how their rows become records."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import sqlalchemy as sa

from onrecord.ledger.matching import spans
from onrecord.ledger.rows import ArticleRow, SourceRow, StatementRow
from onrecord.ledger.tables import articles, pages, readings, source_names, sources, statements

LABEL_OF = {"said_when": "when", "said_again": "again"}
"""Columns whose label is named otherwise: the label's name is a word of SQL, or reads badly alone."""

_s, _a = statements.c, articles.c
_LENGTH = _s.sentence_ends - _s.sentence_starts
STATEMENT_COLUMNS: tuple[sa.ColumnElement[Any], ...] = (
    *(c for c in statements.columns if c.name not in ("reading", "superseded_by", "sentence_starts", "sentence_ends")),
    sa.func.substr(_a.text, _s.sentence_starts + 1, _LENGTH).label("sentence"),
    _s.sentence_starts.label("sentence_start"),
    _a.title, _a.outlet, _a.published, _a.url, pages.c.sha256.label("page_sha256"), readings.c.reader,
)  # fmt: skip
ARTICLE_COLUMNS = tuple(articles.c[name] for name in ArticleRow.__dataclass_fields__)


@cache
def select_statements() -> sa.Select[Any]:
    """Whole statements; narrow and order it, and give the rows to :func:`statement_rows`. Made once: it is wide."""
    query = sa.select(*STATEMENT_COLUMNS).select_from(statements)
    query = query.join(articles, _a.id == _s.article).join(pages, pages.c.id == _a.page)
    return query.join(readings, readings.c.number == _s.reading)


def statement_rows(connection: sa.Connection, query: sa.Select[Any]) -> tuple[StatementRow, ...]:
    return tuple(_statement(dict(row)) for row in connection.execute(query).mappings())


def _statement(row: dict[str, Any]) -> StatementRow:
    for role in ("source", "cue", "content"):
        row[f"{role}_spans"] = spans(row[f"{role}_spans"])
    for column, label in LABEL_OF.items():
        row[label] = row.pop(column)
    row["as_found"] = {LABEL_OF.get(column, column): value for column, value in row["as_found"].items()}
    return StatementRow(**row | {"via": tuple(row["via"]), "source": row["source"] or ""})


def article_rows(connection: sa.Connection, query: sa.Select[Any]) -> tuple[ArticleRow, ...]:
    return tuple(ArticleRow(**row) for row in connection.execute(query).mappings())


def source_rows(connection: sa.Connection, query: sa.Select[Any]) -> tuple[SourceRow, ...]:
    """Sources with the names under which they were found. The query selects the table's columns."""
    found = [dict(row) for row in connection.execute(query).mappings()]
    names = names_of(connection, [row["id"] for row in found])
    return tuple(SourceRow(**row, names=names.get(row["id"], ())) for row in found)


def names_of(connection: sa.Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each source, its names in order."""
    n, result = source_names.c, dict[str, tuple[str, ...]]()
    query = sa.select(n.source, n.name).where(n.source.in_(list(ids))).order_by(n.source, n.name)
    for source, name in connection.execute(query):
        result[source] = (*result.get(source, ()), name)
    return result


def select_sources() -> sa.Select[Any]:
    return sa.select(*sources.columns)
