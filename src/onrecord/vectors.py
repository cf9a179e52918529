"""Static word vectors: what words are like, at the cost of a table look-up.

Distilled from a sentence encoder by ``training/vectors.py``; the model card says which. Two blocks of columns:
``SEMANTIC`` (what the encoder's last layer makes of the word: good for similarity) and ``LEXICAL`` (its input
embedding: good for grammar).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

SEMANTIC: Final = slice(0, 128)
LEXICAL: Final = slice(128, 224)
WIDTH: Final = 224
WEIGHTS: Final = Path(__file__).parent / "weights"

Floats = npt.NDArray[np.float32]


class Vectors:
    """A vocabulary of lower-cased words and an int8 table; row 0 is the unknown word (all zero)."""

    def __init__(self, words: Sequence[str], table: npt.NDArray[np.int8], scale: Floats) -> None:
        self.rows = {word: row for row, word in enumerate(words) if word}
        self.words = tuple(words)
        self.table = table
        self.scale = scale

    def row(self, word: str) -> int:
        """The table row of a word in any case; 0 where it is unknown."""
        return self.rows.get(word.lower(), 0)

    def of(self, words: Sequence[str]) -> Floats:
        """float32 [len(words), WIDTH]; unknown words are zero."""
        return self.at([self.row(word) for word in words])

    def at(self, rows: npt.ArrayLike) -> Floats:
        """float32 [*rows, WIDTH]: the vectors in these rows of the table."""
        return self.table[np.asarray(rows, np.int64)].astype(np.float32) * self.scale


@cache
def load(folder: Path = WEIGHTS) -> Vectors:
    """The vectors in the package; the table is mapped, not read."""
    words = (folder / "words.txt").read_text("utf-8").split("\n")
    table = np.load(folder / "words.npy", mmap_mode="r")
    return Vectors(words, table, np.load(folder / "words_scale.npy"))
