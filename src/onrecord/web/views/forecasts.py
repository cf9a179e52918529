"""The register of forecasts, and how each source's turned out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.claims.forecasts import Forecast, Record, records, register
from onrecord.ledger.forecasts import with_horizon
from onrecord.ledger.rows import OUTCOMES
from onrecord.web.room import Room
from onrecord.web.view import AFTER, LIMIT, Query, View, limit_of, wrong
from onrecord.web.views.claims import today

STATES = ("due", "overdue", "open", "settled")
SETTLED = ("came-true", "did-not", "unclear")
MOST_RECORDS = 20


@dataclass(frozen=True, slots=True)
class Register:
    """Forecasts of a state, the horizons that come first before the others; ``records`` by source."""

    state: str
    forecasts: tuple[Forecast, ...]
    counts: Mapping[str, int]
    records: tuple[Record, ...]
    next: str


def every(room: Room) -> list[Forecast]:
    """All forecasts as they stand today."""
    day = today()
    return room.remember(("forecasts", day), lambda: register(with_horizon(room.ledger), day), slow=True)


def of_state(found: list[Forecast], state: str) -> list[Forecast]:
    """Those of a state; ``settled`` is any outcome."""
    return [f for f in found if (f.state in SETTLED if state == "settled" else f.state == state)] if state else found


def read(room: Room, request: Request) -> Register:
    state, after, limit = (
        request.query_params.get("state", ""),
        request.query_params.get("after", ""),
        limit_of(request),
    )
    if state and state not in STATES:
        raise wrong(f"state: {state!r} is none of {', '.join(STATES)}")
    found = every(room)
    some, start = of_state(found, state), 0
    if after:
        places = [n for n, f in enumerate(some, 1) if f.statement.id == after]
        if not places:
            raise wrong(f"after: no forecast {after} in this list")
        start = places[0]
    page = some[start : start + limit]
    counts = {name: len(of_state(found, name)) for name in STATES}
    told = room.remember(("records", today()), lambda: records(found))[:MOST_RECORDS]
    return Register(state, tuple(page), counts, tuple(told), page[-1].statement.id if start + limit < len(some) else "")


def dress(_room: Room, _model: Register) -> Mapping[str, Any]:
    return {"outcomes": OUTCOMES}


STATE = Query("state", f"{', '.join(STATES)}; all without it.")
VIEWS = (
    View(
        "/forecasts", "forecasts.html", Register, read, "Statements with a horizon.", (STATE, LIMIT, AFTER), dress
    ),
)  # fmt: skip
