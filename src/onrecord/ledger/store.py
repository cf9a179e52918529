"""The ledger itself: opening, transactions, and the doors to everything that reads or writes it.

Always true of a ledger: one page is added in one transaction; nothing is erased (a later reading supersedes, a
judgement is withdrawn); the spans of every statement, current or not, point into its article's text.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger import migrations
from onrecord.records import Reading, Rejected

if TYPE_CHECKING:
    from onrecord.ledger.dialects import Dialect
    from onrecord.ledger.rows import Added, Finding, Judgement, JudgementRow

DIALECTS = {"sqlite": "sqlite", "postgresql": "postgresql", "postgres": "postgresql"}


class Ledger:
    """Open with :meth:`open`; use as a context manager, or :meth:`close` it.

    May be shared by threads. Any number of processes may read one while one writes; writers take turns.
    """

    def __init__(self, name: str, engine: sa.Engine, dialect: Dialect, *, read_only: bool) -> None:
        self.name = name
        """The path or URL it was opened by, without a password."""
        self.engine = engine
        self.dialect = dialect
        self.read_only = read_only

    @classmethod
    def open(cls, url_or_path: str, create: bool = True, *, read_only: bool = False) -> Ledger:
        """The ledger at a path, or at a URL such as ``postgresql://user@host/name``; migrated if it is older.

        LedgerError where it is missing (and ``create`` is false), no ledger, or newer than this program.
        """
        dialect = _dialect(str(url_or_path))
        engine = dialect.engine(str(url_or_path), create=create, read_only=read_only)
        name = str(url_or_path) if "://" not in str(url_or_path) else engine.url.render_as_string()
        ledger = cls(name, engine, dialect, read_only=read_only)
        try:
            ledger._prepare(create)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # Transactions

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A transaction that sees the ledger as it is at its first query, whatever others write meanwhile."""
        with self._errors(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """The transaction that writes: all of it is kept, or, on any error, nothing."""
        if self.read_only:
            raise LedgerError(f"{self.name}: is open for reading only")
        with self._errors(), self.engine.execution_options(writes=True).begin() as connection:
            yield connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise LedgerError(f"{self.name}: {str(error.orig).strip().splitlines()[0]}") from error
        except sa.exc.SQLAlchemyError as error:
            raise LedgerError(f"{self.name}: {str(error).splitlines()[0]}") from error

    def _prepare(self, create: bool) -> None:
        with self.read() as connection:
            if not self.dialect.is_ours(connection):
                raise LedgerError(f"{self.name}: is not a ledger of onrecord")
            done, pending = migrations.applied(connection), migrations.pending(connection)
        newest, last = migrations.newest(), max(done, default=0)
        if last > newest:
            raise LedgerError(f"{self.name}: is of a newer onrecord (schema {last}; this one knows {newest}); upgrade")
        if not done and (self.read_only or not create):
            raise LedgerError(f"{self.name}: is not a ledger of onrecord")
        if pending and self.read_only:
            raise LedgerError(f"{self.name}: is of an older onrecord; open it once for writing to bring it up to date")
        if pending:
            with self.write() as connection:
                self.dialect.claim(connection)
                migrations.migrate(connection)

    # Writing

    def add(self, reading: Reading, reader: str = "") -> Added:
        """Keeps a page, its article and statements; see :mod:`onrecord.ledger.writing`.

        ``reader`` is the reader's signature; it is only needed where the reading has no statement to tell it.
        """
        from onrecord.ledger.writing import add

        return add(self, reading, reader)

    def reject(self, rejected: Rejected) -> bool:
        """Keeps a row for something that could not be read; false where the same row is there already."""
        from onrecord.ledger.writing import reject

        return reject(self, rejected)

    def has_page(self, page: str, reader: str) -> bool:
        """Whether this reader has read the page of that id, or a page of that SHA-256. The id is the surer."""
        from onrecord.ledger.writing import has_page

        return has_page(self, page, reader)

    # Judgements

    def judge(self, judgement: Judgement) -> JudgementRow:
        """Records a person's decision and applies it; see :mod:`onrecord.ledger.judging`."""
        from onrecord.ledger.judging import judge

        return judge(self, judgement)

    def withdraw(self, judgement: str, author: str = "", note: str = "") -> None:
        """Withdraws the judgement of that id: it stays on record and has no effect any more."""
        from onrecord.ledger.judging import withdraw

        withdraw(self, judgement, author, note)

    def export_judgements(self) -> Iterator[str]:
        """Every judgement and withdrawal as a line of JSON, in order of time."""
        from onrecord.ledger.exchange import export_judgements

        return export_judgements(self)

    def import_judgements(self, lines: Iterable[str]) -> int:
        """Takes in such lines; those known already are passed over. Returns how many were new."""
        from onrecord.ledger.exchange import import_judgements

        return import_judgements(self, lines)

    # Looking after

    def fingerprint(self) -> str:
        """A hash over all content, history and judgements, but no times and no order of adding."""
        from onrecord.ledger.fingerprint import fingerprint

        return fingerprint(self)

    def check(self) -> list[Finding]:
        """What is wrong with the ledger; empty where it is sound."""
        from onrecord.ledger.checks import check

        return check(self)


def _dialect(url_or_path: str) -> Dialect:
    scheme = url_or_path.split("://", 1)[0].split("+", 1)[0] if "://" in url_or_path else "sqlite"
    if scheme not in DIALECTS:
        raise LedgerError(f"{scheme}: no such kind of ledger; there are: a path, sqlite:///, postgresql://")
    module: Any = importlib.import_module(f"onrecord.ledger.dialects.{DIALECTS[scheme]}")
    return cast("Dialect", module)
