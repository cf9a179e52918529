"""Readers by one door: each back end is one file here and one line under ``onrecord.readers``.

A plug-in is a function ``open_reader(path: str = "") -> Reader``; ``path`` names weights or a configuration of the
user's own and is empty for the default. ``--reader NAME`` or ``--reader NAME:PATH`` picks one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from onrecord import registry
from onrecord.records import Article, Page, Statement

DEFAULT_READER = "onrecord"


class Reader(Protocol):
    """Reads articles. Same input, same output, on every run and thread count."""

    signature: str
    """Name and version, e.g. ``onrecord 0.1.0 (weights 3fa9c1)``: kept with every statement."""
    languages: Collection[str]
    """Two-letter codes of those that it reads; empty, or not there, where it reads any."""

    def read(self, batch: Sequence[tuple[Page, Article]]) -> list[tuple[Statement, ...]]:
        """The statements of each article, in text order; every span lies inside the article's text.

        A reader that works from the article alone ignores the page.
        """
        ...


def open_reader(spec: str = DEFAULT_READER) -> Reader:
    """The reader that ``NAME`` or ``NAME:PATH`` names. PluginError where there is none of that name."""
    name, _, path = spec.partition(":")
    reader: Reader = registry.load("onrecord.readers", name)(path)
    return reader
