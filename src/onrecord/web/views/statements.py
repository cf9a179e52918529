"""One statement with all that supports it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from onrecord.ledger import queries
from onrecord.ledger.judging import ALLOWED
from onrecord.ledger.rows import OUTCOMES, Evidence
from onrecord.records import ACTS, CERTAINTIES, KINDS
from onrecord.web.marks import of_statement
from onrecord.web.room import Room
from onrecord.web.view import View, missing

CHOICES = {"kind": KINDS, "act": ACTS, "certainty": CERTAINTIES}
"""Labels that a person picks from a list."""
assert all(f"label:{name}" in ALLOWED for name in CHOICES)


def read(room: Room, request: Request) -> Evidence:
    id = request.path_params["id"]
    found = queries.show(room.ledger, id)
    if found is None:
        raise missing(f"no statement {id}")
    return found


def dress(_room: Room, model: Evidence) -> Mapping[str, Any]:
    pieces = of_statement(model.statement, model.paragraph, model.paragraph_start)
    return {"marked": pieces, "choices": CHOICES, "outcomes": OUTCOMES}


VIEWS = (
    View("/statements/{id}", "statement.html", Evidence, read, "A statement with all that supports it.", dress=dress),
)  # fmt: skip
