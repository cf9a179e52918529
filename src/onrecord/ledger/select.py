"""The selects that the queries share, and how their rows become records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa

from onrecord.ledger.matching import spans
from onrecord.ledger.rows import ArticleRow, SourceRow, StatementRow
from onrecord.ledger.tables import articles, pages, readings, source_names, sources, statements

LABEL_OF = {"said_when": "when", "said_again": "again"}
"""Columns whose label is named otherwise: the label's name is a word of SQL, or reads badly alone."""
COLUMN_OF = {label: column for column, label in LABEL_OF.items()}

_s, _a = statements.c, articles.c
_LENGTH = _s.sentence_ends - _s.sentence_starts
_ELSEWHERE: dict[str, sa.ColumnElement[Any]] = {
    "sentence": sa.func.substr(_a.text, _s.sentence_starts + 1, _LENGTH).label("sentence"),
    "sentence_start": _s.sentence_starts.label("sentence_start"),
    "title": _a.title,
    "outlet": _a.outlet,
    "published": _a.published,
    "url": _a.url,
    "page_sha256": pages.c.sha256.label("page_sha256"),
    "reader": readings.c.reader,
}
"""Fields of a statement that are no columns of its table."""
_FIELDS = tuple(StatementRow.__dataclass_fields__)
STATEMENT_COLUMNS = tuple(
    _ELSEWHERE[name] if name in _ELSEWHERE else statements.c[COLUMN_OF.get(name, name)] for name in _FIELDS
)
"""In the order of the fields, so that a row is the record: names would be looked up for every value."""
_VIA, _SOURCE, _AS_FOUND = (_FIELDS.index(name) for name in ("via", "source", "as_found"))
_SPANS = [_FIELDS.index(f"{role}_spans") for role in ("source", "cue", "content")]
ARTICLE_COLUMNS = tuple(articles.c[name] for name in ArticleRow.__dataclass_fields__)


@cache
def select_statements() -> sa.Select[Any]:
    """Whole statements; narrow and order it, and give the rows to :func:`statement_rows`. Made once: it is wide."""
    query = sa.select(*STATEMENT_COLUMNS).select_from(statements)
    query = query.join(articles, _a.id == _s.article).join(pages, pages.c.id == _a.page)
    return query.join(readings, readings.c.number == _s.reading)


def statement_rows(
    connection: sa.Connection, query: sa.Select[Any], given: Mapping[str, Any] | None = None
) -> tuple[StatementRow, ...]:
    """``given``: the query's parameters, where it has any."""
    return tuple([_statement(row) for row in connection.execute(query, given).all()])


def _statement(row: Iterable[Any]) -> StatementRow:
    values = list(row)
    for at in _SPANS:
        values[at] = spans(values[at])
    values[_VIA], values[_SOURCE] = tuple(values[_VIA]), values[_SOURCE] or ""
    if values[_AS_FOUND]:
        values[_AS_FOUND] = {LABEL_OF.get(column, column): value for column, value in values[_AS_FOUND].items()}
    return StatementRow(*values)


def statements_of_numbers(connection: sa.Connection, numbers: Iterable[int]) -> tuple[StatementRow, ...]:
    """The statements of these numbers, the newest first."""
    return statement_rows(connection, _of_numbers(), {"numbers": list(numbers)})


@cache
def _of_numbers() -> sa.Select[Any]:
    which = _s.number.in_(sa.bindparam("numbers", expanding=True))
    return select_statements().where(which).order_by(_s.number.desc())


def article_rows(connection: sa.Connection, query: sa.Select[Any]) -> tuple[ArticleRow, ...]:
    return tuple(ArticleRow(**row) for row in connection.execute(query).mappings())


def source_rows(
    connection: sa.Connection, query: sa.Select[Any], given: Mapping[str, Any] | None = None
) -> tuple[SourceRow, ...]:
    """Sources with the names under which they were found. The query selects the table's columns."""
    found = [dict(row) for row in connection.execute(query, given).mappings()]
    names = names_of(connection, [row["id"] for row in found])
    return tuple(SourceRow(**row, names=names.get(row["id"], ())) for row in found)


def names_of(connection: sa.Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each source, its names in order."""
    result = dict[str, tuple[str, ...]]()
    for source, name in connection.execute(_NAMES, {"ids": list(ids)}):
        result[source] = (*result.get(source, ()), name)
    return result


_n = source_names.c
_NAMES = (
    sa.select(_n.source, _n.name).where(_n.source.in_(sa.bindparam("ids", expanding=True))).order_by(_n.source, _n.name)
)


@cache
def select_sources() -> sa.Select[Any]:
    return sa.select(*sources.columns)
