"""Articles: the list, one article with its statements marked, and what changed at its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.ledger import queries
from onrecord.ledger.rows import ArticleRow, ArticleView, PartRow, StatementRow
from onrecord.ledger.sources import source_titles
from onrecord.web.changed import Change, compare, without
from onrecord.web.marks import Marked, Piece, cut, spans_of
from onrecord.web.resolved import Resolved, resolved
from onrecord.web.room import Room
from onrecord.web.view import AFTER, LIMIT, Query, View, after_of, limit_of, missing

MOST_PARAGRAPHS = 2_000
"""Of a longer text, changes are not worked out: comparing would take too long."""


@dataclass(frozen=True, slots=True)
class ArticleList:
    """Articles, newest published first. ``next``: pass it as ``after``; empty on the last page."""

    articles: tuple[ArticleRow, ...]
    outlet: str
    next: str


def read_list(room: Room, request: Request) -> ArticleList:
    limit, outlet = limit_of(request), request.query_params.get("outlet", "")
    after = after_of(request)
    last = queries.article_row(room.ledger, after) if after else None
    if after and last is None:
        raise missing(f"after: no article {after}")
    rows = queries.list_articles(room.ledger, outlet=outlet, limit=limit + 1, after=last)
    return ArticleList(rows[:limit], outlet, rows[limit - 1].id if len(rows) > limit else "")


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article whole; ``others`` are further readings of its URL, the latest first."""

    article: ArticleView
    resolved: tuple[Resolved, ...]
    """For each statement, in their order, whom it is taken to be of and why."""
    others: tuple[ArticleRow, ...]


def read_one(room: Room, request: Request) -> ArticlePage:
    view = _article(room, request.path_params["id"])
    others = queries.articles_at(room.ledger, view.row.url) if view.row.url else ()
    titles = source_titles(room.ledger, {row.source for row in view.statements})
    who = tuple(resolved(row, titles) for row in view.statements)
    return ArticlePage(view, who, tuple(row for row in others if row.id != view.row.id))


def _article(room: Room, id: str) -> ArticleView:
    view = room.remember(("article", id), lambda: queries.article(room.ledger, id))
    if view is None:
        raise missing(f"no article {id}")
    return view


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of the article in pieces, and the numbers of the statements that begin in it."""

    kind: str
    pieces: tuple[Piece, ...]
    credit: str = ""


def dress(_room: Room, model: ArticlePage) -> Mapping[str, Any]:
    return {"paragraphs": paragraphs(model.article)}


def paragraphs(view: ArticleView) -> list[Paragraph]:
    """The article's parts in order, with every statement's spans marked; what lies between parts is white space."""
    spans = [s for n, row in enumerate(view.statements, 1) for s in spans_of(row, n)]
    spans.sort(key=lambda s: (s.start, -s.end))
    parts = view.parts or (PartRow("body", 0, len(view.text), ""),)
    return [_paragraph(view.text, part, spans) for part in parts]


def _paragraph(text: str, part: PartRow, spans: Sequence[Marked]) -> Paragraph:
    return Paragraph(part.kind, tuple(cut(text, (part.start, part.end), spans)), part.credit)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two readings of one URL: paragraph by paragraph, and in what is stated."""

    older: ArticleRow
    newer: ArticleRow
    changes: tuple[Change, ...]
    lost: tuple[StatementRow, ...]
    """Statements of the older reading that the newer one has no like of."""
    gained: tuple[StatementRow, ...]


def read_changes(room: Room, request: Request) -> Changes:
    """The article against another one of its URL: the one named by ``with``, or the latest other."""
    one = _article(room, request.path_params["id"])
    others = [r for r in queries.articles_at(room.ledger, one.row.url) if r.id != one.row.id] if one.row.url else []
    wanted = request.query_params.get("with", "") or (others[0].id if others else "")
    if not any(row.id == wanted for row in others):
        raise missing(f"no other reading of the address of article {one.row.id}")
    older, newer = sorted((one, _article(room, wanted)), key=lambda view: view.row.added)
    lost, gained = without(older.statements, newer.statements), without(newer.statements, older.statements)
    return Changes(older.row, newer.row, tuple(compare(_lines(older), _lines(newer))), lost, gained)


def _lines(view: ArticleView) -> list[str]:
    return [view.text[p.start : p.end] for p in view.parts if p.kind != "standing"][:MOST_PARAGRAPHS]


OUTLET = Query("outlet", "An outlet's name, exactly.")
VIEWS = (
    View(
        "/articles", "articles.html", ArticleList, read_list, "Articles, newest first.", (OUTLET, LIMIT, AFTER)
    ),
    View("/articles/{id}", "article.html", ArticlePage, read_one, "An article with its statements.", dress=dress),
    View(
        "/articles/{id}/changes", "changes.html", Changes, read_changes, "What changed between two readings of a URL.",
        (Query("with", "Id of the other article; the latest other without it."),),
    ),
)  # fmt: skip
