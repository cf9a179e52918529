"""Readings made up for the ledger's tests."""

from __future__ import annotations

import hashlib
from typing import Any

from hypothesis import strategies as st

from onrecord.records import ACTS, Article, Page, Part, Reading, Statement

READER = "tester 1"
TEXT = (
    "Mr. Vargas said on Friday that the dam will hold. Nobody asked. “It is safe,” Vargas added.\n\n"
    "The minister denied it."
)
MARKS = (
    ("Mr. Vargas", "said", "that the dam will hold"),
    ("Vargas", "added", "“It is safe,”"),
    ("The minister", "denied", "it"),
)
Marks = tuple[tuple[str, str, str], ...]


def page_of(text: str, name: str = "a.txt", **given: Any) -> Page:
    body = text.encode()
    sha256 = hashlib.sha256(body).hexdigest()
    return Page(sha256, name, "plain", body, text, "utf-8", "declared", given, notes=("made up",))


def reading_of(
    text: str = TEXT, marks: Marks = MARKS, reader: str = READER, name: str = "a.txt", **about: Any
) -> Reading:
    """Every mark is (source, cue, content) as they stand in the text, the last place where each stands."""
    page = page_of(text, name)
    at, parts = 0, []
    for line in text.split("\n"):
        if line.strip():
            parts.append(Part("body", at, at + len(line)))
        at += len(line) + 1
    told = {"title": "The dam", "outlet": "The Valley Post", "published": "2024-05-03", "name": "a"} | about
    article = Article(page.id, text=text, parts=tuple(parts), **told)
    return Reading(page, article, tuple(statement_of(article, mark, reader) for mark in marks))


def statement_of(article: Article, mark: tuple[str, str, str], reader: str = READER, **labels: Any) -> Statement:
    source, cue, content = (((article.text.rindex(m), article.text.rindex(m) + len(m)),) if m else () for m in mark)
    told = {"speaker": mark[0], "kind": "person", "act": "denies" if mark[1] == "denied" else "asserts"}
    told |= {"certainty": "certain", "confidence": 0.9, "sure": {"speaker": 0.8}, "reader": reader}
    return Statement(article.id, source, cue, content, **told | labels)


WORDS = st.sampled_from(
    [
        "the",
        "dam",
        "will",
        "hold",
        "water",
        "and",
        "Vargas",
        "told",
        "Reuters",
        "a",
        "minister",
        "denied",
        "naïve",
        "“quotes”",
        "d'Or",
        "雨",
        "🙂",
    ]
)


@st.composite
def readings(draw: st.DrawFn, reader: str = READER, text: str = "", name: str = "") -> Reading:
    """Any text of a few words and lines, any spans in it, overlapping or the same."""
    lines = st.lists(st.lists(WORDS, min_size=2, max_size=8).map(" ".join), min_size=1, max_size=4)
    text = text or ". ".join(draw(lines)).replace(". the", ".\n\nthe")
    page = page_of(text, name or f"{hashlib.sha256(text.encode()).hexdigest()[:8]}.txt")
    published = draw(st.sampled_from(["", "2024", "2024-05", "2024-05-03", "2024-05-03T10:00:00Z", "1999-12-31"]))
    title = draw(st.sampled_from(["", "A dam", "Reuters"]))
    article = Article(
        page.id, "x", text, (Part("body", 0, len(text)),), title=title, published=published, outlet="Post"
    )
    statements = draw(st.lists(_statements(article, reader), max_size=5))
    return Reading(page, article, tuple(statements))


@st.composite
def _statements(draw: st.DrawFn, article: Article, reader: str) -> Statement:
    def span() -> tuple[int, int]:
        start = draw(st.integers(0, len(article.text) - 1))
        return start, draw(st.integers(start + 1, len(article.text)))

    pieces = [tuple(span() for _ in range(draw(st.integers(0, 2)))) for _ in range(2)]
    speaker = draw(st.sampled_from(["", "Vargas", "VARGAS", "a minister"]))
    labels = {"speaker": speaker, "kind": "person", "act": draw(st.sampled_from(ACTS)), "via": ("Reuters",)}
    return Statement(article.id, pieces[0], pieces[1], (span(),), **labels, reader=reader)
