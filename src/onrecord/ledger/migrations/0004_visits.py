"""What sites gave to ask "has it changed?" with, for each reader that has read the answer."""

from __future__ import annotations

import sqlalchemy as sa

from onrecord.ledger.migrations import run


def up(connection: sa.Connection, dialect: str) -> None:  # noqa: ARG001
    run(connection, TABLES)


TABLES = """
CREATE TABLE visits (
    url TEXT NOT NULL,
    reader TEXT NOT NULL,
    etag TEXT NOT NULL,
    modified TEXT NOT NULL,
    PRIMARY KEY (url, reader)
);
"""
