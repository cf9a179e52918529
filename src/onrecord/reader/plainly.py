"""What the network found and what plain code finds, put together: layout first, then the quotations of nobody."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reader.features import Words
from onrecord.reader.orphans import adopted
from onrecord.reader.turns import SURE, turns
from onrecord.records import Article, Span, Statement


def combined(article: Article, words: Words, found: Sequence[Statement]) -> list[Statement]:
    """All statements of an article, in text order."""
    parts = [(p.start, p.end) for p in article.readable()]
    laid_out = [
        Statement(article.id, (t.source,), (t.cue,), t.content, confidence=SURE) for t in turns(article.text, parts)
    ]
    return in_order(adopted(words, merged(found, laid_out), article.id))


def in_order(statements: Sequence[Statement]) -> list[Statement]:
    """By the place of their first word."""
    return sorted(statements, key=lambda s: (min(span for _, span in s.spans()), s.cue))


def merged(found: Sequence[Statement], laid_out: Sequence[Statement]) -> list[Statement]:
    """Both; what layout shows replaces what the network made of the same words."""
    return [*(s for s in found if not any(_same(s, other) for other in laid_out)), *laid_out]


def _same(one: Statement, other: Statement) -> bool:
    """Whether two statements share a cue, or a source with most of the content."""
    if _overlap(one.cue, other.cue):
        return True
    shared = _overlap(one.content, other.content)
    return bool(_overlap(one.source, other.source)) and 2 * shared > sum(b - a for a, b in one.content)


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Characters that two lists of spans share."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
