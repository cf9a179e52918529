"""Pages put together: what stands around one page's article, around the article of another.

Ninety pages have ninety surroundings and ninety articles; a classifier learns which belong together unless it sees
them apart. The article keeps its own nesting, shifted to where the other page has its prose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.articles.features import lines_of, matrix
from training.lines.material import WORD, Sheet, flat

PER_PAGE = 3
FLAT = 0.4
"""Share of the composed pages that lose indentation and bullets."""

Row = tuple[str, int, int]
"""A line without its indentation; its indentation; its label."""


@dataclass(frozen=True)
class Cut:
    """A page cut into what stands before its article, the article, and what stands after."""

    site: str
    head: list[Row]
    article: list[Row]
    tail: list[Row]
    home: int
    """The indentation of most of the article."""


def cut(sheet: Sheet) -> Cut:
    """Cuts a page at its first and last line of body."""
    rows = list(zip(sheet.raw, sheet.indents, sheet.labels.tolist(), strict=True))
    first = sheet.labels.argmax()
    last = len(rows) - 1 - sheet.labels[::-1].argmax()
    weight: Counter[int] = Counter()
    for text, indent, label in rows:
        weight[indent] += len(text) * label
    return Cut(sheet.site, rows[:first], rows[first : last + 1], rows[last + 1 :], weight.most_common(1)[0][0])


def joined(around: Cut, inside: Cut, flatten: bool) -> Sheet:
    """The article of ``inside`` in the surroundings of ``around``."""
    shift = around.home - inside.home
    rows = [*around.head, *((t, max(0, i + shift), y) for t, i, y in inside.article), *around.tail]
    text = "\n\n".join(" " * indent + words for words, indent, _ in rows)
    lines = lines_of(flat(text) if flatten else text)
    texts = [line.words for line in lines]
    return Sheet(
        page="",
        site=f"{around.site} {inside.site}",
        disguise="composed",
        texts=texts,
        raw=[],
        indents=[],
        features=matrix(lines),
        labels=np.array([label for *_, label in rows], dtype=np.int8),
        words=np.array([len(WORD.findall(t)) for t in texts], dtype=np.float64),
    )


def composed(material: Sequence[Sheet]) -> list[Sheet]:
    """A few pages around each page's surroundings, with articles drawn at random (the same at every run)."""
    cuts = [cut(sheet) for sheet in material if sheet.disguise == "as-is" and sheet.labels.any()]
    draw = np.random.default_rng(0)
    pairs = [(around, cuts[draw.integers(len(cuts))]) for around in cuts for _ in range(PER_PAGE)]
    return [joined(a, b, bool(draw.random() < FLAT)) for a, b in pairs if a.site != b.site]
