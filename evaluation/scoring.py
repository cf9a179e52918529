"""Figures for gold that is always at hand: statement F1 and the labels that are right. Which statements are right is
counted by ``onrecord.training.scoring``; a test holds that to the shared scorer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.training.scoring import ROLES, Pair, Statement, f1, likeness, paired, right, token_sets

__all__ = ["LABELS", "ROLES", "Pair", "f1", "figures", "likeness", "paired", "right", "token_sets"]

LABELS = ("speaker", "kind", "act", "certainty")
NO_NAME = {"the", "a", "an", "mr", "mrs", "ms", "dr", "s"}
"""Words that do not make one name differ from another."""

Texts = Iterable[tuple[str, Sequence[Statement], Sequence[Statement]]]
"""For each article its text, the gold statements, and those that were found."""


def figures(texts: Texts) -> dict[str, float]:
    """Statement F1, and for each label the share that is right among the pairs."""
    n_right = n_gold = n_found = n_pairs = 0
    same = dict.fromkeys(LABELS, 0)
    for text, gold, found in texts:
        g, f = token_sets(text, gold), token_sets(text, found)
        n_right, n_gold, n_found = n_right + len(right(g, f)), n_gold + len(g), n_found + len(f)
        for i, j in paired(g, f):
            n_pairs += 1
            for label in LABELS:
                same[label] += _value(label, gold[i]) == _value(label, found[j])
    shares = {f"{label}_given": count / max(1, n_pairs) for label, count in same.items()}
    return {"statement": f1(n_right, n_gold, n_found)} | shares


def _value(label: str, statement: Statement) -> Any:
    value = statement.get(label) or ""
    return [w for w in re.findall(r"\w+", value.casefold()) if w not in NO_NAME] if label == "speaker" else value
