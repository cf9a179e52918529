"""What is printed twice is compared once: claims are found alike with a reprint and without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from onrecord.claims.copies import firsts
from onrecord.claims.found import find_claims
from onrecord.claims.propositions import Proposition, propositions
from onrecord.claims.scoring import judged
from onrecord.records import Article, Part, Statement

LINES = {
    "herald": [
        ("Mayor Edda Rask", "said", "that the old bridge will be torn down before the winter"),
        ("Jon Tveit", "denied", "that the old bridge is unsafe"),
        ("The council", "rejected", "the charge"),
    ],
    "post": [
        ("Jon Tveit", "said", "that nobody will tear down the old bridge this winter"),
        ("Bakers", "complained", "that flour has become dearer since the spring"),
    ],
    "star": [
        ("Edda Rask", "promised", "that the bridge over the fjord will be gone by the first snow"),
        ("Two engineers", "warned", "that the piers of the old bridge are rotten"),
    ],
}


def read(name: str, lines: list[tuple[str, str, str]]) -> tuple[Article, list[Statement]]:
    text = " ".join(f"{' '.join(line)}." for line in lines)
    article = Article(name, name, text, (Part("body", 0, len(text)),), outlet=name, published="2023-09-04")
    said = []
    for line in lines:
        source, cue, content = ([(text.index(part), text.index(part) + len(part))] for part in line)
        said.append(Statement(article.id, tuple(source), tuple(cue), tuple(content), speaker=line[0], kind="person"))
    return article, said


def props(*names: str) -> list[Proposition]:
    """Those of articles; ``herald again`` reprints ``herald``."""
    return [p for name in names for p in propositions(*read(name, LINES[name.split()[0]]))]


def test_a_statement_of_a_reprint_is_known_by_its_words_and_speaker() -> None:
    assert firsts(props("herald", "post", "herald again")) == [0, 1, 2, 3, 4, 0, 1, 2]


def test_other_speakers_and_the_same_article_have_no_copies() -> None:
    (first, *_) = props("herald")
    other = replace(first, article="post", speaker_key="j tveit")
    assert firsts([first, other, replace(first, n=7)]) == [0, 1, 2]


def test_a_short_content_is_a_copy_only_in_the_same_sentence() -> None:
    short = props("herald")[2]
    assert firsts([short, replace(short, article="post")]) == [0, 0]
    elsewhere = replace(short, article="post", sentence_text="Of all that was said the council rejected the charge.")
    assert firsts([short, elsewhere]) == [0, 1]


def test_scores_are_the_same_however_often_an_article_is_reprinted() -> None:
    once = props("herald", "post", "star")
    often = judged([*once, *props("herald again", "herald thrice")])
    alone = judged(once)
    assert np.array_equal(often.together[: len(once), : len(once)], alone.together)
    assert np.array_equal(often.one[: len(once), : len(once)], alone.one)
    copy = len(once)
    assert np.array_equal(often.together[copy, 1 : len(once)], alone.together[0, 1:])
    assert often.together[0, copy] > 0.9
    assert often.one[0, copy] > 0.9


def test_a_reprint_joins_the_claims_of_what_it_reprints() -> None:
    articles = [read(name, LINES[name.split()[0]]) for name in ("herald", "post", "star", "herald again")]
    for claim in find_claims(articles):
        held = {(m.article, m.n) for m in claim.members if m.article.startswith("herald")}
        assert {n for name, n in held if name == "herald"} == {n for name, n in held if name == "herald again"}
