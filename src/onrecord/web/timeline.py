"""A time line as SVG, drawn here: a row for each group, a mark for each statement, its shape saying what it does.

Every mark is a link with its own words, so that it can be reached by keyboard and read aloud; the same statements
stand beside it as a table or list. Attributes alone, no style: the policy forbids it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.ledger.rows import StatementRow
from onrecord.web.words import DATE, SHAPES, clipped, short_day

WIDTH, LEFT, RIGHT, TOP, ROW, FOOT = 920, 210, 24, 14, 34, 34
MOST_ROWS = 14
GAP, SHIFT, MOST_SHIFT = 13, 6, 2
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
    y: float
    shape: str
    dot: Dot


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template writes out."""

    width: int
    height: int
    left: int
    rows: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    dots: tuple[Placed, ...]
    undated: int
    whats: tuple[tuple[str, str], ...]
    """(shape, word) of what occurs, for the legend."""


def dot_of(row: StatementRow, group: str, what: str) -> Dot:
    """A statement as a dot: its words are who, what they did, and the beginning of what they said."""
    label = f"{short_day(row.published)}, {row.outlet}: {row.speaker or 'somebody'} {what or 'says'}: "
    return Dot(row.published[:10], group, what, label + clipped(row.content_text, 120), f"/statements/{row.id}")


def draw(dots: Sequence[Dot]) -> Drawing | None:
    """The drawing; None where fewer than two dots have a day."""
    dated = [(day, dot) for dot in dots if (day := _day(dot.day))]
    if len(dated) < 2:
        return None
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    groups = _groups([dot for _, dot in dated])
    scale = (WIDTH - LEFT - RIGHT) / max((last - first).days, 1)
    placed = tuple(_place(dated, groups, first, scale))
    whats = tuple(sorted({(SHAPES.get(dot.what, "disc"), dot.what) for _, dot in dated if dot.what}))
    return Drawing(
        WIDTH, TOP + ROW * len(groups) + FOOT, LEFT,
        tuple((TOP + ROW * (n + 0.5), name) for name, n in groups.items()),
        tuple((LEFT + (day - first).days * scale, label) for day, label in _ticks(first, last)),
        placed, len(dots) - len(dated), whats,
    )  # fmt: skip


def _groups(dots: Iterable[Dot]) -> dict[str, int]:
    """The rows, those with most dots first; those that find no room share the last."""
    size: dict[str, int] = {}
    for dot in dots:
        size[dot.row] = size.get(dot.row, 0) + 1
    names = sorted(size, key=lambda name: (-size[name], name))
    if len(names) <= MOST_ROWS:
        return {name: n for n, name in enumerate(names)}
    return {name: n for n, name in enumerate([*names[: MOST_ROWS - 1], "others"])}


def _place(dated: Iterable[tuple[date, Dot]], groups: dict[str, int], first: date, scale: float) -> Iterable[Placed]:
    """Dots of one row that would cover one another stand a little above and below."""
    near: dict[int, list[float]] = {}
    for day, dot in sorted(dated, key=lambda each: (each[0], each[1].to)):
        row = groups.get(dot.row, len(groups) - 1)
        x = LEFT + (day - first).days * scale
        before = sum(x - other < GAP for other in near.setdefault(row, []))
        near[row].append(x)
        shift = min((before + 1) // 2, MOST_SHIFT) * (1 if before % 2 else -1)
        yield Placed(round(x, 1), TOP + ROW * (row + 0.5) + shift * SHIFT, _shape(dot), dot)


def _shape(dot: Dot) -> str:
    return SHAPES.get(dot.what, "disc")


def _day(value: str) -> date | None:
    match = DATE.match(value)
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """At most eight days at even distances, the first and the last among them."""
    span = (last - first).days
    count = min(6, span) or 1
    days = sorted({first + timedelta(round(span * n / count)) for n in range(count + 1)})
    style = "%Y" if span > 2500 else "%b %Y" if span > 150 else "%-d %b"
    labels = [(day, f"{day:{style}}") for day in days]
    return [each for n, each in enumerate(labels) if n == 0 or each[1] != labels[n - 1][1]]
