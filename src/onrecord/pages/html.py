"""HTML pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Literal

from onrecord.errors import InputError
from onrecord.pages.decode import Decoded, bom, decode
from onrecord.pages.source import Source
from onrecord.records import Page, Rejected

HTML_NAMES = {".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx"}
WHOLE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
FRAGMENT = re.compile(rb"\s*<(?:div|article|p|h1|h2|section|main|table|meta|title|span|header)\b[^>]*>", re.I)
META = re.compile(rb"<meta[^>]{1,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
XML = re.compile(rb"\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']", re.I)
META_WITHIN = 8_192
"""Where a <meta charset> is looked for: browsers look at 1,024 bytes, real pages have it later."""

NESTING = re.compile(r"<(/?)(?:div|span|section|article|main|table|ul|ol|b|i|em|strong|font|a|blockquote)\b", re.I)
"""Tags whose end tag must be written, so that counting them gives the depth."""
DEPTH_KEPT = 256
"""What libxml2 keeps; anything deeper is dropped by it."""
DEPTH_REFUSED = 5_000


class Html:
    name = "html"

    def sniff(self, head: bytes, filename: str) -> float:
        start = head[:META_WITHIN]
        if codec := bom(head):
            start = start.decode(codec, "ignore").encode()
        if WHOLE.match(start):
            return 0.95
        if PurePath(filename).suffix.lower() in HTML_NAMES:
            return 0.7
        return 0.6 if FRAGMENT.match(start) else 0.0

    def read(self, source: Source) -> Iterator[Page | Rejected]:
        body = source.document()
        yield source.page("html", body, decode_html(body, source.charset))


def decode_html(body: bytes, charset: str = "") -> Decoded:
    """Markup as text; ``charset`` is the HTTP header's. InputError for what no parser can take."""
    decoded = decode(body, declarations(body, charset))
    depth = _depth(decoded.text)
    if depth > DEPTH_REFUSED:
        raise InputError(f"tags nested more than {DEPTH_REFUSED:,} deep ({depth:,}): no page, and unsafe to parse")
    if depth > DEPTH_KEPT:
        note = f"tags nested {depth:,} deep: what stands deeper than {DEPTH_KEPT} is lost"
        return replace(decoded, notes=(*decoded.notes, note))
    return decoded


def decode_as(kind: Literal["html", "text", "plain"], body: bytes, charset: str = "") -> Decoded:
    """A page's text by its kind; ``charset`` is the HTTP header's."""
    if kind == "html":
        return decode_html(body, charset)
    return decode(body, [("http", charset)] if charset else [])


def declarations(body: bytes, charset: str = "") -> list[tuple[str, str]]:
    """(how, label) of the encodings that a document declares, the most binding first."""
    start = body[:META_WITHIN]
    found = [("http", charset)] if charset else []
    if match := XML.match(start):
        found.append(("declared", match[1].decode("ascii", "replace")))
    if match := META.search(start):
        found.append(("meta", match[1].decode("ascii", "replace")))
    # A declaration that can be read as ASCII cannot be in UTF-16 or UTF-32.
    return [(how, label) for how, label in found if how == "http" or not label.lower().startswith(("utf-16", "utf-32"))]


def _depth(markup: str) -> int:
    deepest = depth = 0
    for closing in NESTING.findall(markup):
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
