"""From pair scores to groups that may overlap: a statement can be about as many as three claims.

Groups are made by average linking, mended by moving single statements to where their scores sum highest, and then
widened by statements that fit a second or third group. A pair is worth ``score - EVEN``: EVEN is the score at which
taking a pair helps and harms alike.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.claims.similarity import Floats

LINK: Final = 0.74
"""Average linking stops at this mean distance (1 - score)."""
EVEN: Final = 0.25
LIMIT: Final = 3
"""Most groups of one statement."""
ROUNDS: Final = 6

Labels = npt.NDArray[np.int64]


def average_linking(scores: Floats, stop: float = LINK) -> Labels:
    """A group number for each; the two groups with the least mean distance are joined until it reaches ``stop``."""
    size = len(scores)
    total = (1.0 - scores).astype(np.float64)
    np.fill_diagonal(total, np.inf)
    members, labels = np.ones(size), np.arange(size)
    alive = np.ones(size, dtype=bool)
    while alive.sum() > 1:
        flat = int(np.argmin(total))
        a, b = divmod(flat, size)
        if not total[a, b] < stop:
            break
        merged = (total[a] * members[a] + total[b] * members[b]) / (members[a] + members[b])
        merged[[a, b]] = np.inf
        total[a], total[:, a] = merged, merged
        total[b], total[:, b] = np.inf, np.inf
        members[a] += members[b]
        alive[b] = False
        labels[labels == b] = a
    return labels


def mended(scores: Floats, labels: Labels, even: float = EVEN) -> Labels:
    """Each statement moved to the group in which its pairs are worth most, while anything moves."""
    worth = scores - even
    np.fill_diagonal(worth, 0.0)
    labels = labels.copy()
    for _ in range(ROUNDS):
        moved = False
        names, inverse = np.unique(labels, return_inverse=True)
        for i in range(len(labels)):
            sums = np.bincount(inverse, weights=worth[i], minlength=len(names))
            best = int(np.argmax(sums))
            if sums[best] > sums[inverse[i]] + 1e-9:
                labels[i] = names[best]
            elif sums[inverse[i]] < 0:
                labels[i] = labels.max() + 1
            else:
                continue
            moved = True
            names, inverse = np.unique(labels, return_inverse=True)
        if not moved:
            break
    return labels


def widened(scores: Floats, groups: list[set[int]], even: float = EVEN) -> list[set[int]]:
    """Each statement added to further groups where the pairs that this adds are worth taking; best first."""
    groups = [set(g) for g in groups]
    covered = np.zeros(scores.shape, dtype=bool)
    for g in groups:
        covered[np.ix_(list(g), list(g))] = True
    count = covered.any(axis=1).astype(int)
    inside = np.zeros((len(groups), len(scores)))
    for k, g in enumerate(groups):
        inside[k, list(g)] = len(g) > 1
    worth = np.where(inside > 0, 0.0, inside @ np.where(covered, 0.0, scores - even).T)
    offers = [(float(worth[k, i]), int(k), int(i)) for k, i in np.argwhere(worth > 0)]
    for _, k, i in sorted(offers, key=lambda o: (-o[0], o[1], o[2])):
        if count[i] < LIMIT and _worth(scores, covered, groups[k], i, even) > 0:
            at = sorted(groups[k])
            covered[i, at] = covered[at, i] = True
            groups[k].add(i)
            count[i] += 1
    return groups


def _worth(scores: Floats, covered: npt.NDArray[np.bool_], group: set[int], i: int, even: float) -> float:
    """What the pairs are worth that adding i to a group would newly make."""
    at = np.fromiter(sorted(group), dtype=np.int64)
    fresh = ~covered[i, at]
    return float((scores[i, at] - even)[fresh].sum())


def grouped(scores: Floats) -> list[list[int]]:
    """Groups of two and more, each in order, the largest first."""
    if len(scores) < 2:
        return []
    labels = mended(scores, average_linking(scores))
    whole = [set(np.where(labels == name)[0].tolist()) for name in np.unique(labels)]
    found = [sorted(g) for g in widened(scores, whole) if len(g) > 1]
    return sorted(found, key=lambda g: (-len(g), g))
