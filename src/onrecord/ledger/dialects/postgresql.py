"""PostgreSQL, by URL: full-text search by ``tsvector``. Needs psycopg (``onrecord[postgresql]``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from onrecord.errors import LedgerError
from onrecord.ledger.words import Query, Term

LOCK = 0x6F6E7263
"""``onrc``: the advisory lock that one writer holds."""
WORDS = "to_tsvector('english', content || ' ' || speaker || ' ' || source || ' ' || title)"
INDEXED = f"number, {WORDS}, to_tsvector('simple', labels)"


def engine(target: str, *, create: bool, read_only: bool) -> sa.Engine:  # noqa: ARG001
    """The database must exist; its tables are made where there are none."""
    url = sa.make_url(target).set(drivername="postgresql+psycopg")
    try:
        made = sa.create_engine(url, isolation_level="REPEATABLE READ", pool_size=8, max_overflow=24)
    except ModuleNotFoundError as error:
        raise LedgerError("PostgreSQL needs psycopg: pip install 'onrecord[postgresql]'") from error
    sa.event.listen(made, "begin", _begin)
    if read_only:
        return made.execution_options(postgresql_readonly=True)
    return made


def _begin(connection: sa.Connection) -> None:
    """Writers take turns: the lock is asked for before anything is read, and let go with the transaction."""
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def is_ours(connection: sa.Connection) -> bool:
    """A ledger has its migrations and statements; a database without tables may become one."""
    tables = set(sa.inspect(connection).get_table_names())
    return not tables or {"migrations", "statements", "page_bytes"} <= tables


def claim(connection: sa.Connection) -> None:
    """Nothing to mark: the tables tell."""


def unindex(connection: sa.Connection, numbers: Sequence[int]) -> None:
    if numbers:
        connection.execute(_UNINDEX, {"numbers": list(numbers)})


def index(connection: sa.Connection, numbers: Sequence[int]) -> None:
    if numbers:
        connection.execute(_INDEX, {"numbers": list(numbers)})


_UNINDEX = sa.text("DELETE FROM statement_words WHERE number = ANY(:numbers)")
_INDEX = sa.text(
    f"INSERT INTO statement_words (number, words, labels) SELECT {INDEXED} FROM statement_search "
    "WHERE number = ANY(:numbers)"
)


def rebuild(connection: sa.Connection) -> None:
    connection.exec_driver_sql("TRUNCATE statement_words")
    connection.exec_driver_sql(
        f"INSERT INTO statement_words (number, words, labels) SELECT {INDEXED} FROM statement_search"
    )


def matching(query: Query) -> tuple[sa.Subquery, dict[str, Any]]:
    words = sa.table("statement_words", sa.column("number"), sa.column("words"), sa.column("labels"))
    select = sa.select(words.c.number)
    if query.terms:
        asked = sa.func.to_tsquery("english", expression(query))
        select = select.where(words.c.words.op("@@")(asked))
    for some in query.labels:
        asked = sa.func.to_tsquery("simple", " | ".join(f"'{word}'" for word in some))
        select = select.where(words.c.labels.op("@@")(asked))
    return select.subquery("hits"), {}


def expression(query: Query) -> str:
    return " & ".join([_quoted(t) for t in query.wanted] + [f"!({_quoted(t)})" for t in query.unwanted])


def _quoted(term: Term) -> str:
    words = [f"'{word}'" for word in term.words]
    return " <-> ".join(words) + (":*" if term.prefix else "")


def integrity(connection: sa.Connection) -> list[str]:  # noqa: ARG001
    """The server looks after its own pages and keeps references whole."""
    return []


def index_gaps(connection: sa.Connection) -> int:
    inside, wanted = "SELECT number FROM statement_words", "SELECT number FROM statement_search"
    sides = [f"SELECT count(*) FROM ({a} EXCEPT {b}) AS gaps" for a, b in ((inside, wanted), (wanted, inside))]
    return sum(int(connection.exec_driver_sql(side).scalar() or 0) for side in sides)


def check_index(connection: sa.Connection) -> None:
    """LedgerError where words differ."""
    fresh = f"SELECT number, {WORDS} AS words, to_tsvector('simple', labels) AS labels FROM statement_search"
    wrong = f"SELECT count(*) FROM statement_words w JOIN ({fresh}) f USING (number)"
    differs = "w.words <> f.words OR w.labels <> f.labels"
    if count := connection.exec_driver_sql(f"{wrong} WHERE {differs}").scalar():
        raise LedgerError(f"{count} statements have other words in it")


def insert_new(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(_insert_new(table), rows)


@cache
def _insert_new(table: sa.Table) -> sa.Insert:
    return insert(table).on_conflict_do_nothing()
