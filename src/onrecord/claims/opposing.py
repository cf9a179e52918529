"""Which members of a claim stand on opposite sides: a learnt score for each pair, and the split that fits all best."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.claims import trees
from onrecord.claims.polarity import admits
from onrecord.claims.propositions import Proposition
from onrecord.claims.words import common, stems

Floats = npt.NDArray[Any]
Signals = Mapping[str, float]

APART: Final = (
    "of_the_topic negated negated_odd cue_deny label_denies cue_attack label_accuses label_commits contrast"
    " content_attack attacked negated_before"
).split()
"""Signals that tell where one of two shows them and the other does not."""
EVEN: Final = 0.2
"""The score of a pair that pulls neither way: somewhat below the share of opposite pairs in claims, a quarter."""
PULL: Final = 0.6
"""How much the pairs count beside each member's own words."""
ROUNDS: Final = 10
LEANS: Final = 0.02


def pair_signals(members: Sequence[Proposition], signals: Sequence[Signals], odds: Floats) -> list[dict[str, float]]:
    """What shows of each pair, in the order of ``combinations``. ``odds``: each member's own of denying, by log."""
    pairs = combinations(zip(members, signals, odds.tolist(), strict=True), 2)
    return [
        {**_people(p, q), **_words(p, q), **_signs(f, g, a, b), "members": float(len(members))}
        for (p, f, a), (q, g, b) in pairs
    ]


def _people(p: Proposition, q: Proposition) -> dict[str, float]:
    """Who the two speakers are to one another."""
    lean = p.leaning * q.leaning
    named = [bool(x) and x[0] in y.own for x, y in ((stems(p.speaker)[-1:], q), (stems(q.speaker)[-1:], p))]
    return {
        "one_speaker": float(p.speaker_key == q.speaker_key != ""),
        "leanings": lean,
        "lean_apart": float(lean < -LEANS),
        "lean_together": float(lean > LEANS),
        "names_other": float(sum(named)),
    }


def _words(p: Proposition, q: Proposition) -> dict[str, float]:
    here = p.article == q.article
    return {
        "one_article": float(here),
        "next": float(here and abs(p.n - q.n) == 1),
        "words": common(frozenset(p.own), frozenset(q.own))[0],
    }


def _signs(f: Signals, g: Signals, a: float, b: float) -> dict[str, float]:
    found = {f"apart:{name}": float(bool(f.get(name)) != bool(g.get(name))) for name in APART}
    return found | {
        "odds_apart": abs(a - b),
        "odds_most": max(a, b),
        "odds_least": min(a, b),
        "topic_both": f.get("of_the_topic", 0.0) * g.get("of_the_topic", 0.0),
        "tones_apart": abs(f["tone"] - g["tone"]),
        "tones": f["tone"] * g["tone"],
    }


def sided(
    members: Sequence[Proposition], signals: Sequence[Signals], odds: Floats, tied: npt.NDArray[np.bool_]
) -> list[bool]:
    """For each member whether it is on the denying side, by its own odds and by how all pairs stand, but for what is
    admitted; ``tied`` [members, members] are pairs on one side."""
    if len(members) < 2:
        return [bool(x > 0) for x in odds]
    model = trees.load("stance_pairs")
    shown = pair_signals(members, signals, odds)
    scores = model.score(np.array([[row[name] for name in model.features] for row in shown]))
    pulls = np.zeros((len(members),) * 2)
    pulls[np.triu_indices(len(members), 1)] = _logit(scores) - math.log(EVEN / (1 - EVEN))
    free = np.array([admits(p) for p in members])
    pulls[free], pulls[:, free] = 0.0, 0.0
    return _together(odds, PULL * (pulls + pulls.T) / math.sqrt(len(members) - 1), tied)


def _together(odds: Floats, pulls: Floats, tied: npt.NDArray[np.bool_]) -> list[bool]:
    """The split in which whoever is tied, directly or by others, is on one side."""
    reached = tied | np.eye(len(tied), dtype=bool)
    while ((more := reached @ reached) != reached).any():
        reached = more
    block = np.unique(reached.argmax(axis=1), return_inverse=True)[1]
    of = np.eye(block.max() + 1)[block]
    between = of.T @ pulls @ of
    np.fill_diagonal(between, 0.0)
    sides = split(of.T @ odds, between)
    return [sides[n] for n in block]


def _logit(scores: Floats) -> Floats:
    kept = np.clip(scores, 1e-3, 1 - 1e-3)
    return np.asarray(np.log(kept / (1 - kept)))


def split(odds: Floats, pulls: Floats) -> list[bool]:
    """The split in two that agrees best with each one's odds and with the pairs' pulls; the best of some starts."""
    starts = (odds > 0, odds > -1, odds > np.median(odds), np.zeros(len(odds), dtype=bool))
    settled = [_settled(np.where(start, 1.0, -1.0), odds, pulls) for start in starts]
    best = max(settled, key=lambda side: float(odds @ side - side @ pulls @ side / 2))
    return [bool(x > 0) for x in best]


def _settled(side: Floats, odds: Floats, pulls: Floats) -> Floats:
    """Each member moved to the side that fits better, while anything moves."""
    for _ in range(ROUNDS):
        before = side.copy()
        for i in range(len(side)):
            side[i] = 1.0 if odds[i] > pulls[i] @ side else -1.0
        if (side == before).all():
            break
    return side
