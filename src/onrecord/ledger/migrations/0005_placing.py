"""What one more article is compared by, with few others: bands to look up, stems as numbers, how far all has come."""

from __future__ import annotations

import json
from hashlib import blake2b
from struct import pack
from typing import Any

import sqlalchemy as sa

from onrecord.ledger.migrations import run


def up(connection: sa.Connection, dialect: str) -> None:
    run(connection, TABLES.replace("{clustered}", "WITHOUT ROWID" if dialect == "sqlite" else ""))
    kept = connection.exec_driver_sql("SELECT article, reading, words, bands FROM stories").all()
    stems = [{"article": article, "stems": _stems(json.loads(words))} for article, _, words, _ in kept]
    bands = sorted({(_number(band), reading) for _, reading, _, all_ in kept for band in json.loads(all_)})
    if kept:
        connection.execute(sa.text("UPDATE stories SET stems = :stems WHERE article = :article"), stems)
    if bands:
        insert = sa.text("INSERT INTO bands (band, reading) VALUES (:band, :reading)")
        connection.execute(insert, [{"band": band, "reading": reading} for band, reading in bands])
    run(connection, "ALTER TABLE stories DROP COLUMN words;\nALTER TABLE stories DROP COLUMN bands;")


def _number(text: str, size: int = 8) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()
    return int.from_bytes(digest, "little", signed=size == 8)


def _stems(words: dict[str, Any]) -> bytes:
    """Each stem as a number and a weight, four bytes each."""
    rows = sorted((_number(stem, 4), float(weight)) for stem, weight in words.items())
    return b"".join(pack("<If", *row) for row in rows)


TABLES = """
CREATE TABLE bands (
    band BIGINT NOT NULL,
    reading BIGINT NOT NULL,
    PRIMARY KEY (band, reading)
) {clustered};
CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL);
ALTER TABLE stories ADD COLUMN stems {blob} NOT NULL DEFAULT '';
ALTER TABLE stories ADD COLUMN settled INTEGER NOT NULL DEFAULT 2;
CREATE INDEX stories_by_reading ON stories (reading);
CREATE INDEX readings_by_article ON readings (article, number) WHERE current;
"""
