"""Numbered migrations, applied in order and recorded in the table ``migrations``.

Each is one file ``NNNN_name.py`` with a function ``up(connection, dialect)``; ``dialect`` is ``sqlite`` or
``postgresql``. A migration that has been released is never edited: add the next one, in plain SQL of its own, so
that it does not change when the program does. All run in the one transaction that opens the ledger.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime

import sqlalchemy as sa

from onrecord.ledger.tables import migrations


def known() -> list[str]:
    """The names of the migrations in order, as ``0001_ledger``."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[:4].isdigit())


def newest() -> int:
    return int(known()[-1][:4])


def applied(connection: sa.Connection) -> set[int]:
    """The numbers of the migrations of this database; none where it is empty."""
    if not sa.inspect(connection).has_table("migrations"):
        return set()
    return set(connection.scalars(sa.select(migrations.c.number)))


def pending(connection: sa.Connection) -> list[str]:
    """The names of those that are still to be applied, in order."""
    done = applied(connection)
    return [name for name in known() if int(name[:4]) not in done]


def migrate(connection: sa.Connection) -> None:
    """Applies what is missing."""
    for name in pending(connection):
        importlib.import_module(f"{__name__}.{name}").up(connection, connection.dialect.name)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute(sa.insert(migrations).values(number=int(name[:4]), name=name, applied=now))


TYPES = {"sqlite": {"key": "INTEGER", "blob": "BLOB"}, "postgresql": {"key": "BIGINT", "blob": "BYTEA"}}


def run(connection: sa.Connection, script: str) -> None:
    """Executes the statements of a script, each ended by a line that ends in ``;``.

    ``{key}`` and ``{blob}`` stand for the dialect's 64-bit key and bytes types.
    """
    for statement in _split(script):
        for name, sql in TYPES[connection.dialect.name].items():
            statement = statement.replace("{" + name + "}", sql)
        connection.exec_driver_sql(statement)


def _split(script: str) -> Iterator[str]:
    lines: list[str] = []
    for line in script.strip().splitlines():
        lines.append(line)
        if line.endswith(";"):
            yield "\n".join(lines).rstrip(";")
            lines = []
