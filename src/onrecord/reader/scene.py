"""An article's statements laid over its words: what the labellers look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from onrecord.reader.analysis import Analysis
from onrecord.reader.outline import Outline, outline
from onrecord.reader.times import Expression, find
from onrecord.records import Article, Span, Statement, parse_day

WEIGHTS: Final = Path(__file__).parent.parent / "weights" / "labels.npz"
"""What ``training.labels`` learns and the labellers run."""

Words = tuple[tuple[int, int], ...]
"""Ranges of words, [first, past last), one for each piece of a span or for each of several things."""


def within(words: Sequence[str], runs: Words) -> list[str]:
    """The words of these ranges, one range after the other."""
    return [word for first, past in runs for word in words[first:past]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement by word numbers. ``head`` is its first word of cue (of content or source where it has no cue)."""

    statement: Statement
    source: Words
    cue: Words
    content: Words
    head: int
    first: int
    last: int
    """The first word of all its pieces, and the one past the last."""
    sentence: int
    paragraph: int

    def in_content(self, first: int, last: int) -> bool:
        """Whether any of the words [first, last) stands in the content."""
        return any(a < last and first < b for a, b in self.content)


@dataclass(frozen=True, slots=True)
class Scene:
    """An article's words, its statements by word numbers, its time expressions and its day."""

    article: Article
    where: Outline
    analysis: Analysis
    placed: tuple[Placed, ...]
    times: tuple[Expression, ...]
    spots: Words
    """The words of each time expression."""
    today: date | None


def scene(article: Article, statements: Sequence[Statement], analysis: Analysis) -> Scene:
    where = outline(analysis)
    times = find(analysis.text, where.lowers, analysis.starts, analysis.ends)
    placed = tuple(place(where, s) for s in statements)
    spots = tuple(where.span(e.start, e.end) for e in times)
    return Scene(article, where, analysis, placed, tuple(times), spots, parse_day(article.published))


def place(where: Outline, statement: Statement) -> Placed:
    source, cue, content = (_words(where, s) for s in (statement.source, statement.cue, statement.content))
    pieces = source + cue + content
    head = (cue or content or source or ((0, 0),))[0][0]
    known = head < len(where.words)
    return Placed(
        statement,
        source,
        cue,
        content,
        head,
        min((a for a, _ in pieces), default=0),
        max((b for _, b in pieces), default=0),
        where.sentence_of[head] if known else 0,
        where.paragraph_of[head] if known else 0,
    )


def _words(where: Outline, spans: Sequence[Span]) -> Words:
    ranges = (where.span(*span) for span in spans)
    return tuple((a, b) for a, b in ranges if a < b)
