"""Why a statement counts for a claim, and for which side, in words: the names of signals as people say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from onrecord.claims.found import SIDE

WHOLE: Mapping[str, str] = {
    "negated": "what is said is negated",
    "negations": "what is said is negated",
    "negated_early": "it begins with a negation",
    "negated_odd": "an odd number of negations",
    "cue_negated": "its cue is negated",
    "hedged": "what is said is hedged",
    "hedged_early": "it begins with a hedge",
    "cue_hedged": "its cue is hedged",
    "question": "it is a question",
    "whether": "it begins with whether or if",
    "contrast": "it holds a but or although",
    "quoted": "it is quoted",
    "long": "it is long",
    "no_source": "nobody is named",
    "open": "what is said is left open",
    "open_before": "what stands before leaves it open",
    "open_cue": "its cue leaves it open",
    "conditional": "it is conditional",
    "negated_before": "what stands before negates it",
    "question_at_all": "it holds a question",
    "question_around": "a question stands around it",
    "asked_unquoted": "it is asked, not quoted",
    "whether_asked": "it is asked whether",
    "leans": "its words lean to one side",
    "leans_with": "it leans as the others do",
    "talked_about": "others on the claim talk about its speaker",
    "attacked": "others attack its speaker",
    "talks_back": "it talks about the others’ speakers",
    "alone": "only its speaker speaks on the claim",
    "same_speaker_share": "most on the claim is its speaker’s",
    "tone": "how good or bad it sounds",
    "tone_gap": "it sounds unlike the others",
    "others_turned": "others negate it",
    "turned_apart": "it is negated and the others are not",
    "of_the_topic": "its speaker is whom the claim is about",
    "of_the_topic_tone": "its speaker is whom the claim is about",
    "claim_tone": "how good or bad the claim sounds",
    "of_the_topic_blamed": "its speaker is blamed by the claim",
}
"""Signals that are told by a phrase of their own."""
BEGINNINGS: tuple[tuple[str, str], ...] = (
    ("label_", "its act or certainty is “{}”"),
    ("negator_", "the word “{}…” turns it round"),
    ("by_", "its cue has “{}…”"),
    ("cue_", "its cue has a word to {}"),
    ("content_", "it has a word to {}"),
)
"""Signals that are told by their beginning; the rest is a word, or the stem of one."""
NEAREST = re.compile(r"nearest: (.+) #(\d+) \(([\d.]+)\)")


def told_reasons(reasons: Iterable[str]) -> str:
    """One line: first why it is about the claim, then why on its side."""
    about: list[str] = []
    side: list[str] = []
    for reason in reasons:
        (side if reason.startswith(SIDE) else about).append(_told(reason.removeprefix(SIDE)))
    whole = "; ".join(dict.fromkeys(about))
    return "; ".join(filter(None, (whole, f"its side: {', '.join(dict.fromkeys(side))}" if side else "")))


def _told(reason: str) -> str:
    if reason in WHOLE:
        return WHOLE[reason]
    if match := NEAREST.fullmatch(reason):
        return f"nearest to statement {match[2]} of {match[1]}"
    for beginning, phrase in BEGINNINGS:
        if reason.startswith(beginning):
            return phrase.format(reason.removeprefix(beginning))
    return reason.replace("words: ", "common words: ", 1).replace("_", " ")
