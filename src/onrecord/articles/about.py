"""What a page says about itself: title, outlet, byline, language, dates. Given facts come before found ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from onrecord.articles import dates
from onrecord.articles.lines import BYLINE
from onrecord.articles.markup import Tree, words_in
from onrecord.records import DateEvidence, Page

CERTAIN = {
    "given": 1.0,
    "json-ld": 0.97,
    "meta": 0.97,
    "time-element": 0.85,
    "url": 0.95,
    "text": 0.7,
    "modified": 0.5,
}
"""How sure a date is by how it was found. ``modified`` bounds the date of publication from above."""

_TITLES = ("og:title", "twitter:title", "dc.title", "headline", "title")
_SITES = ("og:site_name", "dc.publisher", "application-name", "publisher")
_DESCRIPTIONS = ("og:description", "twitter:description", "description", "dc.description")
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "citation_author")
_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.created", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "parsely-pub-date",
    "sailthru.date", "article.published", "published_at", "originalpublicationdate", "cxenseparse:recs:publishtime",
    "datecreated", "article_date_original", "citation_publication_date", "citation_date", "ptime", "release_date",
)  # fmt: skip
_LINKED_DATES = ("datePublished", "dateCreated", "uploadDate")
_LD_ARTICLE = re.compile(r"Article|BlogPosting|Report|ClaimReview|Review|WebPage")
_LONGEST_NAME = 50
_ENDING = re.compile(r"\s+(?:\||-|–|—|:|»|::|·|•)\s+")
_SUFFIX = re.compile(r"(?:\.(?:gz|html?|xhtml|txt|text|md))+$", re.IGNORECASE)
_AFTER_NAMES = re.compile(
    r"\s+[|•·]\s+|,?\s*\b(?:Published|Updated|Posted|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|\s+\d"
)
_LONGEST_SCRIPT = 1_000_000


@dataclass(frozen=True, slots=True)
class About:
    """What the markup says of the article, as found; empty where it says nothing."""

    titles: tuple[str, ...] = ()
    site: str = ""
    byline: str = ""
    language: str = ""
    description: str = ""
    published: tuple[DateEvidence, ...] = ()
    """Candidates, best first."""
    url: str = ""
    linked: Mapping[str, Any] = field(default_factory=dict)
    """The article's own JSON-LD object."""


def given(page: Page, key: str) -> str:
    """What the input says, as a string."""
    value = page.given.get(key)
    return value.strip() if isinstance(value, str) else ""


def name_of(page: Page) -> str:
    """The input's own id, else the file's stem."""
    if named := page.given.get("id"):
        return str(named)
    path = urlsplit(page.name).path if "://" in page.name else page.name
    return _SUFFIX.sub("", PurePath(path.rstrip("/")).name) or page.name


def outlet_of(page: Page, found: About | None = None) -> str:
    """The outlet: as given, as the page names it, else the host name."""
    host = urlsplit(page.url or given(page, "url") or (found.url if found else "")).hostname or ""
    named = found.site if found and "://" not in found.site else ""
    return given(page, "outlet") or named or host.removeprefix("www.")


def about(tree: Tree) -> About:
    """Everything that the page's head, its JSON-LD and its time elements say."""
    metas, linked = _metas(tree), _linked(tree)
    headlines = (_first(metas, _TITLES), _string(linked.get("headline")), _heading(tree))
    return About(
        titles=tuple(filter(None, (*headlines, _title(tree)))),
        site=_first(metas, _SITES) or _string(linked.get("publisher")) or _after(headlines, _title(tree)),
        byline=_byline(metas, linked),
        language=_language(tree, linked),
        description=_first(metas, _DESCRIPTIONS) or _string(linked.get("description")),
        published=tuple(_published(tree, metas, linked)),
        url=metas.get("og:url", ""),
        linked=linked,
    )


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if metas.get(name)), "")


def _metas(tree: Tree) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _linked(tree: Tree) -> dict[str, Any]:
    """The JSON-LD object that describes the article: the most specific type that has a headline or date."""
    best: tuple[int, dict[str, Any]] = (0, {})
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and script.text and len(script.text) < _LONGEST_SCRIPT:
            for thing in _things(script.text):
                best = max(best, (_fitness(thing), thing), key=lambda pair: pair[0])
    return best[1]


def _things(text: str) -> Iterator[dict[str, Any]]:
    try:
        stack = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(value[:100])
        elif isinstance(value, dict):
            yield value
            stack.append(value.get("@graph") or [])


def _fitness(thing: Mapping[str, Any]) -> int:
    kind = str(thing.get("@type") or "")
    if not _LD_ARTICLE.search(kind):
        return 0
    return 1 + 2 * ("WebPage" not in kind) + ("headline" in thing) + ("datePublished" in thing) + ("author" in thing)


def _string(value: Any) -> str:
    """A JSON-LD value as words: a string, a thing's name, or several of these."""
    if isinstance(value, list):
        return ", ".join(
            dict.fromkeys(filter(None, (_string(item) for item in value[:10] if not isinstance(item, list))))
        )
    if isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str):
        return ""
    return " ".join(re.sub(r"<[^>]*>", "", value).split())


def _title(tree: Tree) -> str:
    return next((words_in(title) for title in tree.iter("title")), "")[:500]


def _after(headlines: Iterable[str], title: str) -> str:
    """What a page's title has after the headline, as in "Headline - Outlet"; empty where it has more than a name."""
    for headline in filter(None, headlines):
        if title.lower().startswith(headline.lower()) and (end := _ENDING.match(title, len(headline))):
            rest = title[end.end() :]
            return "" if len(rest) > _LONGEST_NAME or _ENDING.search(rest) else rest
    return ""


def _heading(tree: Tree) -> str:
    headings = [text for h1 in tree.iter("h1") if 10 <= len(text := words_in(h1)) <= 300]
    return headings[0] if len(headings) == 1 else ""


def best_title(found: About, host: str = "") -> str:
    """The title without the outlet's name at its end."""
    for title in found.titles:
        pieces = _ENDING.split(title)
        if len(pieces) > 1 and _names(pieces[-1], found.site, host):
            title = title[: title.rindex(pieces[-1])].rstrip(" |-–—:»·•")
        if title:
            return title
    return ""


def _names(piece: str, site: str, host: str) -> bool:
    word = re.sub(r"\W|^the\s", "", piece.lower())
    return bool(word) and any(word in re.sub(r"\W", "", name.lower()) for name in (site, host) if name)


def _byline(metas: Mapping[str, str], linked: Mapping[str, Any]) -> str:
    for who in (_string(linked.get("author")), _first(metas, _AUTHORS)):
        if who and "://" not in who and len(who) < 200 and not who.startswith(("@", "/")):
            return clean_byline(who)
    return ""


def clean_byline(who: str) -> str:
    """The names in a byline, without "By" and without what follows them."""
    match = BYLINE.match(who)
    return _AFTER_NAMES.split(match["who"] if match else who)[0].strip(" ,|-–—·")


def _language(tree: Tree, linked: Mapping[str, Any]) -> str:
    root = tree.getroottree().getroot()
    said = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or linked.get("inLanguage")
    return said[:2].lower() if isinstance(said, str) and re.match(r"[A-Za-z]{2}(?:[-_]|$)", said) else ""


def _published(tree: Tree, metas: Mapping[str, str], linked: Mapping[str, Any]) -> list[DateEvidence]:
    """What the page says in its head; only where that is nothing, what is marked as a date in its body."""
    found = [each for key in _LINKED_DATES for each in _evidence(linked.get(key), "json-ld", key)]
    found += [each for name in _PUBLISHED for each in _evidence(metas.get(name), "meta", name)]
    if not found:
        found += [*_item_dates(tree), *_time_elements(tree)]
    found += _evidence(linked.get("dateModified"), "modified", "dateModified")
    found += _evidence(metas.get("article:modified_time"), "modified", "article:modified_time")
    return found


def _item_dates(tree: Tree) -> Iterator[DateEvidence]:
    for element in tree.xpath('//*[@itemprop="datePublished"]')[:3]:
        value = element.get("datetime") or element.get("content") or words_in(element)[:60]
        yield from _evidence(value, "meta", "itemprop")


def _time_elements(tree: Tree) -> Iterator[DateEvidence]:
    """The time elements: those said to be of publication first, and only where few stand on the page."""
    times = [(element, element.get("datetime") or words_in(element)[:60]) for element in tree.iter("time")]
    marked = [pair for pair in times if pair[0].get("pubdate") is not None or "publish" in (pair[0].get("class") or "")]
    for _, value in (marked or times)[:1]:
        yield from _evidence(value, "time-element", value[:60])


def _evidence(value: Any, how: str, note: str) -> Iterator[DateEvidence]:
    if isinstance(value, str) and (iso := dates.machine(value[:100])):
        yield DateEvidence(iso, how, note=note)
