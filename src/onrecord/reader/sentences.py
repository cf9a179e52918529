"""The small sentence encoder of the package: texts in, a vector of each out, by onnxruntime.

A text goes through with others of its length rounded up, and is given the same vector in any company. Vectors are kept
while the process lives: a story's statements are compared again whenever it grows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.reader.features import HASHES, WORD, Ints, Lexicon
from onrecord.reader.sessions import session
from onrecord.vectors import load

Floats = npt.NDArray[np.float32]

STEP: Final = 8
"""Texts are padded to a multiple of this many words."""
LONGEST: Final = 64
"""Words of a text that are read."""
TOGETHER: Final = 64
"""Texts that go through at once."""
KEPT: Final = 1 << 14
"""Vectors that are kept."""


class Sentences:
    """The encoder in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lexicon = Lexicon(load())
        self._kept: dict[str, Floats] = {}

    def __call__(self, texts: Sequence[str]) -> Floats:
        """float32 [texts, width], each row of length 1."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if len(self._kept) + len(missing) > KEPT:
            self._kept.clear()
            missing = list(dict.fromkeys(texts))
        self._kept |= zip(missing, self._read(missing), strict=True)
        return np.stack([self._kept[text] for text in texts])

    @cached_property
    def _session(self) -> Any:
        return session(self.path)

    def _read(self, texts: Sequence[str]) -> list[Floats]:
        found: dict[int, Floats] = {}
        for numbers, feed in feeds([words_of(text, self.lexicon) for text in texts], self.lexicon):
            found |= zip(numbers, self._session.run(["sentence"], feed)[0], strict=True)
        return [found[n] for n in range(len(texts))]


def words_of(text: str, lexicon: Lexicon) -> Ints:
    """The rows of a text's first words, as ``Lexicon.encode`` gives them; of a text without words, a full stop's."""
    return lexicon.encode(WORD.findall(text)[:LONGEST] or ["."])


def feeds(texts: Sequence[Ints], lexicon: Lexicon) -> list[tuple[list[int], dict[str, npt.NDArray[Any]]]]:
    """What the encoder is given at once: the texts' numbers, and their words padded to one length."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for number, rows in enumerate(texts):
        by_length[-(-len(rows) // STEP) * STEP].append(number)
    parts = [
        (length, numbers[at : at + TOGETHER])
        for length, numbers in sorted(by_length.items())
        for at in range(0, len(numbers), TOGETHER)
    ]
    return [(numbers, _feed([texts[n] for n in numbers], length, lexicon)) for length, numbers in parts]


def _feed(texts: Sequence[Ints], length: int, lexicon: Lexicon) -> dict[str, npt.NDArray[Any]]:
    rows = np.zeros((len(texts), length, 1 + len(HASHES)), np.int64)
    inside = np.zeros((len(texts), length), np.float32)
    for at, text in enumerate(texts):
        rows[at, : len(text)], inside[at, : len(text)] = text, 1
    return {"vectors": lexicon.vectors.at(rows[..., 0]), "hashed": rows[..., 1:], "inside": inside}
