"""Which articles run on one story: the circle in which claims are looked for.

An article is its most telling stems, those of its headline and beginning above all. Articles are gathered by average
linking; two weeks apart tell of one story less than two days do. A story that is there already only grows, so that
adding an article touches one story alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.claims.similarity import idf
from onrecord.claims.words import stems
from onrecord.records import Article

WORDS: Final = 300
"""Stems kept of an article."""
BEGINNING: Final = 600
"""Letters of the text that count three times, as the headline does."""
FADE: Final = 30.0
"""Days in which likeness falls to a third."""
JOIN: Final = 0.06
"""Least mean likeness of an article to a story. With ``FADE``, chosen on eight marked affairs."""
LARGEST: Final = 30
"""Most articles of a story: beyond it grouping takes too long, and a new story begins."""
WINDOW: Final = int(FADE * math.log(1 / JOIN)) + 1
"""Days from which on no likeness suffices."""

Words = Mapping[str, float]
Floats = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An article as stories see it."""

    name: str
    words: Words
    published: str


def telling(article: Article) -> dict[str, float]:
    """An article's most telling stems with their weights; the square sum is 1."""
    heading = f"{article.title} {article.text[:BEGINNING]} "
    count = Counter(stems(f"{article.title} {heading * 2}{article.text}"))
    weighed = {s: (1 + math.log(n)) * idf(s) for s, n in count.items()}
    kept = sorted(weighed, key=lambda s: (-weighed[s], s))[:WORDS]
    norm = math.sqrt(sum(weighed[s] ** 2 for s in kept)) or 1.0
    return {s: round(weighed[s] / norm, 4) for s in kept}


def likeness(a: Told, b: Told) -> float:
    """Cosine of two articles' stems, the less the further apart they appeared."""
    days = days_apart(a.published, b.published)
    if days > WINDOW:
        return 0.0
    small, large = sorted((a.words, b.words), key=len)
    return sum(weight * large.get(stem, 0.0) for stem, weight in small.items()) * math.exp(-days / FADE)


def days_apart(a: str, b: str) -> int:
    """Days between two ISO dates; 0 where one is unknown."""
    one, other = day_of(a), day_of(b)
    return abs((one - other).days) if one and other else 0


@lru_cache(maxsize=1 << 14)
def day_of(text: str) -> date | None:
    """The day of an ISO date; None where it is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def placed(new: Sequence[Told], held: Mapping[str, Sequence[Told]]) -> list[str | int]:
    """For each new article the story that it joins: the id of one held, or a number for each story that begins."""
    stories = [s for s, told in held.items() if told and len(told) < LARGEST]
    size = np.array([1.0] * len(new) + [float(len(held[s])) for s in stories])
    near = _nearness(new, [held[s] for s in stories])
    home = np.arange(len(size))
    while near.size and near.max() >= JOIN:
        a, b = sorted(divmod(int(near.argmax()), len(near)), reverse=True)
        near[a, b] = near[b, a] = -np.inf
        if size[a] + size[b] <= LARGEST:
            row = (near[a] * size[a] + near[b] * size[b]) / (size[a] + size[b])
            near[a], near[:, a], near[b], near[:, b] = row, row, -np.inf, -np.inf
            size[a] += size[b]
            home[home == b] = a
    first = len(new)
    return [stories[h - first] if h >= first else int(h) for h in home[:first].tolist()]


def _nearness(new: Sequence[Told], stories: Sequence[Sequence[Told]]) -> Floats:
    """Mean likeness of the new to each other and to the stories; stories are never joined with one another."""
    near = np.full((len(new) + len(stories),) * 2, -np.inf)
    for i, told in enumerate(new):
        found = [likeness(told, other) for other in new[:i]]
        near[i, :i] = near[:i, i] = found
        for k, members in enumerate(stories, len(new)):
            near[i, k] = near[k, i] = sum(likeness(told, m) for m in members) / len(members)
    return near
