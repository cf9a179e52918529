"""The network of the second stage: learnt from the marked affairs, one affair a step, and written as ONNX."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.claims.pairing import vectors
from onrecord.claims.propositions import Proposition
from onrecord.claims.scoring import rows
from onrecord.claims.similarity import Floats
from onrecord.training.export import Graph, quiet, write
from onrecord.training.small import Several, descend

HIDDEN: Final = 64
NARROW: Final = 96
"""Numbers that a statement's vectors are made."""
LOUD: Final = 8.0
"""Vectors of length 1 are taken times this, so that their numbers are of the features' size."""
FARTHEST: Final = 4.0
"""Standard deviations at which a feature is cut off."""
DROP, DROP_PAIR = 0.5, 0.2
RATE, DECAY = 2e-3, 0.05
EPOCHS: Final = 14
NETWORKS: Final = 2
"""They are learnt from other seeds and averaged."""
FEW: Final = 50
"""An affair's loss is shared out over its pairs of one claim and so many more."""


class Marked(Protocol):
    """An affair: its statements, the features of its pairs, and which pairs are of one claim."""

    props: list[Proposition]
    matrices: dict[str, Floats]
    wanted: Any


class Network(nn.Module):
    """Scores of pairs [N] from what shows of each [N, features] and both statements' vectors [n, width]."""

    def __init__(self, mean: Tensor, spread: Tensor, width: int) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("spread", spread)
        self.statement = nn.Linear(width, NARROW)
        self.shown = nn.Linear(len(mean), HIDDEN)
        self.beside = nn.Linear(3 * NARROW, HIDDEN)
        self.drop, self.drop_shown = nn.Dropout(DROP), nn.Dropout(DROP_PAIR)
        self.out = nn.Sequential(nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Dropout(DROP_PAIR), nn.Linear(HIDDEN, 1))

    def forward(self, shown: Tensor, vectors: Tensor, one: Tensor, other: Tensor) -> Tensor:
        shown = torch.clamp((shown - self.mean) / self.spread, -FARTHEST, FARTHEST)
        narrow = self.drop(torch.tanh(self.statement(self.drop(vectors * LOUD))))
        a, b = narrow[one], narrow[other]
        beside = self.beside(torch.cat([a * b, (a - b).abs(), a + b], 1))
        out: Tensor = self.out(torch.relu(self.shown(self.drop_shown(shown)) + beside))[:, 0]
        return out


class Story:
    """An affair as the network takes it."""

    def __init__(self, affair: Marked, features: Sequence[str]) -> None:
        row, place = np.triu_indices(len(affair.props), 1)
        given = (rows(features, affair.matrices), vectors(affair.props), row, place)
        self.given = [torch.from_numpy(values) for values in given]
        self.wanted = torch.from_numpy(affair.wanted.astype(np.float32))

    def loss(self, network: nn.Module) -> Tensor:
        lost = nn.functional.binary_cross_entropy_with_logits(network(*self.given), self.wanted, reduction="sum")
        return lost / (self.wanted.sum() + FEW)

    @torch.inference_mode()
    def scores(self, network: nn.Module) -> Floats:
        """[pairs]: probabilities."""
        out: Floats = torch.sigmoid(network.eval()(*self.given)).numpy()
        return out


def learn(stories: Sequence[Story], epochs: int = EPOCHS, networks: int = NETWORKS) -> Several:
    """The same for the same stories on one thread."""
    shown = torch.cat([story.given[0] for story in stories])
    mean, spread = shown.mean(0), shown.std(0) + 1e-6
    return Several([_one(stories, mean, spread, epochs, seed) for seed in range(networks)]).eval()


def _one(stories: Sequence[Story], mean: Tensor, spread: Tensor, epochs: int, seed: int) -> Network:
    torch.manual_seed(seed)
    network = Network(mean, spread, stories[0].given[1].shape[1])
    order = [n for _ in range(epochs) for n in torch.randperm(len(stories)).tolist()]
    descend(network, (stories[n].loss(network) for n in order), len(order), RATE, DECAY)
    return network


def export(network: Several, story: Story, features: Sequence[str], path: Path) -> None:
    names = ("shown", "vectors", "one", "other")
    free = {**dict.fromkeys((*names, "score"), ("pairs",)), "vectors": ("statements",)}
    graph = Graph(dict(zip(names, story.given, strict=True)), ("score",), free)
    with quiet():
        write(network.eval(), graph, path, {"features": list(features)}, half=True)
