"""What names have in common with others and where they are found, so that one more article is compared with few."""

from __future__ import annotations

import sqlalchemy as sa

from onrecord.ledger.migrations import run


def up(connection: sa.Connection, dialect: str) -> None:
    run(connection, TABLES.replace("{clustered}", "WITHOUT ROWID" if dialect == "sqlite" else ""))


TABLES = """
CREATE TABLE named (
    id TEXT PRIMARY KEY REFERENCES sources (id),
    home TEXT NOT NULL,
    articles INTEGER NOT NULL,
    place TEXT NOT NULL
);
CREATE INDEX named_by_home ON named (home);
CREATE INDEX named_by_place ON named (place) WHERE place <> '';
CREATE TABLE named_in (
    article TEXT NOT NULL REFERENCES articles (id),
    name TEXT NOT NULL REFERENCES named (id),
    PRIMARY KEY (article, name)
) {clustered};
CREATE TABLE name_keys (
    key TEXT NOT NULL,
    name TEXT NOT NULL REFERENCES named (id),
    PRIMARY KEY (key, name)
) {clustered};
CREATE INDEX name_keys_by_name ON name_keys (name);
DELETE FROM marks WHERE name = 'sources';
"""
