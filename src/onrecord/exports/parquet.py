"""Parquet: one row a statement, with lists and structures as such. Needs pyarrow (``onrecord[parquet]``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.exports import ExportOptions
from onrecord.exports.lines import statements

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.rows import StatementRow

try:
    pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")
except ImportError as error:
    raise ImportError("it needs pyarrow: pip install 'onrecord[parquet]'") from error

GROUP = 10_000
TEXTS = (
    "id", "article", "speaker", "kind", "act", "certainty", "form", "venue", "when", "when_text", "horizon",
    "horizon_text", "source_text", "cue_text", "content_text", "sentence", "source", "title", "outlet", "published",
    "url", "page_sha256", "reader", "verdict", "outcome",
)  # fmt: skip
SPANS = ("source_spans", "cue_spans", "content_spans")


def export(ledger: Ledger, out: BinaryIO, options: ExportOptions) -> int:
    """One row group for every ``GROUP`` statements."""
    schema, count = _schema(), 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for rows in _groups(statements(ledger, options)):
            writer.write_table(pa.Table.from_pylist([_record(row) for row in rows], schema=schema))
            count += len(rows)
    return count


def _schema() -> Any:
    spans = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))
    own = [
        ("position", pa.int32()),
        ("via", pa.list_(pa.string())),
        ("again", pa.bool_()),
        ("confidence", pa.float32()),
    ]
    return pa.schema([*((name, pa.string()) for name in TEXTS), *((name, spans) for name in SPANS), *own])


def _record(row: StatementRow) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(row, name) for name in TEXTS}
    told |= {name: [{"start": start, "end": end} for start, end in getattr(row, name)] for name in SPANS}
    return told | {"position": row.position, "via": row.via, "again": row.again, "confidence": row.confidence}


def _groups(rows: Iterable[StatementRow]) -> Iterator[list[StatementRow]]:
    rest = iter(rows)
    while group := list(islice(rest, GROUP)):
        yield group
