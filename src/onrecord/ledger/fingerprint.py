"""One hash over all that a ledger says. Two ledgers of equal content have equal fingerprints.

Left out: every time of adding, judging or withdrawing; row numbers; names and URLs of pages, where the first of
several finders of the same bytes is kept; everything that is computed from the rest.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.ledger.tables import (
    applied_judgements,
    articles,
    claims,
    judgements,
    memberships,
    pages,
    parts,
    readings,
    rejected,
    source_names,
    statements,
    withdrawals,
)

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

LEFT_OUT = {
    "pages": ("name", "url", "fetched", "added"),
    "articles": ("added",),
    "readings": ("number", "added"),
    "statements": ("number", "reading", "superseded_by"),
    "claims": (),
    "parts": (),
    "source_names": (),
    "rejected": ("added", "resolved"),
    "judgements": ("id", "time"),
}


def fingerprint(ledger: Ledger) -> str:
    """See ``Ledger.fingerprint``. The sum of the rows' hashes: no order matters and nothing is held in memory."""
    total = 0
    with ledger.read() as connection:
        for name, query in _content().items():
            rows = connection.execution_options(yield_per=1000).execute(query)
            total += sum(_hash(name, tuple(row)) for row in rows)
    return f"{total % 2**256:064x}"


def _hash(table: str, row: tuple[Any, ...]) -> int:
    blob = json.dumps([table, *row], ensure_ascii=False, sort_keys=True, default=list)
    return int.from_bytes(hashlib.sha256(blob.encode("utf-8")).digest(), "big")


def _content() -> dict[str, sa.Select[Any]]:
    plain = (pages, articles, readings, claims, parts, source_names, rejected, judgements)
    queries = {table.name: sa.select(*_columns(table)) for table in plain}
    by, s = statements.alias("by"), statements.c
    queries["statements"] = (
        sa.select(*_columns(statements), readings.c.reader, by.c.id.label("by"))
        .join(readings, readings.c.number == s.reading)
        .outerjoin(by, by.c.number == s.superseded_by)
    )
    m, d, w = memberships.c, applied_judgements.c, withdrawals.c
    queries["memberships"] = sa.select(m.claim, m.stance, m.score, s.id).join(statements, s.number == m.statement)
    of = (judgements.c.kind, judgements.c.subject, judgements.c.value)
    queries["applied"] = (
        sa.select(*of, s.id).join(applied_judgements, d.judgement == judgements.c.id)
        .join(statements, s.number == d.statement)
    )  # fmt: skip
    queries["withdrawals"] = sa.select(*of, w.author, w.note).join(withdrawals, w.judgement == judgements.c.id)
    return queries


def _columns(table: sa.Table) -> list[sa.Column[Any]]:
    return [column for column in table.columns if column.name not in LEFT_OUT[table.name]]
