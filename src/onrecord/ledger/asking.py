"""The statements nearest to some words: those that hold most of them, the rarer words weighing more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa

from onrecord.ledger.rows import StatementRow
from onrecord.ledger.select import select_statements, statement_rows
from onrecord.ledger.tables import statements
from onrecord.ledger.words import Query, Term

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

MOST_WORDS = 10
PER_WORD = 3_000
"""Statements looked up for a word, the newest first; a word in more than these tells little."""
STEM = 5
"""Longer words are looked up by what stands before their last two letters, so that forms of a word count too."""


def statements_near(ledger: Ledger, words: Sequence[str], limit: int) -> tuple[StatementRow, ...]:
    """Current statements by how many of the words they hold; the first words given are the most telling."""
    votes: Counter[int] = Counter()
    with ledger.read() as connection:
        for word in words[:MOST_WORDS]:
            long = len(word) > STEM + 1
            hits, given = ledger.dialect.matching(Query((Term((word[:-2] if long else word,), prefix=long),)))
            query = sa.select(hits.c.number).order_by(hits.c.number.desc()).limit(PER_WORD)
            found = connection.scalars(query, given).all()
            votes.update(dict.fromkeys(found, 1 / math.log(2 + len(found))))
        numbers = [n for n, _ in sorted(votes.items(), key=lambda v: (-v[1], -v[0]))[:limit]]
        s = statements.c
        query_rows = select_statements().where(s.number.in_(numbers), s.current, s.verdict != "wrong")
        return statement_rows(connection, query_rows)
