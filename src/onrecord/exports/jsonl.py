"""JSON lines: one object an article, with its text and statements; ``add --reader given`` takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from onrecord.exports import ExportOptions
from onrecord.exports.lines import article_line, by_article, write_line
from onrecord.ledger.queries import article, every_article
from onrecord.ledger.rows import StatementRow

if TYPE_CHECKING:
    from onrecord.ledger import Ledger


def export(ledger: Ledger, out: BinaryIO, options: ExportOptions) -> int:
    """Returns the number of articles; without words and filters, those without statements come too, last."""
    count = 0
    for key, rows in by_article(ledger, options):
        count += _write(ledger, out, key, rows)
    if not options.words.strip() and not options.filters.given():
        for row in every_article(ledger):
            if not row.statements:
                count += _write(ledger, out, row.id, [])
    return count


def _write(ledger: Ledger, out: BinaryIO, key: str, rows: list[StatementRow]) -> int:
    view = article(ledger, key)
    if view is None:
        return 0
    write_line(out, article_line(view, rows))
    return 1
