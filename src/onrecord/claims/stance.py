"""On which side of a claim each of its members stands, and which of its words say so.

A small network takes what ``sides.together`` shows of each member and its cue's words, and sets each member beside the
others, by their mean and by attention (as sets are read: Lee et al. 2019). The signals' names are what reasons are told
from: those that weigh most, for the stance that is given, in a logistic model of the same signals.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord import vectors
from onrecord.claims.polarity import lower
from onrecord.claims.propositions import Proposition
from onrecord.claims.similarity import WEIGHTS
from onrecord.reader.sessions import about, session

SHOWN: Final = 3
"""Most reasons of one stance."""
CUE_WORDS: Final = 8
FARTHEST: Final = 4.0
"""Signals are cut off here."""

Signals = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Stance:
    """``value`` is one of ``records.STANCES``; ``score`` its probability; ``reasons`` the signals that weighed most."""

    value: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The network in the package, the signals that it takes, in order, and the stances that it gives."""

    run: Any
    signals: tuple[str, ...]
    stances: tuple[str, ...]


@cache
def network() -> Network:
    run = session(WEIGHTS / "stance.onnx")
    told = about(run)
    return Network(run, tuple(told["signals"]), tuple(told["stances"]))


def chances(members: Sequence[Proposition], found: Sequence[Signals]) -> list[dict[str, float]]:
    """The probability of each stance for each member of a claim. ``found``: what shows of each."""
    net = network()
    others = 1 - np.eye(len(members), dtype=np.float32)
    given = {"shown": table(found, net.signals), "cues": cues(members), "others": others}
    (odds,) = net.run.run(None, given)
    raised = np.exp(odds - odds.max(axis=1, keepdims=True))
    shares = (raised / raised.sum(axis=1, keepdims=True)).tolist()
    return [dict(zip(net.stances, row, strict=True)) for row in shares]


def table(found: Sequence[Signals], names: Sequence[str]) -> npt.NDArray[np.float32]:
    """[members, signals]"""
    values = np.array([[row.get(name, 0.0) for name in names] for row in found], np.float32)
    return np.clip(values, -FARTHEST, FARTHEST)


def cues(members: Sequence[Proposition]) -> npt.NDArray[np.float32]:
    """[members, vectors.WIDTH]: the mean word vector of each one's cue."""
    known = vectors.load()
    said = [lower(p.cue)[:CUE_WORDS] for p in members]
    return np.array([known.of(ws).mean(0) if ws else np.zeros(vectors.WIDTH) for ws in said], np.float32)


@cache
def weights() -> dict[str, dict[str, float]]:
    """For each stance, the weight of each signal, for telling reasons."""
    with gzip.open(WEIGHTS / "stance.json.gz", "rt", encoding="utf-8") as file:
        loaded: dict[str, dict[str, float]] = json.load(file)
    return loaded


def told(value: str, score: float, found: Signals) -> Stance:
    """A stance with the signals that speak for it most."""
    of = weights().get(value, {})
    pulls = sorted(((of.get(n, 0.0) * v, n) for n, v in found.items() if v), reverse=True)
    return Stance(value, score, tuple(n for pull, n in pulls[:SHOWN] if pull > 0.1))
