"""Learns which statements are about one claim, from the marked affairs, and writes the two stages' weights.

    python -m training.claims.train_pairs [--embedding FOLDER]

Then learns in parts: prints each affair's average precision by what was learnt from the other parts, and keeps the
scores for ``train_same``.
The weights are learnt on PolNeAR's training affairs and on two of the four of dev (``TUNED``); the other two are
looked at last. With a sentence-embedding model (all-MiniLM-L6-v2) the second pair of weights is learnt, which hears it
instead of the package's own encoder.
"""

from __future__ import annotations

import argparse
import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from sklearn.metrics import average_precision_score

from onrecord.claims import embedding
from onrecord.claims.propositions import Proposition, propositions
from onrecord.claims.scoring import EMBEDDED, neighbourhood, rows, square
from onrecord.claims.similarity import Floats, Pairs
from onrecord.claims.trees import Model
from training.claims import pair_network
from training.claims.data import OUT, Read, learnt_from
from training.claims.fit import fit, parts, save
from training.claims.pair_network import Story
from training.data import RUNS

SCORES = RUNS / "claims_scores.npz"
"""Second-stage scores of each affair, learnt from the other parts."""
BAGS = 2
WIDE = {"bags": BAGS}
"""The first stage's trees."""


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


def learn(affairs: list[Affair], features: list[str], **trees: Any) -> Model:
    material = np.concatenate([rows(features, a.matrices) for a in affairs])
    of = np.repeat(np.arange(len(affairs)), [len(a.wanted) for a in affairs])
    return fit(features, material, np.concatenate([a.wanted for a in affairs]), of=of, **trees)


def first_stage(affairs: dict[str, Affair], features: list[str]) -> None:
    """Gives each affair the second stage's features, its first-stage scores learnt from the other parts."""
    for rest, held in parts(affairs):
        model = learn([affairs[n] for n in rest], features, **WIDE)
        for affair in (affairs[n] for n in held):
            scores = square(len(affair.props), model.score(rows(features, affair.matrices)))
            affair.matrices |= neighbourhood(affair.pairs, scores)


def measure(affairs: dict[str, Affair], stories: dict[str, Story]) -> dict[str, Floats]:
    """Average precision by a second stage learnt from the other parts; the scores, for ``train_same``."""
    found, told = {}, []
    for rest, held in parts(affairs):
        network = pair_network.learn([stories[n] for n in rest])
        for name in held:
            affair = affairs[name]
            scores = stories[name].scores(network)
            here = rows(["same_article"], affair.matrices)[:, 0] > 0
            told.append([average_precision_score(affair.wanted[m], scores[m]) for m in (here, ~here)])
            print(f"{name:20} within {told[-1][0]:.3f} across {told[-1][1]:.3f}", flush=True)
            found[name] = square(len(affair.props), scores)
    print(f"{'mean':20} within {np.mean(told, axis=0)[0]:.3f} across {np.mean(told, axis=0)[1]:.3f}", flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--embedding", metavar="FOLDER", help="a sentence-embedding model to hear instead")
    folder = parser.parse_args().embedding
    torch.set_num_threads(1)
    affairs = {name: Affair.of(*given) for name, given in learnt_from().items()}
    embed = embedding.open_model(folder) if folder else embedding.shipped()
    for affair in affairs.values():
        affair.matrices |= embedding.features(affair.props, embed)
    features = list(next(iter(affairs.values())).matrices)
    first_stage(affairs, features)
    end = EMBEDDED if folder else ""
    save(learn(list(affairs.values()), features, **WIDE), OUT / f"pairs_first{end}.npz")
    both = list(next(iter(affairs.values())).matrices)
    stories = {name: Story(affair, both) for name, affair in affairs.items()}
    network = pair_network.learn(list(stories.values()))
    pair_network.export(network, next(iter(stories.values())), both, OUT / f"pairs_second{end}.onnx")
    print("written:", *(f"{p.name} {p.stat().st_size}" for p in sorted(OUT.glob("pairs_*"))), flush=True)
    scores = measure(affairs, stories)
    if not folder:
        SCORES.parent.mkdir(exist_ok=True)
        np.savez_compressed(SCORES, **scores)


if __name__ == "__main__":
    main()
