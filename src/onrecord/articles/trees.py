"""Boosted decision trees, evaluated for all rows and all trees at once; nothing but numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CHUNK = 1024
"""Rows evaluated at once: bounds the memory."""


@dataclass(frozen=True, slots=True)
class Trees:
    """A forest as flat arrays, one row of nodes after another; leaves point to themselves.

    A row goes left where ``features[feature] <= threshold``. The score is the logistic of ``base`` plus the values
    of the leaves reached.
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int
    base: float

    def score(self, rows: NDArray[np.float32]) -> Floats:
        """0 to 1 for each row."""
        chunks = [self._chunk(rows[at : at + CHUNK]) for at in range(0, len(rows), CHUNK)]
        return np.concatenate(chunks) if chunks else np.zeros(0)

    def _chunk(self, rows: NDArray[np.float32]) -> Floats:
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        row = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[row, self.feature[at]] <= self.threshold[at]
            at = np.where(goes_left, self.left[at], self.right[at])
        total = self.base + self.value[at].sum(axis=1, dtype=np.float64)
        return np.asarray(1.0 / (1.0 + np.exp(-total)))


def trees_from(arrays: Mapping[str, NDArray[Any]]) -> Trees:
    """The forest stored in an ``.npz``."""
    depth, base = arrays["shape"].tolist()
    return Trees(
        feature=arrays["feature"].astype(np.int32),
        threshold=arrays["threshold"].astype(np.float32),
        left=arrays["left"].astype(np.int32),
        right=arrays["right"].astype(np.int32),
        value=arrays["value"].astype(np.float32),
        roots=arrays["roots"].astype(np.int32),
        depth=int(depth),
        base=base,
    )
