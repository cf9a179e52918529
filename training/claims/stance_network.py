"""The network of stances: learnt from the marked affairs' claims, one affair a step, and written as ONNX."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.claims.propositions import Proposition
from onrecord.claims.similarity import Floats
from onrecord.claims.stance import cues, table
from onrecord.records import STANCES
from onrecord.training.export import Graph, quiet, write
from onrecord.training.small import Several, descend
from onrecord.vectors import WIDTH

Rows = list[dict[str, float]]
Claim = tuple[list[Proposition], Rows, list[str]]
"""A claim's members, their signals and their stances."""

SIGNALS, CUE, KEYS, HIDDEN = 32, 24, 24, 64
DROP_CUE, DROP = 0.5, 0.2
RATE, DECAY = 2e-3, 0.05
EPOCHS: Final = 12
NETWORKS: Final = 3
"""They are learnt from other seeds and averaged."""
RARE: Final = 25
"""A signal must show in so many members."""
BALANCE: Final = 0.7
"""Stances are weighed by their rarity to this power."""


class Network(nn.Module):
    """Odds of the stances [members, stances] from signals, cues, and who is whose fellow [members, members]."""

    def __init__(self, signals: int) -> None:
        super().__init__()
        self.signals, self.cue = nn.Linear(signals, SIGNALS), nn.Linear(WIDTH, CUE)
        self.straight = nn.Linear(signals, len(STANCES))
        self.asks, self.answers = nn.Linear(SIGNALS + CUE, KEYS), nn.Linear(SIGNALS + CUE, KEYS)
        self.beside, self.out = nn.Linear(4 * (SIGNALS + CUE), HIDDEN), nn.Linear(HIDDEN, len(STANCES))
        self.drop, self.drop_cue = nn.Dropout(DROP), nn.Dropout(DROP_CUE)

    def forward(self, shown: Tensor, cues: Tensor, others: Tensor) -> Tensor:
        heard = self.drop_cue(torch.tanh(self.cue(self.drop_cue(cues))))
        one = torch.cat([torch.tanh(self.signals(self.drop(shown))), heard], 1)
        many = others.sum(1, keepdim=True)
        mean = (others @ one) / many.clamp(min=1)
        near = self.asks(one) @ self.answers(one).T / math.sqrt(KEYS) - 1e4 * (1 - others)
        heeded = (torch.softmax(near, 1) * many.clamp(max=1)) @ one
        both = self.beside(torch.cat([one, mean, one * mean, heeded], 1))
        out: Tensor = self.straight(self.drop(shown)) + self.out(self.drop(torch.relu(both)))
        return out


class Stances(Several):
    """The mean of some networks' odds, with the names of the signals that they take."""

    def __init__(self, networks: Sequence[Network], signals: Sequence[str]) -> None:
        super().__init__(networks)
        self.names = tuple(signals)

    @torch.inference_mode()
    def chances(self, claim: Claim) -> Floats:
        """[members, stances]"""
        shown, heard, others, _ = _tensors([claim], self.names)
        out: Floats = torch.softmax(self(shown, heard, others), 1).numpy()
        return out


def _tensors(claims: Sequence[Claim], names: Sequence[str]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """All members of some claims one after another; those of one claim are one another's fellows."""
    of = torch.tensor([n for n, (members, _, _) in enumerate(claims) for _ in members])
    others = (of[:, None] == of[None]).float() - torch.eye(len(of))
    shown = table([row for _, rows, _ in claims for row in rows], names)
    heard = cues([p for members, _, _ in claims for p in members])
    wanted = torch.tensor([STANCES.index(stance) for _, _, stances in claims for stance in stances])
    return torch.from_numpy(shown), torch.from_numpy(heard), others, wanted


def learn(affairs: Sequence[Sequence[Claim]], epochs: int = EPOCHS) -> Stances:
    """The same for the same affairs on one thread."""
    shows = Counter(n for claims in affairs for _, rows, _ in claims for row in rows for n, v in row.items() if v)
    names = sorted(name for name, count in shows.items() if count >= RARE)
    steps = [_tensors(claims, names) for claims in affairs]
    told = torch.bincount(torch.cat([wanted for *_, wanted in steps]), minlength=len(STANCES)).float()
    weight = (told.sum() / told.clamp(min=1)) ** BALANCE
    return Stances([_one(steps, len(names), weight, epochs, seed) for seed in range(NETWORKS)], names).eval()


def _one(steps: Sequence[tuple[Tensor, ...]], signals: int, weight: Tensor, epochs: int, seed: int) -> Network:
    torch.manual_seed(seed)
    network = Network(signals)
    order = [n for _ in range(epochs) for n in torch.randperm(len(steps)).tolist()]

    def loss(*given: Tensor) -> Tensor:
        *known, wanted = given
        return nn.functional.cross_entropy(network(*known), wanted, weight=weight)

    descend(network, (loss(*steps[n]) for n in order), len(order), RATE, DECAY)
    return network


def export(network: Stances, path: Path) -> None:
    given = {"shown": torch.zeros(2, len(network.names)), "cues": torch.zeros(2, WIDTH), "others": torch.ones(2, 2)}
    free = dict.fromkeys(("shown", "cues", "odds"), ("members",)) | {"others": ("members", "fellows")}
    with quiet():
        graph = Graph(given, ("odds",), free)
        write(network.eval(), graph, path, {"signals": network.names, "stances": STANCES}, half=True)


def odds(chances: Floats) -> Floats:
    """[members]: how much likelier denying is than asserting, by log."""
    logs = np.log(chances + 1e-6)
    return np.asarray(logs[:, STANCES.index("denies")] - logs[:, STANCES.index("asserts")])
