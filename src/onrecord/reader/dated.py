"""On which day each statement was said, of those that the article tells: a small network over its statements in turn.

What a statement and a time expression are like goes in as the columns of ``occasions``, the statement's words, and the
reading network's own states of both; a recurrent network (GRU, Cho et al. 2014) carries an occasion on from statement
to statement, both ways. Each statement then weighs the expressions near it against one another and against none.
The states are those of the network that it was learnt with; an article read by another goes in without.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.reader import acts, occasions
from onrecord.reader.occasions import Bar, Floats, Hint, Ints, Told
from onrecord.reader.scene import Placed, Scene, Words
from onrecord.reader.sessions import about, session

Parts = tuple[Words, ...]
"""The words of each part: a statement's cue and what stands beside its content, a time and what is around it."""
Feed = dict[str, npt.NDArray[Any]]

WEIGHTS: Final = Path(__file__).parent.parent / "weights" / "dates.onnx"
AROUND: Final = 5
"""Words before and after a time expression whose states are averaged."""
SAID_PARTS, TIME_PARTS = 2, 3
WITHIN: Final = occasions.FAR - 1
"""Days so many statements away are weighed: of a poll the last lines tell when it was taken. All farther ones look as
if ``FAR`` away."""
MOST_PAIRS: Final = 20_000
"""Pairs asked about at once: an article of the corpus has some thousands."""
EDGES: Final = np.array([-20, -8, -4, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 4, 8, 20], np.float32)
"""A column's number goes in as the step that it lies on; there are ``STEPS`` of them."""
STEPS: Final = len(EDGES) + 1


@dataclass(frozen=True, slots=True)
class Dater:
    """The network in a file, the id of the reading network whose states it hears, and the bar for its answers."""

    run: Any
    network: str
    width: int
    """Of a state."""
    bar: Bar


@cache
def load(path: Path = WEIGHTS) -> Dater:
    """The network in the package."""
    run = session(path)
    told = about(run)
    (width,) = (i.shape[1] // SAID_PARTS for i in run.get_inputs() if i.name == "said")
    return Dater(run, told["network"], width, Bar.of(told))


def weigh(told: Told, hints: Sequence[Hint]) -> Floats:
    """float32 [statements, hints]: how likely the day of each hint is the statement's."""
    out = np.zeros((len(told.head), len(hints)), np.float32)
    if out.size:
        dater = load()
        fed = feed(told, hints, dater.width, dater.network)
        none, pair = _run(dater, fed)
        out[fed["row"], fed["place"]] = shares_of(none, pair, fed["row"])
    return by_value(out, hints)


def _run(dater: Dater, fed: Feed) -> tuple[Floats, Floats]:
    """What the network gives: of none [statements], and of each pair; very many are asked about some at a time."""
    none, pairs = np.zeros(0, np.float32), []
    for at in range(0, len(fed["row"]) or 1, MOST_PAIRS):
        some = {name: fed[name][at : at + MOST_PAIRS] for name in ("row", "place", "cells")}
        none, pair = dater.run.run(["none", "pair"], fed | some)
        pairs.append(pair)
    return none, np.concatenate(pairs)


def shares_of(none: Floats, pair: Floats, row: Ints) -> Floats:
    """Of each pair, its share among the statement's hints and none."""
    top = none.copy()
    np.maximum.at(top, row, pair)
    raised, total = np.exp(pair - top[row]), np.exp(none - top)
    np.add.at(total, row, raised)
    out: Floats = raised / total[row]
    return out


def by_value(shares: Floats, hints: Sequence[Hint]) -> Floats:
    """The shares, those of hints that tell the same day gathered in the likeliest of them."""
    places: dict[str, list[int]] = {}
    for place, hint in enumerate(hints):
        places.setdefault(hint.value, []).append(place)
    out, rows = shares.copy(), np.arange(len(shares))
    for same in (np.array(found) for found in places.values() if len(found) > 1):
        out[:, same] = 0
        out[rows, same[shares[:, same].argmax(axis=1)]] = shares[:, same].sum(axis=1)
    return out


def feed(told: Told, hints: Sequence[Hint], width: int, network: str = "") -> Feed:
    """What the network is given of an article: its statements, its hints, and the pairs of both that are weighed.

    ``width`` is that of a state; an article that another network than ``network`` read goes in with states of zeros.
    """
    scene = told.scene
    table = occasions.Table(told, hints)
    row, place, shown = occasions.pairs(table, WITHIN)
    inner = scene.analysis.inner
    heard = inner is not None and inner.network == network
    return {
        "forms": steps(np.concatenate([*told.own, *told.turn], axis=1)),
        "words": acts.averages(scene),
        "said": of_statements(scene) if heard else np.zeros((len(scene.placed), SAID_PARTS * width), np.float32),
        "times": of_hints(scene, hints) if heard else np.zeros((len(hints), TIME_PARTS * width), np.float32),
        "host": table.host + 1,
        "row": row,
        "place": place,
        "cells": steps(shown),
    }


def steps(table: npt.NDArray[Any]) -> Ints:
    """int64: on which step each number lies."""
    out: Ints = np.searchsorted(EDGES, table).astype(np.int64)
    return out


def of_statements(scene: Scene) -> Floats:
    """[statements, 2 width]: the states of a statement's cue, and of its sentence but for the content."""
    said = [(p.cue or ((p.head, p.head + 1),), _beside(scene, p)) for p in scene.placed]
    return averages(_states(scene), said, SAID_PARTS)


def of_hints(scene: Scene, hints: Sequence[Hint]) -> Floats:
    """[hints, 3 width]: the states of a time expression, of the words before it and of those after it."""
    return averages(_states(scene), [_around(h, len(scene.where.words)) for h in hints], TIME_PARTS)


def averages(table: Floats, wanted: Sequence[Parts], parts: int) -> Floats:
    """[wanted, parts * columns]: of each part's words the mean of the table's rows; zero where a part has none."""
    words = [[i for a, b in ranges for i in range(a, b)] for one in wanted for ranges in one]
    counts = np.array([len(of) for of in words])
    sums = np.zeros((len(words), table.shape[1]), np.float32)
    if counts.any():
        starts = (np.cumsum(counts) - counts)[counts > 0]
        sums[counts > 0] = np.add.reduceat(table[[i for of in words for i in of]], starts, axis=0)
    means = sums / np.maximum(counts, 1)[:, None]
    out: Floats = means.reshape(len(wanted), parts * table.shape[1]).astype(np.float32)
    return out


def _states(scene: Scene) -> Floats:
    assert scene.analysis.inner is not None
    return scene.analysis.inner.states


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


def _around(hint: Hint, words: int) -> Parts:
    first, last = hint.first, hint.last
    return ((first, last),), ((max(0, first - AROUND), first),), ((last, min(last + AROUND, words)),)
