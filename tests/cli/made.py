"""A small input of our own, and the environment that tests of the command line run in."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, NamedTuple


class Done(NamedTuple):
    """A run that ended."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]

ARTICLES: list[dict[str, Any]] = [
    {
        "id": "harbour",
        "title": "Harbour wall will hold, mayor insists",
        "url": "https://tide.example/harbour",
        "published": "2031-03-04",
        "outlet": "The Tide",
        "text": "Harbour wall will hold, mayor insists\n\nMayor Anna Brandt said the wall would hold until 2040.\n\n"
        "“Nobody needs to move,” Brandt told the Sea Post.",
        "quotes": [
            ("Anna Brandt", "said", "the wall would hold until 2040"),
            ("Brandt", "told", "“Nobody needs to move,”"),
        ],
    },
    {
        "id": "engineers",
        "title": "Engineers doubt the wall",
        "published": "2031-03-06",
        "outlet": "Sea Post",
        "text": "Engineers doubt the wall\n\nEngineers warned that the wall may fail in a storm.\n\n"
        "Critics say the mayor ignored them.",
        "quotes": [
            ("Engineers", "warned", "that the wall may fail in a storm"),
            ("Critics", "say", "the mayor ignored them"),
        ],
    },
]


def annotated(article: dict[str, Any]) -> dict[str, Any]:
    """The article with its quotes as statements, each piece at its first place after the title."""
    text, title = article["text"], len(article["title"])

    def span(piece: str) -> list[list[int]]:
        start = text.index(piece, title)
        return [[start, start + len(piece)]]

    rows = [dict(zip(("source", "cue", "content"), map(span, quote), strict=True)) for quote in article["quotes"]]
    return {key: value for key, value in article.items() if key != "quotes"} | {"statements": rows}


def environment(**more: str) -> dict[str, str]:
    """The environment without onrecord's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    return kept | more


def command(*arguments: object) -> list[str]:
    """The command line of a process."""
    return [sys.executable, "-m", "onrecord", *map(str, arguments)]
