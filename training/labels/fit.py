"""Learn the weights of the labellers and save them where the package runs them.

    python -m training.labels.fit    # after training.speakers.learn; about three minutes on one core

Act and certainty: multinomial logistic regression over named features and averaged word vectors. Via and venue: boosted
trees over (statement, candidate) pairs; ``training.labels.dates`` learns the days. Probabilities are calibrated on
predictions out of training folds, split by article.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from onrecord.reader.actfeatures import features
from onrecord.reader.acts import averages
from onrecord.reader.scene import WEIGHTS
from training.labels.data import Laid, Question, lay, lay_more, lay_read, question

FOLDS = 4
LEAST = 3
"""A feature must be seen in so many statements."""
STRENGTH = {"act": 0.05, "certainty": 0.1}
BALANCE = {"act": 0.8, "certainty": 0.6}
"""Classes are weighed by their rarity to this power: 1 would make all weigh the same."""
SCALE = 0.1
"""Of the vectors' columns (standardised) beside the features' ones."""
THRESHOLDS = {"via": 0.5, "venue": 0.35}
BOOSTING = {
    "max_iter": 48, "max_depth": 4, "max_leaf_nodes": 12, "learning_rate": 0.1, "min_samples_leaf": 20,
    "l2_regularization": 5.0, "max_features": 0.4, "early_stopping": False, "random_state": 0,
}  # fmt: skip
Arrays = dict[str, npt.NDArray[Any]]


def main() -> None:
    train = lay("train")
    articles = train + lay_read()
    saved: Arrays = {}
    saved.update(fit_acts(articles + lay_more(), len(articles)))
    for label in ("via", "venue"):
        saved.update(fit_occasions(label, [question(a, label) for a in articles], len(train)))
    np.savez_compressed(WEIGHTS, **saved)
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1e6:.2f} MB")


def folds(count: int) -> npt.NDArray[np.int64]:
    return np.arange(count) % FOLDS


# --- act and certainty


class Sheet:
    """Statements as a sparse matrix of features beside standardised vectors."""

    def __init__(self, articles: list[Laid]) -> None:
        self.names = [features(a.scene, p, k) for a in articles for p, k in zip(a.scene.placed, a.kinds, strict=True)]
        self.dense = np.concatenate([averages(a.scene) for a in articles])
        self.article = np.concatenate([np.full(len(a.gold), n) for n, a in enumerate(articles)])
        self.gold = [g for a in articles for g in a.gold]


def vocabulary(sheet: Sheet) -> list[str]:
    count = Counter(name for row in sheet.names for name in set(row))
    return sorted(name for name, seen in count.items() if seen >= LEAST and "\n" not in name)


def matrix(sheet: Sheet, names: list[str], mean: Any, spread: Any) -> sparse.csr_matrix:
    place = {name: n for n, name in enumerate(names)}
    cells = [(r, place[f]) for r, row in enumerate(sheet.names) for f in set(row) if f in place]
    at = np.array(cells).T
    flags = sparse.csr_matrix((np.ones(len(cells)), (at[0], at[1])), shape=(len(sheet.names), len(names)))
    return sparse.hstack([flags, sparse.csr_matrix((sheet.dense - mean) / spread * SCALE)]).tocsr()


def fit_acts(articles: list[Laid], whole: int) -> Arrays:
    """``whole``: the first so many articles are labelled throughout; probabilities are calibrated on them alone."""
    sheet = Sheet(articles)
    names = vocabulary(sheet)
    mean, spread = sheet.dense.mean(0), sheet.dense.std(0) + 1e-6
    table = matrix(sheet, names, mean, spread)
    saved: Arrays = {"features": np.frombuffer("\n".join(names).encode(), np.uint8)}
    for label, strength in STRENGTH.items():
        gold = np.array([g[label] for g in sheet.gold])
        model = classifier(gold, strength, BALANCE[label])
        fold = folds(len(articles))[sheet.article]
        known, right = calibrate_classes(model, table, gold, fold, sheet.article < whole)
        model.fit(table, gold)
        weights = model.coef_.T
        dense = weights[len(names) :] * SCALE / spread[:, None]
        saved |= {
            f"{label}_classes": np.array(model.classes_, dtype="U12"),
            f"{label}_weights": weights[: len(names)].astype(np.float16),
            f"{label}_dense": dense.astype(np.float32),
            f"{label}_bias": (model.intercept_ - mean @ dense).astype(np.float32),
            f"{label}_known": known,
            f"{label}_right": right,
        }
    return saved


def classifier(gold: Any, strength: float, balance: float) -> LogisticRegression:
    count = Counter(gold.tolist())
    weight = {name: (len(gold) / seen / len(count)) ** balance for name, seen in count.items()}
    return LogisticRegression(C=strength, max_iter=100, tol=1e-3, class_weight=weight)


def calibrate_classes(model: LogisticRegression, table: Any, gold: Any, fold: Any, counted: Any) -> tuple[Any, Any]:
    """Share of right answers by probability given, out of training folds, over the ``counted`` rows."""
    top, given = np.zeros(len(gold)), np.zeros(len(gold), gold.dtype)
    for k in range(FOLDS):
        model.fit(table[fold != k], gold[fold != k])
        shares = model.predict_proba(table[fold == k])
        top[fold == k] = shares.max(1)
        given[fold == k] = model.classes_[shares.argmax(1)]
    hit = (given == gold)[counted]
    macro = f1_score(gold[counted], given[counted], average="macro")
    print(f"  out of fold: {hit.mean():.3f} right, macro F1 {macro:.3f}")
    return curve(top[counted], hit)


def curve(given: Any, right: Any) -> tuple[Any, Any]:
    """Rising steps of the share of right answers by probability given, at 21 places."""
    places = np.linspace(0, 1, 21, dtype=np.float32)
    if len(given) < 10:
        return places, np.full(21, np.mean(right) if len(right) else 1.0, np.float32)
    rising = bool(np.corrcoef(given, right)[0, 1] >= 0) if np.std(right) else True
    fitted = IsotonicRegression(out_of_bounds="clip", increasing=rising, y_min=0.02, y_max=0.99).fit(given, right)
    return places, fitted.predict(places).astype(np.float32)


# --- when, via and venue


def stack(questions: list[Question]) -> tuple[Any, Any]:
    table = np.concatenate([q.weighed[2] for q in questions])
    return table, np.concatenate([q.right[q.weighed[:2]] for q in questions])


def forest(questions: list[Question]) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(**BOOSTING).fit(*stack(questions))


def shares(model: HistGradientBoostingClassifier, q: Question) -> Any:
    out = np.zeros(q.right.shape)
    row, place, table = q.weighed
    if len(row):
        out[row, place] = model.predict_proba(table)[:, 1]
    return out


def fit_occasions(label: str, questions: list[Question], counted: int) -> Arrays:
    """Calibrated on the first ``counted`` articles: those of ``read.jsonl`` tell more dates than news mostly does."""
    fold = folds(len(questions))
    given = [np.zeros(0)] * len(questions)
    for k in range(FOLDS):
        model = forest([q for q, f in zip(questions, fold, strict=True) if f != k])
        for n in np.flatnonzero(fold == k):
            given[n] = shares(model, questions[n])
    saved = nodes(forest(questions))
    saved["threshold"] = np.array(THRESHOLDS[label])
    saved |= calibrate_hints(label, THRESHOLDS[label], questions[:counted], given[:counted])
    return {f"{label}_{name}": value for name, value in saved.items()}


def calibrate_hints(label: str, threshold: float, questions: list[Question], given: list[Any]) -> Arrays:
    taken: list[tuple[float, bool]] = []
    empty: list[tuple[float, bool]] = []
    for q, share in zip(questions, given, strict=True):
        for row, gold in enumerate(q.gold):
            best = int(share[row].argmax()) if q.hints else -1
            top = float(share[row, best]) if q.hints else 0.0
            if top >= threshold:
                taken.append((top, bool(q.right[row, best])))
            else:
                empty.append((top, not gold))
    print(f"  {label}: {len(taken)} given, {np.mean([r for _, r in taken]):.3f} right; none "
          f"{np.mean([r for _, r in empty]):.3f} right")  # fmt: skip
    known, right = curve(*map(np.array, zip(*taken, strict=True)))
    empty_known, empty_right = curve(*map(np.array, zip(*empty, strict=True)))
    return {"known": known, "hit": right, "empty_known": empty_known, "empty_hit": empty_right}


def nodes(model: Any) -> Arrays:
    """The trees as the arrays of ``onrecord.reader.trees``."""
    parts: dict[str, list[Any]] = {name: [] for name in ("column", "cut", "right", "value")}
    roots, at, depth = [], 0, 0
    for (tree,) in model._predictors:
        table, number = tree.nodes, np.arange(len(tree.nodes))
        leaf = table["is_leaf"].astype(bool)
        parts["column"].append(np.where(leaf, 0, table["feature_idx"]))
        parts["cut"].append(np.where(leaf, -np.inf, table["num_threshold"]))
        if not np.array_equal(table["left"][~leaf], number[~leaf] + 1):
            raise ValueError("a left child does not follow its parent: the trees' layout has changed")
        parts["right"].append(np.where(leaf, number, table["right"]) + at)
        parts["value"].append(np.where(leaf, table["value"], 0))
        roots.append(at)
        at += len(table)
        depth = max(depth, int(table["depth"].max()))
    types = {"column": np.int16, "cut": np.float32, "right": np.int32, "value": np.float32}
    saved: Arrays = {name: np.concatenate(value).astype(types[name]) for name, value in parts.items()}
    saved["roots"] = np.array(roots, np.int32)
    saved["other"] = np.array([model._baseline_prediction.item(), depth])
    return saved


if __name__ == "__main__":
    main()
