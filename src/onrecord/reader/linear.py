"""A linear classifier over named features and dense columns, run by numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Linear:
    """Scores are the sum of the weights of a row's features, its dense columns by theirs, and the bias."""

    classes: tuple[str, ...]
    vocabulary: Mapping[str, int]
    weights: Floats
    """[features, classes]"""
    dense: Floats
    """[columns, classes]"""
    bias: Floats
    known: Floats
    right: Floats
    """Share of right answers (``right``) by the probability given (``known``), as measured out of training folds."""

    def probabilities(self, names: Sequence[Sequence[str]], dense: Floats) -> Floats:
        """float32 [rows, classes]"""
        get = self.vocabulary.get
        places = [[p for p in map(get, set(row)) if p is not None] for row in names]
        scores = np.stack([self.weights[row].sum(axis=0) for row in places]) + dense @ self.dense + self.bias
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        out: Floats = shares / shares.sum(axis=1, keepdims=True)
        return out

    def answers(self, names: Sequence[Sequence[str]], dense: Floats) -> list[tuple[str, float]]:
        """For each row the likeliest class and how sure it is."""
        if not names:
            return []
        shares = self.probabilities(names, dense)
        best = shares.argmax(axis=1)
        sure = np.interp(shares.max(axis=1), self.known, self.right)
        return [(self.classes[k], round(float(s), 3)) for k, s in zip(best, sure, strict=True)]


def from_arrays(arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> Linear:
    """The classifier saved under ``name``; its features' names are the lines of ``features``."""
    features = bytes(arrays["features"].astype(np.uint8)).decode("utf-8").split("\n")

    def get(part: str) -> Floats:
        return arrays[f"{name}_{part}"].astype(np.float32)

    return Linear(
        tuple(str(c) for c in arrays[f"{name}_classes"].tolist()),
        {feature: row for row, feature in enumerate(features)},
        get("weights"),
        get("dense"),
        get("bias"),
        get("known"),
        get("right"),
    )
