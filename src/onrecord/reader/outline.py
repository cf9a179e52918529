"""Where each word of a text stands: its sentence, its paragraph, whether it is inside quotation marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from onrecord.reader.analysis import Analysis

OPENING = frozenset("“«„")
LONGEST_HEADLINE = 200
"""Characters: a longer first line is body text."""
CLOSING = frozenset("”»")


@dataclass(frozen=True, slots=True)
class Outline:
    """The words of a text (as written, and lower-cased) with, for each, its sentence, paragraph and quotation."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: list[str]
    lowers: list[str]
    sentences: tuple[tuple[int, int], ...]
    sentence_of: list[int]
    paragraph_of: list[int]
    quoted: list[bool]
    titled: bool = True
    """Whether the first paragraph is a headline."""

    def headline(self, i: int) -> bool:
        """Whether the i-th word stands in the headline."""
        return self.titled and self.paragraph_of[i] == 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The words [first, past last) that lie in or overlap the characters [start, end)."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def slice(self, first: int, last: int) -> str:
        """The text of the words [first, last), line breaks and runs of space made one space."""
        if first >= last:
            return ""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split())

    def lower(self, i: int) -> str:
        """The i-th word in lower case; empty beyond either end."""
        return self.lowers[i] if 0 <= i < len(self.lowers) else ""


def outline(analysis: Analysis) -> Outline:
    words = analysis.words
    sentence_of = [0] * len(words)
    for number, (first, last) in enumerate(analysis.sentences):
        sentence_of[first:last] = [number] * (last - first)
    paragraph_of = _paragraphs(analysis)
    return Outline(
        analysis.text,
        analysis.starts,
        analysis.ends,
        words,
        [w.lower() for w in words],
        analysis.sentences,
        sentence_of,
        paragraph_of,
        _quoted(analysis, words, paragraph_of),
        _titled(analysis.text),
    )


def _titled(text: str) -> bool:
    first_line, _, rest = text.strip().partition("\n")
    return bool(rest) and len(first_line) <= LONGEST_HEADLINE


def _paragraphs(analysis: Analysis) -> list[int]:
    """The paragraph of each word: a line break starts a new one."""
    out: list[int] = []
    number = 0
    line_break = analysis.text.find("\n")
    for start in analysis.starts:
        if 0 <= line_break < start:
            number += 1
            line_break = analysis.text.find("\n", start)
        out.append(number)
    return out


def _quoted(analysis: Analysis, words: list[str], paragraph_of: list[int]) -> list[bool]:
    """Whether each word stands in double quotation marks; a mark left open ends with its paragraph."""
    out: list[bool] = []
    inside, paragraph, previous = False, -1, ""
    for i, word in enumerate(words):
        if paragraph_of[i] != paragraph:
            inside, paragraph = False, paragraph_of[i]
        if word in OPENING:
            inside = True
        elif word in CLOSING:
            inside = False
        elif word == '"' or (word == "'" and previous == "'" and analysis.ends[i - 1] == analysis.starts[i]):
            inside = not inside
            word = ""
        out.append(inside)
        previous = word
    return out
