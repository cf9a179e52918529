"""The reader that finds nothing itself: statements come from the input, and only their labels are worked out.

A JSON-lines input may carry ``statements``, each with ``source``, ``cue`` and ``content`` as lists of
``[start, end]`` offsets into its ``text``, and any of the labels. Labels that are given are kept as they are; the
others come from the default reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord import __version__
from onrecord.backends.trained import Trained
from onrecord.backends.trained import open_reader as open_trained
from onrecord.errors import InputError
from onrecord.reader.labels import label
from onrecord.records import LABELS, Article, Page, Span, Statement

ROLES = ("source", "cue", "content")


def open_reader(path: str = "") -> Given:
    """The reader; ``path`` names the weights that the labels come from, as for the default reader."""
    return Given(open_trained(path))


class Given:
    """Statements in the order in which the input has them."""

    languages = Trained.languages

    def __init__(self, labeller: Trained) -> None:
        self.labeller = labeller
        self.signature = f"given {__version__} (labels by {labeller.signature})"

    def read(self, batch: Sequence[tuple[Page, Article]]) -> list[tuple[Statement, ...]]:
        """InputError where a page carries no statements or one of them does not fit its text."""
        return [self._read_one(page, article) for page, article in batch]

    def _read_one(self, page: Page, article: Article) -> tuple[Statement, ...]:
        rows = page.given.get("statements")
        if not isinstance(rows, list | tuple):
            raise InputError(f"{page.name}: it carries no list of statements, which the reader 'given' needs")
        bare = [_statement(row, n, article, self.signature) for n, row in enumerate(rows)]
        labelled = label(article, bare, self.labeller.analyse(article))
        return tuple(_with_given(statement, row) for statement, row in zip(labelled, rows, strict=True))


def _with_given(statement: Statement, row: Mapping[str, Any]) -> Statement:
    labels = {name: row[name] for name in LABELS if row.get(name) is not None}
    if "via" in labels:
        labels["via"] = tuple(labels["via"])
    return replace(statement, **labels, sure={**statement.sure, **dict.fromkeys(labels, 1.0)})


def _statement(row: Any, n: int, article: Article, reader: str) -> Statement:
    what = f"{article.name}: statement {n}"
    if not isinstance(row, Mapping):
        raise InputError(f"{what} is not an object")
    source, cue, content = (_spans(row.get(role), f"{what}, {role}", article) for role in ROLES)
    return Statement(article.id, source, cue, content, confidence=1.0, reader=reader)


def _spans(given: Any, what: str, article: Article) -> tuple[Span, ...]:
    return tuple(_span(piece, what, len(article.text)) for piece in given or ())


def _span(given: Any, what: str, length: int) -> Span:
    if isinstance(given, list | tuple) and len(given) == 2 and all(type(offset) is int for offset in given):
        start, end = given
        if 0 <= start < end <= length:
            return start, end
    raise InputError(f"{what}: {given!r} is no [start, end] inside the text of {length} characters")
