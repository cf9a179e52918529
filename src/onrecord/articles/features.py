"""What is known of each line of a page's dump before it is judged: its own look, its neighbours, its place.

A dump may keep the page's nesting as indentation and its lists as bullets, or have neither. The features of
indentation are relative to where most of the long prose stands, and are all zero where a dump has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.articles import dates
from onrecord.articles.language import FUNCTION_WORDS
from onrecord.articles.lines import BYLINE, HEADING_OF_TEASERS, is_caption, is_standing

Matrix = NDArray[np.float32]
Floats = NDArray[np.float64]

BULLET = re.compile(r"[*+•·‣▪–-]\s+(?=\S)")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_INNER_STOP = re.compile(r"[.!?。！？][\"'”’»)]*\s*(?=\S)")
_QUOTE = re.compile(r"[“”\"«»„「」]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S+\.\w|pic\.twitter\.com")
_HANDLE = re.compile(r"(?<!\w)@\w{2,}")
_CLOCK = re.compile(
    r"\b\d{1,2}:\d\d\b|\b\d+\s*(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago\b", re.IGNORECASE
)
_SIGNS = re.compile(r"[|/»›→]")
_MONEY = re.compile(r"[$€£]\s?\d")
_MENU_WORDS = (
    "menu home search login log sign subscribe newsletter newsletters contact about privacy cookie cookies terms "
    "advertise sitemap careers facebook twitter instagram youtube linkedin pinterest whatsapp email rss share comment "
    "comments reply copyright rights follow skip close toggle archive categories tags video photos gallery section "
    "sections more"
)
_COMMENT_WORDS = "reply replies comment comments commented says wrote upvote like likes permalink moderated"
_MENU, _COMMENT = frozenset(_MENU_WORDS.split()), frozenset(_COMMENT_WORDS.split())
_SAMPLE = 400
"""Characters of a line that its look is taken from."""

NEAR = (1, 2, 3)
"""How many lines before and after a line's look is also taken from."""
WINDOWS = (3, 8)
"""Half-widths of the windows over which looks are averaged."""


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line: where it stands in the text, without the white space around it."""

    start: int
    end: int
    indent: int
    blank_before: int
    bullet: bool
    words: str
    """Without the bullet."""


def lines_of(text: str) -> list[Line]:
    """The non-blank lines of a text."""
    found: list[Line] = []
    blank = at = 0
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = at + len(raw) - len(raw.lstrip())
            bare = BULLET.match(words)
            bullet = bare is not None
            inner = words[bare.end() :] if bare else words
            found.append(
                Line(
                    start,
                    start + len(words),
                    len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip()),
                    blank,
                    bullet,
                    inner,
                )
            )
            blank = 0
        else:
            blank += 1
        at += len(raw) + 1
    return found


OWN = (
    "size", "tokens", "ends", "stops", "function", "capitals", "upper", "digits", "commas", "quotes", "cjk", "bullet",
    "address", "handle", "clock", "date", "signs", "money", "menu", "comment", "standing", "caption", "teasers",
    "byline", "colon", "dots", "lower", "mean_word", "repeated", "blank",
)  # fmt: skip


def _own(line: Line, repeated: int) -> tuple[float, ...]:
    text = line.words
    sample = text[:_SAMPLE]
    tokens = _WORD.findall(sample)
    lower = _WORD.findall(sample.lower())
    count = max(1, len(tokens))
    short = len(text) < 250
    return (
        np.log1p(len(text)),
        np.log1p(len(text) / 6.0),
        bool(_ENDS_SENTENCE.search(text[-6:])),
        min(6, len(_INNER_STOP.findall(sample))),
        sum(map(FUNCTION_WORDS.__contains__, lower)) / count,
        sum(token[0].isupper() for token in tokens) / count,
        sum(map(str.isupper, tokens)) / count,
        sum(map(str.isdigit, sample)) / max(1, len(sample)),
        min(6, sample.count(",") + sample.count("、")),
        min(4, len(_QUOTE.findall(sample))),
        len(_CJK.findall(sample)) / max(1, len(sample)),
        line.bullet,
        bool(_ADDRESS.search(sample)),
        "@" in sample and bool(_HANDLE.search(sample)),
        short and any(map(str.isdigit, sample)) and bool(_CLOCK.search(sample)),
        short and any(dates.written(sample)),
        min(5, len(_SIGNS.findall(sample))),
        bool(_MONEY.search(sample)),
        sum(map(_MENU.__contains__, lower)) / count,
        any(map(_COMMENT.__contains__, lower)),
        is_standing(text),
        is_caption(text),
        bool(HEADING_OF_TEASERS.match(sample)),
        short and bool(BYLINE.match(text)),
        text.endswith(":"),
        text.endswith(("...", "…")),
        text[0].islower(),
        sum(map(len, tokens)) / count,
        min(5, repeated),
        min(4, line.blank_before),
    )


def _topic(lines: Sequence[Line]) -> tuple[list[float], list[float]]:
    """For each line: the share of its longer words that the page's prose also has, and their number."""
    words = [[w.lower() for w in _WORD.findall(line.words[:_SAMPLE]) if len(w) > 4] for line in lines]
    spread: Counter[str] = Counter()
    for line, own in zip(lines, words, strict=True):
        if len(line.words) > 120:
            spread.update(set(own))
    share, number = [], []
    for line, own in zip(lines, words, strict=True):
        least = 2 if len(line.words) > 120 else 1
        known = sum(spread[w] >= least for w in own)
        share.append(known / max(1, len(own)))
        number.append(float(min(10, known)))
    return share, number


def _home(lines: Sequence[Line], prose: Floats) -> int:
    """The indentation at which most of the prose stands."""
    weight: Counter[int] = Counter()
    for line, size in zip(lines, prose, strict=True):
        weight[line.indent] += int(size)
    return weight.most_common(1)[0][0] if weight else 0


def matrix(lines: Sequence[Line]) -> Matrix:
    """A row for each line."""
    counts = Counter(line.words.lower() for line in lines)
    own = np.array([_own(line, counts[line.words.lower()] - 1) for line in lines], dtype=np.float32)
    size = np.array([len(line.words) for line in lines], dtype=np.float64)
    look = {name: own[:, at] for at, name in enumerate(OWN)}
    prose = size * (look["function"] > 0.2) * ((look["ends"] > 0) | (size > 150)) + size * (look["cjk"] > 0.3)
    share, number = _topic(lines)
    run = _best_run(prose, size)
    context = [
        *_place(size, prose, run),
        np.array(share),
        np.array(number),
        *_indents(lines, prose, run),
        *_near(look, prose),
        *_since(look, run),
    ]
    return np.column_stack([own, *context]).astype(np.float32)


def _place(size: Floats, prose: Floats, best: tuple[int, int]) -> list[Floats]:
    """Where the line stands: among the lines, among the characters, among the prose."""
    total = len(size)
    index = np.arange(total, dtype=np.float64)
    before = np.cumsum(prose) - prose
    whole = max(1.0, float(prose.sum()))
    is_prose = prose > 60
    last = np.maximum.accumulate(np.where(is_prose, index, -50.0))
    following = np.minimum.accumulate(np.where(is_prose, index, total + 50.0)[::-1])[::-1]
    return [
        index / total,
        np.log1p(index),
        np.log1p(total - 1 - index),
        before / whole,
        (whole - before - prose) / whole,
        prose / whole,
        np.minimum(30, index - np.roll(np.append(last, -50.0), 1)[:total]),
        np.minimum(30, np.append(following[1:], total + 50.0) - index),
        np.clip(index - best[0], -30, 30),
        np.clip(best[1] - index, -30, 30),
        np.full(total, np.log1p(whole)),
        np.full(total, np.log1p(total)),
    ]


def _best_run(prose: Floats, size: Floats) -> tuple[int, int]:
    """First and last line of the run with most prose and fewest other lines (the best sum of a sub-array)."""
    gain = np.where(prose > 60, np.minimum(prose, 400.0), -60.0 - 0.2 * np.minimum(size, 200.0))
    return best_run(gain)


def best_run(gain: Floats) -> tuple[int, int]:
    """First and last index of the run with the greatest sum; the earliest where several have it."""
    best, run, start = (0.0, 0, 0), 0.0, 0
    for at, value in enumerate(gain.tolist()):
        if run <= 0:
            run, start = 0.0, at
        run += value
        best = max(best, (run, -start, -at))
    return -best[1], -best[2]


def _indents(lines: Sequence[Line], prose: Floats, run: tuple[int, int]) -> list[Floats]:
    """How the line is nested, beside the prose and on the way to the best run of it."""
    indent = np.array([line.indent for line in lines], dtype=np.float64)
    home = indent - _home(lines, prose)
    step = np.diff(indent, prepend=indent[:1], append=indent[-1:])
    flat = float(indent.max() > 0)
    lowest = indent.copy()
    lowest[: run[0] + 1] = np.minimum.accumulate(indent[: run[0] + 1][::-1])[::-1]
    lowest[run[1] :] = np.minimum.accumulate(indent[run[1] :])
    return [
        np.clip(home, -20, 20),
        (home == 0) * flat,
        np.clip(step[:-1], -8, 8),
        np.clip(step[1:], -8, 8),
        np.full(len(indent), flat),
        np.clip(lowest - _home(lines, prose), -20, 20),
        np.clip(indent - lowest, 0, 20),
    ]


def _since(look: dict[str, Matrix], run: tuple[int, int]) -> list[Floats]:
    """How many headings of teasers, comments and datelines stand between the line and the start of the best run."""
    found: list[Floats] = []
    for name in ("teasers", "comment", "byline", "date"):
        total = np.cumsum(look[name].astype(np.float64))
        found.append(np.clip(total - total[run[0]], -8, 8))
    return found


def _near(look: dict[str, Matrix], prose: Floats) -> list[Floats]:
    """The looks of the neighbours, and averages over windows."""
    found: list[Floats] = []
    for name in ("size", "ends", "function", "bullet", "standing", "teasers"):
        padded = np.pad(look[name].astype(np.float64), max(NEAR))
        for step in NEAR[:2] if name not in ("size", "ends") else NEAR:
            width = len(prose)
            found += [padded[max(NEAR) - step :][:width], padded[max(NEAR) + step :][:width]]
    for half in WINDOWS:
        for values in (
            prose,
            look["size"],
            look["capitals"],
            look["menu"],
            look["bullet"],
            look["ends"],
            look["date"],
            look["clock"],
        ):
            found.append(_average(np.asarray(values, dtype=np.float64), half))
    return found


def _average(values: Floats, half: int) -> Floats:
    sums = np.concatenate([[0.0], np.cumsum(values)])
    index = np.arange(len(values))
    low, high = np.maximum(0, index - half), np.minimum(len(values), index + half + 1)
    return np.asarray((sums[high] - sums[low]) / (high - low))
