"""Learnt models as plain arrays: a logistic regression and boosted trees, averaged; numpy alone runs them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
WEIGHTS: Final = Path(__file__).parent / "weights"
CHUNK: Final = 1 << 14
FEW: Final = 200
"""Up to so many rows are walked down all trees at once; more of them are compared node by node."""
LEAVES: Final = 16
"""Most leaves of trees that are compared node by node: one bit each."""


@dataclass(frozen=True)
class Model:
    """``features`` in column order. ``score`` gives a probability for each row.

    Trees lie one after another in the node arrays; a leaf's ``left`` is itself. ``depth`` steps reach every leaf.
    """

    features: tuple[str, ...]
    linear: Array
    """Weights of the standardised columns, then the bias."""
    mean: Array
    scale: Array
    feature: Array
    threshold: Array
    left: Array
    right: Array
    value: Array
    roots: Array
    base: float
    depth: int

    def score(self, rows: Array) -> npt.NDArray[np.float32]:
        """Probabilities of ``rows`` [n, features]."""
        parts = [self._score(rows[a : a + CHUNK]) for a in range(0, len(rows), CHUNK)]
        return np.concatenate([*parts, np.zeros(0)]).astype(np.float32)

    def _score(self, rows: Array) -> Array:
        line = (rows - self.mean) / self.scale @ self.linear[:-1] + self.linear[-1]
        few = len(rows) <= FEW or any(len(t.leaves) > LEAVES for t in self._trees)
        total = self.base + (self._walked(rows) if few else self._compared(rows))
        return (_sigmoid(line) + _sigmoid(total)) / 2

    def _walked(self, rows: Array) -> Array:
        """The trees' sum: every row steps down every tree."""
        node = np.repeat(self.roots[:, None], len(rows), axis=1)
        at_row = np.arange(len(rows))[None, :]
        for _ in range(self.depth):
            goes_left = rows[at_row, self.feature[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        return np.asarray(self.value[node].astype(np.float64).sum(0))

    def _compared(self, rows: Array) -> Array:
        """The same: every node strikes out the leaves on its left where a row goes right; the first left is reached.

        After QuickScorer (Lucchese et al. 2015): whole columns are compared at a time, with no steps to follow.
        """
        columns = np.ascontiguousarray(rows.T)
        total = np.zeros(len(rows))
        right, bits = np.empty(len(rows), dtype=bool), np.empty(len(rows), dtype=np.uint16)
        for tree in self._trees:
            struck = np.zeros(len(rows), dtype=np.uint16)
            for feature, threshold, leaves in tree.nodes:
                np.greater(columns[feature], threshold, out=right)
                np.multiply(right, leaves, out=bits)
                np.bitwise_or(struck, bits, out=struck)
            total += tree.leaves[_FIRST_LEFT[struck]]
        return total

    @cached_property
    def _trees(self) -> tuple[_Tree, ...]:
        return tuple(self._tree(int(root)) for root in self.roots)

    def _tree(self, root: int) -> _Tree:
        nodes: list[tuple[int, Any, Any]] = []
        leaves: list[float] = []

        def walk(node: int) -> None:
            if self.left[node] == node:
                leaves.append(self.value[node])
                return
            first = len(leaves)
            walk(int(self.left[node]))
            bits = sum(1 << n for n in range(first, len(leaves)))
            nodes.append((int(self.feature[node]), self.threshold[node], np.uint16(bits & 0xFFFF)))
            walk(int(self.right[node]))

        walk(root)
        return _Tree(tuple(nodes), np.array(leaves))


@dataclass(frozen=True)
class _Tree:
    """``nodes``: (feature, threshold, bits of the leaves on its left); ``leaves``: their values, from left to right."""

    nodes: tuple[tuple[int, Any, Any], ...]
    leaves: Array


_FIRST_LEFT: Final = np.array([((~n & (n + 1)).bit_length() - 1) % LEAVES for n in range(1 << LEAVES)], dtype=np.uint8)
"""For the bits of the leaves struck out, the first that is not."""


def _sigmoid(x: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))))


@cache
def load(name: str, folder: Path = WEIGHTS) -> Model:
    """The model of that name in the package."""
    with np.load(folder / f"{name}.npz") as file:
        arrays = {key: file[key] for key in file.files}
    arrays["features"] = tuple(str(f) for f in arrays["features"])
    return Model(**arrays | {"base": float(arrays["base"]), "depth": int(arrays["depth"])})
