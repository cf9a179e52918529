"""What a user types → words and phrases to look for. Whatever is typed, no syntax error can come of it.

Words are all required; "quotes" of any kind give phrases; a word with ``*`` at its end matches its beginnings;
``-word`` leaves out. A compound such as ``anti-war`` is a phrase of its parts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
ITEM = re.compile(r'(?<!\S)(-?)"([^"]*)"?|(\S+)')
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase: its words in order. ``prefix``: the last may go on; ``leave_out``: must not occur."""

    words: tuple[str, ...]
    prefix: bool = False
    leave_out: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must all be met, and labels: for each set of label words, one of them must be met."""

    terms: tuple[Term, ...] = ()
    labels: tuple[tuple[str, ...], ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(t for t in self.terms if not t.leave_out)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        return tuple(t for t in self.terms if t.leave_out)


def parse(typed: str) -> tuple[Term, ...]:
    """The terms of what was typed; empty where it holds no word at all."""
    found = (_term(m) for m in ITEM.finditer(unicodedata.normalize("NFC", typed).translate(QUOTES)))
    return tuple(term for term in found if term.words)


def _term(match: re.Match[str]) -> Term:
    minus, phrase, bare = match.groups()
    if bare is None:
        return Term(tuple(WORD.findall(phrase)), leave_out=bool(minus))
    return Term(tuple(WORD.findall(bare)), prefix=bare.endswith("*"), leave_out=bare.startswith("-"))
