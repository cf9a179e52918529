"""Where the current statements of pages stand."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from onrecord.ledger.matching import Place, spans
from onrecord.ledger.tables import articles, statements


def current_places(connection: sa.Connection, pages: Sequence[str]) -> list[Place]:
    """The places of the current statements of those pages, in order of number."""
    on_page = articles.c.page.in_(list(pages))
    return _places(connection, sa.select(articles.c.id).where(on_page))


def places_of_article(connection: sa.Connection, article: str) -> list[Place]:
    return _places(connection, [article])


def _places(connection: sa.Connection, of: Sequence[str] | sa.Select[tuple[str]]) -> list[Place]:
    s = statements.c
    columns = (s.id, s.article, s.source_spans, s.cue_spans, s.content_spans, s.content_text, s.number)
    query = sa.select(*columns).where(s.article.in_(of), s.current).order_by(s.number)
    return [
        Place(id, article, spans(source), spans(cue), spans(content), quote, number)
        for id, article, source, cue, content, quote, number in connection.execute(query)
    ]
