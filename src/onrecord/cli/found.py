"""Statements out of the ledger, for people and for programs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.cli.console import clipped, console, json_line, table, tell
from onrecord.cli.options import Format

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.ledger import Ledger
    from onrecord.ledger.claims import ClaimRow
    from onrecord.ledger.rows import Hits, StatementRow

UNLIKELY = "unlikely"
"""Of what is said to be so it is told beside the act: who doubts a thing has not put it forward."""
SHORT_ID = 8
"""Digits of an id that a table shows; ``show`` takes them."""


def to_view(ledger: str) -> Ledger:
    """The ledger for what only shows it: open for reading alone where this person may not write it."""
    from onrecord.ledger import Ledger

    file = Path(ledger)
    writable = (
        "://" in ledger or not file.exists() or all(os.access(x, os.W_OK) for x in (file, file.absolute().parent))
    )
    return Ledger.open(ledger, create=False, read_only=not writable)


def claim_named(ledger: Ledger, beginning: str, where: str) -> ClaimRow:
    """The claim whose id begins so. LedgerError where there is none in the ledger ``where``."""
    from onrecord.errors import LedgerError
    from onrecord.ledger.claims import claim_of

    row = claim_of(ledger, beginning.lower())
    if row is None:
        raise LedgerError(f"{beginning}: no claim of that id in {where}")
    return row


def print_hits(hits: Hits, format: Format) -> None:
    """The rows; for people also how many there are in all, and how to see more."""
    if format is Format.jsonl:
        for row in hits.rows:
            json_line(row_line(row))
        return
    if hits.rows:
        console().print(rows_table(hits.rows))
    total = f"{hits.total}" if hits.complete else f"more than {hits.total}"
    tell(f"{len(hits.rows)} of {total} statements" + (f"; go on with --after {hits.next}" if hits.next else ""))


def row_line(row: StatementRow) -> dict[str, Any]:
    """A statement as exports have it, with the article that it stands in."""
    from onrecord.exports.lines import statement_line

    of = {name: getattr(row, name) for name in ("article", "title", "outlet", "published", "url")}
    return statement_line(row) | of


def rows_table(rows: Iterable[StatementRow]) -> Table:
    """One row a statement, with the beginning of its id."""
    made = table("id", "date", "who", "act", "cue", "what", "where")
    made.columns[0].no_wrap = made.columns[1].no_wrap = True
    for row in rows:
        act = f"{row.act}, {UNLIKELY}" if row.certainty == UNLIKELY else row.act
        told = (speaker(row), act, row.cue_text, row.content_text, row.outlet or row.title)
        made.add_row(row.id[:SHORT_ID], row.published, *map(clipped, told))
    return made


def speaker(row: StatementRow) -> str:
    """The speaker, else the source as written, else what stands for none; with a question mark where in doubt."""
    from onrecord.cli.render import NO_SPEAKER, in_doubt

    found = row.speaker if "speaker" in row.as_found else in_doubt(row.speaker, row.sure)
    return found or row.source_text or NO_SPEAKER.get(row.kind, NO_SPEAKER["none"])
