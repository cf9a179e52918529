"""Time expressions of news English, and the days they mean as seen from the day of publication.

``find`` marks expressions; ``resolve`` turns one into the first and last day it covers. A past and a future reading
differ: "Tuesday" is the latest one up to publication when it tells when something was said, and the next one from
publication on when it tells by when something would happen. What cannot be resolved is ``None``, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from onrecord.reader.timewords import (
    AHEAD,
    BACK,
    FINDER,
    HOLIDAYS,
    MONTH_NUMBER,
    NUMBERS,
    ORDINALS,
    RULES,
    SEASONS,
    TRIGGERS,
    WEEKDAYS,
    rule_finder,
)

Days = tuple[date, date]
"""First and last day, both included."""

LEFT, RIGHT = 6, 5
"""Words before and after a trigger word in which an expression around it lies."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: ``text[start:end]``, and by which rule of ``timewords.PATTERNS`` it was found."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Clue:
    """An expression taken apart, and from which day and in which direction it is to be read."""

    text: str
    words: tuple[str, ...]
    today: date
    ahead: bool

    @property
    def numbers(self) -> list[int]:
        return [int(n) for n in re.findall(r"\d+", self.text)]

    @property
    def turn(self) -> int:
        """-1 for "last …", 1 for "next …", 0 where no word turns it."""
        if not BACK.isdisjoint(self.words):
            return -1
        return 0 if AHEAD.isdisjoint(self.words) else 1


def find(
    text: str, words: Sequence[str] = (), starts: Sequence[int] = (), ends: Sequence[int] = ()
) -> list[Expression]:
    """The time expressions of a text in order. Of its words, an outline's, only those near time words are read."""
    if not words:
        return [_expression(m) for m in FINDER.finditer(text)]
    found: list[Expression] = []
    for first, last in _windows(words):
        found += map(_expression, FINDER.finditer(text, starts[first], ends[last]))
    return found


def _windows(words: Sequence[str]) -> list[tuple[int, int]]:
    """[first word, last word] around every time word, joined where they overlap."""
    windows: list[tuple[int, int]] = []
    for place in [i for i, word in enumerate(words) if word in TRIGGERS or (word[0] in "12" and len(word) > 3)]:
        first, last = max(0, place - LEFT), min(len(words) - 1, place + RIGHT)
        if windows and first <= windows[-1][1]:
            windows[-1] = windows[-1][0], last
        else:
            windows.append((first, last))
    return windows


def _expression(match: re.Match[str]) -> Expression:
    """By the first rule that fits the words taken alone; where none does, by the one that fits where they stand."""
    start, end = match.span()
    fits = rule_finder().fullmatch(match.string, start, end) or rule_finder().match(match.string, start, match.endpos)
    return Expression(start, end, match[0], RULES[(fits and fits.lastindex) or 0])


def resolve(expression: Expression, today: date, ahead: bool = False) -> Days | None:
    """The days that an expression means in an article of ``today``; ``ahead`` where it tells of what is to come."""
    text = expression.text
    words = tuple(re.findall(r"\w+", text.lower()))
    try:
        return RESOLVERS[expression.rule](_Clue(text, words, today, ahead))
    except (ValueError, OverflowError):  # "Feb. 30", the year 10000: written, but no day
        return None


def when_value(expression: Expression, today: date) -> str:
    """``when`` of the guide: a day, or ``start/end``; a time still running ends on the day of publication.

    A bare year stays whole. Empty where the expression cannot be resolved.
    """
    days = resolve(expression, today)
    if days is None:
        return ""
    first, last = days
    if first <= today < last and expression.rule != "year":
        last = today
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def horizon_value(expression: Expression, today: date) -> str:
    """``horizon`` of the guide: the last day; empty where it cannot be resolved or is past."""
    days = resolve(expression, today, ahead=True)
    return days[1].isoformat() if days and days[1] >= today else ""


PARTS: Final = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
"""What of a month, by its days, "early June" means."""


def _part(words: Sequence[str], days: Days) -> Days:
    first, last = next((PARTS[w] for w in words if w in PARTS), (1, 31))
    return days[0].replace(day=first), days[0].replace(day=min(last, days[1].day))


def _month(words: Sequence[str]) -> int:
    return next((MONTH_NUMBER[w[:3]] for w in words if w[:3] in MONTH_NUMBER and not w.isdigit()), 0)


def _year(clue: _Clue) -> int:
    return next((n for n in clue.numbers if n >= 1000), 0)


def month_days(year: int, month: int) -> Days:
    first = date(year, month, 1)
    return first, first + relativedelta(months=1, days=-1)


def year_days(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _iso(clue: _Clue) -> Days:
    day = date(*clue.numbers[:3])
    return day, day


def _slash(clue: _Clue) -> Days:
    month, day, year = clue.numbers[:3]
    found = date(year if year > 99 else 2000 + year if year < 50 else 1900 + year, month, day)
    return found, found


def _nearest_year(clue: _Clue, month: int, day: int) -> int:
    """The year of a date without one: the latest up to publication, or the next from there on."""
    found = date(clue.today.year, month, min(day, 28))
    if clue.ahead:
        return clue.today.year + (found < clue.today)
    return clue.today.year - (found > clue.today + timedelta(days=1))


def _date(clue: _Clue) -> Days:
    month = _month([w for w in clue.words if w not in WEEKDAYS])
    day = next((n for n in clue.numbers if n < 32), 0) or _ordinal(clue.text.lower())
    found = date(_year(clue) or _nearest_year(clue, month, day), month, day)
    return found, found


def _ordinal(text: str) -> int:
    return max(n for word, n in ORDINALS.items() if word in text)


def _range(clue: _Clue) -> Days:
    months = [MONTH_NUMBER[w[:3]] for w in clue.words if w[:3] in MONTH_NUMBER and not w.isdigit()]
    first, last = [n for n in clue.numbers if n < 32][:2]
    year = _year(clue) or _nearest_year(clue, months[-1], last)
    end = date(year, months[-1], last)
    return date(year - ((months[0], first) > (months[-1], last)), months[0], first), end


def _in_month(clue: _Clue) -> Days:
    return _part(clue.words, _whole_month(clue))


def _whole_month(clue: _Clue) -> Days:
    month, today = _month([w for w in clue.words if w != "mid"]), clue.today
    if year := _year(clue) or (today.year + clue.turn if "year" in clue.words else 0):
        return month_days(year, month)
    if clue.turn > 0 or (clue.turn == 0 and clue.ahead):
        return month_days(today.year + (month < today.month + (clue.turn > 0)), month)
    if clue.turn == 0 and "this" in clue.words:
        return month_days(today.year, month)
    return month_days(today.year - (month > today.month - (clue.turn < 0)), month)


def _weekday(clue: _Clue) -> Days:
    names = {name[:3]: number for number, name in enumerate(WEEKDAYS)}
    number = next(names[w[:3]] for w in clue.words if w[:3] in names)
    back = (clue.today.weekday() - number) % 7
    if clue.turn > 0 or (clue.turn == 0 and clue.ahead):
        day = clue.today + timedelta(days=(-back) % 7 or (7 if clue.turn > 0 else 0))
    else:
        day = clue.today - timedelta(days=back or (7 if clue.turn < 0 else 0))
    return day, day


def _weekdays(clue: _Clue) -> Days:
    """Of "Wednesday through Sunday": the latest such days up to publication, or the next ones."""
    names = [w for w in clue.words if w in WEEKDAYS]
    last = _weekday(replace(clue, words=(names[-1],)))[0]
    between = (WEEKDAYS.index(names[-1]) - WEEKDAYS.index(names[0])) % 7
    return last - timedelta(days=between), last


def _day(clue: _Clue) -> Days:
    shift = {"yesterday": -1, "last": -1, "overnight": 0, "tomorrow": 1}.get(clue.words[0], 0)
    day = clue.today + timedelta(days=shift)
    return day, day


def _holiday(clue: _Clue) -> Days | None:
    text = clue.text.lower()
    month, day = next(value for name, value in HOLIDAYS.items() if name in text)
    found = date(_nearest_year(clue, month, day), month, day)
    return found, found


def _season(clue: _Clue) -> Days:
    start = next(SEASONS[w] for w in clue.words if w in SEASONS)
    first = date(_year(clue) or clue.today.year, start, 1)
    if not _year(clue):
        if (clue.turn < 0 and first + relativedelta(months=3) > clue.today) or (
            clue.turn == 0 and "this" not in clue.words and not clue.ahead and first > clue.today
        ):
            first -= relativedelta(years=1)
        elif (clue.turn > 0 or clue.ahead) and first + relativedelta(months=3) <= clue.today:
            first += relativedelta(years=1)
    return first, first + relativedelta(months=3, days=-1)


def _unit_name(words: Sequence[str]) -> str:
    return next((w.rstrip("s") for w in reversed(words) if w.rstrip("s") in UNIT_DAYS), "")


def _week(today: date, shift: int) -> Days:
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(days=6)


def _weekend(today: date, shift: int) -> Days:
    saturday = _week(today, shift)[0] + timedelta(days=5)
    return saturday, saturday + timedelta(days=1)


def _months(today: date, shift: int) -> Days:
    then = today + relativedelta(months=shift)
    return month_days(then.year, then.month)


def _quarters(today: date, shift: int) -> Days:
    first = date(today.year, today.month - (today.month - 1) % 3, 1) + relativedelta(months=3 * shift)
    return first, first + relativedelta(months=3, days=-1)


def _decade_of(year: int) -> Days:
    return date(year // 10 * 10, 1, 1), date(year // 10 * 10 + 9, 12, 31)


UNIT_DAYS: Final[dict[str, Callable[[date, int], Days]]] = {
    "day": lambda today, n: (today + timedelta(days=n), today + timedelta(days=n)),
    "week": _week,
    "weekend": _weekend,
    "month": _months,
    "quarter": _quarters,
    "year": lambda today, n: year_days(today.year + n),
    "decade": lambda today, n: _decade_of(today.year + 10 * n),
}
"""The calendar unit ``n`` units from today's: this week is 0, last week -1."""

STEPS: Final[dict[str, relativedelta]] = {
    "hour": relativedelta(),
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "weekend": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
    "centurie": relativedelta(years=100),
}
"""How long a unit is, for "within the next three years"."""

VAGUE: Final = frozenset({"few", "several", "couple", "some"})
NARRATED: Final = frozenset({"earlier", "later", "before", "following", "same", "previous"})
"""Words that count from a day told of in the text, which the words alone do not give."""


def _unit(clue: _Clue) -> Days | None:
    unit = _unit_name(clue.words)
    if clue.words[:2] == ("over", "the"):
        return _weekend(clue.today, 0 if clue.today.weekday() >= 5 else -1)
    if unit == "day" or {"same", "following"} & set(clue.words) or unit not in UNIT_DAYS:
        return None
    plain = tuple(w for w in clue.words if w not in ("earlier", "later", "late", "early", "mid"))
    turn = 0 if {"this", "current"} & set(plain) else 1 if {"next", "coming"} & set(plain) else -1
    if not {"this", "current", "next", "coming", "last", "past", "previous"} & set(plain):
        turn = 0
    return UNIT_DAYS[unit](clue.today, turn)


def _amount(words: Sequence[str]) -> int:
    """The number in the words, the larger of two ("five to ten"); 1 where there is none."""
    counted = [int(w) if w.isdigit() else NUMBERS[w] for w in words if w.isdigit() or w in NUMBERS]
    return max(counted, default=1)


def _step(clue: _Clue) -> relativedelta | None:
    unit = next((w.rstrip("s") for w in reversed(clue.words) if w.rstrip("s") in STEPS), "")
    return STEPS[unit] * _amount(clue.words) if unit else None


def _span(clue: _Clue) -> Days | None:
    """Of "within the next three years" and "over the past week": from now on, or up to now."""
    step = _step(clue)
    if step is None or "same" in clue.words or not VAGUE.isdisjoint(clue.words):
        return None
    unit = _unit_name(clue.words)
    if {"this", "current"} & set(clue.words) and unit in UNIT_DAYS:
        return UNIT_DAYS[unit](clue.today, 0)
    if {"next", "coming", "following"} & set(clue.words):
        vague = clue.words[-1].endswith("s") and not any(w.isdigit() or w in NUMBERS for w in clue.words)
        return None if vague else (clue.today, clue.today + step)
    return clue.today - step, clue.today


def _ago(clue: _Clue) -> Days | None:
    """A number of units back or on: a day for days and weeks, else the calendar unit that holds it."""
    unit, last = _unit_name(clue.words), clue.words[-1]
    if unit not in UNIT_DAYS or last in NARRATED or not VAGUE.isdisjoint(clue.words):
        return None
    step = _amount(clue.words) * (-1 if last == "ago" else 1)
    if unit == "week":
        unit, step = "day", step * 7
    return UNIT_DAYS[unit](clue.today, step)


def _ahead(clue: _Clue) -> Days | None:
    step = _step(clue)
    return (clue.today, clue.today + step) if clue.ahead and step is not None else None


def _decade(clue: _Clue) -> Days:
    return _decade_of(clue.numbers[0])


def _quarter(clue: _Clue) -> Days:
    number = ("first", "second", "third", "fourth").index(next(w for w in clue.words if w != "the"))
    year = _year(clue) or clue.today.year
    if not _year(clue) and not clue.ahead and date(year, 3 * number + 1, 1) > clue.today:
        year -= 1
    first = date(year, 3 * number + 1, 1)
    return first, first + relativedelta(months=3, days=-1)


def _years(clue: _Clue) -> Days:
    first, last = clue.numbers[:2]
    return date(first, 1, 1), date(last if last > 99 else first // 100 * 100 + last, 12, 31)


def _whole(clue: _Clue) -> Days:
    return year_days(_year(clue))


RESOLVERS: Final[dict[str, Callable[[_Clue], Days | None]]] = {
    "iso": _iso, "slash": _slash, "range": _range, "date": _date, "month": _in_month, "weekday": _weekday,
    "weekdays": _weekdays, "day": _day, "holiday": _holiday, "season": _season, "span": _span, "ago": _ago,
    "ahead": _ahead, "unit": _unit, "decade": _decade, "quarter": _quarter, "years": _years, "year": _whole,
}  # fmt: skip
"""For each rule of ``timewords.PATTERNS``, how its expressions are resolved."""
