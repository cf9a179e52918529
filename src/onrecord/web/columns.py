"""How many statements in each day, month or year: columns of SVG, drawn here, each a link to its statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.web.words import count, day

WIDTH, HEIGHT, FOOT = 1120, 76, 22
WIDEST, GAP = 56.0, 1.0
MOST_TICKS = 10
DAYS, MONTHS = 92, 130
"""At most so many columns of days, and of months; beyond that they are years."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``unit`` is ``2016``, ``2016-09`` or ``2016-09-30``."""

    unit: str
    statements: int
    x: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class Columns:
    """What the template writes out."""

    width: int
    height: int
    base: int
    columns: tuple[Column, ...]
    ticks: tuple[tuple[float, str], ...]


def draw(days: Sequence[tuple[str, int]]) -> Columns | None:
    """The columns of (ISO day, statements) in order; None where they all fall on one day."""
    exact = [(date.fromisoformat(of.replace("-00", "-01")), n) for of, n in days]
    if len({of for of, _ in exact}) < 2:
        return None
    length, units = _units(exact[0][0], exact[-1][0])
    counted: Counter[str] = Counter()
    for of, n in exact:
        counted[of.isoformat()[:length]] += n
    step = min(WIDTH / len(units), WIDEST)
    most = max(counted.values())
    columns = tuple(
        Column(
            unit, n, round(i * step, 1), round(step - GAP, 1), _height(n, most), f"{day(unit)}: {count(n, 'statement')}"
        )
        for i, unit in enumerate(units)
        if (n := counted[unit])
    )
    width = round(len(units) * step)
    every = -(-len(units) // MOST_TICKS)
    ticks = tuple((round(i * step, 1), _short(unit)) for i, unit in enumerate(units) if i % every == 0)
    return Columns(width, HEIGHT + FOOT, HEIGHT, columns, ticks)


def _height(n: int, most: int) -> float:
    """At least so high that it can be seen."""
    return round(max(3.0, (HEIGHT - 6) * n / most), 1)


def _units(first: date, last: date) -> tuple[int, list[str]]:
    """How long a unit's name is, and all units from the first to the last, those without statements too."""
    if (span := (last - first).days) < DAYS:
        return 10, [(first + timedelta(n)).isoformat() for n in range(span + 1)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if len(months) <= MONTHS:
        return 7, [f"{m // 12:04}-{m % 12 + 1:02}" for m in months]
    return 4, [f"{year:04}" for year in range(first.year, last.year + 1)]


def _short(unit: str) -> str:
    """``30 Sep``, ``Sep 2016``, ``2016``."""
    at = date.fromisoformat((unit + "-01-01")[:10])
    return f"{at:%-d %b}" if len(unit) == 10 else f"{at:%b %Y}" if len(unit) == 7 else unit
