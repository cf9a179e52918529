"""schema.org JSON-LD: what a source put forward as a ``Quotation`` in its ``NewsArticle``, each judged forecast as a
``ClaimReview``.

What a source denied, doubted, asked about or only thought of is nothing that it said: it is a ``Claim`` without an
author, with what the article says of it (``Anton Kell: “again denied”``). The act, certainty and form of every
statement stand among its ``keywords``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.claims.polarity import CUES, negations
from onrecord.claims.words import lower, stem
from onrecord.exports import ExportOptions
from onrecord.exports.lines import statements, write_items
from onrecord.ledger.queries import outcome_judgement

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.rows import StatementRow

TYPES = {"person": "Person", "author": "Person", "organisation": "Organization", "document": "CreativeWork"}
"""Kinds of source → schema.org types; any other is a ``Thing``."""
OUTCOMES = {"came-true": "Came true", "did-not": "Did not come true", "unclear": "Unclear", "open": "Open"}
HELD_OFF = CUES["deny"] | {stem(word) for word in "doubt doubtful sceptical skeptical unconvinced".split()}
"""Stems of cues whose content is what the source turns down: "denied that …", "doubts that …"."""
NOT_SAID = frozenset({"thinks", "asks"})
"""Acts that put nothing forward but in words quoted: what somebody wants or fears, what somebody asks."""
TAGS = ("act", "certainty", "form", "outcome")


def export(ledger: Ledger, out: BinaryIO, options: ExportOptions) -> int:
    return write_items(out, {"@context": "https://schema.org"}, "@graph", _graph(ledger, options))


def _graph(ledger: Ledger, options: ExportOptions) -> Iterator[dict[str, Any]]:
    for row in statements(ledger, options):
        yield quotation(row) if put_forward(row) else mention(row)
        if row.outcome and reviewed(row):
            yield review(ledger, row)


def put_forward(row: StatementRow) -> bool:
    """Whether the content is what the source said, and not what it denied, doubted, asked about or thought of."""
    cue = lower(row.cue_text)
    if any(stem(word) in HELD_OFF for word in cue) or negations(cue):
        return _quoted_first(row)
    if row.form == "direct":
        return True
    if row.act == "denies" or row.certainty == "unlikely":
        return bool(negations(lower(row.content_text)))
    return row.act not in NOT_SAID


def _quoted_first(row: StatementRow) -> bool:
    """Whether a quotation stands before its cue, which says then how it was told: “No,” he objected."""
    return row.form == "direct" and row.content_spans[:1] < row.cue_spans[:1]


def reviewed(row: StatementRow) -> bool:
    """Whether what became of it says how true its source's words were."""
    return put_forward(row) and row.act not in ("denies", "asks") and row.certainty != "unlikely"


def quotation(row: StatementRow) -> dict[str, Any]:
    """``text`` is in the article's exact words, ``creator`` whom it attributes them to."""
    told = _told(row, "Quotation") | {
        "creator": _source(row),
        "dateCreated": row.when,
        "locationCreated": {"@type": "Place", "name": row.venue} if row.venue else "",
        "isPartOf": article(row),
    }
    return _given(told)


def mention(row: StatementRow) -> dict[str, Any]:
    """What a source is told of without having said it; ``disambiguatingDescription`` is who, and the cue as written."""
    name = row.speaker or row.source_text
    words = f"{name}: “{row.cue_text}”" if name and row.cue_text else name or row.cue_text
    return _given(_told(row, "Claim") | {"disambiguatingDescription": words, "appearance": article(row)})


def _told(row: StatementRow, kind: str) -> dict[str, Any]:
    return {
        "@type": kind,
        "@id": _urn("statement", row.id),
        "text": row.content_text,
        "description": row.sentence,
        "keywords": [f"{tag}:{value}" for tag in TAGS if (value := getattr(row, tag))],
    }


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
