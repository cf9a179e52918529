"""Read annotated articles with a PyTorch network, as the package reads, and score them with the corpus's scorer."""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np
import torch

from onrecord.reader.decode import Floats
from onrecord.reader.features import Ints, Words, split
from onrecord.reader.network import Network as Reader
from training import model
from training.data import SHARED
from training.pieces import Piece


def scorer() -> Any:
    """The module ``polnear/score.py``."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "polnear" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TorchReader(Reader):
    """The package's reader over a PyTorch network, with a larger encoder's states where there is one."""

    def __init__(self, network: model.Network, lexicon: Any, teacher: Any = None) -> None:
        self.network, self.lexicon, self.teacher = network.eval(), lexicon, teacher
        self.about: dict[str, Any] = {"keep": 0.1}
        self.side = model.SIDE

    @torch.inference_mode()
    def encode(self, words: Words, pieces: list[tuple[int, int]], marks: Ints) -> dict[str, Floats]:
        feed = {k: torch.from_numpy(v) for k, v in self.feed(words, pieces, marks).items()}
        extra = None
        if self.teacher:
            group = [Piece(words.words[a:b], np.zeros(0), np.zeros(0)) for a, b in pieces]
            extra = self.teacher(group, feed["vectors"].shape[1])
            for piece in group:
                self.teacher.kept.pop(id(piece), None)
        out = self.network.encoder(feed["vectors"], feed["hashed"], feed["marks"], extra)
        return {k: v.numpy() for k, v in out.items()}

    @torch.inference_mode()
    def ask(self, cue: np.ndarray, out: dict[str, Floats]) -> tuple[Floats, Floats]:
        states = {k: torch.from_numpy(out[k]) for k in ("state", "link")}
        tags, valid = self.network.decode(states, torch.from_numpy(cue))
        return tags.numpy(), valid.numpy()


def predictions(reader: Reader, articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The articles' statements in characters, each with its score, in text order."""
    result = []
    for article in articles:
        read = reader.read(split(article["text"]))
        w = read.words
        statements = [
            {
                "score": s.score,
                **{
                    role: [[w.starts[a], w.ends[b - 1]] for a, b in runs]
                    for role, runs in (("source", s.source), ("cue", [s.cue]), ("content", s.content))
                },
            }
            for s in read.found
        ]
        result.append({"id": article["id"], "statements": statements})
    return result


def figures(articles: list[dict[str, Any]], predicted: list[dict[str, Any]], keep: float = 0.0) -> dict[str, float]:
    """The scorer's main figures over the statements that score at least ``keep``."""
    tally = scorer().Tally()
    for article, guess in zip(articles, predicted, strict=True):
        kept = [s for s in guess["statements"] if s["score"] >= keep]
        tally.add(article["text"], article["statements"], kept)
    full = tally.figures()
    names = {"statement": "statement", **{role: f"{role} exact" for role in ("source", "cue", "content")}}
    return {"alpha": full["alpha"], **{short: full[long][2] for short, long in names.items()}}
