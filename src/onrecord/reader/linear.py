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
    """[features + 1, classes]: the last row is zero"""
    dense: Floats
    """[columns, classes]"""
    bias: Floats
    known: Floats
    right: Floats
    """Share of right answers (``right``) by the probability given (``known``), as measured out of training folds."""

    def rows(self, names: Sequence[Sequence[str]]) -> list[list[int]]:
        """The weights' rows of each row's features, in the features' order; each at most once."""
        get = self.vocabulary.get
        return [sorted({p for p in map(get, row) if p is not None}) for row in names]

    def probabilities(self, rows: Sequence[Sequence[int]], dense: Floats) -> Floats:
        """float32 [rows, classes]"""
        none = len(self.weights) - 1
        flat = [place for row in rows for place in (*row, none)]
        starts = np.cumsum([0, *(len(row) + 1 for row in rows[:-1])])
        scores = np.add.reduceat(self.weights[flat], starts, axis=0) + dense @ self.dense + self.bias
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        out: Floats = shares / shares.sum(axis=1, keepdims=True)
        return out

    def answers(self, rows: Sequence[Sequence[int]], dense: Floats) -> list[tuple[str, float]]:
        """For each row the likeliest class and how sure it is."""
        if not rows:
            return []
        shares = self.probabilities(rows, dense)
        best = shares.argmax(axis=1).tolist()
        sure = np.interp(shares.max(axis=1), self.known, self.right).tolist()
        return [(self.classes[k], round(s, 3)) for k, s in zip(best, sure, strict=True)]


def vocabulary(arrays: Mapping[str, npt.NDArray[np.generic]]) -> dict[str, int]:
    """The classifiers' features: the lines of ``features``, by their names."""
    features = bytes(arrays["features"].astype(np.uint8)).decode("utf-8").split("\n")
    return {feature: row for row, feature in enumerate(features)}


def from_arrays(arrays: Mapping[str, npt.NDArray[np.generic]], name: str, features: Mapping[str, int]) -> Linear:
    """The classifier saved under ``name``; ``features`` as ``vocabulary`` gives them."""

    def get(part: str) -> Floats:
        return arrays[f"{name}_{part}"].astype(np.float32)

    return Linear(
        tuple(str(c) for c in arrays[f"{name}_classes"].tolist()),
        features,
        np.pad(get("weights"), ((0, 1), (0, 0))),
        get("dense"),
        get("bias"),
        get("known"),
        get("right"),
    )
