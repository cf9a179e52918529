"""Transcripts that people added, turn by turn, and the turns that a quotation may come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.ledger.tables import turns

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

RUNS = (6, 3)
"""Words in the phrases by which turns are found: long ones first, which few turns hold."""
PHRASES = 24
"""Most phrases asked for at once, spread over the quotation."""
MOST = 60
"""Most turns proposed."""
SHORT = 14
"""Up to so many words a quotation is also looked for with any one word other than it is told: where a word was
altered, what is left of a short one holds no long run."""
COLUMNS = ("transcript", "position", "title", "date", "speaker", "text")


def add_turns(ledger: Ledger, rows: Iterable[dict[str, Any]]) -> int:
    """Keeps turns; those of a transcript that is there already are passed over. Returns how many were new."""
    told = [{c: row[c] for c in COLUMNS} for row in rows]
    with ledger.write() as connection:
        there = set(connection.scalars(sa.select(turns.c.transcript).distinct()))
        last = connection.scalar(sa.select(sa.func.max(turns.c.number))) or 0
        fresh = [row for row in told if row["transcript"] not in there]
        numbered = [row | {"number": last + n} for n, row in enumerate(fresh, 1)]
        if numbered:
            connection.execute(sa.insert(turns), numbered)
    return len(fresh)


def count_turns(ledger: Ledger) -> int:
    """How many turns there are."""
    with ledger.read() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(turns)) or 0


def turns_like(ledger: Ledger, words: Sequence[str]) -> list[dict[str, Any]]:
    """Turns that hold a run of the words, those with the longest and with most runs first."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    with ledger.read() as connection:
        find = _FIND[connection.dialect.name]
        for some in _asked(words):
            for row in connection.execute(*find(some)).mappings():
                found.setdefault((row["transcript"], row["position"]), dict(row))
    return list(found.values())


Run = tuple[Sequence[str], ...]
"""Words that stand one after another; where it has two parts, any one word stands between them."""


def _asked(words: Sequence[str]) -> Iterator[list[Run]]:
    """The runs to ask for, the most telling first."""
    for size in RUNS:
        runs: list[Run] = [(words[i : i + size],) for i in range(max(1, len(words) - size + 1))]
        yield runs[:: max(1, len(runs) // PHRASES)]
        if size == RUNS[0] and RUNS[-1] < len(words) <= SHORT:
            yield [tuple(part for part in (words[:i], words[i + 1 :]) if part) for i in range(len(words))]


def _sqlite(runs: Sequence[Run]) -> tuple[sa.TextClause, dict[str, Any]]:
    parts = [['"' + " ".join(part).replace('"', "") + '"' for part in run] for run in runs]
    phrases = " OR ".join(f"NEAR({' '.join(run)}, 1)" if len(run) > 1 else run[0] for run in parts)
    query = (
        "SELECT t.transcript, t.position, t.title, t.date, t.speaker, t.text FROM turn_search"
        " JOIN turns t ON t.number = turn_search.rowid WHERE turn_search MATCH :phrases ORDER BY rank LIMIT :most"
    )
    return sa.text(query), {"phrases": phrases, "most": MOST}


def _postgresql(runs: Sequence[Run]) -> tuple[sa.TextClause, dict[str, Any]]:
    named = [[f"phraseto_tsquery('simple', :run{n}_{k})" for k in range(len(run))] for n, run in enumerate(runs)]
    found = " || ".join(f"tsquery_phrase({run[0]}, {run[1]}, 2)" if len(run) > 1 else run[0] for run in named)
    query = (
        f"SELECT transcript, position, title, date, speaker, text FROM turns, (SELECT {found} AS q) asked"
        " WHERE to_tsvector('simple', text) @@ q"
        " ORDER BY ts_rank(to_tsvector('simple', text), q) DESC, number LIMIT :most"
    )
    return sa.text(query), {
        f"run{n}_{k}": " ".join(part) for n, run in enumerate(runs) for k, part in enumerate(run)
    } | {"most": MOST}


_FIND = {"sqlite": _sqlite, "postgresql": _postgresql}
