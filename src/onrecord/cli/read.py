"""``onrecord read``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from onrecord.cli.console import console, failure, json_line, notes, progress
from onrecord.cli.group import FAILED
from onrecord.cli.options import AllowPrivate, As, Format, Inputs, Jobs, OutputFormat, ReaderSpec
from onrecord.settings import READER

if TYPE_CHECKING:
    from onrecord.pipeline import Item
    from onrecord.records import Reading


def command(
    inputs: Inputs,
    format: OutputFormat = Format.table,
    as_: As = "",
    reader: ReaderSpec = READER.default,
    jobs: Jobs = 1,
    allow_private: AllowPrivate = False,
) -> None:
    """Print the statements of each article: who, by which words, what. No ledger is touched.

    \b
    Examples:
      onrecord read page.html
      onrecord read https://example.org/news/1 --format jsonl
      onrecord read articles.jsonl --format jsonl > statements.jsonl
      pbpaste | onrecord read - --as text
    """
    from onrecord.batch import read_all
    from onrecord.pages import InputOptions
    from onrecord.pipeline import Options
    from onrecord.records import Rejected

    options = Options(InputOptions(as_=as_, allow_private=allow_private))
    failed = False
    for item in _shown(read_all(inputs, reader, options, jobs)):
        if isinstance(item, Rejected):
            failed = True
            failure(item)
        else:
            notes(item.page, item.notes)
            _print(item, format)
    if failed:
        raise typer.Exit(FAILED)


def _shown(items: Iterable[Item]) -> Iterator[Item]:
    """With progress where the statements themselves do not go to the terminal."""
    return iter(items) if sys.stdout.isatty() else progress(items, "pages read:")


def _print(reading: Reading, format: Format) -> None:
    from onrecord.cli.lines import reading_line
    from onrecord.cli.render import heading, statements_table

    if format is Format.jsonl:
        json_line(reading_line(reading))
        return
    out = console()
    out.print(heading(reading.article), style="bold", soft_wrap=True)
    if reading.statements:
        out.print(statements_table(reading.article.text, reading.statements))
    else:
        out.print("  no statements found\n")
