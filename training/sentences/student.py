"""The small encoder in PyTorch, and how it learns to give a text the teacher's vector.

Word vectors with hashed beginnings, endings and shapes go through gated convolutions; the sentence is what several
looks at the words pool, their maximum, and the weighted mean of the words as they came. It learns the teacher's
vector, and how alike the texts of a batch are: texts that stand together, as they do in the claims of a story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.reader.features import HASHES
from onrecord.vectors import WIDTH

HASHED: Final = {"prefix": 16, "suffix3": 16, "shape": 8}
"""Columns of the hashed features that are heard."""
COLUMNS: Final = [list(HASHES).index(name) for name in HASHED]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder; ``out`` is the teacher's width."""

    width: int = 128
    layers: int = 2
    looks: int = 4
    inner: int = 384
    out: int = 384
    dropout: float = 0.05


class Gated(nn.Module):
    """Each word with its two neighbours, gated, added to the word (Dauphin et al. 2017)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.near = nn.Linear(3 * width, 2 * width)

    def forward(self, x: Tensor, inside: Tensor) -> Tensor:
        y = self.norm(x) * inside
        before, after = F.pad(y, (0, 0, 1, 0))[:, :-1], F.pad(y, (0, 0, 0, 1))[:, 1:]
        told, gate = self.near(torch.cat([before, y, after], -1)).chunk(2, -1)
        return x + told * torch.sigmoid(gate)


class Student(nn.Module):
    """vectors [B, T, WIDTH], hashed int [B, T, 5], inside [B, T] (0 where a text has ended) → [B, out] of length 1."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape, width = shape, shape.width
        self.hashed = nn.ModuleList(nn.Embedding(HASHES[name], columns) for name, columns in HASHED.items())
        self.project = nn.Linear(WIDTH + sum(HASHED.values()), width)
        self.layers = nn.ModuleList(Gated(width) for _ in range(shape.layers))
        self.look = nn.Linear(width, shape.looks + 1)
        self.value = nn.Linear(width, 2 * width)
        self.drop = nn.Dropout(shape.dropout)
        self.inner = nn.Linear(4 * width, shape.inner)
        self.straight = nn.Linear(4 * width, shape.out)
        self.out = nn.Linear(shape.inner, shape.out)
        for table in self.hashed:
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, vectors: Tensor, hashed: Tensor, inside: Tensor) -> Tensor:
        columns = [vectors, *(table(hashed[..., i]) for table, i in zip(self.hashed, COLUMNS, strict=True))]
        inside = inside[..., None]
        first = x = torch.tanh(self.project(torch.cat(columns, -1)))
        for layer in self.layers:
            x = layer(self.drop(x), inside)
        outside = (1 - inside) * -1e4
        looks = torch.softmax(self.look(x) + outside, 1)
        parts = self.value(x).unflatten(-1, (self.shape.looks, -1))
        seen = (looks[..., :-1, None] * parts).sum(1).flatten(1)
        most = (x + outside).amax(1)
        mean = (looks[..., -1:] * first).sum(1)
        pooled = self.drop(torch.cat([seen, most, mean], -1))
        return F.normalize(self.straight(pooled) + self.out(torch.relu(self.inner(pooled))), dim=-1)


def loss(found: Tensor, wanted: Tensor, heat: float = 0.05) -> Tensor:
    """How far vectors [B, out] of length 1 are from the teacher's, one by one and in their likeness to each other."""
    alike, wished = found @ found.T, wanted @ wanted.T
    own = 1 - (found * wanted).sum(-1).mean()
    apart = torch.eye(len(found), dtype=torch.bool)
    spread = F.kl_div(
        F.log_softmax((alike / heat).masked_fill(apart, -1e4), 1),
        F.softmax((wished / heat).masked_fill(apart, -1e4), 1),
        reduction="batchmean",
    )
    return own + 10 * F.mse_loss(alike, wished) + 0.5 * spread


def batches(number: int, windows: int, width: int, order: Sequence[int]) -> list[list[int]]:
    """Batches of ``windows`` runs of ``width`` texts that stand together; ``order`` shuffles the runs."""
    runs = [list(range(start, min(start + width, number))) for start in range(0, number, width)]
    mixed = [runs[i] for i in order]
    return [[n for run in mixed[at : at + windows] for n in run] for at in range(0, len(mixed), windows)]
