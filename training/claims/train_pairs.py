"""Learns which statements are about one claim, from the marked affairs, and writes the two stages' weights.

    python training/claims/train_pairs.py            leave one affair out: average precision of each, then the weights
    python training/claims/train_pairs.py --measure  the first half alone; the scores are kept for train_same

The weights that ship are learnt on PolNeAR's training affairs and on two of the four of dev (``TUNED``); the other
two are looked at last.
"""

from __future__ import annotations

import argparse
import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
from data import ROOT, TUNED, Read, dev, own
from fit import fit, save
from sklearn.metrics import average_precision_score

from onrecord.claims.propositions import Proposition, propositions
from onrecord.claims.scoring import neighbourhood, rows, square
from onrecord.claims.similarity import Floats, Pairs
from onrecord.claims.trees import Model

RUNS = ROOT / "training" / "runs" / "claims_scores.npz"
"""Second-stage scores of each affair, learnt from the others."""
OUT = ROOT / "src" / "onrecord" / "claims" / "weights"
FIRST_AGAIN = (
    "words telling contained shared around company telling_rank aligned meaning meaning_local names numbers"
    " numbers_differ same_article near next same_sentence same_paragraph same_speaker_here same_speaker_there"
    " same_speaker_next shorter longer"
).split()


@dataclass
class Affair:
    """One affair's pairs: features by name, and which pairs share a claim."""

    props: list[Proposition]
    pairs: Pairs
    matrices: dict[str, Floats]
    wanted: Any
    gold: list[dict[str, Any]]

    @classmethod
    def of(cls, read: list[Read], gold: list[dict[str, Any]]) -> Affair:
        props = [p for article, statements in read for p in propositions(article, statements)]
        pairs = Pairs(props)
        place = {(p.article, p.n): i for i, p in enumerate(props)}
        together = np.zeros((len(props),) * 2, dtype=bool)
        for claim in gold:
            for a, b in itertools.combinations(claim["members"], 2):
                i, j = place[a["article"], a["n"]], place[b["article"], b["n"]]
                together[i, j] = together[j, i] = i != j
        return cls(props, pairs, pairs.matrices(), together[np.triu_indices(len(props), 1)], gold)


def learn(affairs: list[Affair], features: list[str]) -> Model:
    material = np.concatenate([rows(features, a.matrices) for a in affairs])
    return fit(features, material, np.concatenate([a.wanted for a in affairs]))


def first_stage(affairs: dict[str, Affair], features: list[str]) -> None:
    """Gives each affair the second stage's features, its first-stage scores learnt from the others."""
    for name, affair in affairs.items():
        model = learn([a for n, a in affairs.items() if n != name], features)
        scores = square(len(affair.props), model.score(rows(features, affair.matrices)))
        affair.matrices |= neighbourhood(affair.pairs, scores)


def measure(affairs: dict[str, Affair], features: list[str]) -> dict[str, Floats]:
    """Average precision of each affair by a second stage learnt from the others; the scores, for grouping."""
    found = {}
    for name, affair in affairs.items():
        model = learn([a for n, a in affairs.items() if n != name], features)
        scores = model.score(rows(features, affair.matrices))
        here = rows(["same_article"], affair.matrices)[:, 0] > 0
        within, across = (average_precision_score(affair.wanted[m], scores[m]) for m in (here, ~here))
        print(f"{name:20} within {within:.3f} across {across:.3f}", flush=True)
        found[name] = square(len(affair.props), scores)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--measure", action="store_true")
    wanted = parser.parse_args()
    affairs = {name: Affair.of(*given) for name, given in {**dev(), **own()}.items()}
    features = list(next(iter(affairs.values())).matrices)
    first_stage(affairs, features)
    second = [f for f in next(iter(affairs.values())).matrices if f.startswith("second:")] + FIRST_AGAIN
    if wanted.measure:
        scores = measure(affairs, second)
        RUNS.parent.mkdir(exist_ok=True)
        np.savez_compressed(RUNS, **scores)
        return
    kept = [a for name, a in affairs.items() if name in TUNED or name in own()]
    save(learn(kept, features), OUT / "pairs_first.npz")
    save(learn(kept, second), OUT / "pairs_second.npz")
    print("written:", *(f"{p.name} {p.stat().st_size}" for p in sorted(OUT.glob("pairs_*"))))


if __name__ == "__main__":
    main()
