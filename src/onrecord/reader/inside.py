"""Spans kept inside the parts of an article that are read: a statement never runs from one kind of part into another.

The network sees the words of all readable parts in one row, so that a headline without a full stop can run on into
the paragraph below it, and a quotation can run across the caption between two paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.records import Article, Span

Stretch = tuple[str, int, int]
"""Consecutive parts of one readable kind: kind, start of the first, end of the last."""


def stretches(article: Article) -> list[Stretch]:
    """The article's readable stretches, in text order."""
    readable = {part.start for part in article.readable()}
    found: list[Stretch] = []
    last = ""
    for part in sorted(article.parts, key=lambda part: part.start):
        kind = part.kind if part.start in readable else ""
        if kind and kind == last:
            found[-1] = (kind, found[-1][1], part.end)
        elif kind:
            found.append((kind, part.start, part.end))
        last = kind
    return found


def kept(spans: Iterable[Span], cue: Span, inside: list[Stretch]) -> tuple[Span, ...]:
    """The pieces of the spans that lie in parts of the kind that the cue lies in."""
    kinds = {kind for kind, start, end in inside if start <= cue[0] < end}
    return tuple(
        (max(a, start), min(b, end))
        for a, b in spans
        for kind, start, end in inside
        if kind in kinds and max(a, start) < min(b, end)
    )
