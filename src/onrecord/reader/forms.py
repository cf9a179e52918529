"""Quotation marks: where quotations begin and end, and whether a content is direct, indirect or mixed.

Marks of every kind pair up inside a paragraph. A quotation left open runs to its paragraph's end; where the next
paragraph opens with a mark again it is the same quotation going on, as newspapers write it. Apostrophes are no marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from onrecord.reader.marks import english_marks
from onrecord.records import Form, Span

CLOSED_BY: Final = {
    "“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«»", '"': '"', "＂": "＂", "''": "''", "``": "''",
    "‘": "’", "‹": "›", "”": "”", "'": "'",
}  # fmt: skip
"""Opening mark: the marks that close it. ”…” is Swedish and Finnish, »…« German and Danish."""

MARKS: Final = re.compile(
    r"[“”„‟«»\"＂‹›‘'’`](?:(?<=[“”„‟«»\"＂‹›‘])|(?<=')'|(?<=`)`|(?<!\w')(?<=')(?=\w)|(?<=[\w.,!?…]['’])(?!\w))"
)
"""The character first and what surrounds it after, so that a text is searched fast."""
PARAGRAPH: Final = re.compile(r"[^\n]+")
WORD: Final = re.compile(r"\w")
LOOSE: Final = frozenset({"'", "‘"})
"""Marks that are mostly apostrophes: they make a quotation only where they close in the same paragraph."""


@lru_cache(maxsize=4)
def quotations(text: str) -> list[Span]:
    """The outermost quotations of a text, marks included, in order. Asked of each article more than once."""
    text = english_marks(text)
    found: list[Span] = []
    for paragraph in PARAGRAPH.finditer(text):
        found += _in_paragraph(text, paragraph.start(), paragraph.end())
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    opened, mark = -1, ""
    loose, loose_mark = -1, ""
    for match in MARKS.finditer(text, start, end):
        here = match.group()
        if opened >= 0:
            if here in CLOSED_BY[mark]:
                found.append((opened, match.end()))
                opened = -1
        elif loose >= 0 and here in CLOSED_BY[loose_mark]:
            found.append((loose, match.end()))
            loose = -1
        elif not _opens(text, match, end):
            continue
        elif here not in LOOSE:
            opened, mark, loose = match.start(), here, -1
        elif loose < 0:
            loose, loose_mark = match.start(), here
    if opened >= 0:
        found.append((opened, end))
    return found


def _opens(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a mark can open a quotation here: it is no closing mark left over from a lost opening one."""
    mark = match.group()
    if mark in ("“", "„", "‟", "«", "‹", "``"):
        return True
    if mark not in CLOSED_BY:
        return False
    follows = match.end() < end and not text[match.end()].isspace()
    leads = match.start() == 0 or not (text[match.start() - 1].isalnum() or text[match.start() - 1] in ".,!?")
    return follows and leads


def form(text: str, content: Sequence[Span], quoted: Sequence[Span]) -> Form:
    """``direct`` where every word of the content stands in quotations, ``indirect`` where none does, else ``mixed``."""
    inside = outside = False
    for start, end in content:
        at = start
        for first, last in quoted:
            if last <= at or first >= end:
                continue
            outside = outside or bool(WORD.search(text, at, max(at, first)))
            inside = inside or bool(WORD.search(text, max(at, first), min(last, end)))
            at = min(last, end)
        outside = outside or bool(WORD.search(text, at, end))
    if inside:
        return "mixed" if outside else "direct"
    return "indirect"
