"""Attribution without a verb, which layout shows and plain code reads better than a network: the turns of a transcript
("WALLACE: …"), the by-line after a dash ("“…” — Jane Roe"), and the block under its author ("From Chairwoman Roe:").

The colon or the dash is the cue, as PolNeAR's annotators have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from onrecord.records import Span

SURE: Final = 0.9
"""Confidence of what is found here."""

OPEN: Final = "“\"”„«‘'"
CLOSE: Final = "”\"“»’'"
_UPPER: Final = "A-ZÀ-ÖØ-ÞĆČĐĘĞİŁŃŐŒŘŚŞŠŢŮŰŹŻŽ"
_CAPITALS: Final = rf"(?:[{_UPPER}][{_UPPER}.'’-]+|[{_UPPER}]\.)"
_NAME: Final = rf"[{_UPPER}][\w.'’-]*"
_LOWER: Final = "of|de|van|von|al|bin|the|for|and"
_FULL: Final = rf"{_NAME}(?: (?:{_NAME}|{_LOWER}))*"
_AFTER: Final = r"(?:[,(@].{0,80})?"
LABEL: Final = re.compile(
    rf"[{OPEN}]?(?P<name>{_CAPITALS}(?:,? {_CAPITALS}){{0,4}}|[QA])(?: ?\([^()\n]{{1,40}}\))?(?P<cue>:)\s+(?=\S)"
)
MIXED: Final = re.compile(rf"[{OPEN}]?(?P<name>{_NAME}(?: {_NAME}){{0,3}})(?P<cue>:)\s+(?=\S)")
DIRECTION: Final = re.compile(rf"[{OPEN}]?[(\[][^()\[\]\n]*[)\]][.{CLOSE}]*")
LEAST: Final = {LABEL: 2, MIXED: 4}
"""Lines that must carry such labels before a text is taken for a transcript."""
LEAST_SAID: Final = 40
"""Mean characters after a label in small letters."""
BYLINE: Final = re.compile(
    rf"(?P<quote>[{OPEN}].{{10,}}[{CLOSE}][.]?)\s*(?P<cue>―|—|–|--|- )\s*(?P<name>{_FULL}){_AFTER}[.{CLOSE}]*"
)
SIGNED: Final = re.compile(rf"(?P<cue>―|—|–|--|-)\s*(?P<name>{_FULL}){_AFTER}\.?")
QUOTED: Final = re.compile(rf"[{OPEN}].{{10,}}[{CLOSE}]\.?")
FROM: Final = re.compile(rf"From (?:the )?(?P<name>{_FULL})(?:, [^:\n]{{1,60}})?(?P<cue>:)")
LONGEST_NAME: Final = 6
"""Words of a name after a dash; longer lines are prose."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One attribution found by layout; spans are characters of the text."""

    source: Span
    cue: Span
    content: tuple[Span, ...]


def turns(text: str, parts: Iterable[Span]) -> list[Turn]:
    """All of them within these parts of a text, in order."""
    lines = [line for part in parts for line in _lines(text, part)]
    found = [*_transcript(text, lines), *_bylines(text, lines), *_blocks(text, lines)]
    return sorted(found, key=lambda turn: turn.cue)


def _lines(text: str, part: Span) -> Iterator[Span]:
    """The lines of a part that are not blank, without the white space around them."""
    for match in re.finditer(r"\S(?:.*\S)?", text[part[0] : part[1]]):
        yield part[0] + match.start(), part[0] + match.end()


def _transcript(text: str, lines: Sequence[Span]) -> Iterator[Turn]:
    """Labelled lines, each with the lines up to the next label; the last one stands alone."""
    for pattern, least in LEAST.items():
        labels = [(n, m) for n, (a, b) in enumerate(lines) if (m := pattern.match(text, a, b))]
        if len(labels) < least or (pattern is MIXED and not _speech(labels, lines)):
            continue
        ends = [n for n, _ in labels[1:]] + [labels[-1][0] + 1]
        for (n, match), end in zip(labels, ends, strict=True):
            rest = [line for line in lines[n + 1 : end] if not DIRECTION.fullmatch(text, *line)]
            yield Turn(match.span("name"), match.span("cue"), ((match.end(), lines[n][1]), *rest))
        return


def _speech(labels: Sequence[tuple[int, re.Match[str]]], lines: Sequence[Span]) -> bool:
    """Whether labels in small letters are speakers': names come back, and more follows than fills a table's cell."""
    said = sum(lines[n][1] - match.end() for n, match in labels) / len(labels)
    return len({match["name"] for _, match in labels}) < len(labels) and said >= LEAST_SAID


def _bylines(text: str, lines: Sequence[Span]) -> Iterator[Turn]:
    """A quotation with a dash and a name behind it, or on the next line."""
    for line in lines:
        match = BYLINE.fullmatch(text, *line)
        if match and _short(match["name"]):
            yield Turn(match.span("name"), _trimmed(match, "cue"), (match.span("quote"),))
    for quote, line in pairwise(lines):
        match = SIGNED.fullmatch(text, *line)
        if match and _short(match["name"]) and QUOTED.fullmatch(text, *quote):
            yield Turn(match.span("name"), match.span("cue"), (quote,))


def _blocks(text: str, lines: Sequence[Span]) -> Iterator[Turn]:
    """The paragraphs in quotation marks under "From X:", or the one paragraph there."""
    for n, line in enumerate(lines):
        match = FROM.fullmatch(text, *line)
        if not match or n + 1 == len(lines):
            continue
        end = n + 1
        while end < len(lines) and text[lines[end][0]] in OPEN:
            end += 1
        yield Turn(match.span("name"), match.span("cue"), tuple(lines[n + 1 : max(end, n + 2)]))


def _short(name: str) -> bool:
    return len(name.split()) <= LONGEST_NAME


def _trimmed(match: re.Match[str], group: str) -> Span:
    start, end = match.span(group)
    return start, start + len(text.rstrip()) if (text := match[group]) else end
