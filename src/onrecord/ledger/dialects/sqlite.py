"""SQLite: one file, FTS5, write-ahead log."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from sqlite3 import connect
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from onrecord.errors import LedgerError
from onrecord.ledger.words import Query, Term

APPLICATION_ID = 0x6F6E7263
"""``onrc`` in the file's header: it tells a ledger from any other SQLite file."""
PRAGMAS = ("foreign_keys=ON", "busy_timeout=30000", "cache_size=-65536", "temp_store=MEMORY", "mmap_size=1073741824")
POOL: dict[str, Any] = {"poolclass": sa.QueuePool, "pool_size": 8, "max_overflow": 24}
CHUNK = 500
COLUMNS = "content, speaker, source, title, labels"
SEARCHED = "{content speaker source title}"


def engine(target: str, *, create: bool, read_only: bool) -> sa.Engine:
    path = Path(target.removeprefix("sqlite:///"))
    _check_path(path, create and not read_only)
    uri = _uri(path, read_only)
    made = sa.create_engine("sqlite://", creator=lambda: connect(uri, uri=True, check_same_thread=False), **POOL)
    sa.event.listen(made, "connect", _on_connect(read_only))
    sa.event.listen(made, "begin", _begin)
    return made


def _begin(connection: sa.Connection) -> None:
    """A writer takes the lock at once, so that it never finds half-way that another was faster.

    A reader takes none yet and so cannot fail: it begins without the detour that turns errors into the engine's.
    """
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.connection.cursor().execute("BEGIN")


def _check_path(path: Path, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path}: is a folder, not a ledger")
    if not create and not path.exists():
        raise LedgerError(f"{path}: no such ledger")
    if create and not path.parent.is_dir():
        raise LedgerError(f"{path}: there is no folder {path.parent}")


def _uri(path: Path, read_only: bool) -> str:
    """An SQLite URI. A file that nobody may write to, in a folder likewise, is opened as immutable."""
    fixed = read_only and not os.access(path.parent, os.W_OK)
    mode = "mode=ro&immutable=1" if fixed else "mode=ro" if read_only else "mode=rwc"
    return f"file:{quote(str(path.absolute()))}?{mode}"


def _on_connect(read_only: bool) -> Any:
    pragmas = (*PRAGMAS, "query_only=ON") if read_only else (*PRAGMAS, "synchronous=NORMAL", "journal_mode=WAL")

    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin and end transactions ourselves
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return prepare


def is_ours(connection: sa.Connection) -> bool:
    marked = connection.exec_driver_sql("PRAGMA application_id").scalar()
    return marked == APPLICATION_ID or not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()


def claim(connection: sa.Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def unindex(connection: sa.Connection, numbers: Sequence[int]) -> None:
    _each(connection, numbers, f"INSERT INTO statement_words (statement_words, rowid, {COLUMNS}) SELECT 'delete',")


def index(connection: sa.Connection, numbers: Sequence[int]) -> None:
    _each(connection, numbers, f"INSERT INTO statement_words (rowid, {COLUMNS}) SELECT")


def _each(connection: sa.Connection, numbers: Sequence[int], insert_select: str) -> None:
    for at in range(0, len(numbers), CHUNK):
        some = ",".join(str(int(n)) for n in numbers[at : at + CHUNK])
        where = f"FROM statement_search WHERE number IN ({some}) ORDER BY number"
        connection.exec_driver_sql(f"{insert_select} number, {COLUMNS} {where}")


def rebuild(connection: sa.Connection) -> None:
    connection.exec_driver_sql("INSERT INTO statement_words (statement_words) VALUES ('rebuild')")


_WORDS = sa.table("statement_words", sa.column("rowid"))
_MATCHING = sa.select(_WORDS.c.rowid.label("number")).where(sa.text("statement_words MATCH :match")).subquery("hits")


def matching(query: Query) -> tuple[sa.Subquery, dict[str, Any]]:
    return _MATCHING, {"match": expression(query)}


def expression(query: Query) -> str:
    """The FTS5 expression of a query that has at least one wanted term or label."""
    wanted = [f"{SEARCHED} : {_quoted(term)}" for term in query.wanted]
    wanted += [f"labels : ({' OR '.join(_label(word) for word in words)})" for words in query.labels]
    unwanted = [f" NOT ({SEARCHED} : {_quoted(term)})" for term in query.unwanted]
    return f"({' AND '.join(f'({w})' for w in wanted)})" + "".join(unwanted)


def _quoted(term: Term) -> str:
    return '"' + " ".join(term.words) + '"' + ("*" if term.prefix else "")


def _label(word: str) -> str:
    return f'"{word}"'


def integrity(connection: sa.Connection) -> list[str]:
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        found.append(f"table {table}, row {row}: what it refers to in {parent} is missing")
    return found


def insert_new(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(_insert_new(table), rows)


@cache
def _insert_new(table: sa.Table) -> sa.Insert:
    return insert(table).on_conflict_do_nothing()


def index_gaps(connection: sa.Connection) -> int:
    inside, wanted = "SELECT id FROM statement_words_docsize", "SELECT number FROM statement_search"
    sides = [f"SELECT count(*) FROM ({a} EXCEPT {b})" for a, b in ((inside, wanted), (wanted, inside))]
    return sum(int(connection.exec_driver_sql(side).scalar() or 0) for side in sides)


def check_index(connection: sa.Connection) -> None:
    connection.exec_driver_sql("INSERT INTO statement_words (statement_words, rank) VALUES ('integrity-check', 1)")
