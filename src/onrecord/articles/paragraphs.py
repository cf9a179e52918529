"""Which of a page's extracted paragraphs are its body, and which are headline, standfirst, caption or standing lines."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.articles import dates
from onrecord.articles.blocks import Found
from onrecord.articles.build import Block, alike
from onrecord.articles.furniture import Seen
from onrecord.articles.lines import BYLINE, credit_of, is_caption, is_standing
from onrecord.records import PartKind

LINKED = 0.8
"""A paragraph with more of it in links is a teaser when it stands among others such."""


def kinds_of(blocks: Sequence[Found], title: str, description: str, seen: Seen) -> list[Block]:
    """Each paragraph with its kind."""
    kinds: list[PartKind] = [_alone(block, seen) for block in blocks]
    _mark_head(blocks, kinds, title, description, seen)
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
    return "body"


def _mark_head(blocks: Sequence[Found], kinds: list[PartKind], title: str, description: str, seen: Seen) -> None:
    """The lines before the first paragraph of prose."""
    for at, block in enumerate(blocks[:8]):
        if alike(block.text, title):
            if "headline" not in kinds:
                kinds[:at] = ["standing" if kind == "body" else kind for kind in kinds[:at]]
                kinds[at] = "headline"
            else:
                kinds[at] = "standing"
        elif alike(block.text, seen.standfirst) or (block.tag == "head" and alike(block.text, description)):
            kinds[at] = "standfirst"
        elif kinds[at] == "body" and _is_dateline(block):
            kinds[at] = "standing"
        elif kinds[at] == "body" and (block.tag != "head" or "headline" not in kinds):
            if block.tag != "head":
                break
        elif at and kinds[at - 1] == "headline" and len(block.text) > 30:
            kinds[at] = "standfirst"


def _is_dateline(block: Found) -> bool:
    """A short line that is a byline or holds little but a date."""
    if len(block.text) > 90 or block.text.endswith((".", "!", "?", "”", '"')):
        return False
    return bool(BYLINE.match(block.text)) or next(dates.written(block.text), None) is not None


def _mark_tail(blocks: Sequence[Found], kinds: list[PartKind]) -> None:
    """From the end: links, short lines and promotions that follow the last paragraph of prose."""
    for at in range(len(blocks) - 1, -1, -1):
        if kinds[at] == "body":
            if blocks[at].links < LINKED and (blocks[at].tag != "head"):
                break
            kinds[at] = "standing"
