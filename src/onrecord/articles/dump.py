"""The article in a text dump of everything on a page. The text stays as it is; every line is told what it is.

Boosted trees score each line by its look, its neighbours and its place (``features``); what no prose looks like is
left out whatever its score; then headline and standfirst are looked for before the body.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from onrecord.articles import features, language
from onrecord.articles.about import CERTAIN, clean_byline, given, name_of, outlet_of
from onrecord.articles.build import alike, bounds_in, published_of
from onrecord.articles.features import Line
from onrecord.articles.headlines import byline_in, dates_in, headline_in, standfirst_in
from onrecord.articles.lines import credit_of, is_caption, is_standing
from onrecord.articles.trees import Trees, trees_from
from onrecord.errors import ArticleError
from onrecord.records import Article, Page, Part, PartKind

RUN = 0.35
"""The run of lines with the best sum of score − RUN is the article; longer lines count more, by their square root."""
INSIDE, OUTSIDE = 0.3, 0.7
"""A line of the run is body from INSIDE on, a line elsewhere only where it scores OUTSIDE. In cross-validation the run
adds 0.003 to F1, and figures are flat for thresholds a tenth to either side."""
MOST_LINES = 8000
"""What stands below this is not looked at and marked standing. The longest of our ninety dumps has 624 lines."""
LONGEST_STANDING = 250
"""Longer lines are not standing because of how they begin."""
NO_ARTICLE = (
    "no line of the page reads as an article's, and nothing of it was kept; a text that is no dump of a page is read "
    "with --as plain"
)


@cache
def _trees() -> Trees:
    with files("onrecord.articles").joinpath("weights/lines.npz").open("rb") as file:
        return trees_from(dict(np.load(file)))


def body_lines(texts: Sequence[str], scores: NDArray[np.float64]) -> list[bool]:
    """Which lines are body, by their scores, by the run they stand in, and by what they look like."""
    likely = np.array([0.0 if _never_body(text) else score for text, score in zip(texts, scores.tolist(), strict=True)])
    weight = np.sqrt(np.minimum([len(text) for text in texts], 400))
    first, last = features.best_run((likely - RUN) * weight)
    least = np.full(len(texts), OUTSIDE)
    least[first : last + 1] = INSIDE
    return list((likely >= least).tolist())


def _never_body(text: str) -> bool:
    wordless = not any(map(str.isalnum, text[:LONGEST_STANDING]))
    return wordless or is_caption(text) or (len(text) < LONGEST_STANDING and is_standing(text))


def article_of_dump(page: Page) -> Article:
    """The article in a dump. ArticleError where no line of it reads as an article's."""
    lines = features.lines_of(page.text)
    if not lines:
        raise ArticleError(f"{page.name}: the page is empty; nothing to read")
    texts = [line.words for line in lines]
    read = texts[:MOST_LINES]
    body = body_lines(read, _trees().score(features.matrix(lines[:MOST_LINES])))
    if not any(body):
        raise ArticleError(f"{page.name}: {NO_ARTICLE}")
    kinds = _kinds(read, body, given(page, "title")) + ["standing"] * (len(texts) - len(read))
    return _article(page, lines, kinds)


def _kinds(texts: Sequence[str], body: Sequence[bool], title: str) -> list[PartKind]:
    kinds: list[PartKind] = [
        "body" if inside else "caption" if is_caption(text) else "standing"
        for text, inside in zip(texts, body, strict=True)
    ]
    headline = headline_in(texts, kinds, title)
    if headline is not None:
        kinds[headline] = "headline"
        standfirst = standfirst_in(texts, kinds, headline)
        if standfirst is not None:
            kinds[standfirst] = "standfirst"
    return kinds


def _parts(lines: Sequence[Line], kinds: Sequence[PartKind]) -> Iterable[Part]:
    bodies = [line.words for line, kind in zip(lines, kinds, strict=True) if kind == "body"]
    for line, kind in zip(lines, kinds, strict=True):
        credit = credit_of(line.words) if kind == "caption" else ""
        repeats = kind == "standfirst" and any(alike(line.words, body) for body in bodies)
        yield Part(kind, line.start, line.end, credit, repeats)


def _article(page: Page, lines: Sequence[Line], kinds: Sequence[PartKind]) -> Article:
    texts = [line.words for line in lines]
    parts = tuple(_parts(lines, kinds))
    headline = next((text for text, kind in zip(texts, kinds, strict=True) if kind == "headline"), "")
    body = " ".join(text for text, kind in zip(texts, kinds, strict=True) if kind == "body")
    best, bounds = published_of(page, dates_in(lines, kinds))
    return Article(
        page=page.id,
        name=name_of(page),
        text=page.text,
        parts=parts,
        title=given(page, "title") or headline,
        url=page.url or given(page, "url"),
        outlet=outlet_of(page),
        byline=given(page, "byline") or clean_byline(byline_in(texts, kinds)),
        language=given(page, "language") or language.of(body),
        published=best.date if best else "",
        published_how=best.how if best else "",
        published_certain=CERTAIN.get(best.how, 0.0) if best else 0.0,
        date_bounds=(*bounds, *bounds_in(page.text, parts)),
    )
