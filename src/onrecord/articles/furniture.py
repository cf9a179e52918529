"""What stands in a page's markup around the paragraphs: captions, standfirst, hover cards, dates near the top."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.articles import dates
from onrecord.articles.lines import credit_of
from onrecord.articles.markup import Tree, words_in
from onrecord.records import DateEvidence

_STANDFIRSTS = (
    "standfirst",
    "subtitle",
    "sub-title",
    "subhead",
    "sub-head",
    "dek",
    "deck",
    "article-summary",
    "strapline",
)
_CAPTIONS = '//figcaption | //*[contains(@class, "caption") and not(ancestor::figcaption) and not(.//p/following::p)]'
_DATED = "//*[" + " or ".join(f'contains(@class, "{name}")' for name in ("date", "time", "byline", "posted")) + "]"
_MOST_CAPTIONS = 30
_BODY_CLASSES = (
    "article__body",
    "article-body",
    "articleBody",
    "story-body",
    "entry-content",
    "post-content",
    "body-text",
)
_BODIES = "//div[" + " or ".join(f'contains(@class, "{name}")' for name in _BODY_CLASSES) + "]"
NEAR = 2
"""Pieces of one body have a common ancestor at most this many levels up."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen around the paragraphs; captions with their credits."""

    standfirst: str = ""
    captions: Mapping[str, str] = field(default_factory=dict)


def furniture_of(tree: Tree) -> Seen:
    """Captions and standfirst of the page, from its markup."""
    return Seen(_standfirst(tree), _captions(tree))


def _standfirst(tree: Tree) -> str:
    """The line under the headline that its class names so."""
    test = " or ".join(f'contains(@class, "{name}")' for name in _STANDFIRSTS)
    for element in tree.xpath(f"//*[self::p or self::h2 or self::h3 or self::h4 or self::div or self::span][{test}]")[
        :3
    ]:
        words = words_in(element)
        if 40 <= len(words) <= 500 and _link_share(element, words) < 0.3:
            return words
    return ""


def _link_share(element: Tree, words: str) -> float:
    return sum(len(words_in(link)) for link in element.iter("a")) / max(1, len(words))


def _captions(tree: Tree) -> dict[str, str]:
    """Caption → credit. Captions that are links are teasers and left out."""
    found: dict[str, str] = {}
    for element in tree.xpath(_CAPTIONS)[:_MOST_CAPTIONS]:
        words = words_in(element)
        if 12 <= len(words) <= 700 and _link_share(element, words) < 0.5:
            found.setdefault(words, credit_of(words))
    return found


def prune(tree: Tree) -> None:
    """Takes hover cards out of paragraphs: inline elements that hold a picture, several links, and nothing else."""
    for card in tree.xpath("//p//span[.//img][count(.//a) > 1]"):
        words = words_in(card)
        parent = card.getparent()
        if parent is not None and _link_share(card, words) > 0.9:
            _keep_first_link(card)


def join_pieces(tree: Tree) -> None:
    """Joins an article body that the page has in several like containers, of which trafilatura would take the first."""
    groups: dict[tuple[str, str], list[Tree]] = {}
    for element in tree.xpath(_BODIES):
        groups.setdefault((element.tag, element.get("class")), []).append(element)
    for first, *others in groups.values():
        near = set(itertools.islice(first.iterancestors(), NEAR))
        for other in others:
            if near.intersection(itertools.islice(other.iterancestors(), NEAR)) and not _nested(first, other):
                first.extend(list(other))


def _nested(first: Tree, other: Tree) -> bool:
    return any(ancestor is first for ancestor in other.iterancestors())


def _keep_first_link(card: Tree) -> None:
    first = next(link for link in card.iter("a"))
    text = words_in(first)
    for child in list(card):
        card.remove(child)
    card.text = text


def visible_dates(tree: Tree) -> list[DateEvidence]:
    """The first date written in an element whose class speaks of date, time or byline."""
    for element in tree.xpath(_DATED)[:20]:
        words = words_in(element)
        if len(words) < 200:
            for found in dates.written(words):
                return [DateEvidence(found.date, "text", note=words[:80])]
    return []
