"""Where each word of a text stands: its sentence, its paragraph, whether it is inside quotation marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from onrecord.reader.analysis import Analysis

OPENING = frozenset("“«„")
LONGEST_HEADLINE = 200
"""Characters: a longer first line is body text."""
CLOSING = frozenset("”»")
INITIALS = frozenset({"WHO", "US", "IT"})
MONTHS = frozenset({"May", "March"})
BEFORE_MONTHS = frozenset(
    "in of since by until before after last next this early late mid from to through between".split()
)
MARKS = OPENING | CLOSING | {'"', "'"}


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
        _lowers(words, analysis.sentences, sentence_of),
        analysis.sentences,
        sentence_of,
        paragraph_of,
        _quoted(analysis, words, paragraph_of),
        _titled(analysis.text),
    )


def _lowers(words: list[str], sentences: tuple[tuple[int, int], ...], sentence_of: list[int]) -> list[str]:
    """In lower case but for what would be another word: "says WHO" is no question, "in May" leaves nothing open."""
    lowers = [w.lower() for w in words]
    initials = [i for i, word in enumerate(words) if word in INITIALS]
    met = {sentence_of[i] for i in initials} if sentences else set()
    plain = {n for n in met if any(map(str.islower, words[slice(*sentences[n])]))}
    for i in initials:
        if sentence_of[i] in plain:
            lowers[i] = words[i]
    for i in [i for i, word in enumerate(words) if word in MONTHS]:
        before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
        if before in BEFORE_MONTHS or before.isdigit() or after.isdigit():
            lowers[i] = words[i]
    return lowers


def _titled(text: str) -> bool:
    first_line, _, rest = text.strip().partition("\n")
    return bool(rest) and len(first_line) <= LONGEST_HEADLINE


def _paragraphs(analysis: Analysis) -> list[int]:
    """The paragraph of each word: a line break starts a new one."""
    out: list[int] = []
    number, starts = 0, analysis.starts
    line_break = analysis.text.find("\n")
    while line_break >= 0 and (first := bisect_left(starts, line_break)) < len(starts):
        out += [number] * (first - len(out))
        number += 1
        line_break = analysis.text.find("\n", starts[first])
    return out + [number] * (len(starts) - len(out))


def _quoted(analysis: Analysis, words: list[str], paragraph_of: list[int]) -> list[bool]:
    """Whether each word stands in double quotation marks; a mark left open ends with its paragraph."""
    out = [False] * len(words)
    since, apostrophe = -1, -2

    def close(past: int) -> None:
        """Mark the words from ``since`` on, at most to the end of their paragraph."""
        end = bisect_left(paragraph_of, paragraph_of[since] + 1, since, past)
        out[since:end] = [True] * (end - since)

    for i in [i for i, word in enumerate(words) if word in MARKS]:
        if since >= 0 and paragraph_of[since] != paragraph_of[i]:
            close(i)
            since = -1
        if words[i] == "'" and not (apostrophe == i - 1 and analysis.ends[i - 1] == analysis.starts[i]):
            apostrophe = i
            continue
        apostrophe = -2
        if words[i] in OPENING or (words[i] not in CLOSING and since < 0):
            since = since if since >= 0 else i
        elif since >= 0:
            close(i)
            since = -1
    if since >= 0:
        close(len(words))
    return out
