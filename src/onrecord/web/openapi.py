"""The OpenAPI description, written from the table of pages and the types of what they show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord import __version__
from onrecord.web.plain import Json, Schemas
from onrecord.web.view import MOST, Download, Query, View

PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong: the HTTP status and one clear line."""

    status: int
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Every answer that is no success has this shape."""

    error: Fault


def describe(views: Iterable[View], downloads: Iterable[Download], read_only: bool) -> Json:
    """The whole description: every page's address with ``.json``, and the downloads."""
    schemas = Schemas()
    problem = schemas.of(Problem)
    paths = {json_path(view.path): {"get": _get(view, schemas, problem)} for view in views}
    paths |= {each.path: {"get": _download(each, problem)} for each in downloads}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": __version__,
            "description": "Who said what, on whose word. Every page of the reading room, as JSON at its own address "
            "with .json. Ids come from content and are the same in every ledger. Lists are read on with `after`, the "
            "`next` of the page before; an empty `next` is the end."
            + (" This ledger is served for reading only." if read_only else ""),
        },
        "paths": paths,
        "components": {
            "schemas": schemas.named,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def json_path(path: str) -> str:
    """The address of a page's JSON."""
    return "/index.json" if path == "/" else f"{path}.json"


def _get(view: View, schemas: Schemas, problem: Json) -> Json:
    return _operation(view, _json(schemas.of(view.model)), _json(problem))


def _download(each: Download, problem: Json) -> Json:
    """An error of what is no JSON is a page where the address says no format of data."""
    data = each.path.endswith((".csv", ".jsonl"))
    wrong = _json(problem) if data else {"text/html": {"schema": {"type": "string"}}}
    return _operation(each, {each.media: {"schema": {"type": "string"}}}, wrong)


def _operation(each: View | Download, right: Json, wrong: Json) -> Json:
    path = [_parameter(Query(name, "Its id."), "path") for name in PARAMETER.findall(each.path)]
    return {
        "summary": each.about,
        "operationId": re.sub(r"\W+", "_", each.path).strip("_") or "index",
        "parameters": [*path, *(_parameter(query, "query") for query in each.query)],
        "responses": {
            "200": {"description": each.about, "content": right},
            "default": {"description": "What went wrong.", "content": wrong},
        },
    }


def _parameter(query: Query, where: str) -> Json:
    kind: dict[str, Any] = {"type": "string"}
    if query.number:
        kind = {"type": "integer", "minimum": 1, "maximum": MOST}
    if query.among:
        kind["enum"] = list(query.among)
    if query.pattern:
        kind["pattern"] = f"^({query.pattern})?$"
    schema = {"type": "array", "items": kind} if query.many else kind
    return {
        "name": query.name, "in": where, "required": where == "path", "description": query.about, "schema": schema,
    }  # fmt: skip


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}
