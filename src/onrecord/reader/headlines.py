"""A headline's own attribution: "Goose caused delay: airline", "Talks fail – Merrow envoy", "Roe: dam will hold", "Roe
denies leak, calls report a hoax"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from onrecord.reader.speaker_tables import GROUPS, TITLES
from onrecord.reader.subjects import SPEAKERS
from onrecord.reader.turns import Turn
from onrecord.records import Span, Statement

TRAILING: Final = re.compile(
    r"(?P<content>\S+(?:\s+\S+){2,})(?:\s+(?P<dash>-|–|—|--)\s+|(?P<colon>:)\s+)(?P<source>[^\s:,;]+(?:\s[^\s:,;]+){0,4})\.?"
)
"""Three words or more, a dash or a colon, and at most five words."""
LEADING: Final = re.compile(
    r"(?P<source>[A-Z][\w.’'-]+(?: [\w.’'-]+){0,2})(?P<colon>:)\s+"
    r"(?P<content>(?!(?:What|Why|How|Who|Where|When|Is|Are|Did|Does|Five|[0-9])\b)\S+(?:\s+\S+){2,}?)[.?!]?"
)
"""A name or a noun for somebody, of at most three words, a colon, and three words or more."""
SINGULAR: Final = (
    "says denies warns insists vows pledges promises urges accuses rejects dismisses confirms admits predicts announces"
    " acknowledges condemns argues believes refuses slams blasts blames praises threatens demands"
).split()
PLURAL: Final = "say deny warn insist vow pledge promise urge accuse reject confirm admit predict argue refuse".split()
WITH_MORE: Final = ("calls for", "sets out", "tells", "offers(?= to)", "hints(?= at| that)", "suggests(?= that)")
"""What in a headline's present tense can only be what somebody says; "claims", "reports", "calls" may be nouns."""
SECOND: Final = ("calls", "claims", "offers", "suggests", "questions", "asks")
"""What is a verb too where another verb of the same source and a comma stand before it."""
_AGAIN: Final = r"(?:(?:again|also|now|still) )?"
_SAYS: Final = "|".join(sorted((*SINGULAR, *PLURAL, *WITH_MORE), key=len, reverse=True))
PRESENT: Final = re.compile(
    rf"(?P<source>(?!(?:What|Why|How|Who|Where|When|If|As|While|Did|Does|Is|Are|Can|Should|Nobody|Everything|All)\b)"
    rf"[A-Z0-9][\w.’'-]*(?: (?!(?:to|that|who|which|is|are|was|were)\b)[\w.’'&-]+){{0,4}}?) "
    rf"(?P<cue>{_AGAIN}(?:{_SAYS})(?: (?:of|against)\b)?) (?P<content>\S.*\S)",
    re.IGNORECASE,
)
"""At most five words, a verb of saying in the present tense, and what is said."""
NEXT: Final = re.compile(
    rf", (?P<cue>{_AGAIN}(?:{'|'.join((*SINGULAR, *SECOND))})(?: (?:of|against|for)\b)?) ", re.IGNORECASE
)
LEAST: Final = 3
"""Words of what is said, at least."""
NEWS_SOURCES: Final = (SPEAKERS | TITLES) - frozenset(
    # what a headline as often is about as it quotes
    "film movie show book album debate race contest primary interview video talks move moves story stories text"
    " transcript conversation exchanges star singer column essay editorial index chart map trailer clip".split()
)
"""Nouns that may end a headline as the one who says it."""
MANY: Final = GROUPS & NEWS_SOURCES | frozenset(("sources", "media"))
"""Nouns for several who speak."""


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
    the article has Roe for its source: PolNeAR's annotators take nearly all of these for statements. So it is with
    several who speak: "Foreign media: …", "Two officials: …"."""
    named = {w for s in known for a, b in s.source for w in re.findall(r"[\w’'-]+", text[a:b])}
    for start, end in headlines:
        match = LEADING.fullmatch(text, start, end)
        if match and _speaks(match["source"].split(), named) and not text[:end].endswith("?"):
            yield Turn(match.span("source"), match.span("colon"), (match.span("content"),))


def _speaks(words: Sequence[str], named: Collection[str]) -> bool:
    several = words[-1].lower() in MANY and words[-1].islower()
    return several or (words[-1] in named and all(word[0].isupper() for word in words))


def present(text: str, headlines: Iterable[Span]) -> Iterator[Turn]:
    """What a headline's subject says in the present tense, and what it goes on to say: "Roe denies A, calls B C"."""
    for start, end in headlines:
        match = PRESENT.fullmatch(text, start, end)
        if not match or match["source"].split()[0].islower() or text[:end].endswith("?"):
            continue
        cue, at = match.span("cue"), match.start("content")
        for more in (*NEXT.finditer(text, at, end), None):
            content = (at, more.start() if more else end)
            if len(text[slice(*content)].split()) >= LEAST:
                yield Turn(match.span("source"), cue, (content,))
            if more:
                cue, at = more.span("cue"), more.end()


def misread(found: Statement, turns: Iterable[Turn]) -> bool:
    """Whether a verb is given what the verb before it says: "denies A, calls B" read as "calls A", by whomever."""
    told = list(turns)
    if any(_of_verb(turn, found) and found.content[0][0] < turn.cue[0] for turn in told if found.content):
        return True
    at = {turn.cue[0] for turn in told if (turn.source,) == found.source}
    return bool(found.content) and any(
        a in at and found.source[0][1] <= found.content[-1][1] <= a for a, _ in found.cue
    )


def _of_verb(turn: Turn, found: Statement) -> bool:
    """Whether it has the cue of a turn whose source stands farther off, before another verb."""
    second = turn.source[1] + 1 < turn.cue[0]
    return second and any(a < turn.cue[1] and turn.cue[0] < b for a, b in found.cue)


def _listed(match: re.Match[str]) -> bool:
    """Whether the dash or colon parts something else: an ordinary phrase with an article, a score, a number."""
    source = match["source"].split()
    return source[0].lower() in ("a", "an", "against", "with", "for", "to", "in") or source[-1][0].isdigit()
