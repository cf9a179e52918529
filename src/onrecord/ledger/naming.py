"""Sources by name: statements whose speaker has one name and kind have one source, until somebody knows better.

A speaker's source is found by name and kind alone; gathering the names of one source is the work of ``sources/``,
which sets ``statements.source`` anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import sqlalchemy as sa

from onrecord.ledger.tables import source_names, source_words, sources
from onrecord.records import content_id

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger


_SHOWN = sa.select(sources.c.id, sources.c.name).where(sources.c.id.in_(sa.bindparam("ids", expanding=True)))


def fold(name: str) -> str:
    """A name without case and superfluous white space, as names are compared."""
    return " ".join(name.casefold().split())


LOCAL = frozenset(("unnamed",))
"""Kinds whose sources are one article's own: "a senior official" of another article is somebody else."""


def source_of(speaker: str, kind: str, article: str) -> str | None:
    """Id of the source of that name and kind in an article; None where nobody is named."""
    return _source_of(fold(speaker), kind, article if kind in LOCAL else "")


@lru_cache(maxsize=1 << 16)
def _source_of(folded: str, kind: str, place: str) -> str | None:
    return content_id("source", folded, kind, *([place] if place else [])) if folded else None


def name_sources(ledger: Ledger, connection: sa.Connection, speakers: Iterable[tuple[str, str, str]]) -> None:
    """Makes sure that every (speaker, kind, article) has its source, and the source that spelling among its names."""
    found = sorted({(key, s, k) for s, k, a in speakers if (key := source_of(s, k, a))})
    fresh = [{"id": key, "name": s, "kind": kind, "wikidata": "", "statements": 0} for key, s, kind in found]
    ledger.dialect.insert_new(connection, sources, fresh)
    _spell(connection, add_names(ledger, connection, [(key, speaker) for key, speaker, _ in found]))


def add_names(ledger: Ledger, connection: sa.Connection, pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Adds names to sources that are there, as (source, name); returns them as rows, with the name folded."""
    names = [{"source": source, "name": name, "folded": fold(name)} for source, name in pairs]
    words = {(word, row["source"]) for row in names for word in row["folded"].split()}
    ledger.dialect.insert_new(connection, source_names, names)
    ledger.dialect.insert_new(connection, source_words, [{"word": w, "source": s} for w, s in sorted(words)])
    return names


def _spell(connection: sa.Connection, names: list[dict[str, str]]) -> None:
    """Of spellings that differ in case alone, the source shows the first in order, whichever was met first."""
    of = {"ids": [n["source"] for n in names]}
    now = {row.id: row.name for row in connection.execute(_SHOWN, of)} if names else {}
    for row in names:
        if fold(now[row["source"]]) == row["folded"] and row["name"] < now[row["source"]]:
            connection.execute(sa.update(sources).where(sources.c.id == row["source"]).values(name=row["name"]))
            now[row["source"]] = row["name"]
