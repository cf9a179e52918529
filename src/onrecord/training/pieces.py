"""Annotated articles as the network's training pieces."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.reader.features import Ints, Lexicon, Words, flags, split

NAMES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
NER = {
    "PERSON": "PER",
    "ORGANIZATION": "ORG",
    "LOCATION": "LOC",
    "CITY": "LOC",
    "COUNTRY": "LOC",
    "STATE_OR_PROVINCE": "LOC",
    "MISC": "MISC",
    "NATIONALITY": "MISC",
    "RELIGION": "MISC",
    "IDEOLOGY": "MISC",
}
IGNORE = -100
HEADS = 10
"""Distances to the syntactic head are cut at this many words."""


@dataclass(slots=True)
class Link:
    """One statement inside a piece: its cue's words [start, end); a tag a word (0; 1, 2 source B, I; 3, 4 content)."""

    cue: tuple[int, int]
    tags: npt.NDArray[np.int8]


@dataclass(slots=True)
class Piece:
    """At most PIECE words with everything that is known of them; IGNORE where it is not."""

    words: list[str]
    ids: Ints
    flags: Ints
    links: list[Link] = field(default_factory=list)
    roles: npt.NDArray[np.int8] | None = None
    """[words, 3]: source, cue and content as 0/B/I"""
    syntax: npt.NDArray[np.int16] | None = None
    """[words, 4]: name tag, part of speech, relation, distance to head"""
    article: int = -1
    first: int = 0


def covered(words: Words, spans: list[list[int]]) -> list[int]:
    """The numbers of the words that the spans touch."""
    result: list[int] = []
    for start, end in spans:
        i = bisect.bisect_right(words.ends, start)
        while i < len(words.starts) and words.starts[i] < end:
            result.append(i)
            i += 1
    return sorted(set(result))


def begin_inside(indices: list[int], out: npt.NDArray[np.int8], begin: int) -> None:
    """Mark runs of words with ``begin`` and ``begin + 1``."""
    last = -2
    for i in indices:
        out[i] = begin if i != last + 1 else begin + 1
        last = i


class Tagsets:
    """Numbers for parts of speech and relations, in the order in which they were met."""

    def __init__(self) -> None:
        self.pos: dict[str, int] = {}
        self.rel: dict[str, int] = {}

    def syntax(self, words: Words, parse: dict[str, Any] | None) -> npt.NDArray[np.int16]:
        """[words, 4] of a silver parse; a word inside a parser's token is ignored."""
        out = np.full((len(words.words), 4), IGNORE, np.int16)
        if parse is None:
            return out
        at = {start: i for i, start in enumerate(words.starts)}
        mine = [at.get(token[0], -1) for token in parse["tokens"]]
        last = "O"
        for j, (start, end, pos, ner, _) in enumerate(parse["tokens"]):
            kind = NER.get(ner, "O")
            inner = range(bisect.bisect_left(words.starts, start), bisect.bisect_left(words.starts, end))
            for k, i in enumerate(inner):
                out[i, 0] = 0 if kind == "O" else NAMES.index(("I-" if kind == last or k else "B-") + kind)
            last = kind
            i, head = mine[j], parse["heads"][j]
            if i < 0:
                continue
            out[i, 1] = self.pos.setdefault(pos, len(self.pos))
            out[i, 2] = self.rel.setdefault(parse["deprels"][j].split(":")[0], len(self.rel))
            if head >= 0 and mine[head] >= 0:
                out[i, 3] = int(np.clip(mine[head] - i, -HEADS, HEADS)) + HEADS
        return out


def pieces_of(
    article: dict[str, Any], lexicon: Lexicon, tagsets: Tagsets, parse: dict[str, Any] | None, number: int
) -> list[Piece]:
    """The pieces of an annotated article; a statement goes to the piece that holds its cue, what is outside is cut."""
    words = split(article["text"])
    ids, marks, syntax = lexicon.encode(words.words), flags(words), tagsets.syntax(words, parse)
    n = len(words.words)
    roles = np.zeros((n, 3), np.int8)
    links: list[tuple[int, int, npt.NDArray[np.int8]]] = []
    for statement in article.get("statements", ()):
        spans = [covered(words, statement[role]) for role in ("source", "cue", "content")]
        for column, indices in enumerate(spans):
            begin_inside(indices, roles[:, column], 1)
        if spans[1]:
            tags = np.zeros(n, np.int8)
            begin_inside(spans[0], tags, 1)
            begin_inside(spans[2], tags, 3)
            links.append((spans[1][0], spans[1][-1] + 1, tags))
    result = []
    for a, b in words.pieces:
        inner = [Link((s - a, min(e, b) - a), tags[a:b]) for s, e, tags in links if a <= s < b]
        result.append(Piece(words.words[a:b], ids[a:b], marks[a:b], inner, roles[a:b], syntax[a:b], number, a))
    return result
