"""Which member words a claim: the most central one that says it plainly."""

from __future__ import annotations

from itertools import pairwise

from onrecord.claims.found import find_claims
from onrecord.records import Article, Part, Statement

OUTLETS = ("Telwire", "Quillpost", "The Astrel Courier", "Kanal Skerra")


def worded(*told: tuple[str, str, str]) -> set[str]:
    """The texts of the claims in articles of one sentence each: source, cue, content."""
    read = []
    for outlet, (source, cue, content) in zip(OUTLETS, told, strict=False):
        text = f"{source} {cue} {content}."
        ends = [0, len(source) + 1, len(source) + len(cue) + 2, len(text)]
        who, how, what = (((a, b - 1),) for a, b in pairwise(ends))
        article = Article(outlet, outlet, text, (Part("body", 0, len(text)),), outlet=outlet, published="2024-06-04")
        read.append((article, [Statement(article.id, who, how, what, speaker=source, kind="person")]))
    return {claim.text for claim in find_claims(read)}


def test_what_is_denied_words_a_claim_too() -> None:
    told = worded(
        ("Ivar Kestrand", "denied", "that Halvern plans to close the gates of the dam"),
        ("Mirela Tosk", "denied", "that Halvern plans to close the gates of the dam"),
        (
            "Oskan Breel",
            "said",
            "there was no plan to close the gates of the dam and there never was",
        ),
    )
    assert told == {"that Halvern plans to close the gates of the dam"}


def test_what_leans_on_other_words_gives_way() -> None:
    told = worded(
        ("Ivar Kestrand", "said", "that Halvern will close it"),
        ("Mirela Tosk", "said", "that Halvern will close the dam"),
        ("Oskan Breel", "said", "that Halvern will close the dam"),
    )
    assert told == {"that Halvern will close the dam"}
