"""Attribution without a verb, which layout shows and plain code reads better than a network: the turns of a transcript
("WALLACE: …", "Q. …"), the by-line after a dash ("“…” — Jane Roe"), the block under its author ("From Chairwoman
Roe:", "Statement by the ministry:"), and a headline's "…: minister".

The colon or the dash is the cue, as PolNeAR's annotators have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from onrecord.records import Span, Statement

SURE: Final = 0.9
"""Confidence of what is found here."""

OPEN: Final = "“\"”„«‘'"
CLOSE: Final = "”\"“»’'"
_UPPER: Final = "A-ZÀ-ÖØ-ÞĆČĐĘĞİŁŃŐŒŘŚŞŠŢŮŰŹŻŽ"
_CAPITALS: Final = rf"(?:(?:Ma?c)?[{_UPPER}][{_UPPER}.'’-]+|[{_UPPER}]\.)"
_NAME: Final = rf"[{_UPPER}][\w.'’-]*"
_LOWER: Final = "of|de|van|von|al|bin|the|for|and"
_FULL: Final = rf"{_NAME}(?: (?:{_NAME}|{_LOWER}))*"
_TITLED: Final = rf"(?:[a-z-]+ ){{0,3}}{_FULL}"
_AFTER: Final = r"(?:[,(@].{0,80})?"
LABEL: Final = re.compile(
    rf"[{OPEN}]?(?P<name>{_CAPITALS}(?:,? {_CAPITALS}){{0,4}}|[QA])(?: ?\([^()\n]{{1,40}}\))?(?P<cue>:)\s+(?=\S)"
)
ASKED: Final = re.compile(r"(?P<name>[QA])(?P<cue>\.)\s+(?=\S)")
MIXED: Final = re.compile(rf"[{OPEN}]?(?P<name>{_NAME}(?: {_NAME}){{0,3}})(?P<cue>:)\s+(?=\S)")
DIRECTION: Final = re.compile(rf"[{OPEN}]?[(\[][^()\[\]\n]*[)\]][.{CLOSE}]*")
LEAST: Final = {LABEL: 2, ASKED: 2, MIXED: 4}
"""Lines that must carry such labels before a text is taken for a transcript."""
LEAST_SAID: Final = 40
"""Mean characters after a label in small letters."""
SENTENCE_END: Final = re.compile(rf"[.!?…–—-][{CLOSE})]*")
BYLINE: Final = re.compile(
    rf"(?P<quote>[{OPEN}].{{10,}}[{CLOSE}][.]?)\s*(?P<cue>―|—|–|--|- )\s*(?P<name>{_TITLED}){_AFTER}[.{CLOSE}]*"
)
UNQUOTED: Final = re.compile(
    rf"(?P<quote>[^{OPEN}\n].{{5,}}[.!?…])\s+(?P<cue>―|—|–|--|-)\s*(?P<name>{_FULL})(?:, [^.!?\n]{{1,50}})?"
)
LEAST_UNQUOTED: Final = 2
"""Lines that must end in a name after a dash before they are taken for letters to the editor."""
SIGNED: Final = re.compile(rf"(?P<cue>―|—|–|--|-)\s*(?P<name>{_FULL}){_AFTER}\.?")
QUOTED: Final = re.compile(rf"[{OPEN}].{{10,}}[{CLOSE}]\.?")
FROM: Final = re.compile(rf"From (?:the )?(?P<name>{_FULL})(?:, [^:\n]{{1,60}})?(?P<cue>:)")
ISSUED: Final = re.compile(
    r"(?:(?:[Jj]oint|[Ww]ritten|[Ff]ull|[Pp]ress|The|the|text of the) )*"
    r"(?P<cue>[Ss]tatements?|[Ll]etter|[Tt]weeted|[Pp]osted|[Rr]emarks|[Mm]essage)(?: [Ss]tatement)? (?:by|from|of) "
    rf"(?P<name>(?:the )?{_TITLED})(?:,? [^:\n]{{1,60}})?(?P<colon>:)?"
)
LONGEST_NAME: Final = 6
"""Words of a name after a dash; longer lines are prose."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One attribution found by layout; spans are characters of the text."""

    source: Span
    cue: Span
    content: tuple[Span, ...]

    def statement(self, blank: Statement, sure: float) -> Statement:
        """It as a statement, the rest of which is as in ``blank``."""
        return replace(blank, source=(self.source,), cue=(self.cue,), content=self.content, confidence=sure)


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
        if len(labels) < least or not _speech(text, pattern, labels, lines):
            continue
        ends = [n for n, _ in labels[1:]] + [labels[-1][0] + 1]
        for (n, match), end in zip(labels, ends, strict=True):
            rest = [line for line in lines[n + 1 : end] if not DIRECTION.fullmatch(text, *line)]
            yield Turn(match.span("name"), match.span("cue"), ((match.end(), lines[n][1]), *rest))
        return


def _speech(
    text: str, pattern: re.Pattern[str], labels: Sequence[tuple[int, re.Match[str]]], lines: Sequence[Span]
) -> bool:
    """Whether labels are speakers' and no list's: half of what follows them ends as sentences do. In small letters
    names must come back too, and more follow than fills a table's cell, or a question be asked."""
    ended = sum(bool(SENTENCE_END.search(text, lines[n][1] - 3, lines[n][1])) for n, _ in labels)
    if 2 * ended < len(labels):
        return False
    if pattern is not MIXED:
        return pattern is LABEL or len({match["name"] for _, match in labels}) > 1
    said = sum(lines[n][1] - match.end() for n, match in labels) / len(labels)
    asked = any("?" in text[match.end() : lines[n][1]] for n, match in labels)
    return len({match["name"] for _, match in labels}) < len(labels) and (said >= LEAST_SAID or asked)


def _bylines(text: str, lines: Sequence[Span]) -> Iterator[Turn]:
    """A quotation with a dash and a name behind it, or on the next line; letters that end so without marks."""
    for line in lines:
        match = BYLINE.fullmatch(text, *line)
        if match and _short(match["name"]):
            yield Turn(match.span("name"), _trimmed(match, "cue"), (match.span("quote"),))
    for quote, line in pairwise(lines):
        match = SIGNED.fullmatch(text, *line)
        if match and _short(match["name"]) and QUOTED.fullmatch(text, *quote):
            yield Turn(match.span("name"), match.span("cue"), (quote,))
    letters = [m for line in lines if (m := UNQUOTED.fullmatch(text, *line)) and _short(m["name"])]
    if len(letters) >= LEAST_UNQUOTED:
        for match in letters:
            yield Turn(match.span("name"), match.span("cue"), (match.span("quote"),))


def _blocks(text: str, lines: Sequence[Span]) -> Iterator[Turn]:
    """The paragraphs in quotation marks under "From X:" or "Statement by X:", or the one paragraph there."""
    for n, line in enumerate(lines[:-1]):
        match = FROM.fullmatch(text, *line) or ISSUED.fullmatch(text, *line)
        if not match:
            continue
        cue = match.span("colon") if match.groupdict().get("colon") else match.span("cue")
        end = n + 1
        while end < len(lines) and text[lines[end][0]] in OPEN:
            end += 1
        if end > n + 1 or text[cue[0]] == ":":
            yield Turn(match.span("name"), cue, tuple(lines[n + 1 : max(end, n + 2)]))


def _short(name: str) -> bool:
    return len(name.split()) <= LONGEST_NAME


def _trimmed(match: re.Match[str], group: str) -> Span:
    start, end = match.span(group)
    return start, start + len(text.rstrip()) if (text := match[group]) else end
