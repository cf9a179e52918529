"""Claims: the lists, one claim whole, and a person's own sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from starlette.requests import Request

from onrecord.claims.asked import Bearing, ask
from onrecord.claims.forecasts import Forecast, register
from onrecord.claims.positions import day, reversals
from onrecord.claims.wordings import Difference, align
from onrecord.ledger.claims import ClaimRow, MemberRow, members_of
from onrecord.ledger.contested import ORDERS, claims_of_ids, in_order, standings
from onrecord.ledger.voices import Voice, voices_on
from onrecord.records import STANCES
from onrecord.web import timeline
from onrecord.web.chains import chains
from onrecord.web.room import Room
from onrecord.web.view import AFTER, LIMIT, Query, View, after_of, limit_of, missing, wrong
from onrecord.web.words import clipped, short_day

MOST_VERSIONS = 12
"""Versions of one quotation that are set against the fullest."""
MOST_WORDINGS = 10


@dataclass(frozen=True, slots=True)
class ClaimList:
    """Claims in an order. ``next``: pass it as ``after``; empty on the last page."""

    order: str
    claims: tuple[ClaimRow, ...]
    voices: Mapping[str, tuple[Voice, ...]]
    """For each claim who speaks on it."""
    next: str


def read_list(room: Room, request: Request) -> ClaimList:
    order, after = request.query_params.get("order", "told"), after_of(request)
    if order not in ORDERS:
        raise wrong(f"order: {order!r} is none of {', '.join(ORDERS)}")
    limit, ids = limit_of(request), ranked(room, order)
    if after and after not in ids:
        raise missing(f"after: no claim {after} in this list")
    start = ids.index(after) + 1 if after else 0
    some = ids[start : start + limit]
    rows, voices = room.remember(("claims", order, start, limit), lambda: told_of(room, some))
    return ClaimList(order, rows, voices, some[-1] if start + limit < len(ids) else "")


def told_of(room: Room, ids: Sequence[str]) -> tuple[tuple[ClaimRow, ...], dict[str, tuple[Voice, ...]]]:
    """Claims by their ids, and who speaks on each."""
    return claims_of_ids(room.ledger, ids), voices_on(room.ledger, ids)


def ranked(room: Room, order: str) -> list[str]:
    """Ids of claims in an order."""
    found = room.remember("standings", lambda: standings(room.ledger), slow=True)
    return in_order(found, order)


@dataclass(frozen=True, slots=True)
class Reversal:
    """A source that seems to have taken the other side than before, on a claim: ids of the two statements, and when."""

    source: str
    speaker: str
    stance: str
    statement: str
    against: str
    claim: str = ""
    day: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One outlet's version of a quotation, against the fullest."""

    statement: str
    outlet: str
    published: str
    difference: Difference


@dataclass(frozen=True, slots=True)
class Wording:
    """One utterance in several wordings: the fullest, and how the others differ from it."""

    speaker: str
    fullest: str
    statement: str
    outlet: str
    published: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim whole: who takes which side, on how many independent words, in which wordings, since when."""

    claim: ClaimRow
    members: tuple[MemberRow, ...]
    reversals: tuple[Reversal, ...]
    wordings: tuple[Wording, ...]
    forecasts: tuple[Forecast, ...]


def read_one(room: Room, request: Request) -> ClaimPage:
    id = request.path_params["id"]
    return room.remember(("claim", id, today()), lambda: _page(room, id))


def today() -> date:
    """The day by which forecasts are due."""
    return datetime.now(UTC).date()


def _page(room: Room, id: str) -> ClaimPage:
    found = claims_of_ids(room.ledger, [id])
    if not found:
        raise missing(f"no claim {id}")
    members = members_of(room.ledger, [id])[id]
    forecasts = register([m.statement for m in members if m.statement.horizon], today())
    return ClaimPage(found[0], members, turns(id, members), wordings(members), tuple(forecasts))


def turns(claim: str, members: Sequence[MemberRow]) -> tuple[Reversal, ...]:
    """Where a source took the other side of a claim than before."""
    return tuple(
        Reversal(
            p.source,
            p.speaker,
            p.member.stance,
            p.member.statement.id,
            p.against.statement.id,
            claim,
            p.day,
            day(p.against),
        )
        for p in reversals(members)
        if p.against
    )


def wordings(members: Sequence[MemberRow]) -> tuple[Wording, ...]:
    """The utterances that several articles tell in different words, those with most versions first."""
    by: dict[int, list[MemberRow]] = defaultdict(list)
    for member in members:
        by[member.same].append(member)
    found = [w for group in by.values() if len(group) > 1 and (w := _wording(group))]
    return tuple(sorted(found, key=lambda w: (-len(w.versions), w.statement))[:MOST_WORDINGS])


def _wording(group: Sequence[MemberRow]) -> Wording | None:
    """The fullest telling and the others; None where all are word for word the same."""
    rows = [m.statement for m in group]
    full = max(rows, key=lambda row: (len(row.content_text), row.id))
    rest = [row for row in rows if row is not full and row.article != full.article][:MOST_VERSIONS]
    versions = tuple(
        Version(row.id, row.outlet or row.title, row.published, align(full.content_text, row.content_text))
        for row in rest
    )
    if all(version.difference.identical for version in versions):
        return None
    return Wording(full.speaker, full.content_text, full.id, full.outlet or full.title, full.published, versions)


def dress(_room: Room, model: ClaimPage) -> Mapping[str, Any]:
    by_id = {m.statement.id: m for m in model.members}
    groups = _origin_names(model.claim, by_id)
    dots = [
        timeline.dot_of(m.statement, groups.get(m.statement.id, "itself"), m.stance, " the claim")
        for m in model.members
    ]
    sides = {stance: [m for m in model.members if m.stance == stance] for stance in STANCES}
    return {
        "sides": sides, "by_id": by_id, "chains": chains(model.claim, by_id),
        "drawing": timeline.draw(dots), "shown": _shown(sides),
    }  # fmt: skip


def _origin_names(claim: ClaimRow, by_id: Mapping[str, MemberRow]) -> dict[str, str]:
    """For each member the name of its origin: the outlet and day of the first telling."""
    names: dict[str, str] = {}
    for origin in claim.origins:
        first = by_id.get(origin[0]) if origin else None
        if first:
            row = first.statement
            name = f"{clipped(row.outlet or row.title or first.name, 70)}, {short_day(row.published) or 'undated'}"
            names |= dict.fromkeys(origin, name)
    return names


def _shown(sides: Mapping[str, Sequence[MemberRow]]) -> dict[str, list[tuple[MemberRow, list[MemberRow]]]]:
    """For each side its utterances: the first telling, and the further tellings of it."""
    found: dict[str, list[tuple[MemberRow, list[MemberRow]]]] = {}
    for stance, members in sides.items():
        by: dict[int, list[MemberRow]] = defaultdict(list)
        for member in members:
            by[member.same].append(member)
        found[stance] = [(group[0], group[1:]) for group in by.values()]
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """The statements that bear on a person's sentence, the nearest first, with their side and the reasons."""

    q: str
    bearings: tuple[Bearing, ...]


def read_asked(room: Room, request: Request) -> Asked:
    q = request.query_params.get("q", "").strip()[:400]
    if not q:
        return Asked("", ())
    return room.remember(("ask", q), lambda: Asked(q, tuple(ask(room.ledger, q))))


ORDER = Query("order", f"{', '.join(ORDERS)}; told without it.", among=ORDERS)
VIEWS = (
    View("/claims", "claims.html", ClaimList, read_list, "Claims.", (ORDER, LIMIT, AFTER)),
    View("/claims/{id}", "claim.html", ClaimPage, read_one, "A claim whole.", dress=dress),
    View(
        "/ask", "ask.html", Asked, read_asked, "The statements that bear on a sentence of your own.",
        (Query("q", "The sentence."),),
    ),
)  # fmt: skip
