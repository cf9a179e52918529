"""What stands in a page's markup around the paragraphs: captions, standfirst, hover cards, dates near the top."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.articles import dates
from onrecord.articles.lines import credit_of
from onrecord.articles.markup import Tree, words_in
from onrecord.records import DateEvidence

_MARKS = re.compile(
    r"(?P<standfirst>standfirst|sub-?title|sub-?head|\bdek\b|\bdeck\b|article-summary|strapline)"
    r"|(?P<caption>caption)|(?P<byline>byline|author-?name)|(?P<dated>date|time|posted)"
    r"|(?P<body>article__body|article-body|articleBody|story-body|entry-content|post-content|body-text)"
)
"""What class names of all publishing systems call things."""
_MOST = 30
"""Elements of a kind that are looked at."""
NEAR = 2
"""Pieces of one body have a common ancestor at most this many levels up."""

Marked = Mapping[str, Sequence[Tree]]
"""Elements by what their class calls them: standfirst, caption, byline, dated, body."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen around the paragraphs; captions with their credits."""

    standfirst: str = ""
    captions: Mapping[str, str] = field(default_factory=dict)


def marked(tree: Tree) -> Marked:
    """The elements whose classes say what they are, in one walk over the tree."""
    found: dict[str, list[Tree]] = {}
    for element in tree.iter():
        name = element.get("class")
        if name:
            for kind in {str(match.lastgroup) for match in _MARKS.finditer(name[:500])}:
                found.setdefault(kind, []).append(element)
        if element.tag == "figcaption":
            found.setdefault("figcaption", []).append(element)
    return found


def furniture_of(marks: Marked) -> Seen:
    """Captions and standfirst of the page, from its markup."""
    return Seen(_standfirst(marks), _captions(marks))


def _standfirst(marks: Marked) -> str:
    """The line under the headline that its class names so."""
    named = (e for e in marks.get("standfirst", ()) if e.tag in ("p", "h2", "h3", "h4", "div", "span"))
    for element in itertools.islice(named, 3):
        words = words_in(element)
        if 40 <= len(words) <= 500 and _link_share(element, words) < 0.3:
            return words
    return ""


def _link_share(element: Tree, words: str) -> float:
    return sum(len(words_in(link)) for link in element.iter("a")) / max(1, len(words))


def _captions(marks: Marked) -> dict[str, str]:
    """Caption → credit. Captions that are links are teasers and left out, those inside another are not told twice."""
    found: dict[str, str] = {}
    for element in [*marks.get("figcaption", ()), *marks.get("caption", ())][:_MOST]:
        words = words_in(element)
        inside = any(words in caption for caption in found)
        if 12 <= len(words) <= 700 and not inside and _link_share(element, words) < 0.5:
            found[words] = credit_of(words)
    return found


def prune(tree: Tree) -> None:
    """Takes hover cards out of paragraphs: inline elements that hold a picture, several links, and nothing else."""
    for card in tree.xpath("//p//span[.//img][count(.//a) > 1]"):
        words = words_in(card)
        parent = card.getparent()
        if parent is not None and _link_share(card, words) > 0.9:
            _keep_first_link(card)


def join_pieces(marks: Marked) -> None:
    """Joins an article body that the page has in several like containers, of which trafilatura would take the first."""
    groups: dict[tuple[str, str], list[Tree]] = {}
    for element in marks.get("body", ()):
        if element.tag == "div":
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


def visible_dates(marks: Marked) -> list[DateEvidence]:
    """The first date written in an element whose class speaks of date, time or byline."""
    for element in [*marks.get("dated", ()), *marks.get("byline", ())][:_MOST]:
        words = words_in(element)
        if len(words) < 200:
            for found in dates.written(words):
                return [DateEvidence(found.date, "text", note=words[:80])]
    return []


def marked_byline(marks: Marked) -> str:
    """The words of the first element whose class speaks of a byline."""
    bylines = (words_in(element) for element in marks.get("byline", ())[:3])
    return next((words for words in bylines if 3 < len(words) < 100), "")
