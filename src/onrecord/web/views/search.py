"""Search with facets; the same results as CSV and JSON lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from onrecord.exports import ExportOptions, open_export
from onrecord.ledger import queries
from onrecord.ledger.rows import Facet, Filters, Hits
from onrecord.ledger.search import FORMS
from onrecord.records import is_day
from onrecord.web.render import query
from onrecord.web.room import Room
from onrecord.web.shown import FacetLink
from onrecord.web.view import AFTER_NUMBER, CHOICES, LIMIT, Download, Query, View, after_of, limit_of, wrong

LISTS = ("source", "kind", "act", "certainty", "form", "outlet", "claim", "article")
DATES = ("since", "until")
KNOWN: Mapping[str, tuple[str, ...]] = {**CHOICES, "form": FORMS}
DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
MEMORY, CHUNK = 4_000_000, 1 << 16
"""Bytes of a download that are held in memory, and that are sent at once."""


@dataclass(frozen=True, slots=True)
class Results:
    """What was asked and one page of what was found."""

    words: str
    filters: Filters
    hits: Hits


def read(room: Room, request: Request) -> Results:
    words, filters = asked(request)
    limit, after = limit_of(request), after_of(request, AFTER_NUMBER)
    key = ("search", words, filters, limit, after)
    return Results(
        words,
        filters,
        room.remember(key, lambda: _found(room, words, filters, limit, after)),
    )


def _found(room: Room, words: str, filters: Filters, limit: int, after: str) -> Hits:
    return queries.search(room.ledger, words, filters, limit=limit, after=after, known=room.known())


def asked(request: Request) -> tuple[str, Filters]:
    """The words and filters of an address; 400 where a value is none that there is."""
    given: dict[str, Any] = {name: _several(request, name) for name in LISTS}
    given |= {name: request.query_params.get(name, "").strip() for name in DATES}
    for name in DATES:
        if given[name] and not is_day(given[name], part=True):
            raise wrong(f"{name}: {given[name]!r} is no date such as 2024, 2024-06 or 2024-06-30")
    for name, known in KNOWN.items():
        for value in given[name]:
            if value not in known:
                raise wrong(f"{name}: {value!r} is none of {', '.join(known)}")
    return request.query_params.get("q", "")[:400], Filters.of(**given)


def _several(request: Request, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in request.query_params.getlist(name) if value))


def dress(_room: Room, model: Results) -> Mapping[str, Any]:
    """For each value of a facet, the address that adds it or takes it away."""
    given = model.filters.given()
    asked = {"q": model.words} | given
    facets = {name: [_facet(asked, name, f) for f in rows] for name, rows in model.hits.facets.items() if rows}
    return {"facets": facets, "chosen": _chosen(model), "address": _address, "given": given}


def _facet(asked: Mapping[str, Any], name: str, facet: Facet) -> FacetLink:
    """``asked``: the parameters of this search."""
    if name == "month":
        on = asked.get("since") == asked.get("until") == facet.value
        changed: dict[str, Any] = dict.fromkeys(DATES, "" if on else facet.value)
    else:
        now = asked.get(name, ())
        on = facet.value in now
        changed = {name: tuple(v for v in now if v != facet.value) if on else (*now, facet.value)}
    return FacetLink(facet, on, query("/search", **{**asked, **changed}))


def _chosen(model: Results) -> Iterator[dict[str, Any]]:
    """What the search is narrowed to, each with the address without it."""
    labels = {(n, f.value): f.label for n, rows in model.hits.facets.items() for f in rows}
    for name, value in model.filters.given().items():
        if name in DATES:
            yield {"name": name, "label": value, "to": _address(model, "/search", **{name: ""})}
            continue
        for each in value:
            to = _address(model, "/search", **{name: tuple(v for v in value if v != each)})
            yield {"name": name, "label": labels.get((name, each), each), "to": to}


def _address(model: Results, path: str = "/search", **changes: Any) -> str:
    """The address of this search with some of it changed, from its first page."""
    return query(path, **{"q": model.words} | model.filters.given() | changes)


def download(name: str, media: str) -> Callable[[Request], Response]:
    """All that a search finds, in an export's format."""

    def answer(request: Request) -> Response:
        room: Room = request.state.room
        words, filters = asked(request)
        file = SpooledTemporaryFile(MEMORY)  # noqa: SIM115  (closed when it is sent)
        open_export(name)(room.ledger, file, ExportOptions(words, filters))  # type: ignore[arg-type]
        file.seek(0)
        head = {"content-disposition": f'attachment; filename="statements.{name}"'}
        return StreamingResponse(_chunks(file), media_type=media, headers=head)

    return answer


def _chunks(file: Any) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


NARROWED = (
    Query("q", 'Words that must all be there; "two words" is a phrase, word* a beginning, -word leaves out.'),
    *(
        Query(name, f"Only with this {name}; repeated: any of them.", many=True, among=KNOWN.get(name, ()))
        for name in LISTS
    ),
    Query("since", "Published that day or later: 2024, 2024-06 or 2024-06-30.", pattern=DATE),
    Query("until", "Published that day or earlier.", pattern=DATE),
)
DOWNLOADS = (
    Download(
        "/search.csv", download("csv", "text/csv; charset=utf-8"), "text/csv", "All that a search finds.", NARROWED
    ),
    Download(
        "/search.jsonl", download("jsonl", "application/x-ndjson"), "application/x-ndjson",
        "All that a search finds, a statement a line.", NARROWED,
    ),
)  # fmt: skip
VIEWS = (
    View(
        "/search", "search.html", Results, read, "Statements by words and labels, newest first.",
        (*NARROWED, LIMIT, AFTER_NUMBER), dress,
    ),
)  # fmt: skip
