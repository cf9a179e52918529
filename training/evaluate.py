"""Read annotated articles with a PyTorch network and score them with the corpus's own scorer."""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np
import torch

from onrecord.reader.decode import best_tags, cues, runs
from onrecord.reader.features import split
from onrecord.vectors import Vectors
from training.batches import batches, collate
from training.data import SHARED
from training.model import SIDE, Network
from training.pieces import Piece


def scorer() -> Any:
    """The module ``polnear/score.py``."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "polnear" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@torch.inference_mode()
def found(network: Network, pieces: list[Piece], vectors: Vectors, extra: Any = None) -> list[list[dict[str, Any]]]:
    """For each piece its statements in words, with ``p`` (cue) and ``v`` (valid) probabilities."""
    network.eval()
    result: list[list[dict[str, Any]]] = []
    for group in batches(pieces, 16, None):
        batch = collate(group, vectors)
        out = network.encoder(
            batch.vectors, batch.hashed, batch.marks, extra(group, batch.vectors.shape[1]) if extra else None
        )
        roles = out["roles"].numpy()
        asked = [(row, *cue) for row, p in enumerate(group) for cue in cues(roles[row], len(p.words))]
        per: list[list[dict[str, Any]]] = [[] for _ in group]
        if asked:
            tags, valid = network.decode(out, torch.tensor([a[:3] for a in asked]))
            best = best_tags(tags.numpy())
            for (row, first, last, p), t, v in zip(asked, best, valid.sigmoid().tolist(), strict=True):
                n = len(group[row].words)
                t = t.copy()
                at = np.arange(2 * SIDE) - SIDE + first
                t[(at < 0) | (at >= n)] = 0
                content = runs(t, 3, first - SIDE)
                per[row].append(
                    {"source": runs(t, 1, first - SIDE), "cue": (first, last + 1), "content": content, "p": p, "v": v}
                )
        result += per
    return result


def predictions(
    articles: list[dict[str, Any]], pieces: list[Piece], all_found: list[list[dict[str, Any]]], keep: float
) -> list[dict[str, Any]]:
    """Articles with statements in characters, those kept whose p times v is at least ``keep`` squared."""
    texts = [split(a["text"]) for a in articles]
    out: list[dict[str, Any]] = [{"id": a["id"], "statements": []} for a in articles]
    for piece, items in zip(pieces, all_found, strict=True):
        words = texts[piece.article]
        taken = np.zeros(len(piece.words), bool)
        for item in sorted(items, key=lambda s: -s["p"] * s["v"]):
            a, b = item["cue"]
            if item["p"] * item["v"] < keep or not item["content"] or taken[a:b].any():
                continue
            taken[a:b] = True
            spans = {
                role: [[words.starts[piece.first + x], words.ends[piece.first + y - 1]] for x, y in rs]
                for role, rs in (("source", item["source"]), ("cue", [item["cue"]]), ("content", item["content"]))
            }
            out[piece.article]["statements"].append(spans)
    return out


def figures(articles: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, float]:
    """The scorer's main figures: F1 of statements and exact spans, and alpha."""
    tally = scorer().Tally()
    for article, guess in zip(articles, predicted, strict=True):
        tally.add(article["text"], article["statements"], guess["statements"])
    full = tally.figures()
    names = {"statement": "statement", **{role: f"{role} exact" for role in ("source", "cue", "content")}}
    return {"alpha": full["alpha"], **{short: full[long][2] for short, long in names.items()}}
