"""A headline's own attribution: "Goose caused delay: airline", "Talks fail – Merrow envoy", "Roe: dam will hold"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from onrecord.reader.speaker_tables import TITLES
from onrecord.reader.subjects import SPEAKERS
from onrecord.reader.turns import Turn
from onrecord.records import Span, Statement

TRAILING: Final = re.compile(
    r"(?P<content>\S+(?:\s+\S+){2,})(?:\s+(?P<dash>-|–|—|--)\s+|(?P<colon>:)\s+)(?P<source>[^\s:,;]+(?:\s[^\s:,;]+){0,4})\.?"
)
"""Three words or more, a dash or a colon, and at most five words."""
LEADING: Final = re.compile(
    r"(?P<source>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2})(?P<colon>:)\s+"
    r"(?P<content>(?!(?:What|Why|How|Who|Where|When|Is|Are|Did|Does|Five|[0-9])\b)\S+(?:\s+\S+){2,}?)[.?!]?"
)
"""A name of at most three words, a colon, and three words or more."""
NEWS_SOURCES: Final = (SPEAKERS | TITLES) - frozenset(
    # what a headline as often is about as it quotes
    "film movie show book album debate race contest primary interview video talks move moves story stories text"
    " transcript conversation exchanges star singer column essay editorial index chart map trailer clip".split()
)
"""Nouns that may end a headline as the one who says it."""


def trailing(text: str, headlines: Iterable[Span]) -> Iterator[Turn]:
    """The attribution at the end of each headline that has one."""
    for start, end in headlines:
        match = TRAILING.fullmatch(text, start, end)
        if match and match["source"].rstrip(".").split()[-1].lower() in NEWS_SOURCES and not _listed(match):
            yield Turn(
                match.span("source"), match.span("colon" if match["colon"] else "dash"), (match.span("content"),)
            )


def leading(text: str, headlines: Iterable[Span], known: Iterable[Statement]) -> Iterator[Turn]:
    """The attribution at the beginning of each headline that has one: "Roe: the dam will hold", where a statement of
    the article has Roe for its source: PolNeAR's annotators take nearly all of these for statements."""
    named = {w for s in known for a, b in s.source for w in re.findall(r"[\w’'-]+", text[a:b])}
    for start, end in headlines:
        match = LEADING.fullmatch(text, start, end)
        if match and match["source"].split()[-1] in named and not text[:end].endswith("?"):
            yield Turn(match.span("source"), match.span("colon"), (match.span("content"),))


def _listed(match: re.Match[str]) -> bool:
    """Whether the dash or colon parts something else: an ordinary phrase with an article, a score, a number."""
    source = match["source"].split()
    return source[0].lower() in ("a", "an", "against", "with", "for", "to", "in") or source[-1][0].isdigit()
