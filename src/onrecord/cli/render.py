"""Statements and articles for people's eyes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from onrecord.cli.console import safe, table
from onrecord.records import Article, Span, Statement

if TYPE_CHECKING:
    from rich.table import Table

NO_SPEAKER = {"author": "(the article)", "none": "(nobody named)"}
"""What stands for the speaker of a statement that has none."""

EVEN = 0.5
"""A speaker less sure than this is in doubt."""


def words(text: str, spans: Iterable[Span]) -> str:
    """The pieces as they stand in the text, with an ellipsis between them."""
    return " … ".join(safe(text[start:end]) for start, end in spans)


def who(statement: Statement, text: str) -> str:
    """The speaker, else the source as written, else what stands for none; with a question mark where in doubt."""
    found = safe(in_doubt(statement.speaker, statement.sure))
    return found or words(text, statement.source) or NO_SPEAKER.get(statement.kind, NO_SPEAKER["none"])


def in_doubt(speaker: str, sure: Mapping[str, float]) -> str:
    """The speaker, with a question mark behind one that is as likely to be wrong as right."""
    return f"{speaker}?" if speaker and sure.get("speaker", 1.0) < EVEN else speaker


def details(statement: Statement) -> str:
    """The labels that say more than who and what, in one line."""
    said = (
        statement.certainty if statement.certainty != "certain" else "",
        "again" if statement.again else "",
        f"via {', '.join(statement.via)}" if statement.via else "",
        f"at {statement.venue}" if statement.venue else "",
        f"on {statement.when or statement.when_text}" if statement.when or statement.when_text else "",
        f"by {statement.horizon or statement.horizon_text}" if statement.horizon or statement.horizon_text else "",
    )
    return safe(" · ".join(part for part in said if part))


def statements_table(text: str, statements: Iterable[Statement]) -> Table:
    """One row a statement: who, which act, by which words, what."""
    made = table("who", "act", "cue", "what", "more")
    for statement in statements:
        row = who(statement, text), statement.act, words(text, statement.cue), words(text, statement.content)
        made.add_row(*row, details(statement))
    return made


def heading(article: Article) -> str:
    """Title, outlet, name and date with how it was found, in one line."""
    return " · ".join(
        safe(part) for part in (article.title or article.name, article.outlet, article.name, dated(article)) if part
    )


def dated(article: Article) -> str:
    """The publication date and how it was found; else what bounds it, said to be only that."""
    if article.published:
        return f"{article.published} ({article.published_how})" if article.published_how else article.published
    bounds = ", ".join(f"{evidence.date} ({evidence.how})" for evidence in article.date_bounds)
    return f"no date; the page betrays {bounds}" if bounds else "no date"
