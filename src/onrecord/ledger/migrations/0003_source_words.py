"""The words of sources' names, so that a source is found by any of them however many there are."""

from __future__ import annotations

import sqlalchemy as sa

from onrecord.ledger.migrations import run


def up(connection: sa.Connection, dialect: str) -> None:  # noqa: ARG001
    run(connection, TABLES)
    names = connection.exec_driver_sql("SELECT source, folded FROM source_names").all()
    rows = sorted({(word, source) for source, folded in names for word in folded.split()})
    if rows:
        insert = sa.text("INSERT INTO source_words (word, source) VALUES (:word, :source)")
        connection.execute(insert, [{"word": word, "source": source} for word, source in rows])


TABLES = """
CREATE TABLE source_words (
    word TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (word, source)
);
"""
