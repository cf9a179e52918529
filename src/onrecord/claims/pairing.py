"""The second stage of matching: how likely each pair is about one claim, by a small network that hears both statements.

It takes what shows of the pair, its neighbours' scores among it, and the sentence vectors of both: their content, their
sentence, the whole telling. These are made narrow and set beside one another by product, difference and sum (as in
InferSent, Conneau et al. 2017), so that the order of the two does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from onrecord.claims.embedding import content, sentence, shipped, told
from onrecord.claims.propositions import Proposition
from onrecord.claims.similarity import WEIGHTS, Floats
from onrecord.reader.sessions import about, session

AT_ONCE: Final = 16_384
"""Pairs that go through together, so that a great story takes no more memory than a middling one."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """The network in a file, and the names of the features that it takes, in order."""

    run: Any
    features: tuple[str, ...]

    def scores(self, props: Sequence[Proposition], matrices: Mapping[str, Floats]) -> Floats:
        """[n, n]: the probability that two are about one claim; the diagonal is zero."""
        heard = vectors(props)
        out = np.zeros((len(props),) * 2, np.float32)
        row, place = np.triu_indices(len(props), 1)
        for at in range(0, len(row), AT_ONCE):
            one, other = row[at : at + AT_ONCE], place[at : at + AT_ONCE]
            shown = np.stack([matrices[name][one, other] for name in self.features], axis=1, dtype=np.float32)
            (odds,) = self.run.run(None, {"shown": shown, "vectors": heard, "one": one, "other": other})
            out[one, other] = out[other, one] = 1 / (1 + np.exp(-odds))
        return out


@cache
def load(name: str) -> Pairing:
    """A network of the package by the name of its weights."""
    run = session(WEIGHTS / f"{name}.onnx")
    return Pairing(run, tuple(about(run)["features"]))


def vectors(props: Sequence[Proposition]) -> Floats:
    """float32 [n, 3 width]: the package's own sentence vectors of each one's content, sentence and whole telling."""
    encode = shipped()
    return np.concatenate([encode([form(p) for p in props]) for form in (content, sentence, told)], axis=1)
