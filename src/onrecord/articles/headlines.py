"""Headline, standfirst, byline and date of a dump: what stands before the body and is not a menu."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.articles import dates
from onrecord.articles.build import alike
from onrecord.articles.features import Line
from onrecord.articles.lines import BYLINE, is_file_name, is_standing
from onrecord.records import DateEvidence, PartKind

LEAST = 0.2
"""A line that scores less is no headline."""
REACH = 40
"""How many lines before the body a headline is looked for."""
_WORD = re.compile(r"\w{3,}")
_PATH = re.compile(r"\s[»>›]\s|\s/\s")
"""What the path to a page has: "Home > News > …"."""


def headline_in(texts: Sequence[str], kinds: Sequence[PartKind], title: str = "") -> int | None:
    """The line that is the headline: the given title where it stands, else the best before the body."""
    first: int = kinds.index("body")
    if title:
        upward: list[int] = [*range(first - 1, -1, -1), first]
        named = [at for at in upward if alike(texts[at], title)]
        if named:
            return named[0]
    spread = Counter(
        word for text, kind in zip(texts, kinds, strict=True) if kind == "body" for word in set(_words(text))
    )
    candidates = range(max(0, first - REACH), first)
    scored = [(_headline_score(texts, at, first, spread), at) for at in candidates if kinds[at] != "caption"]
    best = max(scored, default=(0.0, first))
    return best[1] if best[0] > LEAST else None


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _headline_score(texts: Sequence[str], at: int, first: int, spread: Mapping[str, int]) -> float:
    """How much of the line the body takes up again, how like a headline it is, how near the body. 0: not at all."""
    text = texts[at]
    words = _words(text)
    if not 12 <= len(text) <= 220 or len(words) < 2 or is_standing(text) or is_file_name(text) or BYLINE.match(text):
        return 0.0
    if len(text) < 60 and any(dates.written(text)):
        return 0.0
    known = sum(word in spread for word in words) / len(words) * min(len(words), 10) / 10
    looks = 0.15 * (30 < len(text) < 130) - 0.3 * text.endswith((".", "…", ":")) - 0.3 * bool(_PATH.search(text))
    dated = 0.15 * any(_dated(other) for other in texts[at + 1 : at + 5])
    again = 0.1 * any(alike(text, other) for other in texts[max(0, at - REACH) : at])
    return max(0.0, known + looks + dated + again - 0.012 * (first - at))


def standfirst_in(texts: Sequence[str], kinds: Sequence[PartKind], headline: int) -> int | None:
    """A sentence right under the headline that is not the body's, or that the body says again."""
    for at in range(headline + 1, min(headline + 4, len(texts))):
        if kinds[at] == "body":
            later = (text for text, kind in zip(texts[at + 1 :], kinds[at + 1 :], strict=True) if kind == "body")
            return at if any(alike(texts[at], text) for text in later) else None
        if (
            kinds[at] == "standing"
            and 40 <= len(texts[at]) <= 500
            and not is_standing(texts[at])
            and not _dated(texts[at])
        ):
            return at
    return None


def _dated(text: str) -> bool:
    return bool(BYLINE.match(text)) or (len(text) < 90 and any(dates.written(text)))


def byline_in(texts: Sequence[str], kinds: Sequence[PartKind]) -> str:
    """The names of the line "By …" nearest before the body, or empty."""
    first = kinds.index("body")
    for at in range(first, max(-1, first - 15), -1):
        match = BYLINE.match(texts[at])
        if match and len(texts[at]) < 150:
            return match["who"]
    return ""


def dates_in(lines: Sequence[Line], kinds: Sequence[PartKind]) -> list[DateEvidence]:
    """Dates in the short lines around headline and the start of the body, nearest to the headline first."""
    first = kinds.index("body")
    head = kinds.index("headline") if "headline" in kinds else first
    near = sorted(range(max(0, head - 6), min(len(lines), first + 3)), key=lambda at: (abs(at - head), at))
    found = []
    for at in near:
        line = lines[at]
        if kinds[at] in ("standing", "body") and len(line.words) < 160 and not is_file_name(line.words):
            for each in dates.written(line.words):
                shift = line.end - len(line.words)
                found.append(
                    DateEvidence(each.date, "text", (shift + each.span[0], shift + each.span[1]), line.words[:80])
                )
    return found
