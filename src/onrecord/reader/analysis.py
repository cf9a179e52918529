"""What the network tells about a text apart from its statements: words, sentences, names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

NameKind = Literal["PER", "ORG", "LOC", "MISC"]


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name as found: ``text[start:end]``. ``score`` is 0 to 1."""

    start: int
    end: int
    kind: NameKind
    score: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Inner:
    """What the network with this id makes of each word: its states, float32 [words, width]."""

    network: str
    states: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Words and sentences of a text, in order, and the proper names in it.

    ``starts[i]``/``ends[i]`` are the character offsets of word i (runs of word characters, or one other mark);
    ``sentences`` are [first word, past last word) and never cross a line break.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[Name, ...]
    inner: Inner | None = field(default=None, compare=False, repr=False)
    """None where no network was asked."""

    @property
    def words(self) -> list[str]:
        return [self.text[a:b] for a, b in zip(self.starts, self.ends, strict=True)]
