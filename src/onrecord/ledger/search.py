"""Search with facets, fast however common the words.

Hits come newest published first. Ranking by relevance would have to score every hit (seconds for a common word
among millions) and gains little where the things found are single sentences that hold every word asked for; the
newest come straight from the index, since statement numbers begin with the date. Totals and facets are counted
over the newest hits, up to a bound that is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.ledger.context import PER_DAY, day
from onrecord.ledger.rows import Facet, Filters, Hits, StatementRow
from onrecord.ledger.select import select_statements, statement_rows
from onrecord.ledger.tables import articles, claims, memberships, sources, statements
from onrecord.ledger.words import Query, parse
from onrecord.records import Form

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

COUNTED = 10_000
"""Hits counted for the total: beyond it, "more than"."""
CHUNK = 500
FACETED = 500
"""Newest hits whose labels make the facets."""
LABELLED = ("source", "kind", "act", "certainty", "outlet", "month")
FACETS = (*LABELLED, "claim")
PER_MONTH = PER_DAY * 100
VALUES = 12
"""Values shown of a facet."""
LABELS = ("kind", "act", "certainty", "form", "source", "outlet")
"""Filters that are words in the index."""
FORMS: tuple[Form, ...] = ("direct", "indirect", "mixed")
NOTHING = Hits((), 0, True, "")

_s = statements.c


def search(
    ledger: Ledger, words: str = "", filters: Filters | None = None, *, limit: int = 20, after: str = "",
    offset: int = 0, facets: Collection[str] = FACETS,
) -> Hits:  # fmt: skip
    """One page of the current statements that hold all the words and pass the filters; wrong ones are left out.

    ``after`` is the ``next`` of the page before; it is quicker and steadier than ``offset``. No words: all. ``facets``
    names those that are counted; none is quicker.
    """
    narrow = filters or Filters()
    terms = parse(words)
    if words.strip() and not terms:
        return NOTHING
    hits = hits_of(ledger, Query(terms, _labels(narrow)), narrow)
    with ledger.read() as connection:
        numbers = _page(connection, hits, limit, after, offset)
        rows = _whole(connection, numbers[:limit])
        total = connection.scalar(sa.select(sa.func.count()).select_from(hits.limit(COUNTED + 1).subquery())) or 0
        more = str(numbers[limit - 1]) if len(numbers) > limit else ""
        counts = count_facets(connection, hits, facets) if facets else {}
    return Hits(rows, min(total, COUNTED), total <= COUNTED, more, counts, min(total, FACETED) if facets else 0)


def by_day(ledger: Ledger, filters: Filters) -> tuple[tuple[str, int], ...]:
    """How many statements pass the filters on each day, ``2016-09-30``; those of undated articles are left out."""
    hits = hits_of(ledger, Query((), _labels(filters)), filters)
    of = (hits.selected_columns[0] // PER_DAY).label("day")
    query = hits.with_only_columns(of, sa.func.count()).group_by(of).order_by(of)
    with ledger.read() as connection:
        rows = connection.execute(query).all()
    return tuple((f"{d // 10000:04}-{d // 100 % 100:02}-{d % 100:02}", int(n)) for d, n in rows if d >= 10000)


def _page(connection: sa.Connection, hits: sa.Select[Any], limit: int, after: str, offset: int) -> list[int]:
    """The numbers of a page and one more, newest first."""
    number = hits.selected_columns[0]
    query = hits.order_by(number.desc()).limit(limit + 1).offset(offset)
    if after.isdecimal():
        query = query.where(number < int(after))
    return [int(n) for n in connection.scalars(query)]


def _whole(connection: sa.Connection, numbers: list[int]) -> tuple[StatementRow, ...]:
    return statement_rows(connection, select_statements().where(_s.number.in_(numbers)).order_by(_s.number.desc()))


def every(ledger: Ledger, words: str = "", filters: Filters | None = None) -> Iterator[StatementRow]:
    """All statements that ``search`` finds, oldest first, those of an article together: for exports."""
    narrow, terms, last = filters or Filters(), parse(words), -1
    if words.strip() and not terms:
        return
    hits = hits_of(ledger, Query(terms, _labels(narrow)), narrow)
    number = hits.selected_columns[0]
    while True:
        with ledger.read() as connection:
            numbers = list(connection.scalars(hits.where(number > last).order_by(number).limit(CHUNK)))
            rows = statement_rows(connection, select_statements().where(_s.number.in_(numbers)).order_by(_s.number))
        yield from rows
        if len(numbers) < CHUNK:
            return
        last = numbers[-1]


def hits_of(ledger: Ledger, query: Query, filters: Filters) -> sa.Select[Any]:
    """A select of the numbers that match; unordered."""
    if query.terms or query.labels:
        if not query.wanted and not query.labels:
            query = Query(query.terms, (tuple(f"form{form}" for form in FORMS),))
        found = ledger.dialect.matching(query)
        number, select = found.c.number, sa.select(found.c.number)
    else:
        number, select = _s.number, sa.select(_s.number).where(_s.current, _s.verdict != "wrong")
    return select.where(*_conditions(number, filters))


def _labels(filters: Filters) -> tuple[tuple[str, ...], ...]:
    """For each filter that is kept in the index, the words of its values."""
    given = {name: getattr(filters, name) for name in LABELS if getattr(filters, name)}
    return tuple(tuple(label_word(name, value) for value in values) for name, values in given.items())


def label_word(name: str, value: str) -> str:
    """As the view ``statement_search`` makes it. Only letters and digits remain, so that it is one word."""
    coded = value.encode("utf-8", "replace").hex() if name == "outlet" else value
    return name + "".join(c for c in coded if c.isalnum())


def _conditions(number: sa.ColumnElement[int], filters: Filters) -> Iterable[sa.ColumnElement[bool]]:
    if filters.since:
        yield number >= max(day(filters.since), 1) * PER_DAY
    if filters.until:
        yield number < (_last_day(day(filters.until)) + 1) * PER_DAY
    if filters.claim:
        yield number.in_(sa.select(memberships.c.statement).where(memberships.c.claim.in_(filters.claim)))
    if filters.article:
        yield number.in_(sa.select(_s.number).where(_s.article.in_(filters.article), _s.current))


def _last_day(of: int) -> int:
    """``20160000`` is all of 2016, ``20160900`` all of September."""
    return of + 9999 if of % 10000 == 0 else of + 99 if of % 100 == 0 else of


def count_facets(
    connection: sa.Connection, hits: sa.Select[Any], wanted: Collection[str] = FACETS
) -> Mapping[str, tuple[Facet, ...]]:
    """The wanted facets of the newest hits, the most frequent values first.

    Counted here: seven groupings by the database of the same rows take twice as long as fetching them once.
    """
    newest = _newest(hits)
    rows = connection.execute(_labelled(newest)).all()
    found = dict(zip(LABELLED, (Counter(column) for column in zip(*rows, strict=True)), strict=True)) if rows else {}
    found["month"] = _by_month(found.get("month", {}))
    if "claim" in wanted:
        found["claim"] = Counter(connection.scalars(_claimed(newest)).all())
    counts = {name: _top(found.get(name, {})) for name in wanted}
    labels = _names(connection, sources.c.id, sources.c.name, counts.get("source", {}))
    labels |= _names(connection, claims.c.id, claims.c.text, counts.get("claim", {}))
    return {name: tuple(Facet(v, labels.get(v, v), n) for v, n in of.items()) for name, of in counts.items()}


def _newest(hits: sa.Select[Any]) -> sa.Subquery:
    number = hits.selected_columns[0]
    return hits.order_by(number.desc()).limit(FACETED).subquery("newest")


def _labelled(newest: sa.Subquery) -> sa.Select[Any]:
    """The columns of ``LABELLED`` for the newest hits."""
    columns = (_s.source, _s.kind, _s.act, _s.certainty, articles.c.outlet, _s.number // PER_MONTH)
    query = sa.select(*columns).join(newest, newest.c.number == _s.number)
    return query.join(articles, articles.c.id == _s.article)


def _claimed(newest: sa.Subquery) -> sa.Select[Any]:
    """The claims of the newest hits. An outer join, so that the hits are gone through and not all memberships."""
    return sa.select(memberships.c.claim).select_from(newest).outerjoin(
        memberships, memberships.c.statement == newest.c.number
    )  # fmt: skip


def _by_month(counted: Mapping[int, int]) -> Counter[str]:
    return Counter({month(int(of)): count for of, count in counted.items()})


def month(of: int) -> str:
    """``201609`` as ``2016-09``, ``201600`` as ``2016``; empty for what is undated."""
    return f"{of // 100:04}-{of % 100:02}" if of % 100 else f"{of // 100:04}" if of else ""


def _top(counted: Mapping[str, int]) -> dict[str, int]:
    """The most frequent values; what has none is left out."""
    told = ((value, count) for value, count in counted.items() if value)
    return dict(sorted(told, key=lambda item: (-item[1], item[0]))[:VALUES])


def _names(
    connection: sa.Connection, key: sa.ColumnElement[Any], name: sa.ColumnElement[Any], counts: Mapping[str, int]
) -> dict[str, str]:
    query = sa.select(key.label("key"), name.label("name")).where(key.in_(list(counts)))
    return {row.key: row.name for row in connection.execute(query)} if counts else {}
