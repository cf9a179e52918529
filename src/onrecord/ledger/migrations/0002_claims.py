"""Claims found across articles: utterances, stories, reprints, and the transcripts that quotations are checked with."""

from __future__ import annotations

import sqlalchemy as sa

from onrecord.ledger.migrations import run


def up(connection: sa.Connection, dialect: str) -> None:
    run(connection, TABLES)
    run(connection, SEARCH[dialect])


TABLES = """
ALTER TABLE claims ADD COLUMN story TEXT NOT NULL DEFAULT '';
ALTER TABLE claims ADD COLUMN reports INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claims ADD COLUMN origins TEXT NOT NULL DEFAULT '[]';
ALTER TABLE claims ADD COLUMN joins TEXT NOT NULL DEFAULT '[]';
ALTER TABLE claims ADD COLUMN circles TEXT NOT NULL DEFAULT '[]';
CREATE INDEX claims_by_story ON claims (story);
ALTER TABLE memberships ADD COLUMN same INTEGER NOT NULL DEFAULT 0;
CREATE TABLE stories (
    article TEXT PRIMARY KEY REFERENCES articles (id),
    story TEXT NOT NULL,
    reading INTEGER NOT NULL,
    words TEXT NOT NULL,
    bands TEXT NOT NULL
);
CREATE INDEX stories_by_story ON stories (story);
CREATE TABLE reprints (
    a TEXT NOT NULL REFERENCES articles (id),
    b TEXT NOT NULL REFERENCES articles (id),
    share DOUBLE PRECISION NOT NULL,
    runs INTEGER NOT NULL,
    PRIMARY KEY (a, b)
);
CREATE INDEX reprints_by_b ON reprints (b);
CREATE TABLE turns (
    number INTEGER PRIMARY KEY,
    transcript TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    date TEXT NOT NULL,
    speaker TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (transcript, position)
);
"""

SEARCH = {
    "sqlite": """
CREATE VIRTUAL TABLE turn_search USING fts5 (text, content='turns', content_rowid='number', tokenize="unicode61");
CREATE TRIGGER turns_in AFTER INSERT ON turns BEGIN
  INSERT INTO turn_search (rowid, text) VALUES (new.number, new.text); END;
""",
    "postgresql": """
CREATE INDEX turn_search ON turns USING gin (to_tsvector('simple', text));
""",
}
