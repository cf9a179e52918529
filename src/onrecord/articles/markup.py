"""HTML → a tree that is safe to work on, whatever a page holds."""

from __future__ import annotations

import re
from typing import Any

from onrecord.errors import ArticleError

MOST_CHARACTERS = 20_000_000
MOST_TAGS = 60_000
"""Above this the tree is not built: on two hundred thousand elements extraction takes a quarter of a minute. The
largest of our ninety real pages has 3,200 tags."""
DEEPEST = 240
"""libxml2 stops reading below 256 levels."""
_GIANT_TAG = re.compile(r"<(/?[a-zA-Z][\w:-]*)[^<>]{20000,}>")
_OPENING = re.compile(r"<(script|style)\b[^>]{0,20000}>", re.IGNORECASE)
_KEPT_SCRIPT = "ld+json"
_BREAKS = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|table|section|article|header|footer|aside|nav|figure|figcaption|title)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[!/?a-zA-Z][^<>]*>")

Tree = Any
"""An lxml element: lxml ships no types."""


def tidy(html: str) -> str:
    """The markup without scripts (but JSON-LD), styles, and attributes of absurd size."""
    return _GIANT_TAG.sub(r"<\1>", _without_code(html.replace("\0", "")))


def _without_code(html: str) -> str:
    kept, at, lower = [], 0, None
    while match := _OPENING.search(html, at):
        lower = html.lower() if lower is None else lower
        end = lower.find(f"</{match[1].lower()}", match.end())
        if end < 0:
            break
        keep = _KEPT_SCRIPT in match[0]
        kept.append(html[at : end if keep else match.start()])
        at = end if keep else _past(html, end)
    kept.append(html[at:])
    return "".join(kept)


def _past(html: str, end: int) -> int:
    close = html.find(">", end)
    return close + 1 if close >= 0 else len(html)


def tree_of(html: str, name: str) -> Tree | None:
    """The tree of tidied markup; None where it has too many elements or is not markup at all."""
    if len(html) > MOST_CHARACTERS:
        raise ArticleError(f"{name}: the page is too large to be an article ({len(html):,} characters)")
    if html.count("<") > MOST_TAGS:
        return None
    from trafilatura import load_html

    try:
        return load_html(html.encode("utf-8", "replace").decode("utf-8"))
    except (ValueError, TypeError, RecursionError):
        return None


def is_deep(html: str) -> bool:
    """Whether elements nest so deep that a parser would lose what is inside. Counts only tags that must be closed."""
    depth = deepest = 0
    for match in re.finditer(r"<(/?)(?:div|span|b|i|u|em|strong|font|ul|ol|table|blockquote|section)\b", html):
        depth += -1 if match[1] else 1
        deepest = max(deepest, depth)
    return deepest > DEEPEST


def lines_of(html: str) -> str:
    """The markup's text with a line for each block: the last resort for pages that no parser survives."""
    import html as entities

    text = _TAG.sub("", _BREAKS.sub("\n", html))
    lines = (" ".join(line.split()) for line in entities.unescape(text).split("\n"))
    return "\n\n".join(filter(None, lines))


def words_in(element: Tree) -> str:
    """The element's text with white space folded."""
    return " ".join(" ".join(element.itertext()).split())
