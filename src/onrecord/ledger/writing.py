"""Keeping what was read: a page, its article and statements, in one transaction.

The same reading twice adds nothing. Another reader's reading of the same page supersedes the statements that are
there: they stay as history, each pointing to the one that took its place, and judgements move on to those.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger import context, index
from onrecord.ledger.matching import Place, same
from onrecord.ledger.naming import name_sources, source_of
from onrecord.ledger.places import current_places
from onrecord.ledger.rows import Added
from onrecord.ledger.tables import articles, page_bytes, pages, parts, readings, rejected, statements
from onrecord.records import Article, Page, Reading, Rejected, Statement, content_id

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

COPIED = ("speaker", "kind", "act", "certainty", "form", "via", "venue", "when_text", "horizon", "horizon_text")


def add(ledger: Ledger, reading: Reading, reader: str = "") -> Added:
    """See ``Ledger.add``. LedgerError where a span lies outside the text, or a text cannot be stored."""
    signature = reader or next((s.reader for s in reading.statements), "")
    _check(reading)
    page, article = reading.page.id, reading.article.id
    with ledger.write() as connection:
        if _has_reading(connection, article, signature):
            return Added(page, article, new=False)
        _put_page(ledger, connection, reading.page, page)
        old = current_places(connection, [page])
        index.take(ledger, connection, [place.number for place in old])
        _put_article(connection, reading, page, article)
        new = _put_statements(ledger, connection, reading, _put_reading(connection, reading, article, signature))
        _supersede(connection, old, new)
        index.put(ledger, connection, [place.number for place in new])
        _resolve(connection, reading.page, page)
        _judge_again(ledger, connection, page)
    return Added(page, article, True, len(new), len(old))


def reject(ledger: Ledger, what: Rejected) -> bool:
    """See ``Ledger.reject``."""
    row = asdict(what)
    row |= {"id": content_id("rejected", what.name, what.stage, what.reason, what.sha256), "added": now()}
    with ledger.write() as connection:
        there = connection.scalar(sa.select(rejected.c.id).where(rejected.c.id == row["id"]))
        if not there:
            connection.execute(sa.insert(rejected), [_storable(row, what.name)])
    return not there


def has_page(ledger: Ledger, page: str, reader: str) -> bool:
    """See ``Ledger.has_page``."""
    query = (
        sa.select(readings.c.number)
        .join(articles, articles.c.id == readings.c.article)
        .join(pages, pages.c.id == articles.c.page)
        .where(pages.c.sha256 == page if len(page) == 64 else pages.c.id == page, readings.c.reader == reader)
    )
    with ledger.read() as connection:
        return connection.execute(query.limit(1)).first() is not None


def now() -> str:
    """The time as the ledger writes it: UTC, to the microsecond, so that it sorts as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _check(reading: Reading) -> None:
    size = len(reading.article.text)
    for statement in reading.statements:
        for role, (start, end) in statement.spans():
            if not 0 <= start < end <= size:
                what = f"{role} [{start}, {end}] of a statement is outside the text of {size} characters"
                raise LedgerError(f"{reading.page.name}: {what}; nothing of the page was kept")


def _storable(row: dict[str, Any], name: str) -> dict[str, Any]:
    """The row, where every text in it can be stored; a lone surrogate cannot, in any database."""
    for column, value in row.items():
        if isinstance(value, str):
            try:
                value.encode("utf-8")
            except UnicodeEncodeError as error:
                what = f"{column} holds half a character (a lone surrogate) at {error.start}"
                raise LedgerError(f"{name!a}: {what}; nothing of the page was kept") from error
    return row


def _has_reading(connection: sa.Connection, article: str, reader: str) -> bool:
    query = sa.select(readings.c.number).where(readings.c.article == article, readings.c.reader == reader)
    return connection.execute(query).first() is not None


def _put_page(ledger: Ledger, connection: sa.Connection, page: Page, key: str) -> None:
    if connection.scalar(sa.select(pages.c.id).where(pages.c.id == key)):
        return
    body = {"sha256": page.sha256, "size": len(page.body), "compressed": zlib.compress(page.body, 6)}
    ledger.dialect.insert_new(connection, page_bytes, [body])
    columns = ("sha256", "name", "url", "fetched", "kind", "encoding", "encoding_how", "notes")
    row = {c: getattr(page, c) for c in columns} | {"id": key, "given": dict(page.given), "added": now()}
    connection.execute(sa.insert(pages), [_storable(row, page.name)])


def _put_article(connection: sa.Connection, reading: Reading, page: str, key: str) -> None:
    article = reading.article
    connection.execute(sa.update(articles).where(articles.c.page == page).values(current=False))
    columns = (
        "name",
        "title",
        "outlet",
        "byline",
        "language",
        "published",
        "published_how",
        "published_certain",
        "url",
    )
    row = {c: getattr(article, c) for c in columns} | {"current": True, "statements": 0}
    row["date_bounds"] = [asdict(bound) for bound in article.date_bounds]
    _storable(row | {"text": article.text}, reading.page.name)
    if connection.scalar(sa.select(articles.c.id).where(articles.c.id == key)):
        connection.execute(sa.update(articles).where(articles.c.id == key).values(row))
    else:
        connection.execute(
            sa.insert(articles).values(row | {"id": key, "page": page, "text": article.text, "added": now()})
        )
    _put_parts(connection, article, key)


def _put_parts(connection: sa.Connection, article: Article, key: str) -> None:
    connection.execute(sa.delete(parts).where(parts.c.article == key))
    rows = [
        {"article": key, "position": n, "kind": p.kind, "starts": p.start, "ends": p.end, "credit": p.credit}
        for n, p in enumerate(article.parts)
    ]
    if rows:
        connection.execute(sa.insert(parts), rows)


def _put_reading(connection: sa.Connection, reading: Reading, article: str, reader: str) -> int:
    of_page = sa.select(articles.c.id).where(articles.c.page == reading.page.id)
    connection.execute(sa.update(readings).where(readings.c.article.in_(of_page)).values(current=False))
    number = int(connection.scalar(sa.select(sa.func.max(readings.c.number))) or 0) + 1
    row = {"number": number, "article": article, "reader": reader, "current": True, "added": now()}
    connection.execute(sa.insert(readings).values(row | {"statements": 0}))
    return number


def _put_statements(ledger: Ledger, connection: sa.Connection, reading: Reading, number: int) -> list[Place]:
    """Inserts the statements, each once, and returns where they stand."""
    key, base = reading.article.id, _next_number(connection, reading.article)
    once = {s.id: (n, s) for n, s in reversed(list(enumerate(reading.statements)))}
    kept = sorted(once.items(), key=lambda item: item[1][0])
    name_sources(ledger, connection, [(s.speaker, s.kind) for _, (_, s) in kept])
    rows = []
    for at, (identity, (position, statement)) in enumerate(kept):
        own = {"number": base + at, "id": identity, "article": key, "reading": number, "position": position}
        rows.append(_storable(own | statement_values(reading.article, statement), reading.page.name))
    if rows:
        connection.execute(sa.insert(statements), rows)
    connection.execute(sa.update(readings).where(readings.c.number == number).values(statements=len(rows)))
    connection.execute(sa.update(articles).where(articles.c.id == key).values(statements=len(rows)))
    return [_place(row) for row in rows]


def _next_number(connection: sa.Connection, article: Article) -> int:
    """The first free number of the article's day."""
    base = context.day(article.published) * context.PER_DAY
    of_day = statements.c.number.between(base, base + context.PER_DAY - 1)
    last = connection.scalar(sa.select(sa.func.max(statements.c.number)).where(of_day))
    return (last or base) + 1


def statement_values(article: Article, statement: Statement) -> dict[str, Any]:
    """The columns of a statement's row that come from the reading alone."""
    starts, ends = context.sentence(article, statement)
    row = {column: getattr(statement, column) for column in COPIED}
    for role in ("source", "cue", "content"):
        spans = getattr(statement, role)
        row |= {f"{role}_spans": spans, f"{role}_text": context.quoted(article.text, spans)}
    row |= {"said_when": statement.when, "said_again": statement.again, "sentence_starts": starts}
    row |= {"sentence_ends": ends, "source": source_of(statement.speaker, statement.kind)}
    row |= {"confidence": statement.confidence, "sure": dict(statement.sure), "current": True}
    return row | {"superseded_by": None, "verdict": "", "outcome": "", "as_found": {}}


def _place(row: dict[str, Any]) -> Place:
    spans = {role: row[f"{role}_spans"] for role in ("source", "cue", "content")}
    return Place(id=row["id"], article=row["article"], quote=row["content_text"], number=row["number"], **spans)


def _supersede(connection: sa.Connection, old: Sequence[Place], new: Sequence[Place]) -> None:
    rows = [{"old": place.number, "new": found.number if (found := same(place, new)) else None} for place in old]
    if rows:
        change = sa.update(statements).where(statements.c.number == sa.bindparam("old"))
        connection.execute(change.values(current=False, superseded_by=sa.bindparam("new")), rows)


def _resolve(connection: sa.Connection, page: Page, key: str) -> None:
    """What could not be read before, and now was, is no longer among the unread."""
    for column, value in ((rejected.c.sha256, page.sha256), (rejected.c.name, page.name)):
        change = sa.update(rejected).where(column == value, column != "", rejected.c.resolved.is_(None))
        connection.execute(change.values(resolved=key))


def _judge_again(ledger: Ledger, connection: sa.Connection, page: str) -> None:
    from onrecord.ledger.judging import apply_to_page

    apply_to_page(ledger, connection, page)
