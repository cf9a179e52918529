"""The claims of a statement, read from the index alone."""

from __future__ import annotations

import sqlalchemy as sa

from onrecord.ledger.migrations import run


def up(connection: sa.Connection, dialect: str) -> None:  # noqa: ARG001
    run(connection, INDEXES)


INDEXES = """
DROP INDEX memberships_by_statement;
CREATE INDEX memberships_by_statement ON memberships (statement, claim);
"""
