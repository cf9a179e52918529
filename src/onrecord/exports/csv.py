"""CSV: one row a statement, for spreadsheets. No cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.exports import ExportOptions
from onrecord.exports.lines import statements

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.rows import StatementRow

COLUMNS = (
    "id", "outlet", "published", "speaker", "kind", "act", "certainty", "source_text", "cue_text", "content_text",
    "sentence", "via", "venue", "when", "when_text", "horizon", "horizon_text", "again", "form", "title", "url",
    "verdict", "outcome", "confidence", "reader", "source", "article", "page_sha256", "source_spans", "cue_spans",
    "content_spans",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins with one of these is run by spreadsheets (CWE-1236); an apostrophe before it prevents that."""


def export(ledger: Ledger, out: BinaryIO, options: ExportOptions) -> int:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        count = 0
        for row in statements(ledger, options):
            writer.writerow([cell(row, column) for column in COLUMNS])
            count += 1
        return count
    finally:
        text.detach()


def cell(row: StatementRow, column: str) -> str:
    """A value as a spreadsheet may show it and never run it."""
    value: Any = getattr(row, column)
    if column.endswith("_spans"):
        return json.dumps(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.4f}"
    return safe("; ".join(value) if isinstance(value, tuple) else str(value))


def safe(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
