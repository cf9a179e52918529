"""Learnt models as plain arrays: a logistic regression and boosted trees, averaged; numpy alone runs them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
WEIGHTS: Final = Path(__file__).parent / "weights"
CHUNK: Final = 1 << 17


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
        total = np.full(len(rows), self.base)
        at_row = np.arange(len(rows))
        for root in self.roots:
            node = np.full(len(rows), root)
            for _ in range(self.depth):
                goes_left = rows[at_row, self.feature[node]] <= self.threshold[node]
                node = np.where(goes_left, self.left[node], self.right[node])
            total += self.value[node]
        return (_sigmoid(line) + _sigmoid(total)) / 2


def _sigmoid(x: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))))


@cache
def load(name: str, folder: Path = WEIGHTS) -> Model:
    """The model of that name in the package."""
    with np.load(folder / f"{name}.npz") as file:
        arrays = {key: file[key] for key in file.files}
    arrays["features"] = tuple(str(f) for f in arrays["features"])
    return Model(**arrays | {"base": float(arrays["base"]), "depth": int(arrays["depth"])})
