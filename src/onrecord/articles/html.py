"""The article in a page of HTML. trafilatura finds the text; here it is told what each paragraph of it is."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from onrecord.articles import language
from onrecord.articles.about import CERTAIN, About, about, best_title, clean_byline, given, name_of, outlet_of
from onrecord.articles.blocks import Found, blocks_of, links_of
from onrecord.articles.build import Block, bounds_in, joined, published_of
from onrecord.articles.furniture import (
    Marked,
    Seen,
    furniture_of,
    join_pieces,
    marked,
    marked_byline,
    prune,
    visible_dates,
)
from onrecord.articles.markup import Tree, is_deep, lines_of, tidy, tree_of
from onrecord.articles.paragraphs import kinds_of
from onrecord.errors import ArticleError
from onrecord.records import Article, Page

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
"""It logs what we raise or handle."""


def article_of_html(page: Page) -> Article:
    """The article of an HTML page. ArticleError where the page holds no article text."""
    html = tidy(page.text)
    tree = None if is_deep(html) else tree_of(html, page.name)
    if tree is None:
        return _without_tree(page, html)
    marks = marked(tree)
    found = _with_visible(about(tree), marks)
    seen = furniture_of(marks)
    blocks = _extracted(tree, marks)
    if not blocks:
        raise ArticleError(f"{page.name}: no article text found in the page; nothing of it was kept")
    return _article(page, found, _arranged(blocks, found, seen, page))


def _with_visible(found: About, marks: Marked) -> About:
    """What the head does not say and the page shows: a date, a byline."""
    published = found.published or tuple(visible_dates(marks))
    return replace(found, published=published, byline=found.byline or marked_byline(marks))


def _without_tree(page: Page, html: str) -> Article:
    """Markup that no parser survives (too deep, too many elements) is read as a dump of its text."""
    from onrecord.articles.dump import article_of_dump

    return replace(article_of_dump(replace(page, kind="text", text=lines_of(html))), page=page.id)


def _extracted(tree: Tree, marks: Marked) -> list[Found]:
    from trafilatura import bare_extraction

    prune(tree)
    join_pieces(marks)
    links = links_of(tree)
    try:
        document = bare_extraction(tree, fast=True, include_comments=False)
    except (RecursionError, ValueError, AttributeError, TypeError):
        return []
    return blocks_of(document.body, links) if document is not None and not isinstance(document, dict) else []


def _title(page: Page, found: About) -> str:
    return given(page, "title") or best_title(
        found, urlsplit(page.url or given(page, "url") or found.url).hostname or ""
    )


def _arranged(blocks: Sequence[Found], found: About, seen: Seen, page: Page) -> list[Block]:
    """Headline, standfirst, the paragraphs as they come, captions that stand elsewhere."""
    title = _title(page, found)
    marked = kinds_of(blocks, [title, *found.titles], found.description, seen)
    head = [block for block in marked if block.kind == "headline"]
    lead = [] if head or not title else [Block(title, "headline")]
    if seen.standfirst and not any(block.kind == "standfirst" for block in marked):
        lead += [Block(seen.standfirst, "standfirst")] if seen.standfirst != title else []
    present = {block.text for block in marked}
    extra = [Block(text, "caption", credit) for text, credit in seen.captions.items() if text not in present]
    return _led(marked, lead) + extra


def _led(marked: list[Block], lead: list[Block]) -> list[Block]:
    at = 1 if marked and marked[0].kind == "headline" else 0
    return marked[:at] + lead + marked[at:]


def _article(page: Page, found: About, blocks: Sequence[Block]) -> Article:
    text, parts = joined(blocks)
    best, bounds = published_of(page, found.published, found.url)
    return Article(
        page=page.id,
        name=name_of(page),
        text=text,
        parts=parts,
        title=_title(page, found),
        url=page.url or given(page, "url") or found.url,
        outlet=outlet_of(page, found),
        byline=given(page, "byline") or clean_byline(found.byline),
        language=given(page, "language") or found.language or language.of(text),
        published=best.date if best else "",
        published_how=best.how if best else "",
        published_certain=CERTAIN.get(best.how, 0.0) if best else 0.0,
        date_bounds=(*bounds, *bounds_in(text, parts)),
    )
