"""Which articles are tellings of one text: reprints, trimmed reprints, wire copy. MinHash proposes, words decide.

An article is a set of runs of ``RUN`` words. MinHash with many narrow bands (rensa) proposes pairs down to a
Jaccard index of about 0.2, which a reprint trimmed to a fifth still has; each pair is then checked exactly: the share
of the shorter text's runs that stand in the longer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rensa import RMinHash, RMinHashLSH

RUN: Final = 3
"""Words in a run: short enough that light rewording leaves many whole."""
PERMUTATIONS: Final = 128
BANDS: Final = (64, 2)
"""Bands and rows: 93% of pairs with a Jaccard index of 0.2 are proposed, 2.5% of those with 0.02."""
REPRINT: Final = 0.35
"""Least share of the shorter text's runs that stand in the longer one. Articles on one event without common copy
share 0.05 to 0.15, long common quotations included up to 0.25 (``evaluation/reprints.py``)."""
LEAST: Final = 25
"""Least runs in common: below it a match tells nothing."""
_WORD: Final = re.compile(r"[^\W_]+", re.UNICODE)


def runs(text: str) -> frozenset[str]:
    """The text's runs of ``RUN`` words in lower case."""
    words = [w.lower() for w in _WORD.findall(text)]
    return frozenset(" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def sketch(found: Iterable[str]) -> RMinHash:
    """The MinHash of a set of runs."""
    made = RMinHash(num_perm=PERMUTATIONS, seed=1)
    made.update(sorted(found))
    return made


@dataclass(frozen=True, slots=True)
class Reprint:
    """Two articles with common text. ``share`` is of the shorter one's runs; ``runs`` how many they share."""

    a: str
    b: str
    share: float
    runs: int

    @property
    def reason(self) -> str:
        return f"common text: {self.share:.0%} of the shorter one, {self.runs} runs of {RUN} words"


def common(a: frozenset[str], b: frozenset[str]) -> tuple[float, int]:
    """Share of the smaller set that the larger one holds, and how many that is."""
    both = len(a & b)
    return both / max(1, min(len(a), len(b))), both


class Texts:
    """Articles' texts, to be compared with one another; grows one by one."""

    def __init__(self) -> None:
        self._index = RMinHashLSH(threshold=0.2, num_perm=PERMUTATIONS, num_bands=BANDS[0])
        self._names: list[str] = []
        self._runs: dict[str, frozenset[str]] = {}

    def add(self, name: str, text: str) -> list[Reprint]:
        """Takes a text in; the earlier ones that it is a telling of, the likest first."""
        found = runs(text)
        if len(found) < LEAST or name in self._runs:
            return []
        made = sketch(found)
        near = (self._names[number] for number in sorted(self._index.query(made)))
        links = list(self._checked(name, found, near))
        self._index.insert(len(self._names), made)
        self._names.append(name)
        self._runs[name] = found
        return sorted(links, key=lambda link: (-link.share, link.b))

    def _checked(self, name: str, found: frozenset[str], proposed: Iterable[str]) -> Iterator[Reprint]:
        for other in proposed:
            share, both = common(found, self._runs[other])
            if share >= REPRINT and both >= LEAST:
                yield Reprint(name, other, round(share, 3), both)


def reprints(texts: Iterable[tuple[str, str]]) -> list[Reprint]:
    """All pairs of (name, text) with common text."""
    held = Texts()
    return [link for name, text in texts for link in held.add(name, text)]
