"""Which of a page's extracted paragraphs are body, and which headline, standfirst, caption or standing lines."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.articles import dates
from onrecord.articles.blocks import Found
from onrecord.articles.build import Block, alike
from onrecord.articles.furniture import Seen
from onrecord.articles.lines import BYLINE, HEADING_OF_TEASERS, credit_of, is_caption, is_standing
from onrecord.records import PartKind

HEAD = 10
"""How many paragraphs may stand before the first of the body."""
TEASER = 0.6
"""Share of links in the lines that follow a heading of teasers."""
PROSE = 80
"""Characters from which a paragraph is prose however it ends."""
SENTENCE_ENDS = (".", "!", "?", "”", '"', "。", "…")
LINKED = 0.8
"""A paragraph with more of it in links is a teaser when it stands among others such."""


def kinds_of(blocks: Sequence[Found], titles: Sequence[str], description: str, seen: Seen) -> list[Block]:
    """Each paragraph with its kind."""
    kinds: list[PartKind] = [_alone(block, seen) for block in blocks]
    _mark_head(blocks, kinds, titles, description, seen)
    _mark_teasers(blocks, kinds)
    _mark_tail(blocks, kinds)
    return [_block(found, kind, seen) for found, kind in zip(blocks, kinds, strict=True)]


def _block(found: Found, kind: PartKind, seen: Seen) -> Block:
    credit = seen.captions.get(found.text) or credit_of(found.text) if kind == "caption" else ""
    return Block(found.text, kind, credit)


def _alone(block: Found, seen: Seen) -> PartKind:
    """What a paragraph is by itself."""
    if block.text in seen.captions or is_caption(block.text):
        return "caption"
    if is_standing(block.text) and (len(block.text) < 250 or block.links > 0.3):
        return "standing"
    return "standing" if block.links == 1.0 and block.text.isupper() else "body"


def _mark_head(
    blocks: Sequence[Found], kinds: list[PartKind], titles: Sequence[str], description: str, seen: Seen
) -> None:
    """The lines before the first paragraph of prose."""
    first = _first_prose(blocks, kinds, (*titles, seen.standfirst))
    named = [at for at in range(first) if any(alike(blocks[at].text, title) for title in titles)]
    headed = named or [at for at in range(first) if blocks[at].tag == "head" and kinds[at] == "body"][:1]
    for at in range(first):
        if kinds[at] != "body":
            continue
        if at in headed:
            kinds[at] = "headline" if at == headed[0] else "standing"
        elif _is_standfirst(blocks[at], description, seen) or (at - 1 in headed and _stands_first(blocks[at])):
            kinds[at] = "standfirst"
        elif at < min(headed, default=0) or blocks[at].links > LINKED or (headed and _is_dateline(blocks[at])):
            kinds[at] = "standing"


def _first_prose(blocks: Sequence[Found], kinds: Sequence[PartKind], known: Sequence[str]) -> int:
    """The first paragraph of the body proper: not a heading, not a link, not a line known to be something else."""
    for at, block in enumerate(blocks[:HEAD]):
        if kinds[at] != "body" or block.tag == "head" or block.links > LINKED or not _is_prose(block.text):
            continue
        if not any(alike(block.text, line) for line in known):
            return at
    return min(HEAD, len(blocks)) if len(blocks) > HEAD else 0


def _is_prose(text: str) -> bool:
    """Whether the paragraph is long, or a whole sentence."""
    return " " in text and (len(text) > PROSE or text.endswith(SENTENCE_ENDS))


def _is_standfirst(block: Found, description: str, seen: Seen) -> bool:
    return alike(block.text, seen.standfirst) or (block.tag == "head" and alike(block.text, description))


def _stands_first(block: Found) -> bool:
    return block.tag == "head" and len(block.text) > 30


def _is_dateline(block: Found) -> bool:
    """A short line that is a byline or holds little but a date."""
    if len(block.text) > 90 or block.text.endswith(SENTENCE_ENDS):
        return False
    return bool(BYLINE.match(block.text)) or any(dates.written(block.text))


def _mark_teasers(blocks: Sequence[Found], kinds: list[PartKind]) -> None:
    """The links that follow a heading of teasers, wherever it stands."""
    for at, block in enumerate(blocks):
        if len(block.text) < PROSE and HEADING_OF_TEASERS.match(block.text):
            for later in range(at + 1, len(blocks)):
                if blocks[later].links < TEASER:
                    break
                kinds[later] = "standing"


def _mark_tail(blocks: Sequence[Found], kinds: list[PartKind]) -> None:
    """From the end: links and headings that follow the last paragraph of prose."""
    for at in range(len(blocks) - 1, -1, -1):
        if kinds[at] == "body":
            if blocks[at].links < LINKED and blocks[at].tag != "head":
                break
            kinds[at] = "standing"
