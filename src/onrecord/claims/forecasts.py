"""The register of forecasts: what was said would happen by when, what became of it, and each source's record.

Outcomes are people's judgements, never guessed; a source's record counts those alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from onrecord.ledger.rows import StatementRow

State = Literal["open", "due", "overdue", "came-true", "did-not", "unclear"]
SOON: Final = timedelta(days=7)
"""A forecast is due from this long before its last day to this long after it; then it is overdue."""
SURE: Final = {"certain": 0.95, "probable": 0.75, "possible": 0.4, "unlikely": 0.15}
"""What each certainty is taken to mean as a chance, for calibration."""
ENOUGH: Final = 5
"""Least outcomes from which a calibration is shown."""
SETTLED: Final = ("came-true", "did-not", "unclear")


@dataclass(frozen=True, slots=True)
class Forecast:
    """A statement with a horizon and where it stands on the day asked for."""

    statement: StatementRow
    state: State
    days: int
    """Days to the horizon; negative once it has passed."""


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
    found = [f for s in statements if s.published[:10] <= today.isoformat() and (f := forecast(s, today))]
    return sorted(found, key=lambda f: (f.statement.horizon, f.statement.published, f.statement.id))


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
