"""Fits a logistic regression and boosted trees with scikit-learn and writes them as ``onrecord.claims.trees`` reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from onrecord.claims.trees import Model

TREES = {"max_iter": 100, "max_leaf_nodes": 12, "learning_rate": 0.07, "min_samples_leaf": 60, "l2_regularization": 5}
MANY = 20_000
"""From this many rows on, only so large a part of those that are not wanted is learnt from, each counted the more."""
KEPT = 0.5
PARTS = 3
"""In so many parts the affairs are divided to be measured: each part by what was learnt from the others."""


SHARE = 0.7
"""Of the affairs, so many are drawn for each of several forests."""


def fit(features: Sequence[str], rows: Any, wanted: Any, bags: int = 1, of: Any = None, **trees: Any) -> Model:
    """The model learnt from rows [n, features] and yes or no; ``bags`` forests are averaged, each learnt from other
    rows, and where ``of`` tells each row's affair from other affairs."""
    kept, answers, weight = _thinned(rows, wanted, 0)
    drawn = [_drawn(rows, wanted, seed, of) for seed in range(bags)]
    scaler = StandardScaler().fit(kept)
    line = LogisticRegression(C=0.1, max_iter=300).fit(scaler.transform(kept), answers, sample_weight=weight)
    forests = [
        HistGradientBoostingClassifier(**{**TREES, "random_state": seed, **trees}).fit(*one)
        for seed, one in enumerate(drawn)
    ]
    return Model(
        features=tuple(features),
        linear=np.append(line.coef_[0], line.intercept_).astype(np.float32),
        mean=scaler.mean_.astype(np.float32),
        scale=scaler.scale_.astype(np.float32),
        base=float(np.mean([forest._baseline_prediction[0, 0] for forest in forests])),
        **_nodes(forests),
    )


def parts(names: Iterable[str]) -> list[tuple[list[str], list[str]]]:
    """For each part of the affairs: the others, which are learnt from, and its own, which are measured."""
    known = list(names)
    held = [known[start::PARTS] for start in range(PARTS)]
    return [([n for n in known if n not in part], part) for part in held if part]


def _drawn(rows: Any, wanted: Any, seed: int, of: Any) -> tuple[Any, Any, Any]:
    if of is None:
        return _thinned(rows, wanted, seed)
    names = np.unique(of)
    some = np.random.default_rng(seed).choice(names, max(1, round(SHARE * len(names))), replace=False)
    mine = np.isin(of, some)
    return _thinned(rows[mine], wanted[mine], seed)


def _thinned(rows: Any, wanted: Any, seed: int) -> tuple[Any, Any, Any]:
    """Rows, answers, weights: of many rows fewer that are not wanted, each of more weight."""
    if len(rows) < MANY:
        return rows, wanted, np.ones(len(rows))
    kept = wanted | (np.random.default_rng(seed).random(len(wanted)) < KEPT)
    return rows[kept], wanted[kept], np.where(wanted[kept], 1.0, 1 / KEPT)


def _nodes(forests: Sequence[Any]) -> dict[str, Any]:
    """The nodes of all trees one after another, their values those of the forests' mean."""
    columns: dict[str, list[Any]] = {k: [] for k in ("feature", "threshold", "left", "right", "value")}
    roots, depth = [], 0
    for tree in (tree for forest in forests for (tree,) in forest._predictors):
        offset = len(columns["feature"])
        roots.append(offset)
        for place, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            columns["feature"].append(0 if leaf else int(node["feature_idx"]))
            columns["threshold"].append(0.0 if leaf else float(node["num_threshold"]))
            columns["left"].append(offset + (place if leaf else int(node["left"])))
            columns["right"].append(offset + (place if leaf else int(node["right"])))
            columns["value"].append(float(node["value"]) / len(forests))
        depth = max(depth, int(tree.nodes["depth"].max()))
    kinds = {"feature": np.int16, "threshold": np.float32, "left": np.int32, "right": np.int32, "value": np.float32}
    return {k: np.array(v, dtype=kinds[k]) for k, v in columns.items()} | {"roots": np.array(roots), "depth": depth}


def save(model: Model, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    arrays = {k: getattr(model, k) for k in Model.__dataclass_fields__}
    np.savez_compressed(path, **arrays)
