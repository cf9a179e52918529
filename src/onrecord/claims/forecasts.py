"""The register of forecasts: what was said would happen by when, what became of it, and each source's record.

A forecast told several times is one: what one source said in the same words would come by the same day. Outcomes are
people's judgements, never guessed; one recorded of any telling settles the forecast, and a source's record counts those
alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from onrecord.claims.words import common, stems
from onrecord.ledger.rows import StatementRow
from onrecord.records import parse_day

State = Literal["open", "due", "overdue", "came-true", "did-not", "unclear"]
SOON: Final = timedelta(days=7)
"""A forecast is due from this long before its last day to this long after it; then it is overdue."""
SURE: Final = {"certain": 0.95, "probable": 0.75, "possible": 0.4, "unlikely": 0.15}
"""What each certainty is taken to mean as a chance, for calibration."""
ENOUGH: Final = 5
"""Least outcomes from which a calibration is shown."""
SETTLED: Final = ("came-true", "did-not", "unclear")
ALIKE, LEAST = 0.5, 2
"""Share of the content words of the shorter of two tellings that the other has too, and how many at least."""
RETOLD: Final = timedelta(days=31)
"""What is said again later than this is a new forecast, where its last day is another: "within three years"."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to come by a day, by its first telling, and where it stands on the day asked for."""

    statement: StatementRow
    state: State
    days: int
    """Days to the horizon; negative once it has passed."""
    again: tuple[StatementRow, ...] = ()
    """Its other tellings, the earlier ones first."""


@dataclass(frozen=True, slots=True)
class Record:
    """How a source's forecasts turned out. ``brier`` is the mean squared error of its certainty (0 best)."""

    source: str
    speaker: str
    forecasts: int
    came_true: int
    did_not: int
    unclear: int
    brier: float | None = None
    calibration: tuple[tuple[str, int, int], ...] = ()
    """(certainty, how many settled, how many came true); empty where there are too few."""


def forecast(statement: StatementRow, today: date) -> Forecast | None:
    """The statement as a forecast; None where it has no resolved horizon."""
    try:
        last = date.fromisoformat(statement.horizon)
    except ValueError:
        return None
    days = (last - today).days
    return Forecast(statement, _state(statement.outcome, last, today), days)


def _state(outcome: str, last: date, today: date) -> State:
    if outcome in SETTLED:
        return outcome  # type: ignore[return-value]
    if today < last - SOON:
        return "open"
    return "due" if today <= last + SOON else "overdue"


def register(statements: Iterable[StatementRow], today: date) -> list[Forecast]:
    """All forecasts that were published by ``today``, the horizons that come first before the others."""
    told = [f for s in statements if s.published[:10] <= today.isoformat() and (f := forecast(s, today))]
    kept = [_settled(tellings) for tellings in _folded(told)]
    return sorted(kept, key=lambda f: (f.statement.horizon, f.statement.published, f.statement.id))


def _folded(told: Sequence[Forecast]) -> list[list[Forecast]]:
    """The tellings of each forecast, the earliest first."""
    by: dict[str, list[list[Forecast]]] = defaultdict(list)
    for f in sorted(told, key=lambda f: (f.statement.published, f.statement.article, f.statement.id)):
        known = by[f.statement.source or f.statement.id]
        mine = next((tellings for tellings in known if any(_retells(f, g) for g in tellings)), None)
        known.append([f]) if mine is None else mine.append(f)
    return [tellings for known in by.values() for tellings in known]


def _retells(later: Forecast, earlier: Forecast) -> bool:
    """Whether two of one source tell of one forecast: the same day, or one as much later as it was told later."""
    published, before = (parse_day(f.statement.published) or date.min for f in (later, earlier))
    moved = timedelta(later.days - earlier.days)
    if moved and not timedelta() < moved <= min(published - before, RETOLD):
        return False
    share, number = common(*(frozenset(stems(f.statement.content_text)) for f in (later, earlier)))
    return number >= LEAST and share >= ALIKE


def _settled(tellings: Sequence[Forecast]) -> Forecast:
    """One forecast of its tellings, by the outcome recorded of any of them; by the first's where they differ."""
    first, *others = tellings
    outcomes = {f.state for f in tellings if f.state in SETTLED}
    state = first.state if first.state in SETTLED or len(outcomes) != 1 else outcomes.pop()
    return replace(first, state=state, again=tuple(f.statement for f in others))


def records(forecasts: Iterable[Forecast]) -> list[Record]:
    """The record of every source with a settled forecast, those with most first."""
    by: dict[str, list[Forecast]] = defaultdict(list)
    for f in forecasts:
        if f.statement.source:
            by[f.statement.source].append(f)
    told = [_record(source, fs) for source, fs in by.items() if any(f.state in SETTLED for f in fs)]
    return sorted(told, key=lambda r: (-(r.came_true + r.did_not), r.source))


def _record(source: str, forecasts: Sequence[Forecast]) -> Record:
    count = {state: sum(f.state == state for f in forecasts) for state in SETTLED}
    clear = [f for f in forecasts if f.state in ("came-true", "did-not") and f.statement.certainty in SURE]
    enough = len(clear) >= ENOUGH
    return Record(
        source, forecasts[0].statement.speaker, len(forecasts), count["came-true"], count["did-not"], count["unclear"],
        brier=round(sum(_error(f) for f in clear) / len(clear), 3) if enough else None,
        calibration=_calibration(clear) if enough else (),
    )  # fmt: skip


def _error(f: Forecast) -> float:
    return (SURE[f.statement.certainty] - (f.state == "came-true")) ** 2


def _calibration(clear: Sequence[Forecast]) -> tuple[tuple[str, int, int], ...]:
    by = {c: [f for f in clear if f.statement.certainty == c] for c in SURE}
    return tuple((c, len(fs), sum(f.state == "came-true" for f in fs)) for c, fs in by.items() if fs)
