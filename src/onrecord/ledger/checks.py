"""Whether a ledger is sound: for ``onrecord doctor``."""

from __future__ import annotations

import hashlib
import itertools
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger import migrations
from onrecord.ledger.context import quoted
from onrecord.ledger.index import counted
from onrecord.ledger.rows import Finding
from onrecord.ledger.tables import (
    applied_judgements,
    articles,
    judgements,
    page_bytes,
    readings,
    sources,
    statements,
    withdrawals,
)

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

MOST = 20
"""Findings of one sort that are told one by one."""
_s = statements.c


def check(ledger: Ledger) -> list[Finding]:
    """See ``Ledger.check``. Reads everything: seconds for each 100,000 statements."""
    with ledger.read() as connection:
        broken = ledger.dialect.integrity(connection)
        if broken:  # nothing else can be relied on
            return [Finding("error", what) for what in broken[:MOST]]
        found = [f for sort in SORTS for f in _most(sort(connection))]
    return sorted(found + _index(ledger), key=lambda f: f.level)


def _most(findings: Iterator[Finding]) -> list[Finding]:
    told = list(itertools.islice(findings, MOST + 1))
    if len(told) > MOST:
        told[MOST] = Finding(told[0].level, "… and more of the same sort")
    return told


def _schema(connection: sa.Connection) -> Iterator[Finding]:
    for name in migrations.pending(connection):
        yield Finding("error", f"the migration {name} has not been applied")


def _quotes(connection: sa.Connection) -> Iterator[Finding]:
    """Every span's text is the quote that is stored beside it."""
    roles = ("source", "cue", "content")
    columns = (_s[f"{role}_{what}"] for role in roles for what in ("spans", "text"))
    query = sa.select(_s.id, _s.article, *columns).order_by(_s.article)
    of, text = "", ""
    for row in connection.execution_options(yield_per=1000).execute(query).mappings():
        if row["article"] != of:
            of = row["article"]
            text = connection.scalar(sa.select(articles.c.text).where(articles.c.id == of)) or ""
        for role in roles:
            if quoted(text, row[f"{role}_spans"]) != row[f"{role}_text"]:
                yield Finding("error", f"statement {row['id']}: its {role} is not what the article says there")


def _bytes(connection: sa.Connection) -> Iterator[Finding]:
    """Every page's bytes have the hash that they are kept under."""
    p = page_bytes.c
    for sha256, size, compressed in connection.execution_options(yield_per=50).execute(
        sa.select(p.sha256, p.size, p.compressed)
    ):
        try:
            body = zlib.decompress(compressed)
        except zlib.error:
            yield Finding("error", f"page {sha256}: its bytes do not unpack")
            continue
        if len(body) != size or hashlib.sha256(body).hexdigest() != sha256:
            yield Finding("error", f"page {sha256}: its bytes have another hash")


def _counts(connection: sa.Connection) -> Iterator[Finding]:
    """The counts kept with readings, articles and sources are right."""
    by_reading = sa.select(_s.reading, sa.func.count().label("n")).group_by(_s.reading).subquery()
    by_source = sa.select(_s.source, sa.func.count().label("n")).where(*counted()).group_by(_s.source).subquery()
    for what, table, key, counts in (
        ("reading", readings, readings.c.number, by_reading),
        ("source", sources, sources.c.id, by_source),
    ):
        joined = table.outerjoin(counts, counts.c[what] == key)
        wrong = sa.select(key).select_from(joined).where(table.c.statements != sa.func.coalesce(counts.c.n, 0))
        for which in connection.scalars(wrong):
            yield Finding("error", f"{what} {which}: its count of statements is wrong")


def _homeless(connection: sa.Connection) -> Iterator[Finding]:
    """Judgements about a statement that the ledger does not have now."""
    j = judgements.c
    query = (
        sa.select(j.id, j.kind, j.subject)
        .where(j.article != "")
        .where(j.id.not_in(sa.select(applied_judgements.c.judgement)))
        .where(j.id.not_in(sa.select(withdrawals.c.judgement)))
    )
    for key, kind, subject in connection.execute(query.order_by(j.time)):
        yield Finding("warning", f"judgement {key} ({kind}): no current statement for its subject {subject}")


def _index(ledger: Ledger) -> list[Finding]:
    with ledger.read() as connection:
        if gaps := ledger.dialect.index_gaps(connection):
            return [Finding("error", f"the search index does not agree with {gaps} statements")]
    if ledger.read_only:
        return []
    try:
        with ledger.write() as connection:
            ledger.dialect.check_index(connection)
    except LedgerError as error:
        return [Finding("error", f"the search index does not agree with the statements: {error}")]
    return []


SORTS = (_schema, _quotes, _bytes, _counts, _homeless)
