"""Which other sources may be the same as one: those that share a word of its name, compared as gathering compares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.ledger import Ledger, queries
from onrecord.ledger.rows import SourceRow
from onrecord.sources.matching import Name, Surnames, match
from onrecord.sources.names import PersonName, acronym, plain

LOOKED_AT, SHOWN = 24, 5
"""Sources that share a word, those that said most first; and how many of them are proposed."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A source that may be the same as another: how far the names fit, 0 to 1, and why."""

    source: SourceRow
    score: float
    reasons: tuple[str, ...]


def alike(ledger: Ledger, source: SourceRow, decided: Iterable[str]) -> tuple[Alike, ...]:
    """The sources that people may be asked about, the likest first; without those that are ``decided``."""
    known = {source.id, *decided}
    found = {row.id: row for word in _words(source.name) for row in queries.find_sources(ledger, word, LOOKED_AT)}
    others = [row for row in found.values() if row.id not in known]
    surnames = _surnames([source, *others])
    rated = [each for row in others if (each := _rated(source, row, surnames))]
    return tuple(sorted(rated, key=lambda a: (-a.score, -a.source.statements, a.source.id))[:SHOWN])


def _words(name: str) -> set[str]:
    """The words by which a source of the same name would be found: its last one, and its initials."""
    words = plain(name).split()
    return {words[-1], acronym(name)} - {""} if words else set()


def _surnames(rows: Iterable[SourceRow]) -> Surnames:
    """Without articles: between several of a surname people decide."""
    known: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if row.kind == "person" and (person := PersonName.of(row.name)).first:
            known[person.last][person.full_first] = 0
    return known


def _rated(source: SourceRow, other: SourceRow, surnames: Surnames) -> Alike | None:
    found = match(Name(source.id, source.name, source.kind), Name(other.id, other.name, other.kind), surnames)
    return Alike(other, found.score, found.reasons) if found else None
