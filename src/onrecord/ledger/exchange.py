"""Judgements as JSON lines, so that a team can exchange them: ``{"judgement": …}`` and ``{"withdrawal": …}``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.errors import JudgementError
from onrecord.ledger.judging import check_judgement, record, record_withdrawal
from onrecord.ledger.rows import Judgement
from onrecord.ledger.standing import list_judgements
from onrecord.ledger.tables import judgements, withdrawals

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

REQUIRED = ("kind", "subject", "time")


def export_judgements(ledger: Ledger) -> Iterator[str]:
    """See ``Ledger.export_judgements``: judgements first, so that a withdrawal always finds its own."""
    for row in reversed(list_judgements(ledger)):
        yield _line({"judgement": asdict(row.judgement) | {"id": row.id}})
    with ledger.read() as connection:
        query = sa.select(*withdrawals.columns).order_by(withdrawals.c.time, withdrawals.c.judgement)
        rows = [dict(row) for row in connection.execute(query).mappings()]
    yield from (_line({"withdrawal": row}) for row in rows)


def import_judgements(ledger: Ledger, lines: Iterable[str]) -> int:
    """See ``Ledger.import_judgements``. All lines are taken in, or, where one is wrong, none.

    A judgement about a statement that this ledger does not have is kept, and applied once its page is added.
    """
    new = 0
    with ledger.write() as connection:
        for number, line in enumerate(lines, 1):
            if line.strip():
                new += _take(ledger, connection, _parse(line, number), number)
    return new


def _take(ledger: Ledger, connection: sa.Connection, entry: Mapping[str, Any], number: int) -> bool:
    if "judgement" in entry:
        return record(ledger, connection, _judgement(entry["judgement"], number))
    row = {name: str(entry["withdrawal"].get(name, "")) for name in ("judgement", "author", "note", "time")}
    if not connection.scalar(sa.select(judgements.c.id).where(judgements.c.id == row["judgement"])):
        raise JudgementError(f"line {number}: withdraws {row['judgement']!r}, which is not known; nothing was taken in")
    return record_withdrawal(ledger, connection, row)


def _parse(line: str, number: int) -> Mapping[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise JudgementError(f"line {number}: is not JSON ({error}); nothing was taken in") from error
    known = isinstance(entry, dict) and [entry[k] for k in ("judgement", "withdrawal") if k in entry]
    if not known or not isinstance(known[0], dict):
        raise JudgementError(f"line {number}: has neither a judgement nor a withdrawal; nothing was taken in")
    return dict(entry)


def _judgement(told: Mapping[str, Any], number: int) -> Judgement:
    missing = [name for name in REQUIRED if not told.get(name)]
    if missing:
        raise JudgementError(f"line {number}: the judgement has no {', '.join(missing)}; nothing was taken in")
    judgement = Judgement(**{name: told[name] for name in Judgement.__dataclass_fields__ if name in told})
    try:
        check_judgement(judgement)
    except JudgementError as error:
        raise JudgementError(f"line {number}: {error}; nothing was taken in") from error
    return judgement


def _line(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
