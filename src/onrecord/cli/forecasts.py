"""``onrecord forecasts``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import clipped, console, json_line, table, tell
from onrecord.cli.found import SHORT_ID, row_line, speaker
from onrecord.cli.options import Format, LedgerPath, OutputFormat
from onrecord.settings import LEDGER

if TYPE_CHECKING:
    from onrecord.claims.forecasts import Record

Due = Annotated[bool, typer.Option("--due", help="Only those due or overdue: whose outcome somebody should record.")]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The day to judge by, today if not given; what was published later is left out.",
    ),
]
Records = Annotated[bool, typer.Option("--records", help="Each source's record instead, by the outcomes recorded.")]


def command(
    ledger: LedgerPath = LEDGER.default,
    due: Due = False,
    as_of: AsOf = "",
    records: Records = False,
    format: OutputFormat = Format.table,
) -> None:
    """Forecasts: what was said would happen by when, and what became of it.

    One is due from 7 days before its last day to 7 days after it, then overdue, until somebody records its outcome.
    What one source is told to have said several times is one forecast, shown by its first telling.

    \b
    Examples:
      onrecord forecasts --due --ledger news.db
      onrecord judge outcome 3fa9c1d2 came-true --note 'see the report of 3 May'
      onrecord forecasts --records
    """
    from onrecord.claims import forecasts
    from onrecord.ledger import Ledger
    from onrecord.ledger.forecasts import with_horizon

    today = _day(as_of)
    with Ledger.open(ledger, create=False, read_only=True) as opened:
        found = forecasts.register(with_horizon(opened), today)
    if records:
        _print_records(forecasts.records(found), format)
        return
    shown = [f for f in found if not due or f.state in ("due", "overdue")]
    if format is Format.jsonl:
        for f in shown:
            again = [row.id for row in f.again]
            json_line(row_line(f.statement) | {"state": f.state, "days": f.days, "again": again})
        return
    made = table("id", "by", "state", "who", "certainty", "told", "what")
    for f in shown:
        row = f.statement
        made.add_row(row.id[:SHORT_ID], row.horizon, f.state, clipped(speaker(row)), row.certainty,
                     str(1 + len(f.again)), clipped(row.content_text))  # fmt: skip
    console().print(made)
    tell(f"{len(shown)} forecasts as of {today}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date such as 2024-06-30") from error


def _print_records(found: Sequence[Record], format: Format) -> None:
    rows = [asdict(r) for r in found]
    if format is Format.jsonl:
        for row in rows:
            json_line(row)
        return
    made = table("who", "forecasts", "came true", "did not", "unclear", "error of certainty", "came true when")
    for row in rows:
        brier = "" if row["brier"] is None else f"{row['brier']:.2f}"
        numbers = (str(row[k]) for k in ("forecasts", "came_true", "did_not", "unclear"))
        when = ", ".join(f"{certainty} {true}/{n}" for certainty, n, true in row["calibration"])
        made.add_row(clipped(row["speaker"]), *numbers, brier, when)
    console().print(made)
