"""Articles and statements of a ledger as JSON objects: the form that the scorers read, with ids and evidence."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.exports import ExportOptions
from onrecord.ledger.rows import ArticleView, PartRow, StatementRow
from onrecord.ledger.search import every

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.ledger import Ledger

LABELS = (
    "form", "speaker", "kind", "act", "certainty", "via", "venue", "when", "horizon", "again", "when_text",
    "horizon_text",
)  # fmt: skip
ROLES = ("source", "cue", "content")


def statements(ledger: Ledger, options: ExportOptions) -> Iterator[StatementRow]:
    """The statements to export, those of an article together, in text order."""
    return every(ledger, options.words, options.filters)


def by_article(ledger: Ledger, options: ExportOptions) -> Iterator[tuple[str, list[StatementRow]]]:
    """(article id, its statements to export); only articles that have any."""
    for article, rows in groupby(statements(ledger, options), key=lambda row: row.article):
        yield article, list(rows)


def article_line(view: ArticleView, rows: Iterable[StatementRow]) -> dict[str, Any]:
    """An article with its text, parts, page and these statements; all offsets refer to ``text``."""
    row, page = view.row, view.page
    return {
        "id": row.name,
        "article": row.id,
        "url": row.url,
        "title": row.title,
        "outlet": row.outlet,
        "byline": row.byline,
        "language": row.language,
        "published": row.published,
        "published_how": row.published_how,
        "page": {"id": page.id, "sha256": page.sha256, "name": page.name, "url": page.url, "fetched": page.fetched},
        "text": view.text,
        "parts": [part_line(part) for part in view.parts],
        "statements": [statement_line(statement) for statement in rows],
    }


def part_line(part: PartRow) -> dict[str, Any]:
    line: dict[str, Any] = {"kind": part.kind, "start": part.start, "end": part.end}
    return line | {"credit": part.credit} if part.credit else line


def statement_line(row: StatementRow) -> dict[str, Any]:
    """Spans as lists of [start, end], labels as concluded, ``as_found`` where they differ from the reader's."""
    line: dict[str, Any] = {"id": row.id}
    line |= {role: [list(span) for span in getattr(row, f"{role}_spans")] for role in ROLES}
    line |= {label: getattr(row, label) for label in LABELS}
    line["quotes"] = {role: getattr(row, f"{role}_text") for role in ROLES}
    line |= {"sentence": row.sentence, "source_id": row.source, "confidence": round(row.confidence, 4)}
    line |= {"sure": {label: round(value, 4) for label, value in sorted(row.sure.items())}, "reader": row.reader}
    return line | {"verdict": row.verdict, "outcome": row.outcome, "as_found": dict(row.as_found)}


def write_line(out: BinaryIO, line: object) -> None:
    out.write(json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n")


def write_items(out: BinaryIO, head: dict[str, Any], key: str, items: Iterable[object]) -> int:
    """One JSON object whose last member is a list, written as it comes; returns the list's length."""
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    out.write(f"{opening}, {json.dumps(key)}: [".encode())
    count = 0
    for count, item in enumerate(items, 1):
        out.write(b",\n" if count > 1 else b"\n")
        out.write(json.dumps(item, ensure_ascii=False).encode("utf-8"))
    out.write(b"\n]}\n")
    return count
