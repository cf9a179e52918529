"""Which articles run on one story: the circle in which claims are looked for.

An article is its most telling stems. It joins the story with whose nearest articles it has most in common, else it
begins one; so adding an article touches one story alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from onrecord.claims.similarity import idf
from onrecord.claims.words import stems
from onrecord.records import Article

WORDS: Final = 80
"""Stems kept of an article."""
JOIN: Final = 0.05
"""Least cosine with a story. Low on purpose: an article too many in the circle costs little, one too few hides what
it has in common with the others."""
NEAREST: Final = 3
"""Articles of a story that an article is compared with: the nearest."""
LARGEST: Final = 30
"""Most articles of a story: beyond it grouping takes too long, and a new story begins."""
DAYS: Final = 120
"""Articles further apart in time than this begin stories of their own."""

Words = Mapping[str, float]


def telling(article: Article) -> dict[str, float]:
    """An article's most telling stems with their weights; the square sum is 1."""
    count = Counter(stems(f"{article.title} {article.title} {article.text}"))
    weighed = {s: (1 + math.log(n)) * idf(s) for s, n in count.items() if n > 1 or len(count) < WORDS}
    kept = sorted(weighed, key=lambda s: (-weighed[s], s))[:WORDS]
    norm = math.sqrt(sum(weighed[s] ** 2 for s in kept)) or 1.0
    return {s: round(weighed[s] / norm, 4) for s in kept}


def likeness(a: Words, b: Words) -> float:
    """Cosine of two articles' stems."""
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return sum(weight * large.get(stem, 0.0) for stem, weight in small.items())


def days_apart(a: str, b: str) -> int:
    """Days between two ISO dates; 0 where one is unknown."""
    try:
        return abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days)
    except ValueError:
        return 0


def story_for(words: Words, published: str, held: Mapping[str, Sequence[tuple[Words, str]]]) -> str | None:
    """The story that an article joins, None where it begins one. ``held``: each story's (stems, date)."""
    best, most = None, JOIN
    for story, articles in held.items():
        near = sorted((likeness(words, w) for w, day in articles if days_apart(published, day) <= DAYS), reverse=True)
        score = sum(near[:NEAREST]) / len(near[:NEAREST]) if near else 0.0
        if score > most and len(articles) < LARGEST:
            best, most = story, score
    return best
