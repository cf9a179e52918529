"""scikit-learn's boosted trees → flat arrays for ``onrecord.articles.trees``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def arrays_of(models: Sequence[Any]) -> dict[str, NDArray[np.generic]]:
    """Nodes of all trees of all models, one after another; leaves point to themselves. Models are averaged (logits)."""
    trees = [predictors[0].nodes for model in models for predictors in model._predictors]
    starts = np.cumsum([0] + [len(nodes) for nodes in trees])[:-1]
    nodes = np.concatenate(trees)
    own = np.arange(len(nodes))
    shift = np.repeat(starts, [len(tree) for tree in trees])
    leaf = nodes["is_leaf"].astype(bool)
    base = float(np.mean([model._baseline_prediction.ravel()[0] for model in models]))
    return {
        "feature": np.where(leaf, 0, nodes["feature_idx"]).astype(np.int16),
        "threshold": _at_most(np.where(leaf, 0.0, nodes["num_threshold"])),
        "left": np.where(leaf, own, nodes["left"] + shift).astype(np.int32),
        "right": np.where(leaf, own, nodes["right"] + shift).astype(np.int32),
        "value": np.where(leaf, nodes["value"] / len(models), 0.0).astype(np.float32),
        "roots": starts.astype(np.int32),
        "shape": np.array([max(tree["depth"].max() for tree in trees), base]),
    }


def _at_most(thresholds: NDArray[np.float64]) -> NDArray[np.float32]:
    """As 32-bit floats that no feature value changes sides of: rounded down where rounding went up."""
    rounded = thresholds.astype(np.float32)
    return np.where(rounded > thresholds, np.nextafter(rounded, np.float32(-np.inf)), rounded)
