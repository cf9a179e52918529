"""Tellings that came through others: "as reported by the BBC", "told the BBC", "told this newspaper"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.claims.found import Claim, Member, said_after
from onrecord.claims.words import tokens
from onrecord.records import Article, Statement

_OWN: Final = re.compile(
    r"\b(?:this|our) (?:news ?paper|paper|channel|station|broadcaster|network|magazine|programme|program|website|"
    r"portal|(?:news )?site|(?:news )?agency|reporter|correspondent)\b",
    re.IGNORECASE,
)
"""An outlet as it names itself."""
_FILLER: Final = frozenset("the of a an news newspaper magazine online com agency daily".split())
_TAIL: Final = frozenset("international world online tv television radio network english edition today".split())
"""Last words of an outlet's name that others leave out."""


@dataclass(frozen=True, slots=True)
class Relay:
    """A statement that came through a named party; ``article`` is the telling relayed, empty where not at hand."""

    statement: str
    teller: str
    """Id of the article that relays."""
    via: str
    article: str = ""


def same_outlet(name: str, outlet: str) -> bool:
    """Whether a relay's name is that of an outlet: ``BBC`` and ``BBC News``, ``the Examiner`` and ``The Ode Examiner``.

    The shorter must end as the longer does, unless it is an abbreviation: Ode is not The Ode Examiner.
    """
    short, long = sorted((_telling(name), _telling(outlet)), key=len)
    a, b = ([t.lower() for t in x] for x in (short, long))
    return bool(a) and set(a) <= set(b) and (a[-1] == b[-1] or short[-1].isupper())


def _telling(name: str) -> list[str]:
    """The words of an outlet's name by which it is known."""
    found = [t for t in tokens(name) if t.lower() not in _FILLER]
    while len(found) > 1 and found[-1].lower() in _TAIL:
        found.pop()
    return found


def relays(claim: Claim, articles: Mapping[str, Article]) -> list[Relay]:
    """The claim's relayed members, each with the article that it goes back to where one is at hand.

    That is an article of the outlet named, not published later nor before the thing was said, in which the same
    speaker is a member of the claim on the same side, or the same utterance; the latter goes first. Who speaks may be
    the outlet itself, whoever it heard: "the Courier reported that …"; and so may whoever was told: "told the Courier".
    """
    found = []
    outlets = sorted({articles[m.statement.article].outlet for m in claim.members})
    for m in claim.members:
        teller = articles[m.statement.article]
        around = _around(m.statement, teller.text)
        for via in _through(m, outlets, around):
            if not same_outlet(via, teller.outlet):
                target = _target(claim, m, via, articles)
                found.append(Relay(m.statement.id, teller.id, via, target.id if target else ""))
        if _OWN.search(around) and (target := _target(claim, m, teller.outlet, articles, alone=True)):
            found.append(Relay(m.statement.id, teller.id, teller.outlet, target.id))
    return found


def _through(member: Member, outlets: Sequence[str], around: str) -> tuple[str, ...]:
    """The parties that a member came through; its speaker too where that is one of the outlets at hand, and those of
    them that are named beside it."""
    speaker = member.statement.speaker
    named = [o for o in outlets if same_outlet(speaker, o)][:1] and [speaker]
    named += [o for o in outlets if _names(around, o)]
    found = list(member.statement.via)
    for name in named:
        found += [] if any(same_outlet(name, other) for other in found) else [name]
    return tuple(found)


def _around(statement: Statement, text: str) -> str:
    """The sentence or sentences of a statement, without its content and source."""
    spans = sorted(span for _, span in statement.spans())
    if not spans:
        return ""
    begin = max(text.rfind(end, 0, spans[0][0]) for end in ("\n", ". ", "? ", "! ")) + 1
    ends = [i for end in ("\n", ". ", "? ", "! ") if (i := text.find(end, max(b for _, b in spans))) >= 0]
    at, kept = begin, []
    for first, last in sorted((*statement.content, *statement.source)):
        kept.append(text[at:first])
        at = max(at, last)
    return " … ".join((*kept, text[at : min(ends, default=len(text))]))


def _names(text: str, outlet: str) -> bool:
    """Whether a text has an outlet's name as it is written."""
    telling = _telling(outlet)
    written = r"\W+".join(map(re.escape, telling))
    return bool(telling) and bool(re.search(rf"\b{written}\b", text))


def _target(
    claim: Claim, member: Member, via: str, articles: Mapping[str, Article], *, alone: bool = False
) -> Article | None:
    """``alone``: only where the same speaker is told of."""
    teller, speaker = articles[member.statement.article], member.statement.speaker
    offers = []
    for other in claim.members:
        article = articles[other.statement.article]
        earlier = not teller.published or not article.published or article.published <= teller.published
        earlier = earlier and not said_after(member.statement, article.published)
        opposed = {member.stance, other.stance} == {"asserts", "denies"}
        one = other.statement.speaker == speaker != ""
        told = one or (not alone and (other.same == member.same or same_outlet(speaker, via)))
        possible = article.id != teller.id and earlier and not opposed
        if possible and same_outlet(via, article.outlet) and told:
            offers.append((other.same == member.same, one, article.published, article))
    return max(offers, key=lambda o: (*o[:3], o[3].id))[3] if offers else None
