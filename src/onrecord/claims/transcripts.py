"""The original passage of a quotation in transcripts: found by rare runs of words, then aligned word by word."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from rapidfuzz.distance.LCSseq import opcodes

from onrecord.claims.polarity import negated
from onrecord.claims.wordings import Difference, Piece, align, split, words

GRAM: Final = 3
"""Words in the runs by which passages are looked up."""
SHORT: Final = 12
"""Up to so many words a quotation is looked up by runs of two as well: one altered word may leave no longer one."""
CROWD: Final = 400
"""A run that stands in more places than this points nowhere."""
FOUND: Final = 0.5
"""Least share of the quotation's words that a passage must have, in order, to be shown at all."""
TURNED: Final = 2 / 3
"""Least share of the quotation's words that a passage must have for a "not" in the one alone to turn it: two that have
less in common are about different things."""
BESIDE: Final = 2
"""So many words of what is altered lie right beside what is aligned; a "not" further off is of something else."""
CHAINS: Final = 12
"""Most ways kept to place the stretches of a quotation one after another."""
_LEFT_OUT: Final = re.compile(r"[\[(]\s*(?:…|\.(?:\s?\.){2,})\s*[\])]|…|\.(?:\s?\.){2,}")
_STOP: Final = re.compile(r"[.!?]")
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
    position: int = 0
    """Its place in the transcript."""


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
    rest: tuple[Passage, ...] = ()
    """Where more lies between than a few words, the passages of what stands after each ellipsis, in the order of the
    transcript; ``share`` and ``difference`` are then of the whole quotation."""

    @property
    def text(self) -> str:
        return " … ".join(p.turn.text[p.start : p.end] for p in (self, *self.rest))

    @property
    def verbatim(self) -> bool:
        return all(p.kind == "dropped" and FILLERS.issuperset(words(p.first)) for p in self.difference.altered)

    @property
    def turned(self) -> bool:
        """Whether a word such as "not" stands in the one alone, in or right beside what both have, so that the
        quotation says the opposite."""
        said, told = _beside(self.difference, "first"), _beside(self.difference, "second")
        return self.share >= TURNED and negated(said) != negated(told)


def _beside(difference: Difference, side: Literal["first", "second"]) -> list[str]:
    """The words of one side's altered pieces that stand right beside what is aligned, in one sentence with it; an
    ellipsis in the place of a word or two may be in the place of a "not"."""
    found: list[str] = []
    pieces = difference.pieces
    for n, piece in enumerate(pieces):
        if piece in difference.altered or (piece.kind == "ellipsis" and len(words(piece.first)) <= BESIDE):
            before, after = pieces[n - 1 : n] if n else (), pieces[n + 1 : n + 2]
            found += _ends(getattr(piece, side), _open(before, side), any(map(_aligned, after)))
    return found


def _ends(text: str, before: bool, after: bool) -> list[str]:
    """The first words of an altered piece, where something aligned stands before it, and the last, where after it."""
    sentences = [words(s) for s in _STOP.split(text)]
    if len(sentences) == 1:
        said = sentences[0]
        return [w for n, w in enumerate(said) if (before and n < BESIDE) or (after and n >= len(said) - BESIDE)]
    return (sentences[0][:BESIDE] if before else []) + (sentences[-1][-BESIDE:] if after else [])


def _open(before: Sequence[Piece], side: Literal["first", "second"]) -> bool:
    """Whether what stands before is aligned and in mid-sentence."""
    return any(_aligned(p) and not getattr(p, side).rstrip("\"' )").endswith((".", "!", "?")) for p in before)


def _aligned(piece: Piece) -> bool:
    return piece.kind in ("same", "joined")


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
        offers = self._offers(quotation)
        if not any(p.verbatim for p in offers):
            offers = _instead(self._chains(stretches(quotation)), offers)
        best: dict[tuple[str, str], Passage] = {}
        for p in sorted(offers, key=lambda p: (-p.share, -p.difference.likeness, p.turn.date)):
            best.setdefault((p.turn.transcript, p.text), p)
        return list(best.values())[:limit]

    def _offers(self, quotation: str) -> list[Passage]:
        """The passages of one turn each that have enough of the quotation to be shown."""
        said = [w for w, _, _ in spans(quotation)]
        if len(said) < GRAM:
            return []
        found = (self._passage(quotation, said, turn, at) for turn, at in self._proposed(said))
        return [p for p in found if p and p.share >= FOUND]

    def _chains(self, told: Sequence[str]) -> list[Passage]:
        """The passages of all stretches of a quotation, those of one transcript and one speaker in order."""
        if len(told) < 2 or any(len(words(stretch)) < GRAM for stretch in told):
            return []
        chains: list[tuple[Passage, ...]] = [()]
        for stretch in told:
            offers = self._offers(stretch)
            longer = [(*chain, p) for chain in chains for p in offers if not chain or _follows(chain[-1], p)]
            chains = sorted(longer, key=lambda chain: -sum(p.share for p in chain))[:CHAINS]
        return [_joined(chain, [len(words(stretch)) for stretch in told]) for chain in chains]

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


def stretches(quotation: str) -> list[str]:
    """The parts of a quotation between the ellipses, bracketed or not, that mark words as left out."""
    return [part for part in _LEFT_OUT.split(quotation) if words(part)]


def _follows(before: Passage, after: Passage) -> bool:
    """Whether one speaker goes on to say it later in one transcript; a turn without a name is whoever's."""
    one, other = before.turn, after.turn
    same = one.transcript == other.transcript and (one.speaker == other.speaker or not (one.speaker and other.speaker))
    return same and (one.position, before.end) <= (other.position, after.start)


def _joined(chain: Sequence[Passage], sizes: Sequence[int]) -> Passage:
    """One passage of several, each with its stretch's number of words; what the quotation leaves out lies between."""
    share = sum(p.share * size for p, size in zip(chain, sizes, strict=True)) / sum(sizes)
    likeness = sum(p.difference.likeness * size for p, size in zip(chain, sizes, strict=True)) / sum(sizes)
    pieces = list(chain[0].difference.pieces)
    for p in chain[1:]:
        pieces += [Piece("ellipsis", "", "…"), *p.difference.pieces]
    return replace(chain[0], share=share, difference=Difference(tuple(pieces), likeness), rest=tuple(chain[1:]))


def _instead(chains: Sequence[Passage], offers: Sequence[Passage]) -> list[Passage]:
    """The likest chain of each transcript in place of the passages there that have less of the quotation."""
    best: dict[str, Passage] = {}
    for chain in sorted(chains, key=lambda p: (-p.share, -p.difference.likeness)):
        best.setdefault(chain.turn.transcript, chain)
    kept = [p for p in offers if p.share >= (best[p.turn.transcript].share if p.turn.transcript in best else 0)]
    outdone = {p.turn.transcript for p in kept}
    return [*kept, *(chain for name, chain in best.items() if name not in outdone)]


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
