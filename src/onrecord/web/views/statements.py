"""One statement with all that supports it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from starlette.requests import Request

from onrecord.ledger import queries
from onrecord.ledger.contested import ClaimOf, claims_on
from onrecord.ledger.forecasts import FORECASTING
from onrecord.ledger.judging import ALLOWED
from onrecord.ledger.rows import OUTCOMES, ArticleRow, JudgementRow, PageRow, StatementRow
from onrecord.web.marks import of_statement
from onrecord.web.room import Room
from onrecord.web.view import CHOICES, View, missing

assert all(f"label:{name}" in ALLOWED for name in CHOICES)


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A statement in its context, with all that supports it, and the claims that it counts for."""

    statement: StatementRow
    article: ArticleRow
    page: PageRow
    paragraph: str
    paragraph_start: int
    """Where ``paragraph`` begins in the article's text."""
    history: tuple[StatementRow, ...]
    judgements: tuple[JudgementRow, ...]
    claims: tuple[ClaimOf, ...]


def read(room: Room, request: Request) -> StatementPage:
    id = request.path_params["id"]
    found = queries.show(room.ledger, id)
    if found is None:
        raise missing(f"no statement {id}")
    number = found.statement.number
    told = {f.name: getattr(found, f.name) for f in fields(found)}
    return StatementPage(**told, claims=claims_on(room.ledger, [number]).get(number, ()))


def dress(_room: Room, model: StatementPage) -> Mapping[str, Any]:
    pieces = of_statement(model.statement, model.paragraph, model.paragraph_start)
    return {"passage": pieces, "choices": CHOICES, "outcomes": OUTCOMES, "forecasting": FORECASTING}


VIEWS = (
    View("/statements/{id}", "statement.html", StatementPage, read, "A statement with its evidence.", dress=dress),
)
