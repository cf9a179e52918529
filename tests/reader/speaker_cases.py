"""Small articles for the speaker tests, written with their names and statements in short form."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.reader.analysis import Analysis, Name, NameKind
from onrecord.reader.speakers import SpeakerGuess, resolve
from onrecord.records import Article, Part, Span, Statement

WORD = re.compile(r"\w+|[^\w\s]")
SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z“\"])|\n+")
KINDS: tuple[NameKind, ...] = ("PER", "ORG", "LOC", "MISC")


def analysis(text: str, names: dict[str, NameKind]) -> Analysis:
    """Every occurrence of each name, longer names first."""
    words = [m.span() for m in WORD.finditer(text)]
    breaks = {
        m.end()
        for m in SENTENCE_END.finditer(text)
        if not re.search(r"\b(Rep|Sen|Gov|Mr|Mrs|Ms|Dr)\.\s$", m.string[: m.end()])
    }
    firsts = [0, *(i for i, (start, _) in enumerate(words) if i and start in breaks), len(words)]
    found: list[Name] = []
    for surface in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"\b{re.escape(surface)}\b", text):
            if not any(n.start < match.end() and match.start() < n.end for n in found):
                found.append(Name(match.start(), match.end(), names[surface]))
    found.sort(key=lambda n: n.start)
    return Analysis(text, tuple(a for a, _ in words), tuple(b for _, b in words), tuple(pairwise(firsts)), tuple(found))


def statement(text: str, source_and_cue: str, content: str) -> Statement:
    """``SOURCE|CUE`` or ``CUE<SOURCE`` (the cue first), found where the two stand together; the source may be empty."""
    joined = source_and_cue.replace("|", "").replace("<", "")
    start = text.index(joined)
    one, mark, _ = source_and_cue.partition("|") if "|" in source_and_cue else source_and_cue.partition("<")
    left, right = (start, start + len(one)), (start + len(one), start + len(joined))
    source, cue = (left, right) if mark == "|" else (right, left)
    at = text.index(content)
    return Statement("", _piece(source), _piece(cue), ((at, at + len(content)),))


def _piece(span: Span) -> tuple[Span, ...]:
    return (span,) if span[1] > span[0] else ()


def guesses(
    text: str, names: dict[str, NameKind], statements: list[tuple[str, str]], byline: str = ""
) -> list[SpeakerGuess]:
    article = Article("", "case", text, (Part("body", 0, len(text)),), byline=byline)
    return resolve(article, analysis(text, names), [statement(text, *s) for s in statements])
