"""How likely each pair of propositions is about one claim: two learnt stages.

The first looks at the two alone; the second also at their neighbours' scores: two statements that are near to the
same third, or whose neighbours in the text match, are likelier to belong together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.claims import embedding, pairing, trees
from onrecord.claims.copies import firsts
from onrecord.claims.embedding import Embed
from onrecord.claims.propositions import Proposition
from onrecord.claims.similarity import Floats, Pairs, runs

SECOND: Final = "second:"
TOGETHER: Final = "together"
EMBEDDED: Final = "_embedded"
"""The end of the names of the weights that hear a sentence-embedding model of the user's own."""
EXPLAINED: Final = ("telling", "aligned", "runs", "same_speaker_here", "same_speaker_there", "next", "numbers", "names")
"""The features that reasons are told from."""

COPY: Final = 0.99
"""Both scores of two that have the same words."""
COPIES: Final = {"telling": 1.0, "aligned": 1.0, "runs": 1.0, "same_speaker_there": 1.0, "names": 1.0}
"""Features of two that have the same words; the others are 0."""

STRANGE: Final = 0.3
FAINT: Final = 0.2
"""Two without a word in common and less alike than STRANGE keep FAINT of their score: among few statements everything
is the nearest to something, and neighbourhood alone must not join what has nothing in common."""


@dataclass(frozen=True)
class Judged:
    """[n, n] each: the probability that two are about one claim, and that they tell of one utterance."""

    together: Floats
    one: Floats
    features: Mapping[str, Floats]


def rows(features: Sequence[str], matrices: Mapping[str, Floats]) -> Floats:
    """The upper triangle's features, one row a pair."""
    size = len(next(iter(matrices.values())))
    upper = np.triu_indices(size, 1)
    return np.stack([matrices[name][upper] for name in features], axis=1)


def square(size: int, values: Floats) -> Floats:
    """A symmetric matrix with a zero diagonal from its upper triangle."""
    out = np.zeros((size, size), dtype=np.float32)
    out[np.triu_indices(size, 1)] = values
    return out + out.T


def neighbourhood(p: Pairs, first: Floats) -> dict[str, Floats]:
    """What the first stage's scores of other pairs say of each pair."""
    after, before = _shifted(p, first, 1), _shifted(p, first, -1)
    near = np.maximum(after, before)
    norm = np.sqrt(np.maximum((first**2).sum(1), 1e-6))
    order = np.argsort(np.argsort(-first, axis=1, kind="stable"), axis=1) + 1
    reciprocal = (1 / order).astype(np.float32)
    total = first.sum(1)
    found = {
        "score": first,
        "log": np.log(first + 1e-3),
        "near_best": np.maximum(near, near.T),
        "near_mean": (after + before + after.T + before.T) / 4,
        "common": (first @ first) / np.outer(norm, norm),
        "common_raw": np.sqrt(first @ first),
        "bridge": _bridge(first),
        "rank": np.sqrt(reciprocal * reciprocal.T),
        "rank_best": np.maximum(reciprocal, reciprocal.T),
        "least": np.minimum.outer(total, total),
        "most": np.maximum.outer(total, total),
    }
    return {SECOND + name: matrix.astype(np.float32) for name, matrix in found.items()}


def _bridge(scores: Floats) -> Floats:
    """The best third between two: the lesser of its two scores."""
    best = np.zeros_like(scores)
    for row in scores:
        np.maximum(best, np.minimum.outer(row, row), out=best)
    return best


def _shifted(p: Pairs, scores: Floats, step: int) -> Floats:
    """Each row replaced by that of the article's next (or last) statement; zero where there is none."""
    out = np.zeros_like(scores)
    at = np.arange(len(scores)) + step
    inside = (at >= 0) & (at < len(scores))
    inside[inside] = p.articles[np.where(inside)[0]] == p.articles[at[inside]]
    out[inside] = scores[at[inside]]
    return out


def judged(propositions: Sequence[Proposition], embed: Embed | None = None) -> Judged:
    """Both scores of every pair; their diagonals are zero. ``embed``: a sentence-embedding model to hear instead of
    the package's own encoder.

    Of statements that articles have word for word from one another the first alone is compared with others.
    """
    first = firsts(propositions)
    kept = sorted(set(first))
    place = {i: n for n, i in enumerate(kept)}
    return _spread(_judged([propositions[i] for i in kept], embed), np.array([place[i] for i in first], dtype=np.int64))


def _spread(scores: Judged, at: npt.NDArray[np.int64]) -> Judged:
    """The scores of all from those of the first of each words; ``at``: where each one's first stands."""
    size = len(at)
    copy = np.equal.outer(at, at) & ~np.eye(size, dtype=bool)

    def of(matrix: Floats, alike: float) -> Floats:
        return np.where(copy, np.float32(alike), matrix[np.ix_(at, at)])

    features = {name: of(matrix, COPIES.get(name, 0.0)) for name, matrix in scores.features.items()}
    return Judged(of(scores.together, COPY), of(scores.one, COPY), features)


def _judged(propositions: Sequence[Proposition], embed: Embed | None = None) -> Judged:
    size = len(propositions)
    if size < 2:
        return Judged(np.zeros((size, size), dtype=np.float32), np.zeros((size, size), dtype=np.float32), {})
    pairs = Pairs(propositions)
    matrices = pairs.matrices() | embedding.features(propositions, embed or embedding.shipped())
    heard = EMBEDDED if embed else ""
    first, same = trees.load(f"pairs_first{heard}"), trees.load("pairs_same")
    matrices |= neighbourhood(pairs, square(size, first.score(rows(first.features, matrices))))
    together = pairing.load(f"pairs_second{heard}").scores(propositions, matrices)
    strange = (matrices["telling"] == 0) & (matrices["aligned"] < STRANGE)
    together = np.where(strange, together * FAINT, together)
    matrices |= runs(pairs) | {TOGETHER: together}
    one = square(size, same.score(rows(same.features, matrices)))
    return Judged(together, one, {name: matrices[name] for name in EXPLAINED})
