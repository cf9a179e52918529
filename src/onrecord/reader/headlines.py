"""A headline's own attribution at its end: "Goose caused delay: airline", "Talks fail over fish – Merrow envoy"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from onrecord.reader.speaker_tables import TITLES
from onrecord.reader.subjects import SPEAKERS
from onrecord.reader.turns import Turn
from onrecord.records import Span

TRAILING: Final = re.compile(
    r"(?P<content>\S+(?:\s+\S+){2,})(?:\s+(?P<dash>-|–|—|--)\s+|(?P<colon>:)\s+)(?P<source>[^\s:,;]+(?:\s[^\s:,;]+){0,4})\.?"
)
"""Three words or more, a dash or a colon, and at most five words."""
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


def _listed(match: re.Match[str]) -> bool:
    """Whether the dash or colon parts something else: an ordinary phrase with an article, a score, a number."""
    source = match["source"].split()
    return source[0].lower() in ("a", "an", "against", "with", "for", "to", "in") or source[-1][0].isdigit()
