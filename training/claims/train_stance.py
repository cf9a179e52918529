"""Learns the stances of a claim's members on the marked affairs; prints the figures of parts held out first.

    python -m training.claims.train_stance

Two models: the network over a claim's members (``stance.onnx``; ``stance.json.gz`` weighs the same signals one by one,
for reasons), and which two stand on opposite sides (``stance_pairs.npz``), learnt on the first one's odds of affairs
that it was not learnt on.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import torch
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, f1_score, roc_auc_score

from onrecord.claims.opposing import pair_signals
from onrecord.claims.propositions import propositions, with_camps
from onrecord.claims.sides import together
from onrecord.records import STANCES
from training.claims import stance_network
from training.claims.data import OUT, learnt_from
from training.claims.fit import fit, parts, save
from training.claims.stance_network import Claim, Rows, Stances, odds

RARE = 3


def material() -> dict[str, list[Claim]]:
    """The claims of each affair that may be learnt from."""
    found = {}
    for name, (read, gold) in learnt_from().items():
        props = with_camps([p for article, statements in read for p in propositions(article, statements)])
        at = {(p.article, p.n): p for p in props}
        claims = [([at[m["article"], m["n"]] for m in c["members"]], [m["stance"] for m in c["members"]]) for c in gold]
        found[name] = [(members, together(members), wanted) for members, wanted in claims]
    return found


Table = dict[str, dict[str, float]]


def learn(claims: Sequence[Claim]) -> Table:
    """For each stance the weight of each signal."""
    rows, wanted = [r for _, found, _ in claims for r in found], [w for _, _, ws in claims for w in ws]
    common = Counter(name for row in rows for name in row)
    turn = DictVectorizer().fit([{n: v for n, v in row.items() if common[n] >= RARE} for row in rows])
    weight = {s: (len(wanted) / n) ** 0.7 for s, n in Counter(wanted).items()}
    model = LogisticRegression(C=0.03, max_iter=1000, class_weight=weight).fit(turn.transform(rows), wanted)
    names = turn.get_feature_names_out()
    table = {}
    for stance, row, bias in zip(model.classes_, model.coef_, model.intercept_, strict=True):
        weights = {str(n): round(float(w), 3) for n, w in zip(names, row, strict=True)}
        table[str(stance)] = weights | {"bias": round(float(bias), 3)}
    return table


def opposed(claims: Sequence[Claim], network: Stances) -> tuple[Rows, list[bool]]:
    """The pairs of asserting and denying members, and which of them stand on opposite sides."""
    rows: Rows = []
    wanted = []
    for claim in claims:
        members, signals, stances = claim
        shown = pair_signals(members, signals, odds(network.chances(claim)))
        pairs = zip(combinations(stances, 2), shown, strict=True)
        kept = [(a != b, row) for (a, b), row in pairs if {a, b} <= {"asserts", "denies"}]
        rows += [row for _, row in kept]
        wanted += [apart for apart, _ in kept]
    return rows, wanted


def learn_pairs(found: Sequence[tuple[Rows, list[bool]]]) -> Any:
    rows, wanted = [r for part, _ in found for r in part], [w for _, part in found for w in part]
    names = sorted(rows[0])
    kept = {"max_iter": 60, "max_leaf_nodes": 6}
    return fit(names, np.array([[r[n] for n in names] for r in rows]), np.array(wanted), **kept)


def main() -> None:
    torch.set_num_threads(1)
    found = material()
    networks = {}
    for rest, held in parts(found):
        networks |= dict.fromkeys(held, stance_network.learn([found[n] for n in rest]))
    guessed, right = [], []
    for name, claims in found.items():
        for claim in claims:
            guessed += [STANCES[n] for n in networks[name].chances(claim).argmax(1)]
            right += claim[2]
    print(classification_report(right, guessed, digits=3))
    print("macro F1", round(f1_score(right, guessed, average="macro"), 3))
    pairs = {name: opposed(claims, networks[name]) for name, claims in found.items()}
    for rest, held in parts(pairs):
        model = learn_pairs([pairs[n] for n in rest])
        for name in held:
            rows, wanted = pairs[name]
            scores = model.score(np.array([[r[n] for n in model.features] for r in rows]))
            print(f"{name:20} opposite pairs, area under the curve {roc_auc_score(wanted, scores):.3f}", flush=True)
    stance_network.export(stance_network.learn(list(found.values())), OUT / "stance.onnx")
    with gzip.GzipFile(OUT / "stance.json.gz", "wb", mtime=0) as file:
        file.write(json.dumps(learn([c for claims in found.values() for c in claims])).encode())
    save(learn_pairs(list(pairs.values())), OUT / "stance_pairs.npz")
    print("written:", *(f"{p.name} {p.stat().st_size}" for p in sorted(OUT.glob("stance*"))))


if __name__ == "__main__":
    main()
