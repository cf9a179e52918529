"""On which side of a claim a statement stands, and which of its words say so.

A logistic model over ``polarity.signals``: every weight has a name, so that each stance carries its reasons.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from onrecord.claims.polarity import signals
from onrecord.claims.propositions import Proposition
from onrecord.claims.similarity import WEIGHTS
from onrecord.records import STANCES

SHOWN: Final = 3
"""Most reasons of one stance."""


@dataclass(frozen=True, slots=True)
class Stance:
    """``value`` is one of ``records.STANCES``; ``score`` its probability; ``reasons`` the signals that weighed most."""

    value: str
    score: float
    reasons: tuple[str, ...]


@cache
def weights() -> dict[str, dict[str, float]]:
    """For each stance, the weight of each signal; ``bias`` among them."""
    with gzip.open(WEIGHTS / "stance.json.gz", "rt", encoding="utf-8") as file:
        loaded: dict[str, dict[str, float]] = json.load(file)
    return loaded


def probabilities(found: Mapping[str, float]) -> dict[str, float]:
    """The probability of each stance, given a statement's signals."""
    sums = {s: t.get("bias", 0.0) + sum(t.get(n, 0.0) * v for n, v in found.items()) for s, t in weights().items()}
    top = max(sums.values())
    raised = {s: math.exp(x - top) for s, x in sums.items()}
    total = sum(raised.values())
    return {s: raised.get(s, 0.0) / total for s in STANCES}


def stance(proposition: Proposition) -> Stance:
    """The stance that a statement's own words show."""
    found = signals(proposition)
    chances = probabilities(found)
    value = max(STANCES, key=lambda s: chances[s])
    table = weights()[value]
    pulls = sorted(((table.get(n, 0.0) * v, n) for n, v in found.items() if v), reverse=True)
    return Stance(value, chances[value], tuple(n for pull, n in pulls[:SHOWN] if pull > 0.1))
