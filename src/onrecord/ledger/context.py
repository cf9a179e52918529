"""The sentence and the paragraph that a statement stands in, and the day that its number begins with."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from onrecord.records import Article, Part, Span, Statement

JOINED = " … "
"""Between the pieces of one quoted span."""
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\d_a-zà-þ]|[\"'“‘«(\[]*\d)")
NO_END = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)|\b(?:[A-Za-z]\.)+[A-Za-z])\.\s+$"
)
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
PER_DAY = 10**8
"""A number is the day's eight digits and then eight more: room for that many statements a day, and still a number
that JavaScript holds exactly."""


def quoted(text: str, spans: Iterable[Span]) -> str:
    """The pieces of text, joined."""
    return JOINED.join(text[start:end] for start, end in spans)


def sentence(article: Article, statement: Statement) -> Span:
    """From the start of the sentence where cue or content begins to the end of the one where they end."""
    spans = [*statement.cue, *statement.content] or [*statement.source]
    if not spans:
        return (0, 0)
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    return (_start(article, first), _end(article, last))


def _start(article: Article, at: int) -> int:
    start, end = paragraph(article.text, article.parts, (at, at))
    breaks = _breaks(article.text, start, end)
    before = bisect_right(breaks, at)
    return breaks[before - 1] if before else start


def _end(article: Article, at: int) -> int:
    start, end = paragraph(article.text, article.parts, (max(at - 1, 0), at))
    breaks = _breaks(article.text, start, end)
    after = bisect_left(breaks, at)
    stop = breaks[after] if after < len(breaks) else end
    return max(at, start + len(article.text[start:stop].rstrip()))


@lru_cache(maxsize=256)
def _breaks(text: str, start: int, end: int) -> list[int]:
    """Where sentences of a paragraph begin, but for the first."""
    found = (m.end() for m in SENTENCE_END.finditer(text, start, end))
    return [at for at in found if not NO_END.search(text, max(start, at - 24), at)]


def paragraph(text: str, parts: Sequence[Part], span: Span) -> Span:
    """The part that holds the span's start to the one that holds its end; the lines, where no part does."""
    holding = [p for p in parts if p.start < max(span[1], span[0] + 1) and span[0] < p.end]
    if holding:
        return (min(span[0], holding[0].start), max(span[1], holding[-1].end))
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    return (start, len(text) if end < 0 else end)


def day(published: str) -> int:
    """``2016-09-30…`` as 20160930; a missing month or day as 00, no date at all as 0."""
    match = DAY.match(published)
    return int(match[1]) * 10000 + int(match[2] or 0) * 100 + int(match[3] or 0) if match else 0
