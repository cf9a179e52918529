"""A time line as SVG, drawn here: a row for each group, a mark for each statement, its shape saying what it does.

Every mark is a link with its own words, so that it can be reached by keyboard and read aloud; the same statements
stand beside it as a table or list. Attributes alone, no style: the policy forbids it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from onrecord.ledger.rows import StatementRow
from onrecord.web.words import DATE, SHAPES, clipped, short_day

WIDTH, LEFT, RIGHT, TOP, FOOT = 1120, 20, 40, 8, 30
HEAD, STEP, MOST_LEVELS = 26, 15, 6
"""A row's name, and each of the levels below it."""
MOST_ROWS, MOST_TICKS = 14, 8
YEARS, SEASONS = 2_500, 150
"""Spans in days beyond which ticks name years, and months, and not days."""
GAP = 15
"""Least distance of two marks of one row that are to be told apart."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A statement on the line."""

    day: str
    row: str
    what: str
    label: str
    to: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A dot with its place and shape."""

    x: float
    y: int
    shape: str
    dot: Dot


@dataclass(frozen=True, slots=True)
class Row:
    """A group: its name at the top, and a line from its first dot to its last."""

    y: int
    name: str
    line: int
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template writes out."""

    width: int
    height: int
    left: int
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]
    dots: tuple[Placed, ...]
    undated: int
    whats: tuple[tuple[str, str], ...]
    """(shape, word) of what occurs, for the legend."""


def dot_of(row: StatementRow, group: str, what: str, of: str = "") -> Dot:
    """A statement as a dot: its words are who, what they did (``of`` what), and the beginning of what they said."""
    label = f"{short_day(row.published)}, {row.outlet}: {row.speaker or 'nobody named'} {what or 'says'}{of}: "
    return Dot(row.published[:10], group, what, f"{label}“{clipped(row.content_text, 120)}”", f"/statements/{row.id}")


def draw(dots: Sequence[Dot]) -> Drawing | None:
    """The drawing; None where all dots that have a day have the same."""
    dated = sorted(((day, dot) for dot in dots if (day := _day(dot.day))), key=lambda each: (each[0], each[1].to))
    if len({day for day, _ in dated}) < 2:
        return None
    first, last = dated[0][0], dated[-1][0]
    groups = _groups([dot for _, dot in dated])
    scale = (WIDTH - LEFT - RIGHT) / max((last - first).days, 1)
    levels = _levels(dated, groups, first, scale)
    tops = _tops(groups, levels)
    placed = tuple(
        Placed(round(x, 1), tops[row] + HEAD + level * STEP, _shape(dot), dot) for x, row, level, dot in levels
    )
    whats = tuple(sorted({(_shape(dot), dot.what) for _, dot in dated if dot.what}))
    ticks = tuple((LEFT + (day - first).days * scale, label) for day, label in _ticks(first, last))
    rows = tuple(_row(name, tops[n], [x for x, row, _, _ in levels if row == n]) for name, n in groups.items())
    return Drawing(WIDTH, tops[-1] + FOOT, LEFT, rows, ticks, placed, len(dots) - len(dated), whats)


def _row(name: str, top: int, xs: Sequence[float]) -> Row:
    return Row(top, name, top + HEAD, round(min(xs), 1), round(max(xs), 1))


def _levels(
    dated: Iterable[tuple[date, Dot]], groups: dict[str, int], first: date, scale: float
) -> list[tuple[float, int, int, Dot]]:
    """(x, row, level, dot): dots of one row that would cover one another stand one below the other."""
    ends: dict[int, list[float]] = {}
    found = []
    for day, dot in dated:
        row, x = groups.get(dot.row, len(groups) - 1), LEFT + (day - first).days * scale
        taken = ends.setdefault(row, [])
        level = next((n for n, end in enumerate(taken) if x - end >= GAP), len(taken))
        if level >= MOST_LEVELS:
            x, level = min(taken) + GAP, taken.index(min(taken))  # no room below: beside the others
        taken[level : level + 1] = [x]
        found.append((x, row, level, dot))
    return found


def _tops(groups: dict[str, int], levels: Iterable[tuple[float, int, int, Dot]]) -> list[int]:
    """Where each row begins, and where the last one ends."""
    deepest = [0] * len(groups)
    for _, row, level, _ in levels:
        deepest[row] = max(deepest[row], level)
    return list(accumulate((HEAD + STEP * (n + 1) for n in deepest), initial=TOP))


def _groups(dots: Iterable[Dot]) -> dict[str, int]:
    """The rows, those with most dots first; those that find no room share the last."""
    size: dict[str, int] = {}
    for dot in dots:
        size[dot.row] = size.get(dot.row, 0) + 1
    names = sorted(size, key=lambda name: (-size[name], name))
    if len(names) <= MOST_ROWS:
        return {name: n for n, name in enumerate(names)}
    return {name: n for n, name in enumerate([*names[: MOST_ROWS - 1], "others"])}


def _shape(dot: Dot) -> str:
    return SHAPES.get(dot.what, "disc")


def _day(value: str) -> date | None:
    match = DATE.match(value)
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """At most ``MOST_TICKS`` days at even distances from the first on."""
    span = (last - first).days
    step = max(1, -(-span // MOST_TICKS))
    style = "%Y" if span > YEARS else "%b %Y" if span > SEASONS else "%-d %b"
    labels = [(first + timedelta(n), f"{first + timedelta(n):{style}}") for n in range(0, span + 1, step)]
    return [each for n, each in enumerate(labels) if n == 0 or each[1] != labels[n - 1][1]]
