"""Read annotated articles with a PyTorch network, as the package reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import torch

from onrecord.reader.decode import Floats, Found
from onrecord.reader.features import Ints, Lexicon, Words, split
from onrecord.reader.network import Network as Reader
from onrecord.training import model
from onrecord.training.pieces import Piece
from onrecord.training.states import States

LEAST: Final = 0.05
"""Statements that score less are not decoded."""
THRESHOLDS: Final = tuple(k / 20 for k in range(1, 11))
"""Where the least score of a statement may lie."""

Article = Mapping[str, Any]
"""``id``, ``text``, ``statements`` with lists of [start, end] under ``source``, ``cue``, ``content``."""
Score = Callable[[Sequence[Article], Sequence[Sequence[Mapping[str, Any]]]], dict[str, float]]
"""(articles, the statements found in each) → figures, ``statement`` among them."""


class TorchReader(Reader):
    """The package's reader over a PyTorch network, with a larger encoder's states where there is one."""

    def __init__(self, network: model.Network, lexicon: Lexicon, under: States | None = None) -> None:
        self.network, self.lexicon, self.under = network.eval(), lexicon, under
        self.about: dict[str, Any] = {"keep": LEAST}
        self.side = model.SIDE

    @torch.inference_mode()
    def encode(self, words: Words, pieces: list[tuple[int, int]], marks: Ints) -> dict[str, Floats]:
        feed = {k: torch.from_numpy(v) for k, v in self.feed(words, pieces, marks).items()}
        extra = None
        if self.under:
            group = [Piece(words.words[a:b], np.zeros((0, 0), np.int32), np.zeros((0, 0), np.int32)) for a, b in pieces]
            extra = self.under(group, feed["vectors"].shape[1])
        out = self.network.encoder(feed["vectors"], feed["hashed"], feed["marks"], extra)
        return {k: v.numpy() for k, v in out.items()}

    @torch.inference_mode()
    def ask(self, cue: np.ndarray, out: dict[str, Floats]) -> tuple[Floats, Floats]:
        states = {k: torch.from_numpy(out[k]) for k in ("state", "link")}
        tags, valid = self.network.decode(states, torch.from_numpy(cue))
        return tags.numpy(), valid.numpy()


def predictions(reader: Reader, articles: Sequence[Article]) -> list[list[dict[str, Any]]]:
    """Each article's statements in characters, with their scores, in text order."""
    result = []
    for article in articles:
        read = reader.read(split(article["text"]))
        result.append([_in_characters(found, read.words) for found in read.found])
    return result


def _in_characters(found: Found, words: Words) -> dict[str, Any]:
    runs = {"source": found.source, "cue": [found.cue], "content": found.content}
    spans = {role: [list(words.span(*run)) for run in of] for role, of in runs.items()}
    return {"score": found.score, **spans}


def best(score: Score, articles: Sequence[Article], found: Sequence[Sequence[Mapping[str, Any]]]) -> dict[str, float]:
    """The figures at the threshold (``keep``) with the best statement F1; the lowest of equals."""
    rows = []
    for keep in THRESHOLDS:
        kept = [[s for s in statements if s["score"] >= keep] for statements in found]
        rows.append({"keep": keep, **score(articles, kept)})
    return max(rows, key=lambda row: row["statement"])
