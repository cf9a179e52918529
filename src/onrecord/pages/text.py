"""Text files: a dump of everything on a page, or (only where asked for) an article's own text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from onrecord.pages.html import decode_as
from onrecord.pages.source import Source
from onrecord.records import Page, Rejected

TEXT_NAMES = {".txt", ".text", ".md"}
NOT_PAGES = {".css", ".js", ".mjs", ".map", ".py", ".sh", ".sql", ".csv", ".tsv", ".yaml", ".yml", ".toml", ".ini"}
"""Text files that are no pages: those beside a page saved by a browser, and tables, settings and programs."""


class Text:
    """A dump of a page: what a scraper or a copy-and-paste gives."""

    name = "text"

    def sniff(self, head: bytes, filename: str) -> float:  # noqa: ARG002
        suffix = PurePath(filename).suffix.lower()
        if suffix in NOT_PAGES:
            return 0.0
        return 0.65 if suffix in TEXT_NAMES else 0.1

    def read(self, source: Source) -> Iterator[Page | Rejected]:
        body = source.document()
        yield source.page("text", body, decode_as("text", body, source.charset))


class Plain:
    """An article's own text, taken as it is. Nothing is plain unless the user says so."""

    name = "plain"

    def sniff(self, head: bytes, filename: str) -> float:  # noqa: ARG002
        return 0.0

    def read(self, source: Source) -> Iterator[Page | Rejected]:
        body = source.document()
        yield source.page("plain", body, decode_as("plain", body, source.charset))
