"""Sources: the list, and everything that one of them said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.claims.forecasts import Record, records
from onrecord.ledger import queries
from onrecord.ledger.claims import members_of
from onrecord.ledger.contested import ClaimOf, claims_of_source
from onrecord.ledger.rows import Filters, Hits, JudgementRow, SourceRow
from onrecord.ledger.search import by_day
from onrecord.ledger.sources import NameFound, names_of_source
from onrecord.ledger.standing import list_judgements
from onrecord.web import columns, timeline
from onrecord.web.alike import Alike, alike
from onrecord.web.room import Room
from onrecord.web.view import AFTER, LIMIT, Query, View, limit_of, missing, wrong
from onrecord.web.views.claims import Reversal, today, turns
from onrecord.web.views.forecasts import every
from onrecord.web.views.review import OF_SOURCES, titles


@dataclass(frozen=True, slots=True)
class SourceList:
    """Sources that said something, those that said most first; with ``q``, those with such a name."""

    sources: tuple[SourceRow, ...]
    q: str
    next: str


def read_list(room: Room, request: Request) -> SourceList:
    limit, q = limit_of(request), request.query_params.get("q", "").strip()
    if q:
        return SourceList(queries.find_sources(room.ledger, q, limit), q, "")
    after = request.query_params.get("after", "")
    last = queries.source(room.ledger, after) if after else None
    if after and last is None:
        raise wrong(f"after: no source {after}")
    rows = queries.list_sources(room.ledger, limit=limit + 1, after=last)
    return SourceList(rows[:limit], "", rows[limit - 1].id if len(rows) > limit else "")


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source, one page of what it said (newest first), and the judgements about it."""

    source: SourceRow
    names: tuple[NameFound, ...]
    hits: Hits
    days: tuple[tuple[str, int], ...]
    """How many statements on each day that has any."""
    judgements: tuple[JudgementRow, ...]
    claims: tuple[ClaimOf, ...]
    """On which claims it spoke, on which side, how often."""
    reversals: tuple[Reversal, ...]
    record: tuple[Record, ...]
    """How its forecasts turned out; empty while no outcome is recorded."""
    alike: tuple[Alike, ...]
    """Sources that may be the same; none where nothing can be judged."""


def read_one(room: Room, request: Request) -> SourcePage:
    id, limit, after = request.path_params["id"], limit_of(request), request.query_params.get("after", "")
    source = queries.source(room.ledger, id)
    if source is None:
        raise missing(f"no source {id}")
    of = Filters.of(source=id)
    judged = tuple(row for row in _judgements(room) if id in (row.judgement.subject, row.judgement.value))
    spoke = room.remember(("spoke", id), lambda: _spoke(room, id))
    return SourcePage(
        source=source,
        names=room.remember(("names", id), lambda: names_of_source(room.ledger, id)),
        hits=room.remember(
            ("source", id, limit, after), lambda: queries.search(room.ledger, "", of, limit=limit, after=after)
        ),
        days=room.remember(("days", id), lambda: by_day(room.ledger, of)),
        judgements=judged,
        claims=spoke[0],
        reversals=spoke[1],
        record=tuple(r for r in room.remember(("records", today()), lambda: records(every(room))) if r.source == id),
        alike=() if room.options.read_only else alike(room.ledger, source, _decided(judged)),
    )


def _judgements(room: Room) -> tuple[JudgementRow, ...]:
    """All judgements about sources, the latest first."""

    def found() -> tuple[JudgementRow, ...]:
        rows = [row for kind in sorted(OF_SOURCES) for row in list_judgements(room.ledger, kind=kind)]
        return tuple(sorted(rows, key=lambda row: row.judgement.time, reverse=True))

    return room.remember("judgements of sources", found)


def _decided(judgements: Iterable[JudgementRow]) -> Iterator[str]:
    """The sources that people have said something about."""
    for row in judgements:
        if not row.withdrawn:
            yield from (row.judgement.subject, str(row.judgement.value))


def _spoke(room: Room, id: str) -> tuple[tuple[ClaimOf, ...], tuple[Reversal, ...]]:
    """The claims that a source spoke on, and where it took the other side than before."""
    found = claims_of_source(room.ledger, id)
    sides: dict[str, set[str]] = {}
    for each in found:
        sides.setdefault(each.id, set()).add(each.stance)
    both = [claim for claim, stances in sides.items() if {"asserts", "denies"} <= stances]
    turned = [reversal for members in members_of(room.ledger, both).values() for reversal in turns(members)]
    return found, tuple(turn for turn in turned if turn.source == id)


def dress(room: Room, model: SourcePage) -> Mapping[str, Any]:
    """Few statements are drawn one by one, many as columns."""
    whole = len(model.hits.rows) == model.hits.total
    dots = [timeline.dot_of(row, row.outlet or "no outlet", row.act) for row in model.hits.rows]
    return {
        "drawing": timeline.draw(dots) if whole else None,
        "columns": None if whole else columns.draw(model.days),
        "titles": titles(room, model.judgements),
    }


VIEWS = (
    View(
        "/sources", "sources.html", SourceList, read_list, "Sources, those that said most first.",
        (Query("q", "Words of a name, or an id."), LIMIT, AFTER),
    ),
    View(
        "/sources/{id}", "source.html", SourcePage, read_one, "Everything that a source said.", (LIMIT, AFTER), dress
    ),
)  # fmt: skip
