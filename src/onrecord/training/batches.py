"""Pieces as padded tensors, and the losses over them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from onrecord.reader.features import FLAGS, HASHES
from onrecord.training.model import SIDE, TAGS, Network
from onrecord.training.pieces import HEADS, IGNORE, Piece
from onrecord.vectors import Vectors

STEP = 16
"""Batches are padded to a multiple of this many words."""
LOSS_WEIGHTS = {"roles": 1.0, "names": 0.4, "syntax": 0.15, "tags": 3.0, "valid": 0.3}


@dataclass(slots=True)
class Batch:
    """B pieces padded to T words; N cues of which some attribute nothing (their tags are all 0, valid 0)."""

    pieces: list[Piece]
    vectors: Tensor
    hashed: Tensor
    marks: Tensor
    roles: Tensor
    syntax: Tensor
    mask: Tensor
    cues: Tensor
    tags: Tensor
    valid: Tensor


def batches(pieces: list[Piece], size: int, seed: int | None) -> Iterator[list[Piece]]:
    """Pieces of like length together, in an order that the seed decides; in the given order where it is None."""
    if seed is None:
        yield from (pieces[i : i + size] for i in range(0, len(pieces), size))
        return
    rng = random.Random(seed)
    order = sorted(pieces, key=lambda p: len(p.words) + rng.random() * 24)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    yield from groups


def collate(pieces: list[Piece], vectors: Vectors, cues: list[tuple[int, int, int]] | None = None) -> Batch:
    """One batch; ``cues`` (piece, first, last) are further ones that attribute nothing."""
    wide = -(-max(len(p.words) for p in pieces) // STEP) * STEP
    ids = np.zeros((len(pieces), wide, 1 + len(HASHES)), np.int64)
    marks = np.zeros((len(pieces), wide, len(FLAGS)), np.int64)
    roles = np.full((len(pieces), wide, 3), IGNORE, np.int64)
    syntax = np.full((len(pieces), wide, 4), IGNORE, np.int64)
    mask = np.zeros((len(pieces), wide), np.float32)
    all_cues, tags, valid = [], [], []
    for row, piece in enumerate(pieces):
        n = len(piece.words)
        ids[row, :n], marks[row, :n], mask[row, :n] = piece.ids, piece.flags, 1
        if piece.roles is not None:
            roles[row, :n] = piece.roles
        if piece.syntax is not None:
            syntax[row, :n] = piece.syntax
        for link in piece.links:
            all_cues.append((row, link.cue[0], link.cue[1] - 1))
            tags.append(window_tags(link.tags, link.cue[0]))
            valid.append(1.0)
    for row, first, last in cues or ():
        all_cues.append((row, first, last))
        tags.append(window_tags(np.zeros(len(pieces[row].words), np.int8), first))
        valid.append(0.0)
    table = vectors.at(ids[..., 0])
    return Batch(
        pieces,
        torch.from_numpy(table),
        torch.from_numpy(ids[..., 1:]),
        torch.from_numpy(marks),
        torch.from_numpy(roles),
        torch.from_numpy(syntax),
        torch.from_numpy(mask),
        torch.tensor(all_cues, dtype=torch.long).reshape(-1, 3),
        torch.from_numpy(np.array(tags, np.int64).reshape(-1, 2 * SIDE)),
        torch.tensor(valid),
    )


def window_tags(tags: np.ndarray, first: int) -> np.ndarray:
    """int [2 SIDE]: the tags around a cue's first word, IGNORE outside the piece."""
    out = np.full(2 * SIDE, IGNORE, np.int64)
    low, high = max(0, first - SIDE), min(len(tags), first + SIDE)
    out[low - first + SIDE : high - first + SIDE] = tags[low:high]
    return out


def false_cues(out: dict[str, Tensor], batch: Batch, above: float = 0.1) -> list[tuple[int, int, int]]:
    """Cues that the encoder believes in and nobody marked, the likeliest first, no more than there are true ones:
    what the decoder must learn to refuse."""
    probability = out["roles"].detach()[..., 3:6].softmax(-1)
    start = probability[..., 1] * (batch.roles[..., 1] != 1) * batch.mask
    likely, at = start.flatten().topk(min(len(batch.cues), start.numel()))
    result = []
    for row, first in zip(*divmod_pairs(at[likely > above], start.shape[1]), strict=True):
        last = first
        while last + 1 < len(batch.pieces[row].words) and float(probability[row, last + 1, 2]) > 0.5:
            last += 1
        result.append((row, first, last))
    return result


def divmod_pairs(at: Tensor, wide: int) -> tuple[list[int], list[int]]:
    """Rows and columns of flat positions."""
    return (at // wide).tolist(), (at % wide).tolist()


def losses(network: Network, out: dict[str, Tensor], batch: Batch, logits: tuple[Tensor, Tensor]) -> dict[str, Tensor]:
    """Each head's mean loss, weighted."""

    def entropy(scores: Tensor, gold: Tensor) -> Tensor:
        return F.cross_entropy(scores.flatten(0, -2), gold.flatten(), ignore_index=IGNORE)

    syntax = network.encoder.syntax(out["low"])
    pos, rel = network.shape.pos, network.shape.rel
    cut = syntax.split([pos, rel, 2 * HEADS + 1], -1)
    result = {
        "roles": sum(entropy(out["roles"][..., 3 * i : 3 * i + 3], batch.roles[..., i]) for i in range(3)),
        "names": entropy(out["names"], batch.syntax[..., 0]),
        "syntax": sum(entropy(scores, batch.syntax[..., i + 1]) for i, scores in enumerate(cut)),
    }
    if len(batch.cues):
        result["tags"] = F.cross_entropy(logits[0].reshape(-1, TAGS), batch.tags.flatten(), ignore_index=IGNORE)
        result["valid"] = F.binary_cross_entropy_with_logits(logits[1], batch.valid)
    return {k: LOSS_WEIGHTS[k] * v for k, v in result.items() if torch.isfinite(v)}
