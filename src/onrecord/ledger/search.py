"""Search with facets, fast however common the words.

Hits come newest published first. Ranking by relevance would have to score every hit (seconds for a common word
among millions) and gains little where the things found are single sentences that hold every word asked for; the
newest come straight from the index, since statement numbers begin with the date. Totals and facets are counted
over the newest hits, up to a bound that is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import sqlalchemy as sa

from onrecord.ledger.context import PER_DAY, day
from onrecord.ledger.rows import Facet, Filters, Hits, StatementRow
from onrecord.ledger.select import statements_of_numbers
from onrecord.ledger.tables import claims, memberships, sources, statements
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
MOST_KNOWN = 50_000
SELECTS = 16
"""Selects kept: to make one takes longer than to answer it."""
Labels = Sequence[Any]
T = TypeVar("T")

_s = statements.c


def search(
    ledger: Ledger, words: str = "", filters: Filters | None = None, *, limit: int = 20, after: str = "",
    offset: int = 0, facets: Collection[str] = FACETS, known: Known | None = None,
) -> Hits:  # fmt: skip
    """One page of the current statements that hold all the words and pass the filters; wrong ones are left out.

    ``after`` is the ``next`` of the page before; it is quicker and steadier than ``offset``. No words: all. ``facets``
    names those that are counted; none is quicker. ``known`` is what other searches of the same state of the ledger
    found out about its statements; it is added to.
    """
    narrow = filters or Filters()
    terms = parse(words)
    if words.strip() and not terms:
        return NOTHING
    hits = hits_of(ledger, Query(terms, _labels(narrow)), narrow)
    with ledger.read() as connection:
        most = max(limit, FACETED if facets else 0)
        newest = _page(connection, hits, most + 1)
        numbers = _page(connection, hits, limit + 1, after, offset) if after or offset else newest[: limit + 1]
        rows = statements_of_numbers(connection, numbers[:limit])
        total = len(newest) if len(newest) <= most else _count(connection, hits)
        more = str(numbers[limit - 1]) if len(numbers) > limit else ""
        known = known or Known()
        if "claim" not in facets:
            known.take(rows)
        counts = count_facets(connection, newest[:FACETED], facets, known) if facets else {}
    return Hits(rows, min(total, COUNTED), total <= COUNTED, more, counts, min(total, FACETED) if facets else 0)


class Matching(NamedTuple):
    """A select of the numbers that match, unordered, and its parameters."""

    select: sa.Select[Any]
    given: dict[str, Any]


def _count(connection: sa.Connection, hits: Matching) -> int:
    """How many hits there are, counted up to one more than ``COUNTED``."""
    return connection.scalar(_counting(hits.select), hits.given | {"most": COUNTED + 1}) or 0


@lru_cache(SELECTS)
def _counting(select: sa.Select[Any]) -> sa.Select[Any]:
    return sa.select(sa.func.count()).select_from(select.limit(sa.bindparam("most", type_=sa.Integer)).subquery())


def by_day(ledger: Ledger, filters: Filters) -> tuple[tuple[str, int], ...]:
    """How many statements pass the filters on each day, ``2016-09-30``; those of undated articles are left out."""
    hits = hits_of(ledger, Query((), _labels(filters)), filters)
    with ledger.read() as connection:
        rows = connection.execute(_daily(hits.select), hits.given).all()
    return _days(rows)


@lru_cache(SELECTS)
def _daily(select: sa.Select[Any]) -> sa.Select[Any]:
    of = select.selected_columns[0].op("/")(PER_DAY).label("day")  # of whole numbers, in either dialect
    return select.with_only_columns(of, sa.func.count()).group_by(of).order_by(of)


def days_of(rows: Iterable[StatementRow]) -> tuple[tuple[str, int], ...]:
    """As :func:`by_day`, of these statements."""
    return _days(sorted(Counter(row.number // PER_DAY for row in rows).items()))


def _days(counted: Iterable[Sequence[int]]) -> tuple[tuple[str, int], ...]:
    return tuple((f"{d // 10000:04}-{d // 100 % 100:02}-{d % 100:02}", n) for d, n in counted if d >= 10000)


def _page(connection: sa.Connection, hits: Matching, limit: int, after: str = "", offset: int = 0) -> list[int]:
    """The numbers of hits, newest first."""
    given = hits.given | {"most": limit, "offset": offset}
    query = _newest(hits.select)
    if after.isdecimal():
        query = query.where(hits.select.selected_columns[0] < int(after))
    return [number for (number,) in connection.execute(query, given).all()]


@lru_cache(SELECTS)
def _newest(select: sa.Select[Any]) -> sa.Select[Any]:
    most, offset = (sa.bindparam(name, type_=sa.Integer) for name in ("most", "offset"))
    return select.order_by(select.selected_columns[0].desc()).limit(most).offset(offset)


def every(ledger: Ledger, words: str = "", filters: Filters | None = None) -> Iterator[StatementRow]:
    """All statements that ``search`` finds, oldest first, those of an article together: for exports."""
    narrow, terms, last = filters or Filters(), parse(words), -1
    if words.strip() and not terms:
        return
    hits = hits_of(ledger, Query(terms, _labels(narrow)), narrow)
    number = hits.select.selected_columns[0]
    while True:
        with ledger.read() as connection:
            query = hits.select.where(number > last).order_by(number).limit(CHUNK)
            numbers = list(connection.scalars(query, hits.given))
            rows = statements_of_numbers(connection, numbers)
        yield from reversed(rows)
        if len(numbers) < CHUNK:
            return
        last = numbers[-1]


def hits_of(ledger: Ledger, query: Query, filters: Filters) -> Matching:
    """What matches; made of the same select again where the words alone are others."""
    if query.terms or query.labels:
        if not query.wanted and not query.labels:
            query = Query(query.terms, (tuple(f"form{form}" for form in FORMS),))
        found, given = ledger.dialect.matching(query)
        select = _numbers_in(found)
    else:
        select, given = _EVERY, dict[str, Any]()
    conditions = tuple(_conditions(select.selected_columns[0], filters))
    return Matching(select.where(*conditions) if conditions else select, given)


@lru_cache(SELECTS)
def _numbers_in(found: sa.Subquery) -> sa.Select[Any]:
    return sa.select(found.c.number)


_EVERY = sa.select(_s.number).where(_s.current, _s.verdict != "wrong")


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
    connection: sa.Connection, numbers: Sequence[int], wanted: Collection[str], known: Known
) -> Mapping[str, tuple[Facet, ...]]:
    """The wanted facets of the statements of these numbers, the most frequent values first.

    Counted here: seven groupings by the database of the same rows take twice as long as fetching them once.
    """
    labels = known.labels_of(connection, numbers)
    found = {name: Counter(column) for name, column in zip(LABELLED, zip(*labels, strict=True), strict=False)}
    found["month"] = _by_month(found.get("month", {}))
    if "claim" in wanted:
        found["claim"] = Counter(chain.from_iterable(known.claims_of(connection, numbers)))
    counts = {name: _top(found.get(name, {})) for name in wanted}
    shown: dict[str, str] = {}
    for name, query in _NAMES.items():
        if ids := list(counts.get(name, ())):
            shown.update((id, text) for id, text in connection.execute(query, {"ids": ids}).all())
    return {name: tuple(Facet(v, shown.get(v, v), n) for v, n in of.items()) for name, of in counts.items()}


class Known:
    """The labels and claims of statements by number, of at most ``MOST_KNOWN`` of them. May be shared by threads."""

    def __init__(self) -> None:
        self._labels: dict[int, Labels] = {}
        self._claims: dict[int, tuple[str, ...]] = {}

    def take(self, rows: Iterable[StatementRow]) -> None:
        """What whole statements tell."""
        for row in rows:
            labels = (row.source, row.kind, row.act, row.certainty, row.outlet, row.number // PER_MONTH)
            self._labels[row.number] = labels

    def labels_of(self, connection: sa.Connection, numbers: Sequence[int]) -> list[Labels]:
        """``LABELLED`` of each of the statements; their claims come with them."""
        self._labels, self._claims = labels, claims = _roomy(self._labels), _roomy(self._claims)
        if new := [number for number in numbers if number not in labels]:
            found: dict[int, tuple[str, ...]] = {}
            for number, claim, *row in _of(connection, _LABELLED, new):
                labels[number] = row
                found[number] = (*found.get(number, ()), claim) if claim else ()
            claims.update(found)
        return [labels[number] for number in numbers]

    def claims_of(self, connection: sa.Connection, numbers: Sequence[int]) -> list[tuple[str, ...]]:
        """The claims that each of the statements counts for."""
        claims = self._claims
        if new := [number for number in numbers if number not in claims]:
            found: dict[int, tuple[str, ...]] = dict.fromkeys(new, ())
            for number, claim in _of(connection, _CLAIMED, new):
                found[number] = (*found[number], claim)
            claims.update(found)
        return [claims[number] for number in numbers]


def _roomy(known: dict[int, T]) -> dict[int, T]:
    """What is known, or nothing once it is too much; others may still be reading the old."""
    return known if len(known) < MOST_KNOWN else {}


def _of(connection: sa.Connection, select: str, numbers: Iterable[int]) -> Sequence[Any]:
    """The rows of a select for these statements.

    Their numbers are written into it: to pass hundreds of parameters takes longer than to find the rows.
    """
    return connection.exec_driver_sql(f"{select} ({','.join(map(str, numbers))})").all()


_LABELLED = f"""
SELECT s.number, m.claim, s.source, s.kind, s.act, s.certainty, a.outlet, s.number / {PER_MONTH}
FROM statements s JOIN articles a ON a.id = s.article LEFT JOIN memberships m ON m.statement = s.number
WHERE s.number IN"""
"""A claim, and the columns of ``LABELLED``; a statement of several claims comes several times."""
_CLAIMED = "SELECT statement, claim FROM memberships WHERE statement IN"
_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_NAMES = {
    "source": sa.select(sources.c.id, sources.c.name).where(sources.c.id.in_(_IDS)),
    "claim": sa.select(claims.c.id, claims.c.text).where(claims.c.id.in_(_IDS)),
}
"""What is shown for the values of facets that are ids."""


def _by_month(counted: Mapping[int, int]) -> Counter[str]:
    return Counter({month(int(of)): count for of, count in counted.items()})


def month(of: int) -> str:
    """``201609`` as ``2016-09``, ``201600`` as ``2016``; empty for what is undated."""
    return f"{of // 100:04}-{of % 100:02}" if of % 100 else f"{of // 100:04}" if of else ""


def _top(counted: Mapping[str, int]) -> dict[str, int]:
    """The most frequent values; what has none is left out."""
    told = sorted([(-count, value) for value, count in counted.items() if value])
    return {value: -less for less, value in told[:VALUES]}
