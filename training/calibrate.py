"""Learn what a network's scores mean: of the statements found at a score, the share that is right.

    python -m training.calibrate [--weights FOLDER]

Measured on PolNeAR dev, with rising steps (isotonic regression); written into the folder's ``network.json`` as
``sure``: [score, share right] pairs. It changes the confidence that a statement is given, not which are found.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.isotonic import IsotonicRegression

from onrecord.reader.network import WEIGHTS, Network
from onrecord.training.reading import Article, predictions
from onrecord.training.scoring import right, token_sets
from training.data import polnear

PLACES = 15


def curve(articles: Sequence[Article], network: Network) -> list[list[float]]:
    """[mean score, share right] of PLACES groups of statements by their score, rising; empty where nothing is found."""
    scores: list[float] = []
    hits: list[bool] = []
    for article, found in zip(articles, predictions(network, articles), strict=True):
        good = {
            j for _, j in right(token_sets(article["text"], article["statements"]), token_sets(article["text"], found))
        }
        scores += [float(s["score"]) for s in found]
        hits += [j in good for j in range(len(found))]
    if not scores:
        return []
    order = np.argsort(scores)
    groups = [group for group in np.array_split(order, PLACES) if len(group)]
    means = [float(np.mean([scores[i] for i in group])) for group in groups]
    shares = [float(np.mean([hits[i] for i in group])) for group in groups]
    rising = IsotonicRegression(y_min=0.02, y_max=0.99).fit(means, shares).predict(means)
    return [[round(x, 4), round(float(y), 3)] for x, y in zip(means, rising, strict=True)]


def write(folder: Path, articles: Sequence[Article]) -> list[list[float]]:
    """Measure the network of a folder and keep its curve there."""
    network = Network(folder)
    network.about["sure"] = curve(articles, network)
    (folder / "network.json").write_text(json.dumps(network.about, indent=1) + "\n", "utf-8")
    return network.about["sure"]  # type: ignore[no-any-return]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.calibrate", description=__doc__.split("\n")[0])
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    for score, share in write(parser.parse_args().weights, polnear("dev")):
        print(f"{score:.3f} {share:.3f}")


if __name__ == "__main__":
    main()
