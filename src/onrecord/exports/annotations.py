"""W3C Web Annotations: every statement's pieces marked in its article by position and by quotation.

Positions count characters of the article's text as the ledger holds it (the ``jsonl`` export gives that text).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.exports import ExportOptions
from onrecord.exports.lines import ROLES, by_article, write_items
from onrecord.ledger.queries import article_text

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.rows import StatementRow
    from onrecord.records import Span

AROUND = 32
"""Characters of prefix and suffix that tell a quotation from its like."""
TAGS = ("kind", "act", "certainty", "form")


def export(ledger: Ledger, out: BinaryIO, options: ExportOptions) -> int:
    head = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage"}
    return write_items(out, head, "items", _annotations(ledger, options))


def _annotations(ledger: Ledger, options: ExportOptions) -> Iterator[dict[str, Any]]:
    for key, rows in by_article(ledger, options):
        text = article_text(ledger, key) or ""
        yield from (annotation(row, text) for row in rows)


def annotation(row: StatementRow, text: str) -> dict[str, Any]:
    """Bodies: who said it, and the labels as tags. Targets: every piece, with its role as the purpose's id."""
    tags = [f"{name}:{value}" for name in TAGS if (value := getattr(row, name))]
    said = [{"type": "TextualBody", "purpose": "identifying", "value": row.speaker}] if row.speaker else []
    return {
        "id": f"urn:onrecord:statement:{row.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "generator": {"type": "Software", "name": row.reader},
        "body": said + [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags],
        "target": [_target(row, role, span, text) for role in ROLES for span in getattr(row, f"{role}_spans")],
    }


def _target(row: StatementRow, role: str, span: Span, text: str) -> dict[str, Any]:
    start, end = span
    quote = {"type": "TextQuoteSelector", "exact": text[start:end]}
    quote |= {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    return {
        "type": "SpecificResource",
        "source": row.url or f"urn:onrecord:article:{row.article}",
        "styleClass": role,
        "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, quote],
    }
