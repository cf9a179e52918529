"""Statements in which the network finds no source. Few have none: "It is said that …", "reportedly".

Of PolNeAR's statements 6 in 100 have no source; a network that must be sure of each word leaves as many more without,
and of those that it leaves without, four in five have one or are no statements.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.reader.decode import Floats, Found, best_tags

LEANING: Final = 1.0
"""Added to the source's logits where the best tags have none. Of 0.5 to 3, what reads PolNeAR dev best, 0.4 points of
statement F1 better than nothing."""
LEAST_SCORE: Final = 0.3
"""A statement that still has no source is kept from this score on. Worth 0.6 points; from 0.2 to 0.6 it hardly
matters."""
BE: Final = frozenset("is are was were be been being".split())
UNSAID: Final = frozenset("said thought told known understood held".split())
"""Participles that say that somebody says, and do not end in "ed"."""


def tags_of(logits: Floats) -> npt.NDArray[np.int8]:
    """The best tags [N, W] for decoder logits [N, W, 5]; a window without a source is asked again, more kindly."""
    best = best_tags(logits)
    without = ~((best == 1) | (best == 2)).any(1)
    if without.any():
        kinder = logits[without]
        kinder[..., 1:3] += LEANING
        best[without] = best_tags(kinder)
    return best


def stands(found: Found, words: list[str]) -> bool:
    """Whether a statement has a source, needs none ("is said to", "allegedly"), or is sure enough without."""
    if found.source or found.score >= LEAST_SCORE:
        return True
    cue = [word.lower() for word in words[slice(*found.cue)]]
    passive = not BE.isdisjoint(cue) and (cue[-1].endswith("ed") or cue[-1] in UNSAID)
    return passive or cue[-1].endswith("edly")
