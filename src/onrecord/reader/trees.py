"""Boosted decision trees run by numpy: rows of numbers in, probabilities out.

Learnt by scikit-learn under ``training/labels``; a tree is its nodes in arrays. Inner node n sends a row to the node
after it where ``row[column[n]] <= cut[n]``, else to ``right[n]``; a leaf's cut is minus infinity and its right is
itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Forest:
    """All trees' nodes one after another; ``roots[t]`` is the first node of tree t, ``depth`` the deepest one's."""

    roots: Ints
    column: Ints
    cut: Floats
    next: Ints
    """[2 * nodes]: of each node, where it sends a row to the right and where to the left."""
    value: Floats
    base: float
    depth: int

    def probabilities(self, rows: Floats) -> Floats:
        """float32 [rows, columns] → [rows]"""
        if not len(rows):
            return np.zeros(0, np.float32)
        node = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        flat = np.ascontiguousarray(rows).ravel()
        starts = (np.arange(len(rows)) * rows.shape[1])[:, None]
        for _ in range(self.depth):
            goes_left = flat.take(starts + self.column.take(node)) <= self.cut.take(node)
            node = self.next.take(2 * node + goes_left)
        total = self.base + self.value.take(node).sum(axis=1)
        sure: Floats = (1 / (1 + np.exp(-total))).astype(np.float32)
        return sure


def from_arrays(arrays: Mapping[str, npt.NDArray[np.generic]], prefix: str) -> Forest:
    """The forest that ``training.labels`` saved under ``prefix``."""
    get = {name: arrays[f"{prefix}_{name}"] for name in ("roots", "column", "cut", "right", "value", "other")}
    other = [float(x) for x in get["other"].tolist()]
    left = np.arange(1, len(get["right"]) + 1)
    return Forest(
        get["roots"].astype(np.intp),
        get["column"].astype(np.intp),
        get["cut"].astype(np.float32),
        np.stack([get["right"].astype(np.intp), left], axis=1).ravel(),
        get["value"].astype(np.float32),
        other[0],
        int(other[1]),
    )
