"""The smallest parts of pages, written here and not by templates: a page of statements holds hundreds of them.

Whatever comes from an article or a visitor goes through ``html.escape`` where it is written; only what is whole
becomes ``Markup``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from onrecord.ledger.rows import Facet, StatementRow
from onrecord.web.files import static
from onrecord.web.marks import Piece, of_statement
from onrecord.web.words import KIND_WORDS, SHAPES, clipped, day, short_day


class FacetLink(NamedTuple):
    """A value of a facet: whether the search is narrowed to it, and the address where that is otherwise."""

    facet: Facet
    on: bool
    to: str


@cache
def shape(word: str) -> Markup:
    """The shape of a stance or an act."""
    use = f"{static('shapes.svg')}#{SHAPES.get(word, 'disc')}"
    svg = '<svg class="shape" viewBox="-8 -8 16 16" width="11" height="11" aria-hidden="true"><use href="{}"/></svg>'
    return Markup(svg).format(use)


@cache
def act(word: str) -> Markup:
    """A stance or an act with its shape; nothing where there is none."""
    return Markup('<span class="act act-{}">{}{}</span>').format(word, shape(word), word) if word else Markup("")


def marked(pieces: Iterable[Piece]) -> Markup:
    """A text with its marks."""
    return Markup("".join(map(_piece, pieces)))


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    return f'<span class="m r-{piece.role}">{text}</span>' if piece.marks else text


def text_of(pieces: Iterable[Piece], statements: Sequence[StatementRow]) -> Markup:
    """A stretch of an article: each statement's number where it begins, and the marks that say which statements are."""
    return Markup("".join(_numbered(piece, statements) for piece in pieces))


def _numbered(piece: Piece, statements: Sequence[StatementRow]) -> str:
    begins = "".join(_ref(n, escape(statements[n - 1].id)) for n in piece.begins)
    text = escape(piece.text)
    return begins + (f'<span class="m r-{piece.role}" data-m="{piece.told}">{text}</span>' if piece.marks else text)


def _ref(number: int, id: str) -> str:
    to = f'id="t-{id}" href="#s-{id}" data-n="{number}" aria-describedby="w-{id}"'
    return f'<a class="ref" {to}><span class="hidden">Statement </span>{number}</a>'


def speaker(row: StatementRow) -> Markup:
    """Who a statement is of: a link where that is known, else as it is written."""
    if row.source:
        return Markup(f'<a class="speaker" href="/sources/{escape(row.source)}">{escape(row.speaker)}</a>')
    if row.source_text:
        return Markup(f'<span class="speaker">{escape(row.source_text)}</span>')
    return Markup('<span class="speaker nobody">nobody named</span>')


def told_in(row: StatementRow) -> Markup:
    """Where a statement was told: outlet, day, article."""
    outlet = f'<span class="outlet">{escape(row.outlet)}</span> ' if row.outlet else ""
    to = f"/articles/{escape(row.article)}#s-{escape(row.id)}"
    title = escape(row.title) or "the article"
    return Markup(f'<p class="from">{outlet}{_when(row.published)} <a href="{to}">{title}</a></p>')


@lru_cache(4096)
def _when(published: str) -> str:
    """A day, short."""
    if not published:
        return "<span>undated</span>"
    return f'<time datetime="{escape(published)}">{escape(short_day(published))}</time>'


def values(name: str, links: Iterable[FacetLink]) -> Markup:
    """The values of a facet, each a link that adds it to the search or takes it away."""
    return Markup("".join(_value(name, link) for link in links))


def _value(name: str, link: FacetLink) -> str:
    facet = link.facet
    label = day(facet.value) if name == "month" else facet.label
    label = KIND_WORDS.get(label, label) if name == "kind" else clipped(label, 80)
    now = ' aria-current="true"' if link.on else ""
    return f'<li><a href="{escape(link.to)}"{now}>{escape(label)} <span class="n">{facet.count}</span></a></li>\n'


def cards(rows: Iterable[StatementRow], who: bool = True) -> Markup:
    """Statements as a list, each with its sentence, its marks and where it was told."""
    return Markup(f'<ul class="cards">{"".join(_card(row, who) for row in rows)}</ul>')


def _card(row: StatementRow, who: bool) -> str:
    of = escape(f"{row.speaker or 'nobody named'} said: {clipped(row.content_text, 60)}")
    to = f'<a class="open" data-open href="/statements/{escape(row.id)}">Evidence<span class="hidden"> of what {of}'
    head = f"{speaker(row) if who else ''} {act(row.act)} {_tags(row)} {to}</span></a>"
    said = f"<blockquote>{marked(of_statement(row))}</blockquote>"
    return f'<li class="card" data-item><div class="card-head">{head}</div>{said}{told_in(row)}</li>\n'


def _tags(row: StatementRow) -> str:
    """What a card says of a statement beside its act."""
    tags = [("tag", row.certainty)] if row.certainty not in ("", "certain") else []
    tags += [("tag", f"by {short_day(row.horizon)}")] if row.horizon else []
    tags += [("tag good", "verified")] if row.verdict == "verified" else []
    tags += [("tag", "corrected")] if row.as_found else []
    return " ".join(f'<span class="{kind}">{escape(word)}</span>' for kind, word in tags)
