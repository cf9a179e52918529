"""The original passage of a quotation in transcripts: found by rare runs of words, then aligned word by word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance.LCSseq import opcodes

from onrecord.claims.polarity import negated
from onrecord.claims.wordings import Difference, align, split, words

GRAM: Final = 3
"""Words in the runs by which passages are looked up."""
SHORT: Final = 12
"""Up to so many words a quotation is looked up by runs of two as well: one altered word may leave no longer one."""
CROWD: Final = 400
"""A run that stands in more places than this points nowhere."""
FOUND: Final = 0.5
"""Least share of the quotation's words that a passage must have, in order, to be shown at all."""
FILLERS: Final = frozenset({"uh", "um", "er", "ah"})
"""Sounds that nobody quotes."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said in one go, in one transcript."""

    transcript: str
    title: str
    date: str
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a quotation comes from: ``turn.text[start:end]``. ``verbatim`` where no word differs; what a quotation
    leaves out it must show by an ellipsis."""

    turn: Turn
    start: int
    end: int
    share: float
    """Share of the quotation's words that stand in the passage, in order."""
    difference: Difference

    @property
    def text(self) -> str:
        return self.turn.text[self.start : self.end]

    @property
    def verbatim(self) -> bool:
        return all(p.kind == "dropped" and FILLERS.issuperset(words(p.first)) for p in self.difference.altered)

    @property
    def turned(self) -> bool:
        """Whether a word such as "not" stands in the one alone, so that the quotation says the opposite."""
        altered = self.difference.altered
        said, told = words(" ".join(p.first for p in altered)), words(" ".join(p.second for p in altered))
        return negated(said) != negated(told)


class Transcripts:
    """Turns of transcripts, indexed by their runs of words."""

    def __init__(self, turns: Iterable[Turn] = ()) -> None:
        self.turns: list[Turn] = []
        self._words: list[tuple[str, ...]] = []
        self._offsets: list[tuple[tuple[int, int], ...]] = []
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for turn in turns:
            self.add(turn)

    def add(self, turn: Turn) -> None:
        """Takes a turn in."""
        found = spans(turn.text)
        said = tuple(w for w, _, _ in found)
        number = len(self.turns)
        self.turns.append(turn)
        self._words.append(said)
        self._offsets.append(tuple((a, b) for _, a, b in found))
        for size in (GRAM - 1, GRAM):
            for i in range(len(said) - size + 1):
                self._places[" ".join(said[i : i + size])].append((number, i))

    def check(self, quotation: str, limit: int = 3) -> list[Passage]:
        """The passages that a quotation may come from, the likest first; none where nothing is like it."""
        said = [w for w, _, _ in spans(quotation)]
        if len(said) < GRAM:
            return []
        offers = [p for turn, at in self._proposed(said) if (p := self._passage(quotation, said, turn, at))]
        best: dict[tuple[str, str], Passage] = {}
        for p in sorted(offers, key=lambda p: (-p.share, -p.difference.likeness, p.turn.date)):
            best.setdefault((p.turn.transcript, p.text), p)
        return [p for p in best.values() if p.share >= FOUND][:limit]

    def _proposed(self, said: Sequence[str]) -> list[tuple[int, int]]:
        """(turn, word) where a copy of the quotation would begin, those with most runs in common first."""
        votes: Counter[tuple[int, int]] = Counter()
        slack = max(8, len(said))
        for size in (GRAM - 1, GRAM) if len(said) <= SHORT else (GRAM,):
            for i in range(len(said) - size + 1):
                places = self._places.get(" ".join(said[i : i + size]), ())
                if len(places) <= CROWD:
                    votes.update({(turn, (at - i) // slack) for turn, at in places})
        return [(turn, block * slack) for (turn, block), _ in votes.most_common(12)]

    def _passage(self, quotation: str, said: Sequence[str], turn: int, at: int) -> Passage | None:
        room = len(said) * 2 + 12
        low, high = max(0, at - room // 2), min(len(self._words[turn]), at + len(said) + room)
        window = self._words[turn][low:high]
        steps = _verbatim(said, window) or _compact(
            [op for op in opcodes(list(said), list(window)) if op.tag == "equal"], len(said)
        )
        if not steps:
            return None
        matched = sum(run[1] - run[0] for run in steps)
        first, last = low + steps[0][2] - steps[0][0], low + steps[-1][3] + len(said) - steps[-1][1]
        offsets = self._offsets[turn][max(0, first) : min(len(self._offsets[turn]), last)]
        if not offsets:
            return None
        start, end = offsets[0][0], offsets[-1][1]
        text = self.turns[turn].text[start:end]
        return Passage(self.turns[turn], start, end, matched / len(said), align(text, quotation))


def _verbatim(said: Sequence[str], window: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """The one run where the words stand one after another; a longest common sequence may be strewn about instead."""
    size = len(said)
    starts = (i for i in range(len(window) - size + 1) if list(window[i : i + size]) == list(said))
    return [(0, size, i, i + size) for i in starts][:1]


def _compact(steps: Sequence[object], size: int) -> list[tuple[int, int, int, int]]:
    """The matching runs without stray single words far from the main ones."""
    runs = [(s.src_start, s.src_end, s.dest_start, s.dest_end) for s in steps]  # type: ignore[attr-defined]
    if not runs:
        return []
    longest = max(runs, key=lambda r: r[1] - r[0])
    near = max(12, size)
    return [r for r in runs if abs((r[2] - r[0]) - (longest[2] - longest[0])) <= near]


def spans(text: str) -> list[tuple[str, int, int]]:
    """The words of a text as they are compared, with their offsets."""
    out, at = [], 0
    folded = text.replace("’", "'").replace("‘", "'")
    for token in split(folded):
        at = folded.find(token, at) if folded.find(token, at) >= 0 else at
        if token[0].isalnum():
            out.append((token.lower(), at, at + len(token)))
        at += len(token)
    return out
