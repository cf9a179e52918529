"""Learns which statements of a claim tell of one utterance; run ``train_pairs.py`` before.

python -m training.claims.train_same
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score

from onrecord.claims.scoring import TOGETHER, rows
from onrecord.claims.similarity import runs
from training.claims.data import OUT, learnt_from
from training.claims.fit import fit, parts, save
from training.claims.train_pairs import SCORES, Affair

FEATURES = (
    "together runs runs_shared lead words telling contained sharp aligned meaning numbers numbers_differ names"
    " same_article near next same_sentence same_paragraph same_speaker_here same_speaker_there shorter longer"
    " phrases phrases_shared gap follows_on then_quoted then_partly_quoted then_told both_quoted adds"
    " same_venue same_when same_act"
).split()
PLAUSIBLE = 0.05
"""Pairs below this score of one claim are never asked about."""


def pairs(name: str, given: Any, scores: Any) -> tuple[Any, Any]:
    """(features, whether one utterance) of an affair's plausible pairs."""
    affair = Affair.of(*given)
    affair.matrices |= runs(affair.pairs) | {TOGETHER: scores[name]}
    place = {(p.article, p.n): i for i, p in enumerate(affair.props)}
    one = np.zeros((len(place),) * 2, dtype=bool)
    for claim in affair.gold:
        for a, b in itertools.combinations(claim["members"], 2):
            if a["same"] == b["same"]:
                i, j = place[a["article"], a["n"]], place[b["article"], b["n"]]
                one[i, j] = one[j, i] = True
    upper = np.triu_indices(len(place), 1)
    kept = (scores[name][upper] > PLAUSIBLE) | one[upper]
    return rows(FEATURES, affair.matrices)[kept], one[upper][kept]


def main() -> None:
    with np.load(SCORES) as scores:
        found = {name: pairs(name, given, scores) for name, given in learnt_from().items()}

    def learn(names: list[str]) -> Any:
        material = [found[n] for n in names]
        wanted = np.concatenate([m[1] for m in material])
        return fit(FEATURES, np.concatenate([m[0] for m in material]), wanted, max_iter=60, min_samples_leaf=20)

    told, right = [], []
    for rest, held in parts(found):
        model = learn(rest)
        for name in held:
            material, one = found[name]
            told.append(model.score(material))
            right.append(one)
            print(f"{name:20} average precision {average_precision_score(one, told[-1]):.3f}", flush=True)
    a, b = np.concatenate(told), np.concatenate(right)
    for stop in (0.15, 0.2, 0.25, 0.3, 0.4):
        hit = ((a >= stop) & b).sum()
        print(f"from {stop}: F1 {2 * hit / max(1, (a >= stop).sum() + b.sum()):.3f}")
    save(learn(list(found)), OUT / "pairs_same.npz")


if __name__ == "__main__":
    main()
