"""What somebody said where all of it is told by another: "'It will close,' Roe said, according to the Gull."

The corpus that the network learnt from marks the Gull's telling alone, so that the network may hear nobody else. The
content is then read once more by itself. Who speaks in it is a statement of its own, beside that of the Gull, through
which it came.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from onrecord.reader.decode import Found
from onrecord.reader.features import Words, split
from onrecord.reader.relays import same_outlet
from onrecord.reader.voices import INVERTED
from onrecord.records import Span, Statement

SAYS: Final = INVERTED | frozenset(
    "deny denies denied promise promises promised declare declares declared announce announces announced call calls"
    " called write writes wrote confirm confirms confirmed acknowledge acknowledges acknowledged accuse accuses accused"
    " reject rejects rejected dismiss dismisses dismissed explain explains explained testify testified".split()
)
SURE: Final = 0.6
"""Least score of who speaks in what another tells: less sure, it is read once more, and then must be."""
WHOLE: Final = 0.7
"""Least share of the words told by another that it must be: a clause in the midst of them is not what is told."""
TELLS: Final = frozenset("according per reported reports".split())
"""Cues that stand before what they tell and relay it; any may stand behind it."""
NAMED: Final = frozenset({"organisation", "person"})
"""Kinds of speakers that words may come through by name."""


def retold(words: Words, found: Sequence[Found]) -> list[Span]:
    """The contents told by another, with a verb of saying but no sure statement in them, as [start, end] in the text.

    In text order, none of them in another.
    """
    cues = [one.cue[0] for one in found if one.score >= SURE]
    told: list[Span] = []
    for one in found:
        if run := _told(words, one):
            first, past = run[0] + (words.words[run[0]].lower() == "that"), run[1]
            says = any(word.lower() in SAYS for word in words.words[first:past])
            if says and not any(first <= cue < past for cue in cues):
                told.append(words.span(first, past))
    told.sort(key=lambda span: (span[0], -span[1]))
    return [span for n, span in enumerate(told) if all(span[0] >= end for _, end in told[:n])]


def nested(words: Words, found: Sequence[Found]) -> list[Found]:
    """Those who say all that another tells, found at once."""
    told = [run for run in (_told(words, one) for one in found) if run]
    return [one for one in found if any(_is_whole(words, one, run) for run in told)]


def _told(words: Words, one: Found) -> tuple[int, int] | None:
    """All that it tells, where that stands in one right before teller and cue, or behind the cue of a relay."""
    gaps = [words.words[a:b] for (_, a), (b, _) in pairwise(one.content)]
    first, past, teller = one.content[0][0], one.content[-1][1], min([one.cue[0], *(run[0] for run in one.source)])
    if past <= teller:
        gaps.append(words.words[past:teller])
        tells = True
    else:
        tells = first >= one.cue[1] and not TELLS.isdisjoint(w.lower() for w in words.words[slice(*one.cue)])
    return (first, past) if tells and not any(word.isalnum() for gap in gaps for word in gap) else None


def apart(text: str, told: Sequence[Span]) -> Words:
    """The words of these contents, each to be read by itself."""
    words = split(text, told)
    runs = [(bisect_left(words.starts, a), bisect_left(words.starts, b)) for a, b in told]
    return replace(words, pieces=runs)


def through(statements: Sequence[Statement], inner: Container[tuple[Span, ...]], outlet: str) -> list[Statement]:
    """Those with these cues said to have come through whoever tells them by name."""
    return [_through(s, statements, outlet) if s.cue in inner else s for s in statements]


def _through(one: Statement, statements: Sequence[Statement], outlet: str) -> Statement:
    tellers = [s.speaker for s in statements if s.kind in NAMED and s.cue != one.cue and _holds(s, one.cue)]
    known = [name for name in one.via if not any(_same(name, other) for other in (*tellers, outlet))]
    new = [name for name in tellers if not any(_same(name, other) for other in (*known, one.speaker, outlet))]
    return replace(one, via=(*known, *dict.fromkeys(new)))


def _same(name: str, other: str) -> bool:
    """Whether a name is another's, or all of its words are: "Gull" for "Daily Gull"."""
    return same_outlet(name, other) or {*name.lower().split()} <= {*other.lower().split()}


def _holds(one: Statement, cue: Sequence[Span]) -> bool:
    return any(a <= cue[0][0] and cue[-1][1] <= b for a, b in one.content)


def heard(words: Words, found: Iterable[Found]) -> list[Found]:
    """Of what was found in the pieces of ``apart``: who says all that stands in one."""
    sure = [one for one in found if one.score >= SURE]
    return [one for one in sure if any(_is_whole(words, one, piece) for piece in words.pieces)]


def _is_whole(words: Words, one: Found, piece: tuple[int, int]) -> bool:
    runs = [*one.source, one.cue, *one.content]
    inside = all(piece[0] <= first and past <= piece[1] for first, past in runs)
    if not inside or not one.source:
        return False
    says = any(word.lower() in SAYS for word in words.words[slice(*one.cue)])
    return says and sum(_letters(words, run) for run in runs) >= WHOLE * _letters(words, piece)


def _letters(words: Words, run: tuple[int, int]) -> int:
    """Words of a run that are no marks."""
    return sum(word.isalnum() for word in words.words[slice(*run)])
