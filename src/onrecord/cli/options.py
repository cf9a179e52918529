"""Options that several commands share, so that they read and mean the same everywhere."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from onrecord.settings import JOBS, LEDGER, READER


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
    typer.Option("--as", metavar="KIND", callback=_known_input, help="Take every input as html, text, plain, jsonl, feed, …",
        show_default=False),
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
