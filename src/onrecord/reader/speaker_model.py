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

    inner: Array
    """[columns, trainings * units]"""
    inner_bias: Array
    outer: Array
    """[trainings * units, trainings]; zero between one training's units and another's answer"""


@functools.cache
def _ranker() -> Layers:
    table = weights()["ranker"]
    inner, bias, outer = (np.asarray(table[name], dtype=np.float32) for name in ("inner", "bias", "outer"))
    apart = np.eye(len(outer), dtype=np.float32)[:, None] * outer[..., None]
    return Layers(np.concatenate(list(inner), axis=1), bias.ravel(), apart.reshape(-1, len(outer)))


@functools.cache
def _kinds() -> tuple[Array, Array]:
    table = weights()["kinds"]
    return np.asarray(table["weights"], dtype=np.float32), np.asarray(table["bias"], dtype=np.float32)


def _softmax(scores: Array, axis: int) -> Array:
    shifted = np.exp(scores - scores.max(axis, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis, keepdims=True), dtype=np.float32)


def rank(rows: Array) -> Array:
    """For each candidate the probability that it is meant; they sum to one."""
    layers = _ranker()
    hidden = np.maximum(rows @ layers.inner + layers.inner_bias, 0.0)
    return np.asarray(_softmax(hidden @ layers.outer, 0).mean(-1), dtype=np.float32)


def kind_scores(rows: Sequence[Sequence[float]]) -> Array:
    """[rows, kinds]: the probability of each kind, in the order of ``records.KINDS``."""
    matrix, bias = _kinds()
    return _softmax(np.asarray(rows, dtype=np.float32) @ matrix + bias, 1)


def sure(table: str, group: str, probability: float) -> float:
    """How often an answer of this group and probability is right, as measured on articles held out of training."""
    slope, offset = weights()["sure"][table].get(group, (1.0, 0.0))
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return round(1.0 / (1.0 + math.exp(-(slope * math.log(clipped / (1 - clipped)) + offset))), 3)
