"""What the network's own states tell of dates: whether a statement is dated at all, whether an expression dates one.

The network was taught to find statements, not dates, yet linear probes of its states (Alain and Bengio 2017) tell a
thing that is said on a day from a standing attitude, and "on Tuesday" of the cue from that of the content, better than
words and places do. The probes were learnt with one network and are asked of no other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.reader.occasions import Column, Floats, Hint
from onrecord.reader.scene import WEIGHTS, Placed, Scene, Words

Parts = tuple[Words, ...]
"""The words of each part: a statement's cue and what stands beside its content, a time and what is around it."""

AROUND: Final = 5
"""Words before and after a time expression whose states are averaged."""


@dataclass(frozen=True, slots=True)
class Probes:
    """Of one network: weights over its averaged states, and a bias, for statements and for expressions."""

    network: str
    statement: Floats
    """[2 width + 1]"""
    hint: Floats
    """[3 width + 1]"""


@cache
def load(path: Path = WEIGHTS) -> Probes:
    """The probes in the package."""
    with np.load(path) as arrays:
        return Probes(
            str(arrays["probes_network"].item()),
            arrays["probes_statement"].astype(np.float32),
            arrays["probes_hint"].astype(np.float32),
        )


def columns(scene: Scene, hints: Sequence[Hint]) -> list[Column]:
    """Columns for ``occasions.weigh``; none where the article was not read by the network that the probes are of."""
    inner, probes = scene.analysis.inner, load()
    if inner is None or inner.network != probes.network or not hints or not scene.placed:
        return []
    return asked(probes.statement, probes.hint, scene, hints)


def asked(statement: Floats, hint: Floats, scene: Scene, hints: Sequence[Hint]) -> list[Column]:
    """What two probes say of an article."""
    states = _states(scene)
    return told(odds(statement, states, _of_statements(scene)), odds(hint, states, _of_hints(scene, hints)))


def told(statements: Floats, hints: Floats) -> list[Column]:
    """[S, 1], [1, H], [1, H]: log odds of statements and hints, and which hint is the likeliest of the article."""
    return [statements[:, None], hints[None], hints[None] >= hints.max(initial=-np.inf)]


def odds(probe: Floats, states: Floats, wanted: Sequence[Parts]) -> Floats:
    """[wanted]: the log odds that a probe gives. A mean's product is the mean of the words' products, which are few."""
    several = len(probe) // states.shape[1]
    words = np.einsum("wc,pc->wp", states, probe[:-1].reshape(several, -1))  # one thread, so that all machines agree
    each = averages(words, wanted, several).reshape(len(wanted), several, several)
    out: Floats = np.trace(each, axis1=1, axis2=2) + probe[-1]
    return out


def of_statements(scene: Scene) -> Floats:
    """[statements, 2 width]: the states of a statement's cue, and of its sentence but for the content."""
    return averages(_states(scene), _of_statements(scene), 2)


def of_hints(scene: Scene, hints: Sequence[Hint]) -> Floats:
    """[hints, 3 width]: the states of a time expression, of the words before it and of those after it."""
    return averages(_states(scene), _of_hints(scene, hints), 3)


def averages(table: Floats, wanted: Sequence[Parts], parts: int) -> Floats:
    """[wanted, parts * columns]: of each part's words the mean of the table's rows; zero where a part has none."""
    sums = np.zeros((len(table) + 1, table.shape[1]))
    np.cumsum(table, axis=0, dtype=np.float64, out=sums[1:])
    rows = [[_mean(sums, ranges) for ranges in one] for one in wanted]
    return np.array(rows, np.float32).reshape(len(wanted), parts * table.shape[1])


def _mean(sums: npt.NDArray[np.float64], ranges: Words) -> npt.NDArray[np.float64]:
    count = sum(b - a for a, b in ranges)
    total = sum((sums[b] - sums[a] for a, b in ranges), np.zeros(sums.shape[1]))
    return total / max(count, 1)


def _states(scene: Scene) -> Floats:
    assert scene.analysis.inner is not None
    return scene.analysis.inner.states


def _of_statements(scene: Scene) -> list[Parts]:
    return [(p.cue or ((p.head, p.head + 1),), _beside(scene, p)) for p in scene.placed]


def _beside(scene: Scene, placed: Placed) -> Words:
    """The words of the statement's sentence that are not of its content."""
    of = scene.where.sentence_of
    first, last = bisect_left(of, placed.sentence), bisect_right(of, placed.sentence)
    out = []
    for a, b in sorted(placed.content):
        if first < b and a < last:
            out.append((first, max(first, a)))
            first = max(first, b)
    return (*out, (first, max(first, last)))


def _of_hints(scene: Scene, hints: Sequence[Hint]) -> list[Parts]:
    return [_around(h, len(scene.where.words)) for h in hints]


def _around(hint: Hint, words: int) -> Parts:
    first, last = hint.first, hint.last
    return ((first, last),), ((max(0, first - AROUND), first),), ((last, min(last + AROUND, words)),)
