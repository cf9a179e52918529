"""Lines that head a section of the body, and statements kept apart from them and from other paragraphs.

"My fears have been realized", over the paragraphs that follow, is not how the sentence before it ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from onrecord.reader.decode import Found, nearest
from onrecord.reader.features import Words

BREAK: Final = re.compile(r"\n\s*\n")
"""Between two paragraphs."""
LONGEST: Final = 14
"""Words of a line that heads a section, marks among them."""
OPENING: Final = frozenset("\"“‘'«„»")
CLOSING: Final = frozenset("\"”’'»)")


def apart(words: Words, found: Sequence[Found]) -> list[Found]:
    """The statements without what of their contents stands in another line that heads a section, or goes on from one,
    each with the part of its source that stands in one paragraph.

    One of which no more than "that" is left is none.
    """
    begins = [0, *(bisect_left(words.starts, m.end()) for m in BREAK.finditer(words.text)), len(words.words)]
    lines = [(a, b) for a, b in pairwise(begins) if a < b]
    heads = {a for a, b in lines[1:-1] if _heads(words.words[a:b])}
    spoken = [replace(one, source=_in_one(words, one, lines)) for one in found]
    if len(lines) < 2:
        return spoken
    kept = (_apart(_at_home(words, one, lines), lines, heads) for one in spoken)
    return [one for one in kept if any(w.isalnum() and w != "that" for a, b in one.content for w in words.words[a:b])]


def _in_one(words: Words, one: Found, lines: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Of a source that runs over an empty line the part nearest to the cue: "Roe¶¶The minister" is two; what has no
    word in it is none."""
    named = [run for run in one.source if any(map(str.isalnum, "".join(words.words[slice(*run)])))]
    return nearest(tuple(part for run in named for part in _parts(run, lines)), one.cue[0])


def _parts(run: tuple[int, int], lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A run cut where a line ends."""
    first, last = run
    return [(max(first, a), min(last, b)) for a, b in lines[_line(lines, first) : _line(lines, last - 1) + 1]]


def _heads(line: Sequence[str]) -> bool:
    """Whether a line is short and ends without a mark."""
    end = len(line)
    while end and line[end - 1] in CLOSING:
        end -= 1
    return len(line) <= LONGEST and end > 0 and line[end - 1][-1].isalnum()


def _at_home(words: Words, one: Found, lines: Sequence[tuple[int, int]]) -> Found:
    """Without what stands in another paragraph and is not quoted, where there is more."""
    home = _line(lines, one.cue[0])
    kept = tuple(run for run in one.content if _line(lines, run[0]) == home or words.words[run[0]][0] in OPENING)
    return replace(one, content=kept) if kept else one


def _apart(one: Found, lines: Sequence[tuple[int, int]], heads: set[int]) -> Found:
    home = _line(lines, one.cue[0])
    cut = [part for run in one.content for part in _parts(run, lines)]
    parts = [run for run in cut if _line(lines, run[0]) == home or lines[_line(lines, run[0])][0] not in heads]
    if lines[home][0] in heads:
        parts = [run for run in parts if _line(lines, run[0]) == home] or parts
    return replace(one, content=_joined(parts))


def _line(lines: Sequence[tuple[int, int]], word: int) -> int:
    return bisect_right(lines, word, key=lambda line: line[0]) - 1


def _joined(parts: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Runs that touch made one again."""
    runs: list[tuple[int, int]] = []
    for first, last in parts:
        if runs and runs[-1][1] == first:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return tuple(runs)
