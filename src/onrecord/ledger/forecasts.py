"""Statements with a horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ledger.rows import StatementRow
from onrecord.ledger.select import select_statements, statement_rows
from onrecord.ledger.tables import statements

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

FORECASTING = ("predicts", "warns", "commits")


def with_horizon(ledger: Ledger) -> tuple[StatementRow, ...]:
    """The current statements that say by when something would happen."""
    s = statements.c
    query = select_statements().where(s.current, s.verdict != "wrong", s.horizon != "", s.act.in_(FORECASTING))
    with ledger.read() as connection:
        return statement_rows(connection, query.order_by(s.horizon, s.number))
