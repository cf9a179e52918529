"""An article's own text, taken as it is: nothing in it is dropped, hardly anything is not read."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.articles import language
from onrecord.articles.about import CERTAIN, given, name_of, outlet_of
from onrecord.articles.build import alike, bounds_in, published_of
from onrecord.articles.features import Line, lines_of
from onrecord.articles.lines import is_file_name
from onrecord.articles.parts import given_parts
from onrecord.errors import ArticleError
from onrecord.records import Article, Page, Part, PartKind

LONGEST_HEADLINE = 200


def article_of_plain(page: Page) -> Article:
    """The article of a plain text. ArticleError where there is none."""
    lines = lines_of(page.text)
    if not lines:
        raise ArticleError(f"{page.name}: the text is empty; nothing to read")
    parts = given_parts(page) or tuple(_parts(lines, given(page, "title")))
    best, bounds = published_of(page, ())
    return Article(
        page=page.id,
        name=name_of(page),
        text=page.text,
        parts=parts,
        title=given(page, "title") or _title(page.text, parts),
        url=page.url or given(page, "url"),
        outlet=outlet_of(page),
        byline=given(page, "byline"),
        language=given(page, "language") or language.of(page.text),
        published=best.date if best else "",
        published_how=best.how if best else "",
        published_certain=CERTAIN.get(best.how, 0.0) if best else 0.0,
        date_bounds=(*bounds, *bounds_in(page.text, parts)),
    )


def _title(text: str, parts: tuple[Part, ...]) -> str:
    """The first headline in one line; empty where there is none."""
    headline = next((text[part.start : part.end] for part in parts if part.kind == "headline"), "")
    return " ".join(line.words for line in lines_of(headline))


def _parts(lines: list[Line], title: str) -> Iterator[Part]:
    headline = _headline(lines, title)
    for at, line in enumerate(lines):
        yield Part(_kind(line, at == headline), line.start, line.end)


def _headline(lines: list[Line], title: str) -> int | None:
    """The line that is the given title, else the first where it reads as one."""
    if title:
        return next((at for at, line in enumerate(lines[:5]) if alike(line.words, title)), None)
    first = lines[0].words
    sentence = first.endswith((".", "!", "”", '"', "…")) or len(first) > LONGEST_HEADLINE
    return 0 if len(lines) > 1 and not sentence else None


def _kind(line: Line, is_headline: bool) -> PartKind:
    if is_headline:
        return "headline"
    return "standing" if is_file_name(line.words) else "body"
