"""What one or more teachers make of pieces, and the loss that follows their scores (Hinton et al. 2015).

Several teachers speak with one voice: the mean of their log probabilities.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from onrecord.reader.decode import cues
from onrecord.training import batches
from onrecord.training.model import SIDE, TAGS, Network
from onrecord.training.pieces import Piece
from onrecord.training.states import States
from onrecord.vectors import Vectors

log = logging.getLogger(__name__)

WEIGHTS: Final = {"soft roles": 1.0, "soft tags": 3.0, "soft valid": 0.3, "soft names": 0.3}
GROUP: Final = 16
"""Pieces that are scored together."""

Scores = dict[str, Tensor]
"""The teachers' scores on one piece, half precision: roles [T, 9], names [T, 9], cues int16 [N, 2] (first, last word),
tags [N, 2 SIDE, TAGS], valid [N]"""


@dataclass(slots=True)
class Soft:
    """Scores by the piece's identity in memory, and the unlabelled pieces."""

    of: dict[int, Scores]
    unlabelled: list[Piece]


@dataclass(frozen=True, slots=True)
class Teacher:
    """A network, and the larger encoder under it where there is one."""

    network: Network
    under: States | None = None

    def encode(self, group: list[Piece], batch: batches.Batch) -> dict[str, Tensor]:
        """The network's states and logits."""
        extra = self.under(group, batch.vectors.shape[1]) if self.under else None
        return self.network.encoder(batch.vectors, batch.hashed, batch.marks, extra)


def write(scores: list[Scores], path: Path) -> None:
    """Keep the scores of some pieces, in the pieces' order."""
    torch.save(scores, path)


def read(path: Path, pieces: list[Piece]) -> Soft:
    """What ``write`` kept of these unlabelled pieces."""
    scores: list[Scores] = torch.load(path, weights_only=True)
    return Soft({id(p): s for p, s in zip(pieces, scores, strict=True)}, pieces)


@torch.inference_mode()
def score(teachers: Sequence[Teacher], pieces: list[Piece], vectors: Vectors) -> list[Scores]:
    """The teachers' scores, in the pieces' order."""
    result: dict[int, Scores] = {}
    order = sorted(pieces, key=lambda p: len(p.words))
    for at in range(0, len(order), GROUP):
        group = order[at : at + GROUP]
        for piece, scores in zip(group, _scored(teachers, group, vectors), strict=True):
            result[id(piece)] = scores
        if at % (100 * GROUP) == 0:
            log.info("scored %d of %d pieces", at + len(group), len(order))
    return [result[id(p)] for p in pieces]


def _scored(teachers: Sequence[Teacher], group: list[Piece], vectors: Vectors) -> list[Scores]:
    batch = batches.collate(group, vectors)
    outs = [teacher.encode(group, batch) for teacher in teachers]
    roles = _mean([out["roles"].unflatten(-1, (3, 3)) for out in outs]).flatten(-2)
    names = _mean([out["names"] for out in outs])
    asked = [_asked(roles[row].numpy(), piece) for row, piece in enumerate(group)]
    flat = torch.tensor([(row, a, b) for row, pairs in enumerate(asked) for a, b in pairs]).reshape(-1, 3).long()
    tags, valid = torch.zeros(0, 2 * SIDE, TAGS), torch.zeros(0)
    if len(flat):
        answers = [t.network.decode(out, flat) for t, out in zip(teachers, outs, strict=True)]
        tags, valid = _mean([a for a, _ in answers]), torch.stack([b for _, b in answers]).mean(0)
    result = []
    for row, piece in enumerate(group):
        mine, n = flat[:, 0] == row, len(piece.words)
        scores = {"roles": roles[row, :n].half().clone(), "names": names[row, :n].half().clone()}
        scores["cues"] = torch.tensor(asked[row], dtype=torch.int16).reshape(-1, 2)
        result.append({**scores, "tags": tags[mine].half(), "valid": valid[mine].half()})
    return result


def _asked(roles: np.ndarray, piece: Piece) -> list[tuple[int, int]]:
    """(first, last) of the cues that the teachers believe in or that are annotated."""
    believed = {(a, b) for a, b, _ in cues(roles, len(piece.words))}
    return sorted(believed | {(link.cue[0], link.cue[1] - 1) for link in piece.links})


def _mean(logits: Sequence[Tensor]) -> Tensor:
    """The mean of log probabilities over the last axis."""
    return torch.stack([x.log_softmax(-1) for x in logits]).mean(0)


def losses(network: Network, out: dict[str, Tensor], group: list[Piece], soft: Soft) -> dict[str, Tensor]:
    """Cross-entropy against the teachers' distributions, weighted."""
    scores = [soft.of[id(p)] for p in group]
    rows = torch.cat([torch.full((len(p.words),), i) for i, p in enumerate(group)])
    at = torch.cat([torch.arange(len(p.words)) for p in group])
    roles, names = (_joined(scores, name) for name in ("roles", "names"))
    by_role = [
        F.cross_entropy(out["roles"][rows, at, i : i + 3], roles[:, i : i + 3].softmax(-1)) for i in range(0, 9, 3)
    ]
    result = {
        "soft roles": torch.stack(by_role).sum(),
        "soft names": F.cross_entropy(out["names"][rows, at], names.softmax(-1)),
    }
    asked = [(row, int(a), int(b)) for row, s in enumerate(scores) for a, b in s["cues"]]
    if asked:
        result |= _decoder_losses(network.decode(out, torch.tensor(asked)), scores, _inside(asked, group))
    return {k: WEIGHTS[k] * v for k, v in result.items()}


def _decoder_losses(logits: tuple[Tensor, Tensor], scores: Sequence[Scores], real: Tensor) -> dict[str, Tensor]:
    tags, valid = logits
    target = _joined(scores, "tags").softmax(-1)
    return {
        "soft tags": F.cross_entropy(tags[real].reshape(-1, TAGS), target[real].reshape(-1, TAGS)),
        "soft valid": F.binary_cross_entropy_with_logits(valid, _joined(scores, "valid").sigmoid()),
    }


def _joined(scores: Sequence[Scores], name: str) -> Tensor:
    return torch.cat([s[name] for s in scores]).float()


def _inside(asked: Sequence[tuple[int, int, int]], group: list[Piece]) -> Tensor:
    """bool [N, 2 SIDE]: which places of each cue's window lie inside its piece."""
    first = torch.tensor([cue[1] for cue in asked])
    wide = torch.tensor([len(group[cue[0]].words) for cue in asked])
    place = torch.arange(2 * SIDE)[None] - SIDE + first[:, None]
    return (place >= 0) & (place < wide[:, None])
