"""A teacher's scores on pieces, and the loss that follows them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from training.model import SIDE, TAGS, Network
from training.pieces import Piece

WEIGHTS = {"soft roles": 1.0, "soft tags": 3.0, "soft valid": 0.3, "soft names": 0.3}


@dataclass(slots=True)
class Scores:
    """A teacher's scores on one piece, half precision: roles [T, 9], names [T, 9], cues [N, 2] (first, last word),
    tags [N, 2 SIDE, TAGS], valid [N]"""

    roles: np.ndarray
    names: np.ndarray
    cues: np.ndarray
    tags: np.ndarray
    valid: np.ndarray


@dataclass(slots=True)
class Soft:
    """Scores by the piece's identity in memory, and the unlabelled pieces."""

    of: dict[int, Scores]
    unlabelled: list[Piece]


def read(folder: Path, train: list[Piece]) -> Soft:
    """What ``training.distil`` wrote; its labelled part is in the order of the training pieces."""
    labelled: list[Scores] = torch.load(folder / "train.pt", weights_only=False)
    pieces, scores = torch.load(folder / "unlabelled.pt", weights_only=False)
    of = {id(p): s for p, s in zip(train, labelled, strict=True)}
    of |= {id(p): s for p, s in zip(pieces, scores, strict=True)}
    return Soft(of, pieces)


def losses(network: Network, out: dict[str, Tensor], group: list[Piece], soft: Soft) -> dict[str, Tensor]:
    """Cross-entropy against the teacher's distributions, weighted."""
    scores = [soft.of[id(p)] for p in group]
    rows = torch.cat([torch.full((len(p.words),), i) for i, p in enumerate(group)])
    at = torch.cat([torch.arange(len(p.words)) for p in group])
    roles = torch.from_numpy(np.concatenate([s.roles for s in scores]).astype(np.float32))
    names = torch.from_numpy(np.concatenate([s.names for s in scores]).astype(np.float32))
    result = {
        "soft roles": sum(
            F.cross_entropy(out["roles"][rows, at, 3 * i : 3 * i + 3], roles[:, 3 * i : 3 * i + 3].softmax(-1))
            for i in range(3)
        ),
        "soft names": F.cross_entropy(out["names"][rows, at], names.softmax(-1)),
    }
    cues = [(row, int(a), int(b)) for row, s in enumerate(scores) for a, b in s.cues]
    if cues:
        tags, valid = network.decode(out, torch.tensor(cues))
        target = torch.from_numpy(np.concatenate([s.tags for s in scores]).astype(np.float32)).softmax(-1)
        first = torch.tensor([c[1] for c in cues])
        wide = torch.tensor([len(group[c[0]].words) for c in cues])
        place = torch.arange(2 * SIDE)[None] - SIDE + first[:, None]
        real = (place >= 0) & (place < wide[:, None])
        result["soft tags"] = F.cross_entropy(tags[real].reshape(-1, TAGS), target[real].reshape(-1, TAGS))
        goal = torch.from_numpy(np.concatenate([s.valid for s in scores]).astype(np.float32)).sigmoid()
        result["soft valid"] = F.binary_cross_entropy_with_logits(valid, goal)
    return {k: WEIGHTS[k] * v for k, v in result.items()}
