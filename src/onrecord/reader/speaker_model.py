"""The learnt parts of telling who is meant: a small ranker, a classifier of kinds, and their calibration."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.reader.lexicon import weights

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layers:
    """One hidden layer of rectified units; several trainings stand side by side and their results are averaged."""

    inner: tuple[Array, ...]
    inner_bias: tuple[Array, ...]
    outer: tuple[Array, ...]


def _arrays(rows: list[object]) -> tuple[Array, ...]:
    return tuple(np.asarray(row, dtype=np.float32) for row in rows)


@functools.cache
def _ranker() -> Layers:
    table = weights()["ranker"]
    return Layers(_arrays(table["inner"]), _arrays(table["bias"]), _arrays(table["outer"]))


@functools.cache
def _kinds() -> tuple[Array, Array]:
    table = weights()["kinds"]
    return np.asarray(table["weights"], dtype=np.float32), np.asarray(table["bias"], dtype=np.float32)


def _softmax(scores: Array) -> Array:
    shifted = np.exp(scores - scores.max())
    return np.asarray(shifted / shifted.sum(), dtype=np.float32)


def rank(rows: Sequence[Sequence[float]]) -> Array:
    """For each candidate the probability that it is meant; they sum to one."""
    layers = _ranker()
    features = np.asarray(rows, dtype=np.float32)
    total = np.zeros(len(features), dtype=np.float32)
    for inner, bias, outer in zip(layers.inner, layers.inner_bias, layers.outer, strict=True):
        total += _softmax(np.maximum(features @ inner + bias, 0.0) @ outer)
    return np.asarray(total / len(layers.inner), dtype=np.float32)


def kind_scores(row: Sequence[float]) -> Array:
    """The probability of each kind, in the order of ``records.KINDS``."""
    matrix, bias = _kinds()
    return _softmax(np.asarray(row, dtype=np.float32) @ matrix + bias)


def sure(table: str, group: str, probability: float) -> float:
    """How often an answer of this group and probability is right, as measured on articles held out of training."""
    slope, offset = weights()["sure"][table].get(group, (1.0, 0.0))
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return round(1.0 / (1.0 + math.exp(-(slope * math.log(clipped / (1 - clipped)) + offset))), 3)
