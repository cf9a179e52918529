"""Texts as sets of runs of words, by which copies and later versions of a text are known."""

from __future__ import annotations

import re
from typing import Final

RUN: Final = 3
"""Words in a run: short enough that light rewording leaves many whole."""
_WORD: Final = re.compile(r"[^\W_]+")


def runs(text: str) -> frozenset[str]:
    """The text's runs of ``RUN`` words in lower case."""
    words = [w.lower() for w in _WORD.findall(text)]
    return frozenset(" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
