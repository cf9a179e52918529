"""Fits a logistic regression and boosted trees with scikit-learn and writes them as ``onrecord.claims.trees`` reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from onrecord.claims.trees import Model

TREES = {"max_iter": 120, "max_leaf_nodes": 12, "learning_rate": 0.06, "min_samples_leaf": 60, "l2_regularization": 5}
MANY = 20_000
"""From this many rows on, four in five of those that are not wanted are left out, the others count five times."""
KEPT = 0.2


def fit(features: Sequence[str], rows: Any, wanted: Any, **trees: Any) -> Model:
    """The model learnt from rows [n, features] and yes or no."""
    rows, wanted, weight = _thinned(rows, wanted)
    scaler = StandardScaler().fit(rows)
    line = LogisticRegression(C=0.1, max_iter=400).fit(scaler.transform(rows), wanted, sample_weight=weight)
    forest = HistGradientBoostingClassifier(**{**TREES, "random_state": 0, **trees}).fit(rows, wanted, weight)
    nodes = _nodes(forest)
    return Model(
        features=tuple(features),
        linear=np.append(line.coef_[0], line.intercept_).astype(np.float32),
        mean=scaler.mean_.astype(np.float32),
        scale=scaler.scale_.astype(np.float32),
        base=float(forest._baseline_prediction[0, 0]),
        **nodes,
    )


def _thinned(rows: Any, wanted: Any) -> tuple[Any, Any, Any]:
    """Rows, answers, weights: of many rows fewer that are not wanted, each of more weight."""
    if len(rows) < MANY:
        return rows, wanted, np.ones(len(rows))
    kept = wanted | (np.random.default_rng(0).random(len(wanted)) < KEPT)
    return rows[kept], wanted[kept], np.where(wanted[kept], 1.0, 1 / KEPT)


def _nodes(forest: Any) -> dict[str, Any]:
    columns: dict[str, list[Any]] = {k: [] for k in ("feature", "threshold", "left", "right", "value")}
    roots, depth = [], 0
    for (tree,) in forest._predictors:
        offset = len(columns["feature"])
        roots.append(offset)
        for place, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            columns["feature"].append(0 if leaf else int(node["feature_idx"]))
            columns["threshold"].append(0.0 if leaf else float(node["num_threshold"]))
            columns["left"].append(offset + (place if leaf else int(node["left"])))
            columns["right"].append(offset + (place if leaf else int(node["right"])))
            columns["value"].append(float(node["value"]))
        depth = max(depth, int(tree.nodes["depth"].max()))
    kinds = {"feature": np.int16, "threshold": np.float32, "left": np.int32, "right": np.int32, "value": np.float32}
    return {k: np.array(v, dtype=kinds[k]) for k, v in columns.items()} | {"roots": np.array(roots), "depth": depth}


def save(model: Model, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    arrays = {k: getattr(model, k) for k in Model.__dataclass_fields__}
    np.savez_compressed(path, **arrays)
