"""The reader that finds nothing itself: statements come from the input, and only their labels are worked out.

A JSON-lines input may carry ``statements``, each with ``source``, ``cue`` and ``content`` as lists of
``[start, end]`` offsets into its ``text``, any of the labels, ``confidence``, and ``sure`` of some labels. What is
given is kept as it is; the other labels come from the default reader. A label that is given empty stays empty.
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
from onrecord.records import LABELS, Article, Page, Span, Statement, label_fault

ROLES = ("source", "cue", "content")
TAKEN = ("form", *LABELS, "when_text", "horizon_text")
"""The labels that a statement may give."""


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
        """InputError where a page carries no statements, or one does not fit its text or cannot be so labelled."""
        return [self._read_one(page, article) for page, article in batch]

    def _read_one(self, page: Page, article: Article) -> tuple[Statement, ...]:
        rows = page.given.get("statements")
        if not isinstance(rows, list | tuple):
            raise InputError(f"{page.name}: it carries no list of statements, which the reader 'given' needs")
        named = [(f"{page.name}: statement {n}", row) for n, row in enumerate(rows)]
        bare = [_statement(row, what, article, self.signature) for what, row in named]
        labels = [_labels(row, what) for what, row in named]
        sure = [_sure(row, what) for what, row in named]
        labelled = label(article, bare, self.labeller.analyse(article))
        return tuple(_with_given(*each) for each in zip(labelled, labels, sure, strict=True))


def _labels(row: Mapping[str, Any], what: str) -> dict[str, Any]:
    """The labels that a statement gives. InputError where one cannot have its value."""
    labels = {name: row[name] for name in TAKEN if row.get(name) is not None}
    for name, value in labels.items():
        unknown = (name, value) == ("kind", "")  # no person judges so, but a reader may not know
        if not unknown and (fault := label_fault(name, value)):
            raise InputError(f"{what}, {name}: {fault}")
    return labels | ({"via": tuple(labels["via"])} if "via" in labels else {})


def _sure(row: Mapping[str, Any], what: str) -> dict[str, float]:
    """How sure the input is of its labels. InputError where that is no number from 0 to 1."""
    sure = {} if row.get("sure") is None else row["sure"]
    if not isinstance(sure, Mapping):
        raise InputError(f"{what}, sure: {sure!r:.80} is not an object of labels and numbers")
    return {name: _share(value, f"{what}, sure of {name}") for name, value in sure.items()}


def _share(value: Any, what: str) -> float:
    if type(value) in (int, float) and 0 <= value <= 1:
        return float(value)
    raise InputError(f"{what}: {value!r:.80} is no number from 0 to 1")


def _with_given(statement: Statement, labels: Mapping[str, Any], sure: Mapping[str, float]) -> Statement:
    """The labels given, each certain where the input does not say how sure it is of it."""
    told = {name: sure.get(name, 1.0) for name in labels if name in LABELS}
    return replace(statement, **labels, sure={**statement.sure, **told})


def _statement(row: Any, what: str, article: Article, reader: str) -> Statement:
    if not isinstance(row, Mapping):
        raise InputError(f"{what} is not an object")
    source, cue, content = (_spans(row.get(role), f"{what}, {role}", article) for role in ROLES)
    if not (source or cue or content):
        raise InputError(f"{what} has no source, no cue and no content")
    confidence = 1.0 if row.get("confidence") is None else _share(row["confidence"], f"{what}, confidence")
    return Statement(article.id, source, cue, content, confidence=confidence, reader=reader)


def _spans(given: Any, what: str, article: Article) -> tuple[Span, ...]:
    if not isinstance(given or (), list | tuple):
        raise InputError(f"{what}: {given!r:.80} is no list of [start, end]")
    return tuple(_span(piece, what, len(article.text)) for piece in given or ())


def _span(given: Any, what: str, length: int) -> Span:
    if isinstance(given, list | tuple) and len(given) == 2 and all(type(offset) is int for offset in given):
        start, end = given
        if 0 <= start < end <= length:
            return start, end
    raise InputError(f"{what}: {given!r:.80} is no [start, end] inside the text of {length} characters")
