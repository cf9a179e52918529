"""trafilatura's extracted tree → paragraphs, each with how much of it is a link.

Links are not asked of trafilatura itself: with them it breaks sentences at every link where a page sets its text
straight into a ``div``. They are found by their words instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.articles.markup import Tree, words_in

_BREAKING = frozenset(("p", "head", "item", "list", "quote", "row", "table", "lb", "code", "div", "body", "main", "ab"))
_HOLDING = frozenset(("p", "head", "item", "quote", "row", "code"))
"""Elements at whose borders a paragraph ends. Cells of one row stay together."""


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph as extracted: ``tag`` of the element that holds it, share of its characters in links."""

    text: str
    tag: str
    links: float = 0.0


LONGEST_LINK = 200
"""Longer paragraphs are not looked at: they are not links."""


def links_of(tree: Tree) -> frozenset[str]:
    """The words of the links of a page that are long enough to be told from prose."""
    return frozenset(words for link in tree.iter("a") if 8 <= len(words := words_in(link)) <= LONGEST_LINK)


def blocks_of(body: Tree, links: frozenset[str]) -> list[Found]:
    """The paragraphs of an extracted body, in order; never recursive."""
    return [Found(text, tag, _link_share(text, links)) for text, tag in _texts(body) if _says_something(text)]


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text)) or set(text) == {"_"}


def _link_share(text: str, links: frozenset[str]) -> float:
    if len(text) > LONGEST_LINK + 50:
        return 0.0
    if text in links:
        return 1.0
    return max((len(link) for link in links if len(link) < len(text) and link in text), default=0) / max(1, len(text))


def _texts(body: Tree) -> Iterator[tuple[str, str]]:
    from lxml.etree import iterwalk

    pieces: list[str] = []
    tags = ["p"]
    for event, element in iterwalk(body, events=("start", "end")):
        name, starts = element.tag, event == "start"
        if name in _BREAKING:
            yield " ".join("".join(pieces).split()), tags[-1]
            pieces = []
        if name in _HOLDING:
            tags = [*tags, name] if starts else tags[:-1] or ["p"]
        if name == "cell" and starts and pieces:
            pieces.append(" | ")
        pieces.append((element.text if starts else element.tail if element is not body else "") or "")
    yield " ".join("".join(pieces).split()), tags[-1]
