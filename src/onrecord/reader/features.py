"""From text to the numbers that the network reads. Training and reading share this file.

A text is cut into words, words into sentences, and sentences are packed into pieces of at most ``PIECE`` words that
the network sees one at a time. A word becomes a row of static vector, five hashed sub-word features and a few flags.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from onrecord.vectors import Vectors

WORD: Final = re.compile(r"\w+|[^\w\s]")
PIECE: Final = 256
"""Longest piece, in words."""

Ints = npt.NDArray[np.int32]

HASHES: Final = {"word": 1 << 15, "prefix": 1 << 12, "suffix3": 1 << 13, "suffix2": 1 << 11, "shape": 1 << 10}
"""Buckets of each hashed feature, in column order."""

FLAGS: Final = {"paragraph": 2, "quote": 4, "newline": 2, "place": 8}
"""Values of each flag, in column order: first word of a paragraph; quotation state; the word before a line break;
the paragraph's number, capped."""

OPENING: Final = frozenset("“«„‟")
CLOSING: Final = frozenset("”»")
STRAIGHT: Final = frozenset('"＂')
MARKS: Final = OPENING | CLOSING | STRAIGHT

ABBREVIATIONS: Final = frozenset(
    "mr mrs ms dr sen sens rep reps gov govs gen col lt capt sgt maj adm prof rev hon st jr sr vs etc inc corp co ltd "
    "no jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun ave blvd dept univ fig al".split()
)
_END: Final = frozenset(".!?…")
_CLOSERS: Final = frozenset("\"'”’)]»")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: ``text[starts[i]:ends[i]]``; sentences and pieces are [first word, past last word)."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    pieces: list[tuple[int, int]]

    def span(self, first: int, past: int) -> tuple[int, int]:
        """The characters of the words [first, past)."""
        return self.starts[first], self.ends[past - 1]


def split(text: str, parts: Iterable[tuple[int, int]] | None = None) -> Words:
    """Words, sentences and pieces of a text; only of its ``parts`` [start, end), each on lines of its own, if given."""
    words, starts, ends = [], [], []
    for first, past in parts if parts is not None else ((0, len(text)),):
        for match in WORD.finditer(text, first, past):
            start, end = match.span()
            words.append(match[0])
            starts.append(start)
            ends.append(end)
    breaks = _line_breaks(text, starts)
    sentences = _sentences(words, starts, ends, breaks)
    return Words(text, words, starts, ends, sentences, _pieces(sentences, breaks))


def _line_breaks(text: str, starts: Sequence[int]) -> set[int]:
    """The words that begin a line, the first word left out."""
    breaks, at = set(), text.find("\n")
    while at >= 0:
        word = bisect_left(starts, at)
        if word == len(starts):
            break
        breaks.add(word)
        at = text.find("\n", starts[word])
    return breaks - {0}


def _sentences(words: list[str], starts: list[int], ends: list[int], breaks: set[int]) -> list[tuple[int, int]]:
    """Sentences end at line breaks and after full stops that are not an abbreviation's, closing marks included."""
    result, first, past, n = [], 0, 0, len(words)
    for i in sorted({i for i, word in enumerate(words) if word in _END} | {i - 1 for i in breaks}):
        if i < past:
            continue
        past = i + 1
        if words[i] in _END and not _abbreviated(words, starts, ends, i):
            while past < n and past not in breaks and words[past] in _CLOSERS and starts[past] == ends[past - 1]:
                past += 1
            if past < n and starts[past] > ends[past - 1] and not words[past][0].islower():
                result.append((first, past))
                first = past
        if past in breaks and past > first:
            result.append((first, past))
            first = past
    if first < n:
        result.append((first, n))
    return result


def _abbreviated(words: list[str], starts: list[int], ends: list[int], i: int) -> bool:
    """Whether the full stop at i belongs to an abbreviation or initial ("Sen.", "J.", "U.S.")."""
    if words[i] != "." or i == 0 or ends[i - 1] != starts[i]:
        return False
    before = words[i - 1]
    return before.lower() in ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before != "I")


def _pieces(sentences: list[tuple[int, int]], breaks: set[int]) -> list[tuple[int, int]]:
    """Whole paragraphs packed to at most PIECE words; a longer paragraph is cut between sentences, or where it must."""
    paragraphs: list[tuple[int, int]] = []
    for a, b in sentences:
        if paragraphs and a not in breaks and b - paragraphs[-1][0] <= PIECE:
            paragraphs[-1] = (paragraphs[-1][0], b)
        else:
            paragraphs.extend((c, min(b, c + PIECE)) for c in range(a, b, PIECE))
    pieces: list[tuple[int, int]] = []
    for a, b in paragraphs:
        if pieces and b - pieces[-1][0] <= PIECE:
            pieces[-1] = (pieces[-1][0], b)
        else:
            pieces.append((a, b))
    return pieces


def shape(word: str) -> str:
    """``Xx`` for Clinton, ``X.`` for U., ``d`` for 2024: runs of three or more are cut to two."""
    kinds = ["X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in word[:12]]
    return "".join(k for i, k in enumerate(kinds) if i < 2 or not k == kinds[i - 1] == kinds[i - 2])


def hashes(word: str) -> tuple[int, ...]:
    """The five hashed features of a word, in the order of HASHES."""
    low = word.lower()
    values = (word, "p" + low[:3], "s" + low[-3:], "t" + low[-2:], shape(word))
    return tuple(crc32(v.encode("utf-8", "surrogatepass")) % n for v, n in zip(values, HASHES.values(), strict=True))


class Lexicon:
    """Rows for words: each distinct word is looked up and hashed once. Column 0 is its row in the vectors."""

    def __init__(self, vectors: Vectors, most: int = 400_000) -> None:
        self.vectors = vectors
        self.most = most
        self._rows: dict[str, bytes] = {}

    def encode(self, words: list[str]) -> Ints:
        """int32 [len(words), 1 + len(HASHES)]"""
        rows = self._rows
        if len(rows) > self.most:
            rows.clear()
        for word in words:
            if word not in rows:
                rows[word] = np.array((self.vectors.row(word), *hashes(word)), np.int32).tobytes()
        joined = bytearray().join([rows[word] for word in words])
        return np.frombuffer(joined, np.int32).reshape(len(words), 1 + len(HASHES))


def flags(split_text: Words) -> Ints:
    """int32 [words, len(FLAGS)]"""
    words = split_text.words
    result = np.zeros((len(words), len(FLAGS)), np.int32)
    if not words:
        return result
    lines = [0, *sorted(_line_breaks(split_text.text, split_text.starts))]
    result[lines, 0] = 1
    result[np.array(lines[1:], np.int64) - 1, 2] = 1
    result[:, 3] = np.minimum(result[:, 0].cumsum() - 1, FLAGS["place"] - 1)
    _quotations(words, lines, result[:, 1])
    return result


def _quotations(words: list[str], lines: list[int], states: Ints) -> None:
    """Set the words' quotation state: 0 outside, 1 inside, 2 opening mark, 3 closing mark; a line ends it."""
    starts, opened = set(lines), -1
    for i in sorted({*lines, *(i for i, word in enumerate(words) if word in MARKS)}):
        if opened >= 0:
            states[opened + 1 : i] = 1
        opened = -1 if i in starts else opened
        if words[i] in OPENING or (words[i] in STRAIGHT and opened < 0):
            opened, states[i] = i, 2
        elif words[i] in MARKS:
            opened, states[i] = -1, 3
    if opened >= 0:
        states[opened + 1 :] = 1
