"""Sources as gathered: names as found are read, statements are set to the source that they are resolved to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.ledger.naming import fold, source_of
from onrecord.ledger.tables import source_names, sources, statements

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

CHUNK = 5_000
_n = source_names.c


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name under which a source speaks. ``id`` is that of the source by this name alone: what a split refers to."""

    name: str
    kind: str
    id: str
    statements: int


@dataclass(frozen=True, slots=True)
class Called:
    """What a source is called: its names, and how articles write it ("he" too) with how often; most often first.

    Spellings that differ in capitals alone count as one way of writing.
    """

    names: tuple[NameFound, ...]
    written: tuple[tuple[str, int], ...]


def called(ledger: Ledger, source: str) -> Called:
    """What a source is called in its current statements, the newest ``CHUNK`` of them."""
    with ledger.read() as connection:
        rows = connection.execute(_called(), {"source": source}).all()
    names: Counter[tuple[str, str]] = Counter()
    written: Counter[str] = Counter()
    article: dict[tuple[str, str], str] = {}
    spelled: dict[str, str] = {}
    for name, kind, text, any_article, n in sorted(rows, key=lambda row: row[2]):
        names[name, kind] += n
        article[name, kind] = any_article
        if text:
            written[fold(text)] += n
            spelled.setdefault(fold(text), text)
    found = sorted(names.items(), key=lambda each: (-each[1], each[0]))
    return Called(
        tuple(NameFound(name, kind, source_of(name, kind, article[name, kind]) or "", n) for (name, kind), n in found),
        tuple((spelled[key], n) for key, n in sorted(written.items(), key=lambda each: (-each[1], each[0]))),
    )


@cache
def _called() -> sa.Select[Any]:
    """(name, kind, as written, one of the articles, how often) in a source's newest statements."""
    s = statements.c
    newest = sa.select(s.speaker, s.kind, s.article, s.source_text)
    newest = newest.where(s.source == sa.bindparam("source"), s.current).order_by(s.number.desc())
    some = newest.limit(CHUNK).subquery().c
    query = sa.select(some.speaker, some.kind, some.source_text, sa.func.min(some.article), sa.func.count())
    return query.group_by(some.speaker, some.kind, some.source_text)


def source_titles(ledger: Ledger, ids: Iterable[str]) -> dict[str, str]:
    """The names of sources by their ids; those that there are."""
    with ledger.read() as connection:
        query = sa.select(sources.c.id, sources.c.name).where(sources.c.id.in_(list(ids)))
        return {row[0]: row[1] for row in connection.execute(query)}


def resolve_source(ledger: Ledger, beginning: str, limit: int = 2) -> tuple[str, ...]:
    """Ids of sources that begin so, for people who type only the first digits."""
    query = sa.select(sources.c.id).where(sources.c.id >= beginning, sources.c.id < beginning + "g")
    with ledger.read() as connection:
        return tuple(connection.scalars(query.order_by(sources.c.id).limit(limit)))


def set_wikidata(ledger: Ledger, ids: Mapping[str, str]) -> int:
    """Gives sources their Wikidata ids; by a source's id or by one of its names. Returns how many it found."""
    found = 0
    with ledger.write() as connection:
        for name, item in ids.items():
            named = sa.select(source_names.c.source).where(source_names.c.folded == fold(name))
            which = sa.or_(sources.c.id == name, sources.c.id.in_(named))
            found += connection.execute(sa.update(sources).where(which).values(wikidata=item)).rowcount
    return found
