"""The register of forecasts, and how each source's turned out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.claims.forecasts import Forecast, Record, records, register
from onrecord.ledger.forecasts import with_horizon
from onrecord.ledger.rows import OUTCOMES
from onrecord.ledger.sources import source_titles
from onrecord.web.room import Room
from onrecord.web.view import AFTER, LIMIT, Query, View, after_of, limit_of, missing, wrong
from onrecord.web.views.claims import today

STATES = ("due", "overdue", "open", "settled")
SETTLED = ("came-true", "did-not", "unclear")
MOST_RECORDS = 20


@dataclass(frozen=True, slots=True)
class Register:
    """Forecasts of a state, the horizons that come first before the others; ``records`` by source."""

    state: str
    source: str
    """Whose alone, or empty for everybody's."""
    name: str
    forecasts: tuple[Forecast, ...]
    counts: Mapping[str, int]
    records: tuple[Record, ...]
    next: str


def every(room: Room) -> list[Forecast]:
    """All forecasts as they stand today."""
    day = today()
    return room.remember(("forecasts", day), lambda: register(with_horizon(room.ledger), day), slow=True)


def of_source(room: Room, source: str) -> list[Forecast]:
    """A source's forecasts as they stand today."""

    def found() -> dict[str, list[Forecast]]:
        by: dict[str, list[Forecast]] = {}
        for f in every(room):
            by.setdefault(f.statement.source, []).append(f)
        return by

    return room.remember(("forecasts by source", today()), found, slow=True).get(source, [])


def of_state(found: list[Forecast], state: str) -> list[Forecast]:
    """Those of a state; ``settled`` is any outcome."""
    return [f for f in found if (f.state in SETTLED if state == "settled" else f.state == state)] if state else found


def read(room: Room, request: Request) -> Register:
    state, source = (request.query_params.get(name, "") for name in ("state", "source"))
    limit, after = limit_of(request), after_of(request)
    if state and state not in STATES:
        raise wrong(f"state: {state!r} is none of {', '.join(STATES)}")
    found = of_source(room, source) if source else every(room)
    some, start = of_state(found, state), 0
    if after:
        places = [n for n, f in enumerate(some, 1) if f.statement.id == after]
        if not places:
            raise missing(f"after: no forecast {after} in this list")
        start = places[0]
    page = some[start : start + limit]
    name = source_titles(room.ledger, [source]).get(source, "") if source else ""
    told = tuple(r for r in records_of(room) if r.source == source or not source)[:MOST_RECORDS]
    more = page[-1].statement.id if start + limit < len(some) else ""
    return Register(state, source, name, tuple(page), counts(found), told, more)


def counts(found: list[Forecast]) -> dict[str, int]:
    """How many forecasts there are of each state."""
    return {name: len(of_state(found, name)) for name in STATES}


def records_of(room: Room) -> list[Record]:
    """The records of all sources."""
    return room.remember(("records", today()), lambda: records(every(room)), slow=True)


def dress(_room: Room, _model: Register) -> Mapping[str, Any]:
    return {"outcomes": OUTCOMES}


STATE = Query("state", f"{', '.join(STATES)}; all without it.", among=STATES)
SOURCE = Query("source", "The id of a source: its forecasts alone.")
VIEWS = (
    View(
        "/forecasts", "forecasts.html", Register, read, "Statements with a horizon.",
        (STATE, SOURCE, LIMIT, AFTER), dress,
    ),
)  # fmt: skip
