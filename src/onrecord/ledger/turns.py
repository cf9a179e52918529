"""Transcripts that people added, turn by turn, and the turns that a quotation may come from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.ledger.tables import turns
from onrecord.records import content_id

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


_OWN = re.compile(r"-[0-9a-f]{16}$")
"""What tells transcripts of one name apart in their ids: an id made from content."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in of some transcripts."""

    turns: int = 0
    """How many were new."""
    beside: tuple[str, ...] = ()
    """Names of the transcripts taken in although others of the name, with other words, were there and stay."""


def add_turns(ledger: Ledger, rows: Iterable[dict[str, Any]]) -> Taken:
    """Keeps transcripts, turn by turn. Of one ``name`` there may be several with different words: the same words
    again are nothing new, other words are kept beside those that are there, under an id that tells them apart."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        told[row["transcript"]].append(row)
    with ledger.write() as connection:
        there = _of_name(connection, {some[0]["name"] for some in told.values()})
        fresh, beside = [], []
        for key, some in told.items():
            name, held = some[0]["name"], there[some[0]["name"]]
            if said(some) in held.values():
                continue
            own = f"{name}-{said(some)}" if key in held else key
            held[own] = said(some)
            beside += [name] if len(held) > 1 else []
            fresh += [{c: row[c] for c in COLUMNS} | {"transcript": own} for row in some]
        _insert(connection, fresh)
    return Taken(len(fresh), tuple(beside))


def said(rows: Iterable[dict[str, Any]]) -> str:
    """The id of what is said in the turns of a transcript, whatever the white space."""
    return content_id("transcript", *([row["speaker"], *row["text"].split()] for row in rows))


def _of_name(connection: sa.Connection, names: set[str]) -> dict[str, dict[str, str]]:
    """For each name the transcripts of it, by id, with the id of what is said there."""
    ids = connection.scalars(sa.select(turns.c.transcript).distinct()).all()
    of = {id: name for id in ids for name in (id, _OWN.sub("", id)) if name in names}
    kept: dict[str, list[dict[str, Any]]] = defaultdict(list)
    query = sa.select(turns.c.transcript, turns.c.speaker, turns.c.text).order_by(turns.c.number)
    for row in connection.execute(query).mappings() if of else ():
        if row["transcript"] in of:
            kept[row["transcript"]].append(dict(row))
    found: dict[str, dict[str, str]] = {name: {} for name in names}
    for id, rows in kept.items():
        found[of[id]][id] = said(rows)
    return found


def _insert(connection: sa.Connection, rows: Sequence[dict[str, Any]]) -> None:
    last = connection.scalar(sa.select(sa.func.max(turns.c.number))) or 0
    if rows:
        connection.execute(sa.insert(turns), [row | {"number": last + n} for n, row in enumerate(rows, 1)])


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
