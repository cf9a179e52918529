"""Articles and statements as JSON objects: the form that the scorers read, and ``add --reader given`` takes back."""

from __future__ import annotations

from typing import Any

from onrecord.records import Article, Part, Reading, Statement

Json = dict[str, Any]


def reading_line(reading: Reading) -> Json:
    """An article with its text, parts and statements; all offsets refer to ``text``."""
    article = reading.article
    return {
        "id": article.name,
        "url": article.url,
        "title": article.title,
        "published": article.published,
        "text": article.text,
        "parts": [part_line(part) for part in article.parts],
        "statements": [statement_line(statement) for statement in reading.statements],
    }


def article_line(article: Article) -> Json:
    """What was found to be the article; the offsets of ``parts`` refer to ``text``, not to ``body``."""
    return {
        "id": article.name,
        "body": article.body,
        "title": article.title,
        "published": article.published,
        "published_how": article.published_how,
        "date_bounds": [{"date": e.date, "how": e.how, "note": e.note} for e in article.date_bounds],
        "byline": article.byline,
        "outlet": article.outlet,
        "language": article.language,
        "url": article.url,
        "text": article.text,
        "parts": [part_line(part) for part in article.parts],
    }


def part_line(part: Part) -> Json:
    """A part with its offsets; ``credit`` only where there is one."""
    line: Json = {"kind": part.kind, "start": part.start, "end": part.end}
    return line | {"credit": part.credit} if part.credit else line


def statement_line(statement: Statement) -> Json:
    """Spans as lists of [start, end], every label, and how sure the reader is."""
    return {
        "id": statement.id,
        "source": [list(span) for span in statement.source],
        "cue": [list(span) for span in statement.cue],
        "content": [list(span) for span in statement.content],
        "form": statement.form,
        "speaker": statement.speaker,
        "kind": statement.kind,
        "act": statement.act,
        "certainty": statement.certainty,
        "via": list(statement.via),
        "venue": statement.venue,
        "when": statement.when,
        "horizon": statement.horizon,
        "again": statement.again,
        "when_text": statement.when_text,
        "horizon_text": statement.horizon_text,
        "confidence": round(statement.confidence, 4),
        "sure": {label: round(value, 4) for label, value in sorted(statement.sure.items())},
        "reader": statement.reader,
    }
