"""Sources: the list, and everything that one of them said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.claims.forecasts import Record
from onrecord.ledger import queries
from onrecord.ledger.claims import members_of
from onrecord.ledger.contested import ClaimOf, claims_of_source
from onrecord.ledger.rows import Filters, Hits, JudgementRow, SourceRow
from onrecord.ledger.search import by_day, days_of
from onrecord.ledger.sources import NameFound, called
from onrecord.ledger.standing import list_judgements
from onrecord.ledger.voices import Said, said_on
from onrecord.web import columns, timeline
from onrecord.web.alike import Alike, alike
from onrecord.web.room import Room
from onrecord.web.view import AFTER, AFTER_NUMBER, LIMIT, Query, View, after_of, limit_of, missing, wrong
from onrecord.web.views.claims import Reversal, turns
from onrecord.web.views.forecasts import counts, of_source, records_of
from onrecord.web.views.review import OF_SOURCES, titles

BY = ("time", "claim")
COUNTED = ("act", "certainty", "outlet", "month")
"""Facets of what a source said."""


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
    after = after_of(request)
    last = queries.source(room.ledger, after) if after else None
    if after and last is None:
        raise missing(f"after: no source {after}")
    rows = queries.list_sources(room.ledger, limit=limit + 1, after=last)
    return SourceList(rows[:limit], "", rows[limit - 1].id if len(rows) > limit else "")


@dataclass(frozen=True, slots=True)
class OnClaim:
    """What a source said on a claim, the newest first."""

    id: str
    text: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source, one page of what it said (newest first, or claim by claim), and the judgements about it."""

    source: SourceRow
    by: str
    """``time``, or ``claim``: then ``on_claims`` tells what was said on each."""
    names: tuple[NameFound, ...]
    written: tuple[tuple[str, int], ...]
    """What it is called in articles, in their own words ("he" too), and how often, in its newest statements."""
    hits: Hits
    on_claims: tuple[OnClaim, ...]
    next: str
    """Pass it as ``after``; empty on the last page."""
    days: tuple[tuple[str, int], ...]
    """How many statements on each day that has any."""
    judgements: tuple[JudgementRow, ...]
    claims: tuple[ClaimOf, ...]
    """On which claims it spoke, on which side, how often."""
    reversals: tuple[Reversal, ...]
    forecasts: Mapping[str, int]
    """How many of its forecasts stand how today."""
    record: tuple[Record, ...]
    """How its forecasts turned out; empty while no outcome is recorded."""
    alike: tuple[Alike, ...]
    """Sources that may be the same; none where nothing can be judged."""


def read_one(room: Room, request: Request) -> SourcePage:
    id, limit, by = request.path_params["id"], limit_of(request), request.query_params.get("by", BY[0])
    if by not in BY:
        raise wrong(f"by: {by!r} is none of {', '.join(BY)}")
    source = queries.source(room.ledger, id)
    if source is None:
        raise missing(f"no source {id}")
    judged = tuple(row for row in _judgements(room) if id in (row.judgement.subject, row.judgement.value))
    claims, reversals = room.remember(("spoke", id), lambda: _spoke(room, id))
    asked = after_of(request, AFTER_NUMBER)
    of, after = Filters.of(source=id), asked if by == "time" else ""
    hits = room.remember(
        ("source", id, limit, after),
        lambda: queries.search(room.ledger, "", of, limit=limit, after=after, facets=COUNTED, known=room.known()),
    )
    whole = len(hits.rows) == hits.total
    on_claims, more = _by_claim(room, source, claims, int(asked or 0), limit) if by == "claim" else ((), hits.next)
    names = room.remember(("names", id), lambda: called(room.ledger, id))
    return SourcePage(
        source=source,
        by=by,
        names=names.names,
        written=names.written,
        hits=hits,
        on_claims=on_claims,
        next=more,
        days=days_of(hits.rows) if whole else room.remember(("days", id), lambda: by_day(room.ledger, of)),
        judgements=judged,
        claims=claims,
        reversals=reversals,
        forecasts=counts(of_source(room, id)),
        record=tuple(r for r in records_of(room) if r.source == id),
        alike=() if room.options.read_only else alike(room.ledger, source, _decided(judged)),
    )


def _by_claim(
    room: Room, source: SourceRow, claims: Iterable[ClaimOf], start: int, limit: int
) -> tuple[tuple[OnClaim, ...], str]:
    """A page of the claims that a source spoke on with what it said, and the ``next``."""
    texts = {each.id: each.text for each in claims}
    some = list(texts)[start : start + limit]
    said = said_on(room.ledger, source.id, some)
    found = tuple(OnClaim(id, texts[id], said[id]) for id in some if id in said)
    return found, str(start + limit) if start + limit < len(texts) else ""


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
    turned: dict[tuple[str, str], Reversal] = {}
    for claim, members in members_of(room.ledger, both, source=id).items():
        for turn in turns(claim, members):
            turned.setdefault((turn.against, turn.statement), turn)
    return found, tuple(turned.values())


def dress(room: Room, model: SourcePage) -> Mapping[str, Any]:
    """Few statements are drawn one by one, many as columns."""
    whole = len(model.hits.rows) == model.hits.total
    dots = [timeline.dot_of(row, row.outlet or "no outlet", row.act) for row in model.hits.rows]
    return {
        "drawing": timeline.draw(dots) if whole else None,
        "columns": None if whole else columns.draw(model.days),
        "titles": titles(room, model.judgements),
        "claim_texts": {each.id: each.text for each in model.claims},
    }


VIEWS = (
    View(
        "/sources", "sources.html", SourceList, read_list, "Sources, those that said most first.",
        (Query("q", "Words of a name, or an id."), LIMIT, AFTER),
    ),
    View(
        "/sources/{id}", "source.html", SourcePage, read_one, "Everything that a source said.",
        (Query("by", f"{' or '.join(BY)}; {BY[0]} without it.", among=BY), LIMIT, AFTER_NUMBER), dress,
    ),
)  # fmt: skip
