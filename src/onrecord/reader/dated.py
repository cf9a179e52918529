"""What the network's own states tell of dates: whether a statement is dated at all, whether an expression dates one.

The network was taught to find statements, not dates, yet linear probes of its states (Alain and Bengio 2017) tell a
thing that is said on a day from a standing attitude, and "on Tuesday" of the cue from that of the content, better than
words and places do. The probes were learnt with one network and are asked of no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from onrecord.reader.occasions import Column, Floats, Hint
from onrecord.reader.scene import WEIGHTS, Placed, Scene

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
    return asked(ask(probes.statement, of_statements(scene)), ask(probes.hint, of_hints(scene, hints)))


def ask(probe: Floats, rows: Floats) -> Floats:
    """[rows]: the log odds that a probe gives."""
    odds: Floats = rows @ probe[:-1] + probe[-1]
    return odds


def asked(statements: Floats, hints: Floats) -> list[Column]:
    """[S, 1], [1, H], [1, H]: log odds of statements and hints, and which hint is the likeliest of the article."""
    return [statements[:, None], hints[None], hints[None] >= hints.max(initial=-np.inf)]


def of_statements(scene: Scene) -> Floats:
    """[statements, 2 width]: a statement's cue, and its sentence but for the content."""
    states = _states(scene)
    return np.array([np.concatenate([_mean(states, cue), _mean(states, rest)]) for cue, rest in _parts(scene)])


def of_hints(scene: Scene, hints: Sequence[Hint]) -> Floats:
    """[hints, 3 width]: a time expression, the words before it and those after it."""
    states = _states(scene)
    rows = [np.concatenate([_mean(states, words) for words in _around(h, len(states))]) for h in hints]
    return np.array(rows, np.float32).reshape(len(hints), 3 * states.shape[1])


def _around(hint: Hint, words: int) -> tuple[range, range, range]:
    first, last = hint.first, hint.last
    return range(first, last), range(max(0, first - AROUND), first), range(last, min(last + AROUND, words))


def _states(scene: Scene) -> Floats:
    assert scene.analysis.inner is not None
    return scene.analysis.inner.states


def _parts(scene: Scene) -> Iterable[tuple[list[int], list[int]]]:
    sentences: dict[int, list[int]] = {}
    for word, sentence in enumerate(scene.where.sentence_of):
        sentences.setdefault(sentence, []).append(word)
    for placed in scene.placed:
        yield _cue(placed), [w for w in sentences.get(placed.sentence, []) if not placed.in_content(w, w + 1)]


def _cue(placed: Placed) -> list[int]:
    return [word for a, b in placed.cue or ((placed.head, placed.head + 1),) for word in range(a, b)]


def _mean(states: Floats, words: Sequence[int]) -> Floats:
    mean: Floats = states[list(words)].mean(axis=0) if words else np.zeros(states.shape[1], np.float32)
    return mean
