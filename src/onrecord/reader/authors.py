"""Whose voice an article's own "I" and "we" are: its byline, or the name signed under a letter."""

from __future__ import annotations

import re

from onrecord.reader.antecedents import Scene
from onrecord.records import Article

LEADING = re.compile(r"^\s*(?:by|from|written by|story by)\s*:?\s+", re.IGNORECASE)
ENDS = re.compile(r"\s*(?:[,;|(@]|(?<=\w{3})\.\s|\bfollow\b|\be-?mail\b|$)", re.IGNORECASE)
LONGEST_SIGNATURE = 6


def byline_name(byline: str) -> str:
    """The people of a byline without "By", outlet, address or handle: "By ANN LEE and BO EK, Daily X" → both."""
    text = LEADING.sub("", byline.strip())
    end = ENDS.search(text)
    name = text[: end.start()] if end else text
    return " ".join(w.title() if w.isupper() and len(w) > 2 else w for w in name.split() if w.lower() != "dr.")


def author_at(article: Article, scene: Scene, word: int) -> str:
    """The author of the text at a word: the byline, else the name signed in the next short paragraph."""
    return byline_name(article.byline) or _signed(scene, word)


def _signed(scene: Scene, word: int) -> str:
    """The next paragraph of few words that begins with a person's name."""
    where = scene.where
    for mention in sorted(scene.entities.by_word.values(), key=lambda m: m.first):
        if mention.kind != "PER" or mention.first < word or len(mention.form) < 2:
            continue
        paragraph = where.paragraph_of[mention.first]
        opens = mention.first == 0 or where.paragraph_of[mention.first - 1] != paragraph
        end = mention.first + LONGEST_SIGNATURE
        if opens and (end >= len(where.words) or where.paragraph_of[end] != paragraph):
            return scene.entities.all[mention.entity].name
    return ""
