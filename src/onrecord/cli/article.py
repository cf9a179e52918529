"""``onrecord article``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from onrecord.cli.console import console, failure, json_line, notes, safe
from onrecord.cli.group import FAILED
from onrecord.cli.options import AllowPrivate, As, Format, Inputs, OutputFormat

if TYPE_CHECKING:
    from onrecord.records import Article


def command(
    inputs: Inputs, format: OutputFormat = Format.table, as_: As = "", allow_private: AllowPrivate = False
) -> None:
    """Print what was found to be the article in each page, every line marked with what it is.

    \b
    Examples:
      onrecord article page.html
      onrecord article dump.txt --as text
      onrecord article pages/ --format jsonl > bodies.jsonl
    """
    from onrecord.pages import InputOptions, open_inputs
    from onrecord.pipeline import article_or_reason, notes_on
    from onrecord.records import Rejected

    failed = False
    for page in open_inputs(inputs, InputOptions(as_=as_, allow_private=allow_private)):
        found = page if isinstance(page, Rejected) else article_or_reason(page)
        if isinstance(found, Rejected):
            failed = True
            failure(found)
        else:
            notes(found[0], notes_on(*found))
            _print(found[1], format)
    if failed:
        raise typer.Exit(FAILED)


def _print(article: Article, format: Format) -> None:
    from onrecord.cli.lines import article_line
    from onrecord.cli.render import heading

    if format is Format.jsonl:
        json_line(article_line(article))
        return
    out = console()
    out.print(heading(article), style="bold", soft_wrap=True)
    for part in article.parts:
        style = "dim" if part.kind in ("standing", "caption") else None
        credit = f" [{part.credit}]" if part.credit else ""
        line = safe(f"{article.text[part.start : part.end]}{credit}")
        out.print(f"{part.kind:>10}  {line}", style=style, soft_wrap=True)
    out.print()
