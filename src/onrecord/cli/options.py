"""Options that several commands share, so that they read and mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from onrecord.settings import JOBS, LEDGER, READER

MOST_DIGITS = 18
"""Of the number after which rows go on."""


class Format(StrEnum):
    """What a command prints: a table for people, or one JSON object a line for programs."""

    table = "table"
    jsonl = "jsonl"


def _known_input(name: str) -> str:
    if not name:
        return name
    from onrecord.registry import names

    if name not in (known := names("onrecord.pages")):
        raise typer.BadParameter(f"{name!r} is none of {', '.join(known)}")
    return name


Inputs = Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, URLs, or - for standard input.")]
OutputFormat = Annotated[Format, typer.Option("--format", help="A table for people, or JSON lines for programs.")]
As = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="KIND",
        callback=_known_input,
        help="Take every input as html, text, plain, jsonl, feed, …",
        show_default=False,
    ),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private, loopback and link-local addresses too.")
]
ReaderSpec = Annotated[
    str, typer.Option("--reader", metavar="NAME[:PATH]", envvar=READER.env, help="Which reader finds the statements.")
]
Jobs = Annotated[int, typer.Option("--jobs", min=1, envvar=JOBS.env, help="Processes that read at the same time.")]
LedgerPath = Annotated[
    str, typer.Option("--ledger", metavar="FILE", envvar=LEDGER.env, help="The ledger: a file, or a database's URL.")
]
Limit = Annotated[int, typer.Option("--limit", min=1, help="At most so many rows.")]


def _one_of(known: str) -> Callable[[list[str] | None], list[str] | None]:
    """Checks values against a table of ``records``, so that a slip is told and not taken for "nothing found"."""

    def check(values: list[str] | None) -> list[str] | None:
        from onrecord import records

        allowed = getattr(records, known)
        for value in values or ():
            if value not in allowed:
                raise typer.BadParameter(f"{value!r} is none of {', '.join(allowed)}")
        return values

    return check


def _date(value: str) -> str:
    from onrecord.records import is_day

    if value and not is_day(value, part=True):
        raise typer.BadParameter(f"{value!r} is no date such as 2024, 2024-06 or 2024-06-30")
    return value


def _number(value: str) -> str:
    if value and not (value.isdecimal() and len(value) <= MOST_DIGITS):
        raise typer.BadParameter(f"{value!r} is no number such as the rows before ended with")
    return value


Words = Annotated[
    list[str] | None, typer.Argument(metavar="WORDS", help="All must be there; '\"two words\"' is a phrase.")
]
Acts = Annotated[
    list[str] | None,
    typer.Option("--act", callback=_one_of("ACTS"), help="asserts, denies, warns, …; may be repeated."),
]
Certainties = Annotated[
    list[str] | None,
    typer.Option("--certainty", callback=_one_of("CERTAINTIES"), help="certain, probable, …; may be repeated."),
]
Outlets = Annotated[list[str] | None, typer.Option("--outlet", help="An outlet's name; may be repeated.")]
Since = Annotated[
    str, typer.Option("--since", metavar="DATE", callback=_date, help="Published that day or later: 2024, 2024-06, …")
]
Until = Annotated[str, typer.Option("--until", metavar="DATE", callback=_date, help="Published that day or earlier.")]
After = Annotated[
    str,
    typer.Option("--after", metavar="NUMBER", callback=_number, help="Where the rows before ended, to go on there."),
]
