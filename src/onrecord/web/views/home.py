"""The first page: what is new, what is contested, what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.claims.forecasts import Forecast
from onrecord.ledger import queries
from onrecord.ledger.claims import ClaimRow
from onrecord.ledger.contested import claims_of_ids
from onrecord.ledger.rows import ArticleRow, Counts, JudgementRow, RejectedRow, SourceRow, StatementRow
from onrecord.ledger.standing import list_judgements
from onrecord.ledger.voices import Voice
from onrecord.web.room import Room
from onrecord.web.view import AFTER_NUMBER, LIMIT, View, after_of, limit_of
from onrecord.web.views.claims import ranked, today, told_of
from onrecord.web.views.forecasts import every

SHOWN, REPRINTED = 6, 4


@dataclass(frozen=True, slots=True)
class Home:
    """What the ledger holds and what is new in it."""

    counts: Counts
    articles: tuple[ArticleRow, ...]
    statements: tuple[StatementRow, ...]
    sources: tuple[SourceRow, ...]
    judgements: tuple[JudgementRow, ...]
    rejected: tuple[RejectedRow, ...]
    contested: tuple[ClaimRow, ...]
    reprinted: tuple[ClaimRow, ...]
    voices: Mapping[str, tuple[Voice, ...]]
    """For each contested claim who speaks on it."""
    due: tuple[Forecast, ...]
    """Forecasts whose day is near or past and whose outcome nobody has recorded."""


def read(room: Room, request: Request) -> Home:  # noqa: ARG001
    return room.remember(("home", today()), lambda: _home(room))


def _home(room: Room) -> Home:
    ledger = room.ledger
    contested, voices = told_of(room, ranked(room, "contested")[:SHOWN])
    return Home(
        counts=queries.counts(ledger),
        articles=queries.list_articles(ledger, limit=SHOWN),
        statements=queries.search(ledger, limit=4, facets=()).rows,
        sources=queries.list_sources(ledger, limit=10),
        judgements=list_judgements(ledger, limit=5),
        rejected=tuple(queries.pages_not_read(ledger, limit=SHOWN)),
        contested=contested,
        reprinted=claims_of_ids(ledger, ranked(room, "reprinted")[:REPRINTED]),
        voices=voices,
        due=tuple(f for f in every(room) if f.state in ("due", "overdue"))[-5:],
    )


@dataclass(frozen=True, slots=True)
class NotRead:
    """Pages that could not be read, the latest first, each with the stage and the reason."""

    rejected: tuple[RejectedRow, ...]
    next: str


def read_rejected(room: Room, request: Request) -> NotRead:
    limit, start = limit_of(request), int(after_of(request, AFTER_NUMBER) or 0)
    rows = tuple(queries.pages_not_read(room.ledger, limit=limit + 1, offset=start))
    return NotRead(rows[:limit], str(start + limit) if len(rows) > limit else "")


VIEWS = (
    View("/", "home.html", Home, read, "What is new."),
    View("/not-read", "not_read.html", NotRead, read_rejected, "Pages that could not be read.", (LIMIT, AFTER_NUMBER)),
)
