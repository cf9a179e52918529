"""Conditional requests across runs: what a URL answered when this reader last read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from onrecord.ledger.tables import visits

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

Marks = tuple[str, str]
"""ETag and Last-Modified as they came; either may be empty."""


def visited(ledger: Ledger, reader: str) -> dict[str, Marks]:
    """By URL."""
    with ledger.read() as connection:
        rows = connection.execute(
            sa.select(visits.c.url, visits.c.etag, visits.c.modified).where(visits.c.reader == reader)
        )
        return {url: (etag, modified) for url, etag, modified in rows}


def visit(ledger: Ledger, reader: str, marks: Mapping[str, Marks]) -> None:
    """Keep these in the place of what was there for the same URLs."""
    rows = [{"url": url, "reader": reader, "etag": e, "modified": m} for url, (e, m) in marks.items()]
    if not rows:
        return
    with ledger.write() as connection:
        old = sa.delete(visits).where(visits.c.reader == reader, visits.c.url == sa.bindparam("of"))
        connection.execute(old, [{"of": row["url"]} for row in rows])
        connection.execute(sa.insert(visits), rows)
