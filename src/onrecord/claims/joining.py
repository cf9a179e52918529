"""New statements joined to the claims of a story that was gathered before, at a cost that the story's size hardly
changes.

Each new statement is scored against the old ones whose words are most like its own, by the same scores as when a
story is gathered whole; the old claims stand as they were found. Small differences to a whole gathering are possible,
so that a story is gathered whole again when it has grown by a share of itself (``growing.GROWTH``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.claims.embedding import Embed
from onrecord.claims.found import Claim, claim_of_group, reasons_for, score_in, utterances
from onrecord.claims.grouping import grouped
from onrecord.claims.propositions import Proposition
from onrecord.claims.scoring import Judged, judged
from onrecord.claims.similarity import Bags, Floats, idf
from onrecord.claims.words import stems

NEAREST: Final = 4
"""Old statements that each new one is scored against for their words."""
MOST: Final = 110
"""Old statements that the new ones are scored against, the story's others among them: scores go by how much better a
match is than others, and among the best alone all would look poor or all good."""
TOGETHER, APART = 1.0, -10.0
"""Scores of two old statements of one claim, and of two of different claims: what was found stands."""

CAUTION: Final = 0.5
"""How much of a score counts for joining a claim: with more, more of the pairs of a whole gathering are made, and fewer
of those that are made are of it."""
UNSEEN: Final = 0.03
"""The score with a member of a claim that was not looked at, since its words are less alike."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A statement that comes to a claim. ``at``: its place among the old and the new, one after the other."""

    at: int
    score: float
    reasons: tuple[str, ...]
    utterance: int
    """A number that those have in common that tell of one utterance; see ``Joined.known``."""


@dataclass(frozen=True, slots=True)
class Joined:
    """``home``: the claim that is joined. ``known``: the numbers of utterances that old
    members tell of too, with the place of one such member."""

    home: str
    arrivals: tuple[Arrival, ...]
    known: Mapping[int, int]


def nearest(new: Sequence[str], old: Sequence[str]) -> list[int]:
    """The places of the old contents that are most like new ones by their telling words, and of others, in order."""
    if not new or not old:
        return []
    cosine = Bags([stems(text) for text in (*new, *old)], idf).unit
    like = cosine[: len(new)] @ cosine[len(new) :].T
    best = np.argsort(-like, axis=1, kind="stable")[:, :NEAREST]
    offers = {(float(like[i, j]), int(j)) for i, row in enumerate(best) for j in row if like[i, j] > 0}
    kept = dict.fromkeys(j for _, j in sorted(offers, key=lambda x: (-x[0], x[1])))
    rest = [j for j in range(len(old)) if j not in kept]
    step = max(1, len(rest) // max(1, MOST - len(kept)))
    return sorted([*kept, *rest[::step]][:MOST])


def joined(
    old: Sequence[Proposition],
    homes: Sequence[str],
    sizes: Mapping[str, int],
    new: Sequence[Proposition],
    embed: Embed | None = None,
) -> tuple[list[Claim], list[Joined]]:
    """The claims that begin with the new, and those that they join. A claim that begins may hold old statements.

    ``homes``: the claim of each of the old, or empty; ``sizes``: how many members each claim has.
    """
    props = [*old, *new]
    if not new or len(props) < 2:
        return [], []
    scores = judged(props, embed)
    groups = [g for g in grouped(_held(scores.together, homes, sizes)) if g[-1] >= len(old)]
    grown = [g for g in groups if any(homes[i] for i in g if i < len(old))]
    begun = [claim_of_group(props, scores, g) for g in groups if g not in grown]
    return begun, [_joined(props, homes, scores, group) for group in grown]


def _held(scores: Floats, homes: Sequence[str], sizes: Mapping[str, int]) -> Floats:
    """The scores with the old claims as they were found, and with the members that were not looked at counted in."""
    out = scores.copy()
    seen = Counter(homes)
    for i, a in enumerate(homes):
        for j, b in enumerate(homes):
            if a and b and i != j:
                out[i, j] = TOGETHER if a == b else APART
        if a:
            share = seen[a] / max(seen[a], sizes[a])
            out[i, len(homes) :] = CAUTION * (share * out[i, len(homes) :] + (1 - share) * UNSEEN)
            out[len(homes) :, i] = out[i, len(homes) :]
    return out


def _joined(props: Sequence[Proposition], homes: Sequence[str], scores: Judged, group: Sequence[int]) -> Joined:
    members = [i for i in group if i < len(homes) and homes[i]]
    numbers = dict(zip(group, utterances(props, scores, group), strict=True))
    arrivals = tuple(
        Arrival(i, score_in(scores, i, group), tuple(reasons_for(props, scores, i, group)), numbers[i])
        for i in group
        if i not in members
    )
    return Joined(homes[members[0]], arrivals, {numbers[i]: i for i in reversed(members)})
