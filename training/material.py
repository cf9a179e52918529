"""What the recipe learns from: PolNeAR with its silver parses and unlabelled news, or a few made-up articles."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from evaluation.gold import ROOT, SHARED, lines, scorer
from onrecord.reader.features import Lexicon, split
from onrecord.training.pieces import Piece, Tagsets, covered, pieces_of
from onrecord.training.reading import Score
from onrecord.training.scoring import statement_f1
from onrecord.training.trainer import Data
from onrecord.vectors import Vectors
from training.data import polnear, silver
from training.relayed import relayed
from training.vectors import SIZE, WORD, vocabulary

SETS = ("fnc_train", "te3_silver", "ecb_plus", "abc")
"""Modern news of the unlabelled texts; Reuters' stubs of 1987 are left out. The first gets what a share leaves over."""
SHUFFLE, RETOLD = 5, 7
"""Seeds."""
MORE = SETS[:3]
"""Those of which more is read: the last is of the countryside and of science."""
SHORTEST = 20
"""Words of the shortest unlabelled piece that a teacher is asked about."""


class Material(Protocol):
    """Where the articles come from."""

    def vocabulary(self) -> list[str]:
        """The words of the vectors' table, the most frequent first."""
        ...

    def data(self, vectors: Vectors) -> Data:
        """Training pieces, and dev articles with their scorer."""
        ...

    def unlabelled(self, words: int, vectors: Vectors) -> list[Piece]:
        """About so many words of text that nobody annotated; the same on every call."""
        ...

    def others(self, words: int, taken: Sequence[Piece], vectors: Vectors) -> list[Piece]:
        """About so many words more, none of them of these pieces."""
        ...

    def relayed(self, vectors: Vectors) -> list[Piece]:
        """Annotated pieces in which another tells what is said; the same on every call."""
        ...


class PolNeAR:
    """The shipped network's material, in ``../shared``."""

    def __init__(self, shared: Path = SHARED) -> None:
        if not (shared / "polnear").is_dir():
            raise SystemExit(f"the recipe's data is not at {shared}: see training/README.md, or try --tiny")
        self.shared = shared

    def vocabulary(self) -> list[str]:
        return vocabulary(SIZE, self.shared)

    def data(self, vectors: Vectors) -> Data:
        pieces = parsed_pieces(polnear("train", self.shared), silver("train", self.shared), Lexicon(vectors))
        return Data(pieces, vectors, polnear("dev", self.shared), corpus_score(self.shared))

    def unlabelled(self, words: int, vectors: Vectors) -> list[Piece]:
        left = dict.fromkeys(SETS, words // len(SETS)) | {SETS[0]: words - (len(SETS) - 1) * (words // len(SETS))}
        result = []
        for record in lines(self.shared / "text" / "news.jsonl.xz"):
            if left.get(record["set"], 0) > 0:
                pieces = bare_pieces([record["text"]], Lexicon(vectors))
                left[record["set"]] -= sum(len(p.words) for p in pieces)
                result += pieces
        return result

    def others(self, words: int, taken: Sequence[Piece], vectors: Vectors) -> list[Piece]:
        texts = [r["text"] for r in lines(self.shared / "text" / "news.jsonl.xz") if r["set"] in MORE]
        known = {tuple(piece.words) for piece in taken}
        left = [piece for piece in bare_pieces(texts, Lexicon(vectors)) if tuple(piece.words) not in known]
        random.Random(SHUFFLE).shuffle(left)
        ends = np.cumsum([len(piece.words) for piece in left])
        return left[: bisect_left(ends, words) + 1]

    def relayed(self, vectors: Vectors) -> list[Piece]:
        return told_pieces(polnear("train", self.shared)[::2], Lexicon(vectors))


class MadeUp:
    """The invented articles of ``tests/gold``: for a run of seconds, in which nothing is learnt well."""

    TRAIN = 2

    def __init__(self) -> None:
        from evaluation.excerpts import load_texts

        gold = load_texts(ROOT / "tests" / "gold" / "articles.jsonl")
        self.articles: list[dict[str, Any]] = [
            {"id": g.id, "text": g.text, "statements": list(g.statements)} for g in gold
        ]

    def vocabulary(self) -> list[str]:
        count = Counter(word for article in self.articles for word in WORD.findall(article["text"].lower()))
        return sorted(count, key=lambda word: (-count[word], word))[:400]

    def data(self, vectors: Vectors) -> Data:
        train, dev = self.articles[: self.TRAIN], self.articles[self.TRAIN : self.TRAIN + 1]
        return Data(parsed_pieces(train, (), Lexicon(vectors)), vectors, dev, statement_f1)

    def unlabelled(self, words: int, vectors: Vectors) -> list[Piece]:  # noqa: ARG002
        return bare_pieces([self.articles[-1]["text"]], Lexicon(vectors))

    def others(self, words: int, taken: Sequence[Piece], vectors: Vectors) -> list[Piece]:  # noqa: ARG002
        return bare_pieces([self.articles[-2]["text"]], Lexicon(vectors))

    def relayed(self, vectors: Vectors) -> list[Piece]:
        return told_pieces(self.articles[: self.TRAIN], Lexicon(vectors))


def parsed_pieces(
    articles: Sequence[dict[str, Any]], parses: Iterable[dict[str, Any]], lexicon: Lexicon
) -> list[Piece]:
    """The articles' pieces, in order, with the syntax of those that have a parse. Parses are read one at a time."""
    number, tagsets = {article["id"]: i for i, article in enumerate(articles)}, Tagsets()
    result: dict[int, list[Piece]] = {}
    for parse in parses:
        i = number.get(parse["id"])
        if i is not None:
            result[i] = pieces_of(articles[i], lexicon, tagsets, parse, i)
        if len(result) == len(articles):
            break
    return [
        piece
        for i, article in enumerate(articles)
        for piece in result.get(i) or pieces_of(article, lexicon, tagsets, None, i)
    ]


def told_pieces(articles: Sequence[dict[str, Any]], lexicon: Lexicon) -> list[Piece]:
    """Pieces of these articles in which an outlet was made to tell what is said."""
    result = []
    for article in relayed(articles, RETOLD):
        told = covered(split(article["text"]), article["told"])
        pieces = pieces_of(article, lexicon, Tagsets(), None, -1)
        result += [piece for piece in pieces if any(0 <= n - piece.first < len(piece.words) for n in told)]
    return result


def bare_pieces(texts: Iterable[str], lexicon: Lexicon) -> list[Piece]:
    """Pieces of which nothing is known."""
    return [
        Piece(piece.words, piece.ids, piece.flags, first=piece.first)
        for text in texts
        for piece in pieces_of({"text": text}, lexicon, Tagsets(), None, -1)
        if len(piece.words) >= SHORTEST
    ]


def corpus_score(shared: Path = SHARED) -> Score:
    """The corpus's own scorer, ``polnear/score.py``: its main figures."""
    module = scorer("polnear/score.py", shared)

    def score(articles: Any, found: Any) -> dict[str, float]:
        tally = module.Tally()
        for article, statements in zip(articles, found, strict=True):
            tally.add(article["text"], article["statements"], statements)
        figures = tally.figures()
        names = {"statement": "statement", **{role: f"{role} exact" for role in ("source", "cue", "content")}}
        return {"alpha": figures["alpha"], **{short: figures[long][2] for short, long in names.items()}}

    return score
