"""schema.org JSON-LD: each statement a ``Quotation`` in its ``NewsArticle``, each judged forecast a ``ClaimReview``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.exports import ExportOptions
from onrecord.exports.lines import statements, write_items
from onrecord.ledger.queries import outcome_judgement

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.rows import StatementRow

TYPES = {"person": "Person", "author": "Person", "organisation": "Organization", "document": "CreativeWork"}
"""Kinds of source → schema.org types; any other is a ``Thing``."""
OUTCOMES = {"came-true": "Came true", "did-not": "Did not come true", "unclear": "Unclear", "open": "Open"}


def export(ledger: Ledger, out: BinaryIO, options: ExportOptions) -> int:
    return write_items(out, {"@context": "https://schema.org"}, "@graph", _graph(ledger, options))


def _graph(ledger: Ledger, options: ExportOptions) -> Iterator[dict[str, Any]]:
    for row in statements(ledger, options):
        yield quotation(row)
        if row.outcome:
            yield review(ledger, row)


def quotation(row: StatementRow) -> dict[str, Any]:
    """``text`` is in the article's exact words, ``creator`` whom it attributes them to."""
    told = {
        "@type": "Quotation",
        "@id": _urn("statement", row.id),
        "text": row.content_text,
        "creator": _source(row),
        "dateCreated": row.when,
        "locationCreated": {"@type": "Place", "name": row.venue} if row.venue else "",
        "isPartOf": article(row),
        "description": row.sentence,
    }
    return _given(told)


def article(row: StatementRow) -> dict[str, Any]:
    told = {
        "@type": "NewsArticle",
        "@id": row.url or _urn("article", row.article),
        "headline": row.title,
        "datePublished": row.published,
        "publisher": {"@type": "Organization", "name": row.outlet} if row.outlet else "",
        "identifier": {"@type": "PropertyValue", "propertyID": "sha256", "value": row.page_sha256},
    }
    return _given(told)


def review(ledger: Ledger, row: StatementRow) -> dict[str, Any]:
    """What a person found to have become of a forecast."""
    judged = outcome_judgement(ledger, row)
    rating = {"@type": "Rating", "alternateName": OUTCOMES.get(row.outcome, row.outcome)}
    claim = {"@type": "Claim", "author": _source(row), "datePublished": row.published, "appearance": article(row)}
    told = {
        "@type": "ClaimReview",
        "@id": _urn("outcome", row.id),
        "claimReviewed": row.content_text,
        "itemReviewed": _given(claim),
        "reviewRating": rating,
        "author": {"@type": "Person", "name": judged.author} if judged and judged.author else "",
        "datePublished": judged.time[:10] if judged else "",
        "reviewBody": judged.note if judged else "",
    }
    return _given(told)


def _source(row: StatementRow) -> Any:
    name = row.speaker or row.source_text
    return {"@type": TYPES.get(row.kind, "Thing"), "name": name} if name else ""


def _urn(what: str, key: str) -> str:
    return f"urn:onrecord:{what}:{key}"


def _given(told: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {key: value for key, value in told.items() if value}
