"""Puts an article together: blocks → one text with its parts, and the facts around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from onrecord.articles import dates
from onrecord.articles.about import CERTAIN, given
from onrecord.articles.lines import is_file_name
from onrecord.records import DateEvidence, Page, Part, PartKind

SAME = 90
"""Two paragraphs at least this alike (0 to 100) say the same."""

LONGEST = 1000
"""Characters of a paragraph that are compared."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row, and what it is."""

    text: str
    kind: PartKind = "body"
    credit: str = ""


def joined(blocks: Sequence[Block]) -> tuple[str, tuple[Part, ...]]:
    """One text with a blank line between blocks, and a part for each."""
    bodies = [block.text for block in blocks if block.kind == "body"]
    pieces: list[str] = []
    parts: list[Part] = []
    at = 0
    for block in blocks:
        repeats = block.kind == "standfirst" and any(alike(block.text, body) for body in bodies)
        parts.append(Part(block.kind, at, at + len(block.text), block.credit, repeats))
        pieces.append(block.text)
        at += len(block.text) + 2
    return "\n\n".join(pieces), tuple(parts)


def alike(a: str, b: str) -> bool:
    """Whether two lines say the same but for typing: quotation marks, case, a trailing mark."""
    if not a or not b or not 0.6 < len(a) / len(b) < 1.6:
        return False
    return fuzz.ratio(_plain(a[:LONGEST]), _plain(b[:LONGEST]), score_cutoff=SAME) > 0


def _plain(text: str) -> str:
    return text.lower().translate(_MARKS).rstrip(" .…")


_MARKS = str.maketrans("‘’“”–—", "''\"\"--")


def published_of(
    page: Page, found: Sequence[DateEvidence], url: str = ""
) -> tuple[DateEvidence | None, tuple[DateEvidence, ...]]:
    """The date of publication, best evidence first, and the evidence that bounds it. ``url``: what the page calls its
    own address, where it came without one."""
    stated = dates.machine(given(page, "published"))
    in_url = dates.in_url(page.url or given(page, "url") or url)
    candidates = [DateEvidence(stated, "given")] if stated else []
    candidates += [e for e in found if CERTAIN.get(e.how, 0) >= CERTAIN["url"]]
    candidates += [DateEvidence(in_url, "url")] if in_url else []
    candidates += [e for e in found if CERTAIN["modified"] < CERTAIN.get(e.how, 0) < CERTAIN["url"]]
    best = candidates[0] if candidates else None
    rest = dict.fromkeys(e for e in found if e.how == "modified" and (best is None or e.date != best.date))
    return best, tuple(rest)


def bounds_in(text: str, parts: Iterable[Part]) -> Iterable[DateEvidence]:
    """The dates that captions and the names of image files betray."""
    for part in parts:
        line = text[part.start : part.end]
        if part.kind == "caption":
            yield from _located(dates.written(line), part.start, "caption")
        if part.kind in ("caption", "standing") and is_file_name(line):
            yield from _located(dates.stamps(line), part.start, "file-name")


def _located(found: Iterable[dates.Found], start: int, how: str) -> Iterable[DateEvidence]:
    for each in found:
        note = f"or {each.other}" if each.other else ""
        yield DateEvidence(each.date, how, (start + each.span[0], start + each.span[1]), note)
