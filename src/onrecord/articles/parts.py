"""The parts that an input gives with a text, as an export has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from onrecord.articles.build import alike
from onrecord.errors import ArticleError
from onrecord.records import Page, Part, PartKind


def given_parts(page: Page) -> tuple[Part, ...]:
    """The parts; none where none are given. ArticleError where one is no part of the text, two overlap, or some of
    the text is in none."""
    rows = page.given.get("parts", ())
    told = [_part(row, f"{page.name}: part {n}", page.text) for n, row in enumerate(rows)]
    parts = sorted(told, key=lambda part: part.start)
    if parts:
        _check_cover(page, parts)
    bodies = [page.text[part.start : part.end] for part in parts if part.kind == "body"]
    return tuple(replace(part, repeats=_repeats(part, page.text, bodies)) for part in parts)


def _part(row: Mapping[str, Any], what: str, text: str) -> Part:
    kind, start, end, credit = (row.get(key, "") for key in ("kind", "start", "end", "credit"))
    if kind not in get_args(PartKind):
        raise ArticleError(f"{what}: {kind!r:.80} is no kind of part; there are: {', '.join(get_args(PartKind))}")
    if not (type(start) is int and type(end) is int and 0 <= start < end <= len(text)):
        raise ArticleError(f"{what}: {start!r:.80} to {end!r:.80} is no piece of the text of {len(text)} characters")
    return Part(kind, start, end, credit if isinstance(credit, str) else "")


def _check_cover(page: Page, parts: Sequence[Part]) -> None:
    ends, starts = [0, *(part.end for part in parts)], [*(part.start for part in parts), len(page.text)]
    for end, start in zip(ends, starts, strict=True):
        if start < end:
            raise ArticleError(f"{page.name}: two of its parts overlap at character {start}")
        if page.text[end:start].strip():
            raise ArticleError(f"{page.name}: characters {end} to {start} are in none of its parts")


def _repeats(part: Part, text: str, bodies: Sequence[str]) -> bool:
    return part.kind == "standfirst" and any(alike(text[part.start : part.end], body) for body in bodies)
