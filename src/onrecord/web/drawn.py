"""Drawings as they stand in a page. Written here and not by the templates, for one holds hundreds of marks.

Whatever comes from an article goes through ``html.escape`` where it is written; only what is whole becomes ``Markup``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote_plus

from markupsafe import Markup

from onrecord.ledger.rows import Facet
from onrecord.web.columns import Column, Columns
from onrecord.web.files import static
from onrecord.web.shown import shape
from onrecord.web.timeline import Drawing, Placed, Row
from onrecord.web.words import clipped, count, day


def timeline(drawing: Drawing | None, name: str) -> Markup:
    """A time line; nothing where there is none to draw."""
    if not drawing:
        return Markup("")
    foot = drawing.height
    inside = [
        f'<line class="tick" x1="{x}" x2="{x}" y1="6" y2="{foot - 26}"/>'
        f'<text class="tick-label" x="{x}" y="{foot - 8}" text-anchor="middle">{escape(label)}</text>\n'
        for x, label in drawing.ticks
    ]
    inside += [_row(row, drawing.width) for row in drawing.rows]
    shapes = escape(static("shapes.svg"))
    inside += [_dot(dot, shapes) for dot in drawing.dots]
    legend = [f'<span class="act act-{escape(word)}">{shape(word)}{escape(word)}</span> ' for _, word in drawing.whats]
    caption = "".join(legend) + _undated(drawing.undated)
    return _figure(inside, name, (drawing.width, foot), f"<figcaption>{caption}</figcaption>")


def _row(row: Row, width: int) -> str:
    chain = f'x1="{row.first}" x2="{row.last}" y1="{row.line}" y2="{row.line}"'
    return (
        f'<line class="row" x1="0" x2="{width}" y1="{row.y}" y2="{row.y}"/>'
        f'<text class="row-label" x="0" y="{row.y + 13}">{escape(clipped(row.name, 90))}</text>\n'
        + (f'<line class="chain" {chain}/>\n' if row.last > row.first else "")
    )


def _dot(placed: Placed, shapes: str) -> str:
    dot, label = placed.dot, escape(placed.dot.label)
    return (
        f'<a href="{escape(dot.to)}" class="dot act-{escape(dot.what or "asserts")}" aria-label="{label}">'
        f'<title>{label}</title><svg x="{placed.x - 7}" y="{placed.y - 7}" width="14" height="14" '
        'viewBox="-8 -8 16 16"><rect class="hit" x="-8" y="-8" width="16" height="16"/>'
        f'<use href="{shapes}#{placed.shape}"/></svg></a>\n'
    )


def columns(drawing: Columns | None, name: str, source: str, undated: int = 0) -> Markup:
    """Columns, each a link to what its source said in that time; nothing where there are none to draw."""
    if not drawing:
        return Markup("")
    base, to = drawing.base, f"/search?source={quote_plus(source)}"
    inside = [
        f'<line class="tick" x1="{x}" x2="{x}" y1="0" y2="{base + 5}"/>'
        f'<text class="tick-label" x="{x + 3}" y="{base + 16}">{escape(label)}</text>\n'
        for x, label in drawing.ticks
    ]
    inside.append(f'<line class="base" x1="0" x2="{drawing.width}" y1="{base}" y2="{base}"/>\n')
    inside += [_column(column, base, to) for column in drawing.columns]
    told = _undated(undated)
    return _figure(inside, name, (drawing.width, drawing.height), f"<figcaption>{told}</figcaption>" if told else "")


def _column(column: Column, base: int, to: str) -> str:
    label, across = escape(column.label), f'x="{column.x}" width="{column.width}"'
    return (
        f'<a class="column" href="{to}&amp;since={column.unit}&amp;until={column.unit}" aria-label="{label}">'
        f'<title>{label}</title><rect class="hit" {across} y="0" height="{base}"/>'
        f'<rect class="bar-of" {across} y="{base - column.height}" height="{column.height}"/></a>\n'
    )


def _undated(number: int) -> str:
    return f"<span>{count(number, 'statement')} without a date not drawn</span>" if number > 0 else ""


def _figure(inside: Iterable[str], name: str, size: tuple[int, int], caption: str) -> Markup:
    (width, height), label = size, escape(name)
    return Markup(
        f'<figure class="timeline"><div class="scroll" tabindex="0" role="group" aria-label="{label}">\n'
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" aria-label="{label}">\n'
        f"{''.join(inside)}</svg></div>\n{caption}</figure>\n"
    )


def bars(facets: Sequence[Facet], name: str, source: str) -> Markup:
    """The values of a facet of what a source said, each with its share of the most frequent one."""
    most = max((facet.count for facet in facets), default=1)
    lines = [
        f'<li><a href="/search?source={quote_plus(source)}&amp;{_narrowed(name, facet.value)}">'
        f'{escape(day(facet.value) if name == "month" else facet.label)}</a> <span class="n">{facet.count}</span>'
        '<svg class="barline" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{100 * facet.count / most}" height="3"/></svg></li>\n'
        for facet in facets
    ]
    return Markup(f'<ul class="bars">{"".join(lines)}</ul>')


def _narrowed(name: str, value: str) -> str:
    to = quote_plus(value)
    return f"since={to}&amp;until={to}" if name == "month" else f"{name}={to}"
