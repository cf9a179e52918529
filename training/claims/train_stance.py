"""Learns a member's stance from its own words, on the marked affairs; prints leave-one-affair-out figures first.

python training/claims/train_stance.py
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from typing import Any

import numpy as np
from data import ROOT, TUNED, dev, own
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, f1_score

from onrecord.claims.propositions import propositions
from onrecord.claims.sides import together

OUT = ROOT / "src" / "onrecord" / "claims" / "weights" / "stance.json.gz"
RARE = 3


Material = tuple[list[dict[str, float]], list[str]]


def material() -> dict[str, Material]:
    """For each affair the signals of every membership, and its stance."""
    found = {}
    for name, (read, gold) in {**dev(), **own()}.items():
        props = {(p.article, p.n): p for article, statements in read for p in propositions(article, statements)}
        rows: list[dict[str, float]] = []
        for claim in gold:
            rows += together([props[m["article"], m["n"]] for m in claim["members"]])
        found[name] = (rows, [m["stance"] for claim in gold for m in claim["members"]])
    return found


def learn(rows: list[dict[str, float]], wanted: list[str]) -> tuple[DictVectorizer, LogisticRegression]:
    common = Counter(name for row in rows for name in row)
    kept = [{n: v for n, v in row.items() if common[n] >= RARE} for row in rows]
    turn = DictVectorizer().fit(kept)
    counts = Counter(wanted)
    weight = {s: (len(wanted) / n) ** 0.7 for s, n in counts.items()}
    model = LogisticRegression(C=0.1, max_iter=1000, class_weight=weight).fit(turn.transform(kept), wanted)
    return turn, model


def main() -> None:
    found = material()
    told: list[Any] = []
    right: list[Any] = []
    for name, (rows, wanted) in found.items():
        others = [v for n, v in found.items() if n != name]
        turn, model = learn([r for v in others for r in v[0]], [w for v in others for w in v[1]])
        guess = model.predict(turn.transform(rows))
        told, right = [*told, *guess], [*right, *wanted]
        print(f"{name:20} accuracy {np.mean(guess == np.array(wanted)):.3f}")
    print(classification_report(right, told, digits=3))
    print("all, macro F1", round(f1_score(right, told, average="macro"), 3), dict(Counter(told)), dict(Counter(right)))
    kept = [v for n, v in found.items() if n in TUNED or n in own()]
    turn, model = learn([r for v in kept for r in v[0]], [w for v in kept for w in v[1]])
    names = turn.get_feature_names_out()
    table = {}
    for stance, row, bias in zip(model.classes_, model.coef_, model.intercept_, strict=True):
        weights = {str(n): round(float(w), 3) for n, w in zip(names, row, strict=True)}
        table[str(stance)] = weights | {"bias": round(float(bias), 3)}
    with gzip.GzipFile(OUT, "wb", mtime=0) as file:
        file.write(json.dumps(table).encode())
    print("written", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
