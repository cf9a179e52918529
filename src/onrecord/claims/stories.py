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
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.claims.similarity import idf
from onrecord.claims.words import stems
from onrecord.records import Article, parse_day

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

Floats = npt.NDArray[Any]
STEM: Final = np.dtype([("stem", "<u4"), ("weight", "<f4")])
"""A stem as a number that comes from it alone, and its weight in an article."""
Stems = npt.NDArray[Any]
"""Rows of ``STEM``, by number."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article as stories see it."""

    name: str
    stems: Stems
    published: str


def telling(article: Article) -> Stems:
    """An article's most telling stems with their weights; the square sum is 1."""
    heading = f"{article.title} {article.text[:BEGINNING]} "
    count = Counter(stems(f"{article.title} {heading * 2}{article.text}"))
    weighed = {s: (1 + math.log(n)) * idf(s) for s, n in count.items()}
    kept = sorted(weighed, key=lambda s: (-weighed[s], s))[:WORDS]
    norm = math.sqrt(sum(weighed[s] ** 2 for s in kept)) or 1.0
    return numbered({s: weighed[s] / norm for s in kept})


def numbered(weights: Mapping[str, float]) -> Stems:
    """Stems with their weights as rows of ``STEM``."""
    rows = np.array([(_number(stem), weight) for stem, weight in weights.items()], dtype=STEM)
    return rows[np.argsort(rows["stem"], kind="stable")]


@lru_cache(maxsize=1 << 16)
def _number(stem: str) -> int:
    return int.from_bytes(blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little")


class Shelf:
    """Articles to compare others with, all at once. ``asked``: the others, whose stems alone matter."""

    def __init__(self, told: Sequence[Told], asked: Sequence[Told]) -> None:
        nothing = np.zeros(0, dtype=STEM)
        rows = np.concatenate([nothing, *(t.stems for t in told)])
        self.known = np.unique(np.concatenate([nothing, *(t.stems for t in asked)])["stem"])
        at = np.searchsorted(self.known, rows["stem"])
        shared = np.append(self.known, 0)[at] == rows["stem"]
        shared &= at < len(self.known)
        self.stem, self.weight = at[shared], rows["weight"][shared].astype(np.float64)
        self.article = np.repeat(np.arange(len(told)), [len(t.stems) for t in told])[shared]
        self.days = np.array([_ordinal(t.published) for t in told], dtype=np.int64)

    def likeness(self, told: Told) -> Floats:
        """Cosine of its stems and each one's, the less the further apart they appeared; 0 beyond ``WINDOW``."""
        weight = np.zeros(len(self.known))
        weight[np.searchsorted(self.known, told.stems["stem"])] = told.stems["weight"]
        total = np.bincount(self.article, weights=weight[self.stem] * self.weight, minlength=len(self.days))
        day = _ordinal(told.published)
        apart = np.where((self.days > 0) & (day > 0), np.abs(self.days - day), 0)
        return np.where(apart > WINDOW, 0.0, total * np.exp(-apart / FADE))


def _ordinal(text: str) -> int:
    """The day of an ISO date as a number; 0 where it is none."""
    day = day_of(text)
    return day.toordinal() if day else 0


day_of = lru_cache(maxsize=1 << 14)(parse_day)


def placed(new: Sequence[Told], held: Mapping[str, Sequence[Told]]) -> list[str | int]:
    """For each new article the story that it joins: the id of one held, or a number for each story that begins."""
    room = [s for s, told in held.items() if told and len(told) < LARGEST]
    mean = _to_stories(new, [held[s] for s in room])
    near_one = np.flatnonzero((mean >= JOIN).any(axis=0))  # no others can ever be joined
    stories = [room[k] for k in near_one]
    size = np.array([1.0] * len(new) + [float(len(held[s])) for s in stories])
    near = _nearness(new, mean[:, near_one])
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


def _to_stories(new: Sequence[Told], stories: Sequence[Sequence[Told]]) -> Floats:
    """Mean likeness of each of the new to the articles of each story."""
    if not stories:
        return np.zeros((len(new), 0))
    shelf = Shelf([told for members in stories for told in members], new)
    size = np.array([len(members) for members in stories])
    ends = np.cumsum(size)
    summed = [np.diff(np.concatenate([[0.0], np.cumsum(shelf.likeness(told))[ends - 1]])) for told in new]
    return np.asarray(np.array(summed).reshape(len(new), len(stories)) / size)


def _nearness(new: Sequence[Told], mean: Floats) -> Floats:
    """Likeness of the new to each other, and theirs to the stories; stories are never joined with one another."""
    near = np.full((len(new) + mean.shape[1],) * 2, -np.inf)
    shelf = Shelf(new, new)
    for i, told in enumerate(new):
        near[i, :i] = near[:i, i] = shelf.likeness(told)[:i]
    near[: len(new), len(new) :] = mean
    near[len(new) :, : len(new)] = mean.T
    return near
