"""``onrecord sources``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.claims import brought_up_to_date
from onrecord.cli.console import console, json_line, safe, table, tell
from onrecord.cli.found import SHORT_ID, to_view
from onrecord.cli.options import Format, LedgerPath, Limit, OutputFormat
from onrecord.settings import LEDGER

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.rows import SourceRow
    from onrecord.sources.gathering import Gathered

Wikidata = Annotated[
    Path | None, typer.Option("--wikidata", help="A JSON object of names or source ids and their Wikidata ids.")
]


def command(
    ledger: LedgerPath = LEDGER.default,
    limit: Limit = 40,
    wikidata: Wikidata = None,
    format: OutputFormat = Format.table,
) -> None:
    """Sources across articles: under which names, on which grounds, and what is left for you to decide.

    \b
    Examples:
      onrecord sources --ledger news.db
      onrecord judge same-source ID ID --ledger news.db
    """
    from onrecord.ledger.queries import list_sources
    from onrecord.ledger.sources import source_titles
    from onrecord.sources.keeping import gathered, update

    with to_view(ledger) as opened:
        brought_up_to_date(opened, lambda: update(opened))
        if wikidata:
            _identify(opened, wikidata)
        rows, told = list_sources(opened, limit=limit), gathered(opened)
        names = source_titles(opened, {name for m in told.proposed[:limit] for name in (m.a, m.b)})
    if format is Format.jsonl:
        for row in rows:
            json_line(_line(row, told))
        return
    made = table("id", "name", "kind", "statements", "also", "stands for")
    for row in rows:
        also = ", ".join(n for n in row.names if n != row.name)
        made.add_row(row.id[:SHORT_ID], safe(row.name), row.kind, str(row.statements), safe(also), _stands_for(row))
    console().print(made)
    for m in told.proposed[:limit]:
        one, other = (f"{safe(names.get(i, ''))} ({i[:SHORT_ID]})" for i in (m.a, m.b))
        tell(f"one source? {one} and {other}: {', '.join(m.reasons)} ({m.score:.2f})")


def _stands_for(row: SourceRow) -> str:
    from onrecord.sources.matching import linked

    return linked(row.name) if row.kind != "person" else ""


def _line(row: SourceRow, told: Gathered) -> dict[str, Any]:
    of = {name for name, home in told.home.items() if home == row.id}
    joins = [{"a": m.a, "b": m.b, "score": m.score, "reasons": list(m.reasons)} for m in told.joins if m.a in of]
    return {
        "id": row.id, "name": row.name, "kind": row.kind, "statements": row.statements, "names": list(row.names),
        "wikidata": row.wikidata, "stands_for": _stands_for(row), "joins": joins,
    }  # fmt: skip


def _identify(ledger: Ledger, path: Path) -> None:
    from onrecord.errors import InputError
    from onrecord.ledger.sources import set_wikidata

    try:
        ids = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise InputError(f"{path}: is no JSON object of names and Wikidata ids: {error}") from error
    if not isinstance(ids, dict):
        raise InputError(f"{path}: is no JSON object of names and Wikidata ids")
    wrong = [f"{k!r}: {v!r}" for k, v in ids.items() if not re.fullmatch(r"Q[1-9]\d*", str(v))]
    if wrong:
        raise InputError(f"{path}: a Wikidata id is Q and a number, which is not so in {', '.join(wrong)}")
    found = set_wikidata(ledger, ids)
    tell(f"{found} sources have a Wikidata id by {path}")
