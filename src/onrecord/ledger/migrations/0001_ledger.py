"""The ledger as first laid out: pages, articles, statements, sources, claims, judgements, search."""

from __future__ import annotations

import sqlalchemy as sa

from onrecord.ledger.migrations import run


def up(connection: sa.Connection, dialect: str) -> None:
    run(connection, TABLES)
    run(connection, VIEWS)
    run(connection, SEARCH[dialect])


TABLES = """
CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied TEXT NOT NULL);
CREATE TABLE page_bytes (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    compressed {blob} NOT NULL
);
CREATE TABLE pages (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL REFERENCES page_bytes (sha256),
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    fetched TEXT NOT NULL,
    kind TEXT NOT NULL,
    encoding TEXT NOT NULL,
    encoding_how TEXT NOT NULL,
    given TEXT NOT NULL,
    notes TEXT NOT NULL,
    added TEXT NOT NULL
);
CREATE INDEX pages_by_sha256 ON pages (sha256);
CREATE INDEX pages_by_url ON pages (url);
CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    page TEXT NOT NULL REFERENCES pages (id),
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    byline TEXT NOT NULL,
    language TEXT NOT NULL,
    published TEXT NOT NULL,
    published_how TEXT NOT NULL,
    published_certain DOUBLE PRECISION NOT NULL,
    url TEXT NOT NULL,
    current BOOLEAN NOT NULL,
    statements INTEGER NOT NULL,
    added TEXT NOT NULL,
    date_bounds TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX articles_by_page ON articles (page);
CREATE INDEX articles_by_url ON articles (url);
CREATE INDEX articles_by_date ON articles (published, id);
CREATE INDEX articles_by_outlet ON articles (outlet, published, id);
CREATE INDEX articles_by_name ON articles (name);
CREATE TABLE parts (
    article TEXT NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    credit TEXT NOT NULL,
    PRIMARY KEY (article, position)
);
CREATE TABLE readings (
    number INTEGER PRIMARY KEY,
    article TEXT NOT NULL REFERENCES articles (id),
    reader TEXT NOT NULL,
    current BOOLEAN NOT NULL,
    statements INTEGER NOT NULL,
    added TEXT NOT NULL,
    UNIQUE (article, reader)
);
CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    wikidata TEXT NOT NULL,
    statements INTEGER NOT NULL
);
CREATE INDEX sources_by_statements ON sources (statements, id);
CREATE TABLE source_names (
    source TEXT NOT NULL REFERENCES sources (id),
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (source, name)
);
CREATE INDEX source_names_by_folded ON source_names (folded);
CREATE TABLE statements (
    number {key} PRIMARY KEY,
    id TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id),
    reading INTEGER NOT NULL REFERENCES readings (number),
    position INTEGER NOT NULL,
    current BOOLEAN NOT NULL,
    superseded_by {key} REFERENCES statements (number),
    source TEXT REFERENCES sources (id),
    speaker TEXT NOT NULL,
    kind TEXT NOT NULL,
    act TEXT NOT NULL,
    certainty TEXT NOT NULL,
    form TEXT NOT NULL,
    via TEXT NOT NULL,
    venue TEXT NOT NULL,
    said_when TEXT NOT NULL,
    when_text TEXT NOT NULL,
    horizon TEXT NOT NULL,
    horizon_text TEXT NOT NULL,
    said_again BOOLEAN NOT NULL,
    source_text TEXT NOT NULL,
    cue_text TEXT NOT NULL,
    content_text TEXT NOT NULL,
    source_spans TEXT NOT NULL,
    cue_spans TEXT NOT NULL,
    content_spans TEXT NOT NULL,
    sentence_starts INTEGER NOT NULL,
    sentence_ends INTEGER NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    sure TEXT NOT NULL,
    verdict TEXT NOT NULL,
    outcome TEXT NOT NULL,
    as_found TEXT NOT NULL,
    UNIQUE (id, reading)
);
CREATE INDEX statements_by_article ON statements (article);
CREATE INDEX statements_by_source ON statements (source, number);
CREATE INDEX statements_by_horizon ON statements (horizon, number) WHERE current AND horizon <> '';
CREATE TABLE claims (
    id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    how TEXT NOT NULL,
    statements INTEGER NOT NULL
);
CREATE TABLE memberships (
    claim TEXT NOT NULL REFERENCES claims (id),
    statement {key} NOT NULL REFERENCES statements (number),
    stance TEXT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (claim, statement)
);
CREATE INDEX memberships_by_statement ON memberships (statement);
CREATE TABLE judgements (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    value TEXT NOT NULL,
    author TEXT NOT NULL,
    note TEXT NOT NULL,
    time TEXT NOT NULL,
    article TEXT NOT NULL,
    page TEXT NOT NULL,
    evidence TEXT NOT NULL
);
CREATE INDEX judgements_by_subject ON judgements (subject);
CREATE INDEX judgements_by_article ON judgements (article);
CREATE INDEX judgements_by_page ON judgements (page);
CREATE INDEX judgements_by_time ON judgements (time, id);
CREATE TABLE withdrawals (
    judgement TEXT PRIMARY KEY REFERENCES judgements (id),
    author TEXT NOT NULL,
    note TEXT NOT NULL,
    time TEXT NOT NULL
);
CREATE TABLE applied_judgements (
    judgement TEXT PRIMARY KEY REFERENCES judgements (id),
    statement {key} NOT NULL REFERENCES statements (number)
);
CREATE INDEX applied_judgements_by_statement ON applied_judgements (statement);
CREATE TABLE rejected (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    stage TEXT NOT NULL,
    reason TEXT NOT NULL,
    kept TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    resolved TEXT REFERENCES pages (id),
    added TEXT NOT NULL
);
CREATE INDEX rejected_by_name ON rejected (name);
CREATE INDEX rejected_by_sha256 ON rejected (sha256);
"""

VIEWS = """
CREATE VIEW statement_with_evidence AS
SELECT s.id, a.outlet, a.published, s.speaker, s.kind, s.act, s.certainty,
       s.source_text AS source_quote, s.cue_text AS cue_quote, s.content_text AS content_quote,
       substr(a.text, s.sentence_starts + 1, s.sentence_ends - s.sentence_starts) AS sentence,
       s.via, s.venue, s.said_when, s.horizon, s.said_again, s.form, s.verdict, s.outcome, s.confidence,
       a.title, a.url, s.article, s.source, s.source_spans, s.cue_spans, s.content_spans,
       p.sha256 AS page_sha256, r.reader, s.number
FROM statements s
JOIN articles a ON a.id = s.article
JOIN pages p ON p.id = a.page
JOIN readings r ON r.number = s.reading
WHERE s.current;
CREATE VIEW statement_history AS
SELECT s.id, r.reader, s.current, n.id AS superseded_by, s.speaker, s.source_text AS source_quote,
       s.cue_text AS cue_quote, s.content_text AS content_quote, s.article, s.number
FROM statements s
JOIN readings r ON r.number = s.reading
LEFT JOIN statements n ON n.number = s.superseded_by;
CREATE VIEW who_said_most AS
SELECT s.name, s.kind, s.statements, s.id
FROM sources s
WHERE s.statements > 0;
CREATE VIEW judgements_standing AS
SELECT j.time, j.author, j.kind, j.subject, j.value, j.note, s.speaker, s.content_text AS content_quote, j.id
FROM judgements j
LEFT JOIN applied_judgements d ON d.judgement = j.id
LEFT JOIN statements s ON s.number = d.statement
WHERE NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.judgement = j.id);
CREATE VIEW pages_not_read AS
SELECT name, stage, reason, kept, added, sha256, id
FROM rejected
WHERE resolved IS NULL;
"""

# The full-text index holds no text of its own: its content is the view, so that it can always be built anew.
# "labels" has one word for each label (actdenies, kindperson, outlet<hex>), so that filters are index look-ups too.
# Row numbers begin with the date, so that the newest come first without sorting, however common the words.
SEARCH = {
    "sqlite": """
CREATE VIEW statement_search AS
SELECT s.number, s.content_text AS content, s.speaker, s.source_text AS source, a.title,
       'kind' || s.kind || ' act' || s.act || ' certainty' || s.certainty || ' form' || s.form
       || ' source' || coalesce(s.source, '') || ' outlet' || hex(a.outlet) AS labels
FROM statements s
JOIN articles a ON a.id = s.article
WHERE s.current AND s.verdict <> 'wrong';
CREATE VIRTUAL TABLE statement_words USING fts5 (
    content, speaker, source, title, labels,
    content='statement_search', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2'
);
""",
    "postgresql": """
CREATE VIEW statement_search AS
SELECT s.number, s.content_text AS content, s.speaker, s.source_text AS source, a.title,
       'kind' || s.kind || ' act' || s.act || ' certainty' || s.certainty || ' form' || s.form
       || ' source' || coalesce(s.source, '') || ' outlet' || encode(convert_to(a.outlet, 'UTF8'), 'hex') AS labels
FROM statements s
JOIN articles a ON a.id = s.article
WHERE s.current AND s.verdict <> 'wrong';
CREATE TABLE statement_words (
    number BIGINT PRIMARY KEY REFERENCES statements (number),
    words TSVECTOR NOT NULL,
    labels TSVECTOR NOT NULL
);
CREATE INDEX statement_words_words ON statement_words USING gin (words);
CREATE INDEX statement_words_labels ON statement_words USING gin (labels);
""",
}
