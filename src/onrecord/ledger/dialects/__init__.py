"""What differs between databases: opening, full-text search, "insert unless there"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from onrecord.ledger.words import Query


class Dialect(Protocol):
    """One database's own ways. ``numbers`` are statement numbers."""

    def engine(self, target: str, *, create: bool, read_only: bool) -> sa.Engine:
        """An engine; LedgerError where there is nothing to open.

        A connection with the execution option ``writes`` begins as the only one that writes.
        """
        ...

    def is_ours(self, connection: sa.Connection) -> bool:
        """Whether the database is a ledger, or empty and so may become one."""
        ...

    def claim(self, connection: sa.Connection) -> None:
        """Marks the database as a ledger."""
        ...

    def unindex(self, connection: sa.Connection, numbers: Sequence[int]) -> None:
        """Takes statements out of the full-text index; call it before they, or their article's title, change."""
        ...

    def index(self, connection: sa.Connection, numbers: Sequence[int]) -> None:
        """Puts those of the statements that are current and not wrong into the full-text index."""
        ...

    def rebuild(self, connection: sa.Connection) -> None:
        """Builds the full-text index anew."""
        ...

    def matching(self, query: Query) -> tuple[sa.Subquery, dict[str, Any]]:
        """The numbers (column ``number``) that match, and the parameters to ask with.

        Ordered use of it needs no sorting where possible.
        """
        ...

    def integrity(self, connection: sa.Connection) -> list[str]:
        """What the database itself finds wrong, one line each."""
        ...

    def insert_new(self, connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
        """Inserts the rows whose primary key is not there yet."""
        ...

    def index_gaps(self, connection: sa.Connection) -> int:
        """How many statements are missing from the full-text index, or are in it and should not be."""
        ...

    def check_index(self, connection: sa.Connection) -> None:
        """An error of the database where the words in the full-text index are not those of the statements.

        May write nothing, but needs a transaction that could.
        """
        ...
