"""The smallest parts of pages, written here and not by templates: a page of statements holds hundreds of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

from onrecord.web.files import static
from onrecord.web.marks import Piece
from onrecord.web.words import SHAPES


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
    return Markup("").join(map(_piece, pieces))


def _piece(piece: Piece) -> Markup:
    text = escape(piece.text)
    return Markup(f'<span class="m r-{piece.role}">{text}</span>') if piece.role else text
