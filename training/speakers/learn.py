"""Learn the ranker, the kinds and the calibration, and write `src/onrecord/weights/speakers.json`.

    python -m training.speakers.learn             # about four minutes on one core
    python -m training.speakers.learn --tables    # count the word lists and given names anew, too

Folds are by article. Calibration is fitted on answers for articles that their weights were not trained on.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from onrecord.reader import lexicon, speaker_model
from onrecord.reader.antecedents import Item, Scene, set_scene
from onrecord.reader.kinds import kind_group, kind_row
from onrecord.reader.speakers import answer, shared_kinds
from onrecord.records import KINDS
from training.speakers.data import Labelled, load_labelled
from training.speakers.instances import (
    Neighbours,
    gold_neighbours,
    instances,
    same_speaker,
)
from training.speakers.ranker import fit, layers

TARGET = Path(__file__).resolve().parents[2] / "src/onrecord/weights/speakers.json"
FOLDS = 3
SEEDS = 3
FIRST_EPOCHS = 5
SETTLED = 20
"""Fewer answers than this in a group are calibrated with all the others."""


def install(weights: dict[str, Any]) -> None:
    """Make the reader use these weights from now on."""
    lexicon.weights().update(weights)
    lexicon._sexes.cache_clear()
    speaker_model._ranker.cache_clear()
    speaker_model._kinds.cache_clear()


def learn_ranker(articles: Sequence[Labelled], seeds: int = SEEDS) -> None:
    """Train twice: first on gold neighbours, then on neighbours as weights of the other half answer them.

    The second time the wording of "her aides" is by the first's answers, too.
    """
    lexicon.weights().pop("ranker", None)
    neighbours: Neighbours = {}
    for half in (0, 1):
        known = articles[half::2]
        found = instances(known, gold_neighbours(known), owners=False)
        install({"ranker": layers([fit(found, epochs=FIRST_EPOCHS)])})
        for labelled, _, item, _ in answers(articles[1 - half :: 2]):
            neighbours.setdefault(labelled.article.name, {})[item.number] = item.answer
    found = instances(articles, neighbours, owners=True)
    install({"ranker": layers([fit(found, seed) for seed in range(seeds)])})


Answer = tuple[Labelled, Scene, Item, float]


def answers(articles: Sequence[Labelled]) -> list[Answer]:
    """Every statement answered by the weights installed, in text order."""
    out = []
    for labelled in articles:
        scene = set_scene(labelled.analysis, labelled.statements)
        for order, item in enumerate(scene.items):
            out.append((labelled, scene, item, answer(scene, labelled.article, order, item)))
    return out


def learn_kinds(found: Sequence[Answer]) -> dict[str, Any]:
    rows = np.array([kind_row(scene, item) for _, scene, item, _ in found])
    gold = np.array([KINDS.index(a.gold[item.number]["kind"]) for a, _, item, _ in found])
    model = LogisticRegression(C=2.0, max_iter=2000).fit(rows, gold)
    weights = np.zeros((rows.shape[1], len(KINDS)))
    bias = np.full(len(KINDS), -20.0)
    weights[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return {"weights": weights.round(4).tolist(), "bias": bias.round(4).tolist()}


def group_of(item: Item) -> str:
    return item.type or ("list" if item.phrase and item.phrase.parts else "name")


def learn_sure(found: Sequence[Answer]) -> dict[str, dict[str, tuple[float, float]]]:
    speakers, kinds = defaultdict(list), defaultdict(list)
    scenes = {id(scene): scene for _, scene, _, _ in found}
    shares_of = {id(i): k for s in scenes.values() for i, k in zip(s.items, shared_kinds(s), strict=True)}
    for labelled, _, item, share in found:
        gold = labelled.gold[item.number]
        shares = shares_of[id(item)]
        kind = KINDS[int(shares.argmax())]
        text = "" if kind == "none" else item.answer
        speakers[group_of(item)].append((share, same_speaker(gold, text)))
        kinds[kind_group(item)].append((float(shares.max()), kind == gold["kind"]))
    return {"speaker": _calibrate(speakers), "kind": _calibrate(kinds)}


def _calibrate(groups: dict[str, list[tuple[float, bool]]]) -> dict[str, tuple[float, float]]:
    everything = [pair for pairs in groups.values() for pair in pairs]
    out = {}
    for group, pairs in groups.items():
        out[group] = _line(pairs if len(pairs) >= SETTLED else everything)
    return out


def _line(pairs: list[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and offset on the log-odds; the plain rate where the probability is always the same."""
    clipped = np.clip([p for p, _ in pairs], 1e-4, 1 - 1e-4)
    odds, right = np.log(clipped / (1 - clipped)), np.array([r for _, r in pairs])
    rate = (right.sum() + 1) / (len(right) + 2)
    if np.ptp(odds) < 1e-6 or right.all():
        return 0.0, round(float(np.log(rate / (1 - rate))), 3)
    model = LogisticRegression(C=1.0).fit(odds[:, None], right)
    return round(float(model.coef_[0, 0]), 3), round(float(model.intercept_[0]), 3)


def held_out(articles: Sequence[Labelled], seeds: int = SEEDS) -> list[Answer]:
    """Answers for every article by weights trained on the other folds; the kinds too."""
    out: list[Answer] = []
    for fold in range(FOLDS):
        train = [a for i, a in enumerate(articles) if i % FOLDS != fold]
        learn_ranker(train, seeds)
        out += answers([a for i, a in enumerate(articles) if i % FOLDS == fold])
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--tables", action="store_true", help="count the word lists and given names anew")
    if parser.parse_args().tables:
        from training.speakers.lexicon import given_names, surnames, word_classes

        install({"words": word_classes(), "given": given_names()})
        install({"surnames": surnames()})
    articles = load_labelled()
    found = held_out(articles)
    kinds = learn_kinds(found)
    install({"kinds": kinds})
    sure = learn_sure(found)
    learn_ranker(articles)
    install({"kinds": kinds, "sure": sure})
    TARGET.write_text(json.dumps(lexicon.weights(), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"wrote {TARGET.name}: {TARGET.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
