"""``onrecord who``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import console, safe, tell
from onrecord.cli.found import print_hits
from onrecord.cli.group import FAILED
from onrecord.cli.options import Acts, After, Format, LedgerPath, Limit, OutputFormat, Since, Until
from onrecord.settings import LEDGER

if TYPE_CHECKING:
    from onrecord.ledger.rows import SourceRow

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name or a part of it, or a source's id.")]


def command(
    name: Name,
    ledger: LedgerPath = LEDGER.default,
    act: Acts = None,
    since: Since = "",
    until: Until = "",
    limit: Limit = 20,
    after: After = "",
    format: OutputFormat = Format.table,
) -> None:
    """Everything that a source said, newest first.

    \b
    Examples:
      onrecord who Putin
      onrecord who 'Hillary Clinton' --act denies
      onrecord who Kestrand --format jsonl
    """
    from onrecord.ledger import Ledger
    from onrecord.ledger.queries import who
    from onrecord.ledger.rows import Filters

    with Ledger.open(ledger, create=False, read_only=True) as opened:
        found = who(opened, name, Filters.of(act=act, since=since, until=until), limit=limit, after=after)
    if not found.sources:
        tell(f"nobody of the name {name!r} in {ledger}")
        raise typer.Exit(FAILED)
    if format is Format.table:
        for source in found.sources:
            console().print(_source(source), soft_wrap=True)
    print_hits(found.hits, format)


def _source(source: SourceRow) -> str:
    names = ", ".join(name for name in source.names if name != source.name)
    as_found = f" (also {names})" if names else ""
    return safe(f"{source.name}{as_found} · {source.kind} · {source.statements} statements · {source.id}")
