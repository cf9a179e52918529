"""Trains the line classifier of text dumps and writes its weights into the package.

    python -m training.lines.train ../shared/pages            # trains on all pages, writes the weights
    python -m training.lines.train ../shared/pages --check    # cross-validates by site, writes nothing

Needs scikit-learn (``pip install onrecord[train]``). Two minutes on one core; the check takes ten.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from onrecord.articles.trees import trees_from
from training.lines.composed import composed
from training.lines.forest import arrays_of
from training.lines.material import Sheet, sheets
from training.lines.score import figures

WEIGHTS = Path(__file__).parents[2] / "src" / "onrecord" / "articles" / "weights" / "lines.npz"
OPTIONS = {
    "max_iter": 150,
    "learning_rate": 0.08,
    "max_leaf_nodes": 6,
    "max_features": 0.2,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "random_state": 0,
}
"""Small trees on few features each: with 80 sites, larger ones learn the sites (0.921 against 0.924)."""
WEIGHT = {"as-is": 1.0, "flat": 0.5, "composed": 0.4}
"""Weight of a page in disguise beside the page itself."""
FOLDS = 5


def weights_of(sheet: Sheet) -> NDArray[np.float64]:
    """Lines count by the square root of their words: the score counts words, but short lines teach the shape."""
    by_size = 0.5 + np.sqrt(np.minimum(sheet.words, 100) / 10)
    return np.asarray(by_size * WEIGHT[sheet.disguise])


def fitted(material: Sequence[Sheet]) -> dict[str, NDArray[Any]]:
    """Two forests, one of them with composed pages, as one that averages them (better than either by 0.003)."""
    return arrays_of([_forest(material), _forest([*material, *composed(material)])])


def _forest(material: Sequence[Sheet]) -> Any:
    rows = np.vstack([sheet.features for sheet in material])
    labels = np.concatenate([sheet.labels for sheet in material])
    weights = np.concatenate([weights_of(sheet) for sheet in material])
    return HistGradientBoostingClassifier(**OPTIONS).fit(rows, labels, sample_weight=weights)


def fold_of(material: Sequence[Sheet]) -> dict[str, int]:
    """Site → fold; every page of a site is in the same."""
    sites = sorted({sheet.site for sheet in material})
    np.random.default_rng(0).shuffle(sites)
    return {site: number % FOLDS for number, site in enumerate(sites)}


def check(material: Sequence[Sheet], folder: Path) -> None:
    """Prints body F1 of pages from sites that the forest has not seen."""
    fold = fold_of(material)
    scores: dict[int, NDArray[np.float64]] = {}
    for number in range(FOLDS):
        forest = trees_from(fitted([sheet for sheet in material if fold[sheet.site] != number]))
        for at, sheet in enumerate(material):
            if fold[sheet.site] == number:
                scores[at] = forest.score(sheet.features)
    for disguise in sorted({sheet.disguise for sheet in material}):
        chosen = [(sheet, scores[at]) for at, sheet in enumerate(material) if sheet.disguise == disguise]
        print(disguise, figures(chosen, folder))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, help="folder with text/*.txt.gz and ground-truth.json")
    parser.add_argument("--check", action="store_true", help="cross-validate by site instead of writing weights")
    options = parser.parse_args()
    material = list(sheets(options.pages))
    if options.check:
        check(material, options.pages)
        return
    WEIGHTS.parent.mkdir(exist_ok=True)
    np.savez_compressed(WEIGHTS, **fitted(material))
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
