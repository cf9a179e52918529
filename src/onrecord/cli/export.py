"""``onrecord export``."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from onrecord.cli.console import tell
from onrecord.cli.options import Acts, Certainties, LedgerPath, Outlets, Since, Until
from onrecord.settings import LEDGER

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

Name = Annotated[str, typer.Option("--format", metavar="NAME", help="jsonl, csv, or another that is installed.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output without it.")]
Words = Annotated[str, typer.Option("--words", help="Only the statements that search finds for these words.")]


def command(
    format: Name = "jsonl",
    output: Output = None,
    ledger: LedgerPath = LEDGER.default,
    words: Words = "",
    act: Acts = None,
    certainty: Certainties = None,
    outlet: Outlets = None,
    since: Since = "",
    until: Until = "",
) -> None:
    """Write the ledger's statements in a format that other programs read.

    \b
    Examples:
      onrecord export --format csv -o statements.csv
      onrecord export --format jsonl --since 2024-06 | jq '.statements[].speaker'
      onrecord export --act denies --words attack --format csv
    """
    from onrecord.exports import ExportOptions, open_export
    from onrecord.ledger import Ledger
    from onrecord.ledger.rows import Filters

    export = open_export(format)
    filters = Filters.of(act=act, certainty=certainty, outlet=outlet, since=since, until=until)
    with Ledger.open(ledger, create=False, read_only=True) as opened, _opened(output) as out:
        count = export(opened, out, ExportOptions(words, filters))
    if output:
        tell(f"{count} records written to {output}")


def _opened(output: Path | None) -> AbstractContextManager[BinaryIO]:
    try:
        return output.open("wb") if output else nullcontext(sys.stdout.buffer)
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror or error}", param_hint="--output") from error
