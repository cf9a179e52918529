"""Names as found, each with the source that it is resolved to: what is kept so that few are compared again.

A name's id is that of the source by this name alone. The functions read and write within one transaction of
``onrecord.sources.keeping``, which decides what is what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.ledger import index
from onrecord.ledger.naming import LOCAL, add_names, source_of
from onrecord.ledger.tables import (
    articles,
    judgements,
    name_keys,
    named,
    named_in,
    readings,
    reprints,
    source_names,
    sources,
    statements,
    stories,
)

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

MANY = 500
"""Most values named in one query."""
RENAMING = ("speaker", "label:kind")
"""Judgements that give a statement another name or kind of source."""
_n, _s = named.c, statements.c
_NAMED = sa.select(_n.id, sources.c.name, sources.c.kind, _n.articles, _n.home, _n.place).join(
    sources, sources.c.id == _n.id
)
_SPOKEN = sa.select(_s.number, _s.speaker, _s.kind, _s.article, _s.source).where(_s.current, _s.speaker != "")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as found. ``home`` is its source, empty before it has one; ``place`` the article of an unnamed one."""

    id: str
    text: str
    kind: str
    articles: int
    home: str
    place: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A current statement with a speaker."""

    number: int
    speaker: str
    kind: str
    article: str
    source: str | None

    @property
    def name(self) -> str:
        return source_of(self.speaker, self.kind, self.article) or ""


def articles_since(connection: sa.Connection, reading: int, judged: bool) -> list[str]:
    """The articles, those of earlier readings too, of the pages read since; with ``judged`` those renamed by people."""
    pages = sa.select(articles.c.page).join(readings, readings.c.article == articles.c.id)
    which = [articles.c.page.in_(pages.where(readings.c.number > reading))]
    if judged:
        which.append(articles.c.page.in_(sa.select(judgements.c.page).where(judgements.c.kind.in_(RENAMING))))
    query = sa.select(articles.c.id).where(sa.or_(*which) if reading else sa.true())
    return list(connection.scalars(query))


def spoken_in(connection: sa.Connection, found: Collection[str]) -> list[Spoken]:
    """The current statements with a speaker of some articles."""
    return [Spoken(*row) for some in _parts(found) for row in connection.execute(_SPOKEN.where(_s.article.in_(some)))]


def spoken_by(connection: sa.Connection, homes: Collection[str]) -> list[Spoken]:
    """The current statements of some sources."""
    return [Spoken(*row) for some in _parts(homes) for row in connection.execute(_SPOKEN.where(_s.source.in_(some)))]


def recount(connection: sa.Connection, ledger: Ledger, found: Collection[str], now: Iterable[Spoken]) -> set[str]:
    """Keeps which names the articles have now; the names that an article has got or lost."""
    present = {(s.article, s.name) for s in now}
    c = named_in.c
    query = sa.select(c.article, c.name)
    former = {tuple(row) for some in _parts(found) for row in connection.execute(query.where(c.article.in_(some)))}
    got, lost = present - former, former - present
    local = {s.name: s.article for s in now if s.kind in LOCAL}
    rows = [{"id": n, "home": "", "articles": 0, "place": local.get(n, "")} for n in sorted({n for _, n in got})]
    ledger.dialect.insert_new(connection, named, rows)
    ledger.dialect.insert_new(connection, named_in, [{"article": a, "name": n} for a, n in sorted(got)])
    for article, name in lost:
        connection.execute(sa.delete(named_in).where(c.article == article, c.name == name))
    change = Counter(n for _, n in got)
    change.subtract(n for _, n in lost)
    more = [{"of": name, "n": n} for name, n in sorted(change.items()) if n]
    if more:
        by = sa.update(named).where(_n.id == sa.bindparam("of")).values(articles=_n.articles + sa.bindparam("n"))
        connection.execute(by, more)
    return set(change)


def read_names(connection: sa.Connection, ids: Collection[str]) -> dict[str, Named]:
    return _names(connection, ids, _n.id)


def names_at(connection: sa.Connection, homes: Collection[str]) -> dict[str, Named]:
    """The names that are resolved to some sources."""
    return _names(connection, homes, _n.home)


def names_keyed(connection: sa.Connection, keys: Collection[str]) -> dict[str, Named]:
    """The names under which one of the keys is kept."""
    query = sa.select(name_keys.c.name).distinct()
    found = {n for some in _parts(keys) for n in connection.scalars(query.where(name_keys.c.key.in_(some)))}
    return read_names(connection, found)


def all_names(connection: sa.Connection) -> dict[str, Named]:
    return {row[0]: Named(*row) for row in connection.execute(_NAMED)}


def _names(connection: sa.Connection, values: Collection[str], by: sa.ColumnElement[str]) -> dict[str, Named]:
    found = (row for some in _parts(values) for row in connection.execute(_NAMED.where(by.in_(some))))
    return {row[0]: Named(*row) for row in found}


def unnamed_placed_since(connection: sa.Connection, reading: int) -> tuple[set[str], int]:
    """The unnamed sources of the articles whose reprints were looked for since; and how far that has come."""
    query = sa.select(_n.id).join(stories, stories.c.article == _n.place).where(stories.c.reading > reading)
    return set(connection.scalars(query)), int(connection.scalar(sa.select(sa.func.max(stories.c.reading))) or 0)


def reprints_of(connection: sa.Connection, places: Collection[str]) -> list[tuple[str, str, float]]:
    """The pairs of articles with common text of which one is named here."""
    r = reprints.c
    query = sa.select(r.a, r.b, r.share)
    queries = [query.where(side.in_(some)) for some in _parts(places) for side in (r.a, r.b)]
    found = {tuple(row) for one in queries for row in connection.execute(one)}
    return sorted(((a, b, share) for a, b, share in found), key=lambda row: (-row[2], row[0], row[1]))


def unnamed_in(connection: sa.Connection, places: Collection[str]) -> list[Named]:
    """The unnamed sources of some articles."""
    return list(_names(connection, places, _n.place).values())


def put_keys(connection: sa.Connection, ledger: Ledger, keys: Mapping[str, Collection[str]]) -> None:
    """Keeps the keys under which each of these names is found."""
    rows = [{"key": key, "name": name} for name, some in keys.items() for key in sorted(some)]
    ledger.dialect.insert_new(connection, name_keys, rows)


def settle(connection: sa.Connection, home: Mapping[str, str], gone: Collection[str]) -> None:
    """Keeps the source of each name, and forgets the names that nobody has any more."""
    if home:
        change = sa.update(named).where(_n.id == sa.bindparam("of")).values(home=sa.bindparam("to"))
        connection.execute(change, [{"of": name, "to": to} for name, to in sorted(home.items())])
    for some in _parts(gone):
        connection.execute(sa.delete(name_keys).where(name_keys.c.name.in_(some)))
        connection.execute(sa.delete(named).where(_n.id.in_(some)))


def hand_on_wikidata(connection: sa.Connection, moved: Mapping[str, str]) -> None:
    """Gives the Wikidata id of each source that has no name left to the source that it is now, unless that has one."""
    of = sources.c
    left = {n.home for n in names_at(connection, moved.keys()).values()}
    query = sa.select(of.id, of.wikidata).where(of.wikidata != "")
    found = [row for some in _parts(set(moved) - left) for row in connection.execute(query.where(of.id.in_(some)))]
    for source, item in sorted(found):
        connection.execute(sa.update(sources).where(of.id == moved[source], of.wikidata == "").values(wikidata=item))


def set_sources(connection: sa.Connection, ledger: Ledger, wanted: Mapping[str, Sequence[Spoken]]) -> int:
    """Gives statements the sources that they are mapped from; how many that were."""
    gained = sorted({(target, s.speaker) for target, some in wanted.items() for s in some})
    add_names(ledger, connection, gained)
    for target, some in wanted.items():
        for numbers in _parts(sorted(s.number for s in some)):
            with index.changing(ledger, connection, numbers):
                connection.execute(sa.update(statements).where(_s.number.in_(numbers)).values(source=target))
    for source, speaker in sorted({(s.source, s.speaker) for some in wanted.values() for s in some if s.source}):
        there = sa.select(_s.number).where(_s.source == source, _s.current, _s.speaker == speaker).limit(1)
        if connection.scalar(there) is None:  # no statement of it goes by this name any more
            of = (source_names.c.source == source, source_names.c.name == speaker)
            connection.execute(sa.delete(source_names).where(*of))
    return sum(map(len, wanted.values()))


def _parts(values: Collection[Any]) -> Iterator[list[Any]]:
    some = list(values)
    return (some[at : at + MANY] for at in range(0, len(some), MANY))
