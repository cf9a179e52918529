"""Keeping what was read: a page, its article and statements, in one transaction.

The same reading twice adds nothing. Another reader's reading of the same page supersedes the statements that are
there: they stay as history, each pointing to the one that took its place, and judgements move on to those. So does a
later version of the page, where source, cue and content are in the same words; what comes after its own later version
is history at once.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
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
from onrecord.ledger.versions import (
    Told,
    Version,
    current_said,
    hand_over,
    judged_on,
    outdo,
    said,
    supersede,
    unchanged,
    versions_of,
)
from onrecord.records import Article, Page, Reading, Rejected, Statement, content_id

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

Rows = list[dict[str, Any]]
COPIED = ("speaker", "kind", "act", "certainty", "form", "via", "venue", "when_text", "horizon", "horizon_text")
PAGE = ("sha256", "name", "url", "fetched", "kind", "encoding", "encoding_how", "notes")
ARTICLE = ("name", "title", "outlet", "byline", "language", "published", "published_how", "published_certain", "url")

# Made once: building them anew would take longer than running them.
_READING = sa.select(readings.c.number).where(
    readings.c.article == sa.bindparam("article"), readings.c.reader == sa.bindparam("reader")
)
_PAGE = sa.select(pages.c.id).where(pages.c.id == sa.bindparam("page"))
_LAST = sa.select(sa.func.max(statements.c.number)).where(
    statements.c.number.between(sa.bindparam("first"), sa.bindparam("last"))
)
_LAST_READING = sa.select(sa.func.max(readings.c.number))
_RESOLVE = (
    sa.update(rejected)
    .where(rejected.c.resolved.is_(None))
    .where(sa.or_(rejected.c.sha256 == sa.bindparam("sha"), rejected.c.name == sa.bindparam("called")))
    .values(resolved=sa.bindparam("page"))
)
_INSERT = {table: sa.insert(table) for table in (pages, articles, parts, readings, statements)}


@dataclass(frozen=True, slots=True)
class Past:
    """What was current, until now, of a page and of its earlier versions."""

    pages: list[str]
    places: list[Place]
    """Where the page's own statements stand."""
    said: Told
    """The words of its earlier versions' statements."""
    numbers: list[int]
    """Of both."""
    judged: list[str]
    """The judgements that apply to them."""


def add(ledger: Ledger, reading: Reading, reader: str = "") -> Added:
    """See ``Ledger.add``. LedgerError where a span lies outside the text, or a text cannot be stored."""
    signature = reader or next((s.reader for s in reading.statements), "")
    _check(reading)
    page, article = reading.page.id, reading.article.id
    rows = _statement_rows(reading, article)
    with ledger.write() as connection:
        if connection.scalar(_READING, {"article": article, "reader": signature}):
            return Added(page, article, new=False)
        seen = not _put_page(ledger, connection, reading.page, page)
        versions = versions_of(connection, reading, page)
        past = _past(connection, [page] * seen, versions.earlier)
        index.take(ledger, connection, past.numbers)
        _retire(connection, past.pages)
        own = {"id": article, "page": page, "statements": len(rows), "current": not versions.later}
        _put_article(connection, reading, own, seen)
        new = _put_statements(ledger, connection, reading, _put_reading(connection, own, signature, rows))
        _supersede(connection, past, new, rows)
        outdo(connection, versions.later, _said(new, rows))
        hand_over(connection, versions.earlier, article)
        index.put(ledger, connection, [place.number for place in new])
        connection.execute(_RESOLVE, {"sha": reading.page.sha256, "called": reading.page.name, "page": page})
        _judge_again(ledger, connection, page, new, past.judged)
    superseded = len(past.numbers) + len(new) * bool(versions.later)
    return Added(page, article, True, len(new), superseded, len(versions.earlier))


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


def _put_page(ledger: Ledger, connection: sa.Connection, page: Page, key: str) -> bool:
    """False where it is there already."""
    if connection.scalar(_PAGE, {"page": key}):
        return False
    body = {"sha256": page.sha256, "size": len(page.body), "compressed": zlib.compress(page.body, 6)}
    ledger.dialect.insert_new(connection, page_bytes, [body])
    row = {c: getattr(page, c) for c in PAGE} | {"id": key, "given": dict(page.given), "added": now()}
    connection.execute(_INSERT[pages], [_storable(row, page.name)])
    return True


def _past(connection: sa.Connection, seen: list[str], earlier: Sequence[Version]) -> Past:
    places = current_places(connection, seen) if seen else []
    told = current_said(connection, [v.article for v in earlier])
    numbers = [*(place.number for place in places), *(number for number, _ in told)]
    return Past([*seen, *(v.page for v in earlier)], places, told, numbers, judged_on(connection, numbers))


def _retire(connection: sa.Connection, of: Sequence[str]) -> None:
    """Whatever was current of the pages no longer is."""
    if of:
        connection.execute(sa.update(articles).where(articles.c.page.in_(of)).values(current=False))
        on_page = sa.select(articles.c.id).where(articles.c.page.in_(of))
        connection.execute(sa.update(readings).where(readings.c.article.in_(on_page)).values(current=False))


def _put_article(connection: sa.Connection, reading: Reading, own: dict[str, Any], seen: bool) -> None:
    """The same text read again may have got another date or title; its parts may be told apart otherwise."""
    article = reading.article
    row = {c: getattr(article, c) for c in ARTICLE} | own | {"text": article.text}
    row["date_bounds"] = [asdict(bound) for bound in article.date_bounds]
    _storable(row, reading.page.name)
    again = seen and connection.execute(sa.update(articles).where(articles.c.id == own["id"]).values(row)).rowcount
    if again:
        connection.execute(sa.delete(parts).where(parts.c.article == own["id"]))
    else:
        connection.execute(_INSERT[articles], [row | {"added": now()}])
    _put_parts(connection, article, own["id"])


def _put_parts(connection: sa.Connection, article: Article, key: str) -> None:
    rows = [
        {"article": key, "position": n, "kind": p.kind, "starts": p.start, "ends": p.end, "credit": p.credit}
        for n, p in enumerate(article.parts)
    ]
    if rows:
        connection.execute(_INSERT[parts], rows)


def _put_reading(connection: sa.Connection, own: dict[str, Any], reader: str, rows: Rows) -> Rows:
    """Inserts the reading of an article and gives its number to its statements."""
    number = int(connection.scalar(_LAST_READING) or 0) + 1
    row = {"number": number, "article": own["id"], "reader": reader, "added": now()}
    connection.execute(_INSERT[readings], [row | {name: own[name] for name in ("current", "statements")}])
    return [row | {"reading": number} for row in rows]


def _statement_rows(reading: Reading, article: str) -> Rows:
    """The statements, each once, in order, without the keys that only the ledger can give."""
    rows: dict[str, dict[str, Any]] = {}
    for position, statement in enumerate(reading.statements):
        if (key := statement.id) not in rows:
            own = {"id": key, "article": article, "position": position}
            rows[key] = _storable(own | statement_values(reading.article, statement), reading.page.name)
    return list(rows.values())


def _put_statements(ledger: Ledger, connection: sa.Connection, reading: Reading, rows: Rows) -> list[Place]:
    """Inserts the statements and returns where they stand."""
    if not rows:
        return []
    name_sources(ledger, connection, [(row["speaker"], row["kind"], row["article"]) for row in rows])
    base = context.day(reading.article.published) * context.PER_DAY
    last = connection.scalar(_LAST, {"first": base, "last": base + context.PER_DAY - 1}) or base
    numbered = [row | {"number": number} for number, row in enumerate(rows, last + 1)]
    connection.execute(_INSERT[statements], numbered)
    return [_place(row) for row in numbered]


def statement_values(article: Article, statement: Statement) -> dict[str, Any]:
    """The columns of a statement's row that come from the reading alone."""
    starts, ends = context.sentence(article, statement)
    row = {column: getattr(statement, column) for column in COPIED}
    for role in ("source", "cue", "content"):
        spans = getattr(statement, role)
        row |= {f"{role}_spans": spans, f"{role}_text": context.quoted(article.text, spans)}
    row |= {"said_when": statement.when, "said_again": statement.again, "sentence_starts": starts}
    row |= {"sentence_ends": ends, "source": source_of(statement.speaker, statement.kind, article.id)}
    row |= {"confidence": statement.confidence, "sure": dict(statement.sure), "current": True}
    return row | {"superseded_by": None, "verdict": "", "outcome": "", "as_found": {}}


def _place(row: dict[str, Any]) -> Place:
    spans = {role: row[f"{role}_spans"] for role in ("source", "cue", "content")}
    return Place(id=row["id"], article=row["article"], quote=row["content_text"], number=row["number"], **spans)


def _said(new: Sequence[Place], rows: Rows) -> Told:
    """The words of the statements just put, by number."""
    words = (said(row["source_text"], row["cue_text"], row["content_text"]) for row in rows)
    return list(zip((place.number for place in new), words, strict=True))


def _supersede(connection: sa.Connection, past: Past, new: Sequence[Place], rows: Rows) -> None:
    """What was current of the page goes by where it stood, what was of its earlier versions by its words."""
    found = {place.number: other.number for place in past.places if (other := same(place, new))}
    supersede(connection, past.numbers, found | unchanged(past.said, _said(new, rows)))


def _judge_again(
    ledger: Ledger, connection: sa.Connection, page: str, new: Sequence[Place], moved: Sequence[str]
) -> None:
    from onrecord.ledger.judging import apply_to_page

    apply_to_page(ledger, connection, page, [place.id for place in new], moved)
