"""Measure speakers and kinds: on dev with the shipped weights, or on train by folds.

python -m training.speakers.measure [dev|train|folds] [--errors]
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from typing import Any

from onrecord.reader.speakers import SpeakerGuess, resolve
from training.speakers.data import Labelled, load
from training.speakers.instances import same_speaker

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
Row = tuple[dict[str, Any], SpeakerGuess, Labelled]


def guessed(articles: list[Labelled]) -> list[Row]:
    start, words, out = time.process_time(), 0, []
    for labelled in articles:
        guesses = resolve(labelled.article, labelled.analysis, labelled.statements)
        words += len(labelled.analysis.starts)
        out += [(gold, guess, labelled) for gold, guess in zip(labelled.gold, guesses, strict=True)]
    print(f"{(time.process_time() - start) / words * 1e6:.1f} µs/word over {words} words")
    return out


def scores(found: list[Row]) -> dict[str, float]:
    from score_labels import figures  # type: ignore[import-not-found]

    gold: dict[str, dict[str, Any]] = {}
    pred: dict[str, dict[str, Any]] = {}
    for row, guess, labelled in found:
        name = labelled.article.name
        gold.setdefault(name, {"id": name, "text": labelled.article.text, "statements": []})["statements"].append(row)
        mine = {**row, "speaker": guess.speaker, "kind": guess.kind}
        pred.setdefault(name, {"id": name, "statements": []})["statements"].append(mine)
    out = figures(list(gold.values()), list(pred.values()))
    return {
        "speaker": out["speaker"]["given"],
        "loose": out["speaker loose"]["given"],
        "kind": out["kind"]["given"],
        "kind macro": out["kind"]["macro"],
    }


def reliability(found: list[Row], label: str) -> list[tuple[str, int, float]]:
    """(bin of confidence, statements, share right)"""
    bins: dict[int, list[bool]] = defaultdict(list)
    for gold, guess, _ in found:
        right = same_speaker(gold, guess.speaker) if label == "speaker" else gold["kind"] == guess.kind
        value = guess.sure_speaker if label == "speaker" else guess.sure_kind
        bins[sum(value >= b for b in BINS) - 1].append(right)
    return [(f"{BINS[b]:.2f}-{BINS[b + 1]:.2f}", len(r), sum(r) / len(r)) for b, r in sorted(bins.items())]


def show(found: list[Row], errors: bool) -> None:
    print(json.dumps({k: round(v, 4) for k, v in scores(found).items()}))
    by_group: dict[str, list[bool]] = defaultdict(list)
    for gold, guess, labelled in found:
        by_group[guess.why.split(":")[0]].append(same_speaker(gold, guess.speaker))
        if errors and not (by_group[guess.why.split(":")[0]][-1] and gold["kind"] == guess.kind):
            at = (gold["source"] or gold["cue"])[0][0]
            before = labelled.article.text[max(0, at - 60) : at].replace("\n", " ")
            print(f"{guess.why!r} | {gold['kind']} {gold['speaker']!r} | {guess.kind} {guess.speaker!r} | {before!r}")
    print({k: f"{sum(v)}/{len(v)}" for k, v in by_group.items()})
    for label in ("speaker", "kind"):
        print(label, *(f"{name}: {share:.2f} of {n}" for name, n, share in reliability(found, label)), sep="  ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("what", choices=("dev", "train", "folds"), nargs="?", default="dev")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--names", choices=("network", "silver"), default="network")
    given = parser.parse_args()
    found = by_folds(load("train")) if given.what == "folds" else guessed(load(given.what, given.names))
    show(found, given.errors)
    if given.what == "folds":
        print("dev, by the last fold's weights")
        show(guessed(load("dev")), False)


def by_folds(articles: list[Labelled]) -> list[Row]:
    """Guesses for each article by weights (ranker, kinds, calibration) learnt on the other folds alone."""
    from training.speakers.learn import FOLDS, answers, install, learn_kinds, learn_ranker, learn_sure

    out: list[Row] = []
    for fold in range(FOLDS):
        train = [a for i, a in enumerate(articles) if i % FOLDS != fold]
        learn_ranker(train, 2)
        known = answers(train)
        install({"kinds": learn_kinds(known)})
        install({"sure": learn_sure(known)})
        out += guessed([a for i, a in enumerate(articles) if i % FOLDS == fold])
    return out


if __name__ == "__main__":
    main()
