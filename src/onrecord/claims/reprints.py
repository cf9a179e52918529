"""Which articles are tellings of one text: reprints, trimmed reprints, wire copy. MinHash proposes, words decide.

An article is a set of runs of ``RUN`` words. MinHash with many narrow bands (rensa) proposes pairs down to a
Jaccard index of about 0.2, which a reprint trimmed to a fifth still has; each pair is then checked exactly: the share
of the shorter text's runs that stand in the longer one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from rensa import RMinHash

from onrecord.claims.words import common
from onrecord.runs import RUN, runs

PERMUTATIONS: Final = 128
BANDS: Final = (64, 2)
"""Bands and rows: 93% of pairs with a Jaccard index of 0.2 are proposed, 2.5% of those with 0.02."""
REPRINT: Final = 0.35
"""Least share of the shorter text's runs that stand in the longer one. Articles on one event without common copy
share 0.05 to 0.15, long common quotations included up to 0.25 (``benchmarks/reprints.py``)."""
LEAST: Final = 25
"""Least runs in common: below it a match tells nothing."""
AT_HAND: Final = 1_000
"""Texts whose runs are kept in memory."""


def bands(found: Iterable[str]) -> tuple[int, ...]:
    """The bands of the MinHash of a set of runs, as numbers: two texts that share one are worth comparing."""
    made = RMinHash(num_perm=PERMUTATIONS, seed=1)
    made.update(sorted(found))
    drawn, rows = made.digest(), BANDS[1]
    told = (f"{n}:" + ".".join(f"{x:x}" for x in drawn[n * rows : (n + 1) * rows]) for n in range(BANDS[0]))
    return tuple(int.from_bytes(blake2b(t.encode(), digest_size=8).digest(), "little", signed=True) for t in told)


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


class Texts:
    """Texts by name, to be compared with one another; grows one by one. ``text_of`` gives the text of one held,
    ``sharing`` the names of those kept elsewhere that share one of some bands."""

    def __init__(
        self, text_of: Callable[[str], str], sharing: Callable[[Sequence[int]], Iterable[str]] = lambda _: ()
    ) -> None:
        self._sharing = sharing
        self._runs_of = lru_cache(maxsize=AT_HAND)(lambda name: runs(text_of(name)))
        self._names: dict[int, list[str]] = defaultdict(list)

    def add(self, name: str, text: str) -> tuple[list[Reprint], tuple[int, ...]]:
        """Takes a text in; the ones held that it is a telling of, the likest first, and its bands."""
        found = runs(text)
        made = bands(found) if len(found) >= LEAST else ()
        links = self._links(name, found, made)
        for band in made:
            self._names[band].append(name)
        return links, made

    def tellings(self, name: str, text: str) -> list[Reprint]:
        """The ones held that a text is a telling of, the likest first; the text is not taken in."""
        found = runs(text)
        return self._links(name, found, bands(found))

    def _links(self, name: str, found: frozenset[str], made: Sequence[int]) -> list[Reprint]:
        near = {other for band in made for other in self._names.get(band, ())} | set(self._sharing(made))
        return sorted(self._checked(name, found, sorted(near - {name})), key=lambda link: (-link.share, link.b))

    def _checked(self, name: str, found: frozenset[str], proposed: Iterable[str]) -> Iterator[Reprint]:
        for other in proposed:
            share, both = common(found, self._runs_of(other))
            if share >= REPRINT and both >= LEAST:
                yield Reprint(name, other, round(share, 3), both)


def reprints(texts: Iterable[tuple[str, str]]) -> list[Reprint]:
    """All pairs of (name, text) with common text."""
    by_name = dict(texts)
    held = Texts(by_name.__getitem__)
    return [link for name, text in by_name.items() for link in held.add(name, text)[0]]
