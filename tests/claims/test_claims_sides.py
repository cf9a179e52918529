"""Stories by words and dates, camps by the words beside names, and the split of a claim's members in two sides."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.claims import opposing, sides
from onrecord.claims.leanings import leaning, leanings
from onrecord.claims.opposing import split
from onrecord.claims.polarity import disowned
from onrecord.claims.propositions import Proposition, propositions
from onrecord.claims.reprints import bands
from onrecord.claims.sides import stances
from onrecord.claims.stories import LARGEST, Told, numbered, placed
from onrecord.claims.transcripts import Transcripts, Turn
from onrecord.records import Article, Part, Statement
from onrecord.runs import runs


def told(name: str, day: str, **words: float) -> Told:
    return Told(name, numbered(words), day)


def test_articles_on_one_story_are_placed_together_and_others_apart() -> None:
    new = [
        told("a", "2024-01-02", dam=0.8, river=0.6),
        told("b", "2024-01-03", dam=1.0),
        told("c", "2024-01-03", tax=1),
    ]
    homes = placed(new, {})
    assert homes[0] == homes[1] != homes[2]


def test_the_same_words_months_later_begin_another_story() -> None:
    assert len(set(placed([told("a", "2024-01-02", dam=1.0), told("b", "2024-06-03", dam=1.0)], {}))) == 2


def test_a_new_article_joins_the_story_that_is_there_until_it_is_full() -> None:
    new = [told("a", "2024-01-02", dam=1.0)]
    held = [told(f"h{n}", "2024-01-01", dam=1.0) for n in range(LARGEST)]
    assert placed(new, {"dam": held[1:]}) == ["dam"]
    assert placed(new, {"dam": held}) == [0]


def test_two_stories_are_never_joined_by_an_article_between_them() -> None:
    held = {"dam": [told("x", "2024-01-01", dam=1.0)], "tax": [told("y", "2024-01-01", tax=1.0)]}
    assert placed([told("a", "2024-01-02", dam=0.7, tax=0.71)], held) == ["tax"]


def test_camps_are_read_beside_names_and_handed_on_to_those_who_speak_for_them() -> None:
    text = "Republican Senator Ann Dole spoke. Sen. Bob Vane (D-Ohio) disagreed. Carl Moss listened."
    known = leanings(text, {"Dole", "Vane", "Moss"})
    assert known["Dole"] > 0 > known["Vane"]
    assert "Moss" not in known
    assert leaning("a spokesman for Vane's campaign", known) < 0


@given(st.lists(st.floats(-3, 3).filter(lambda x: abs(x) > 0.01), min_size=2, max_size=8))
def test_without_pulls_everybody_stands_where_his_own_words_put_him(odds: list[float]) -> None:
    found = np.array(odds)
    assert split(found, np.zeros((len(odds),) * 2)) == [x > 0 for x in odds]


def test_a_strong_pull_apart_turns_the_one_who_is_less_sure() -> None:
    pulls = np.array([[0.0, 3.0], [3.0, 0.0]])
    assert split(np.array([-2.0, -0.1]), pulls) == [False, True]


def test_texts_that_share_most_runs_share_a_band_and_others_none() -> None:
    text = " ".join(f"word{n}" for n in range(200))
    other = " ".join(f"other{n}" for n in range(200))
    mine = set(bands(runs(text)))
    assert mine & set(bands(runs(text + " and more words behind it")))
    assert not mine & set(bands(runs(other)))


@pytest.mark.parametrize("before", ["", "by the way it is late and by the way we are here and it is late "])
def test_a_quotation_is_verbatim_where_its_words_stood_before_in_another_order(before: str) -> None:
    held = Transcripts([Turn("t", "", "", "A", before + "By the way, it is negotiable. Things are negotiable.")])
    (passage, *_) = held.check("by the way it is negotiable things are negotiable")
    assert passage.verbatim


def test_stances_do_not_hang_on_the_order_of_sets() -> None:
    code = (
        "from onrecord.claims.asked import sentence_as_proposition as p; from onrecord.claims.sides import together;"
        "print(together([p('Ada Holm and Ben Frey met Cora Lund'), p('Cora Lund and Ada Holm and Ben Frey left')]))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(runs) == 1
    assert b"of_the_topic" in next(iter(runs))


def members(*told: tuple[str, str, str, str]) -> list[Proposition]:
    """One article each: source, cue, content, act."""
    made = []
    for n, (source, cue, content, act) in enumerate(told):
        text = f"{source} {cue} {content}."
        article = Article(str(n), str(n), text, (Part("body", 0, len(text)),), published=f"2023-09-{n + 1:02}")
        spans = [((text.index(x), text.index(x) + len(x)),) for x in (source, cue, content)]
        said = Statement(article.id, *spans, speaker=source, kind="person", act=act)  # type: ignore[arg-type]
        made += propositions(article, [said])
    return made


TRAP = "that the old bridge is a death trap"


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        ("told", "“I have never called the old bridge a death trap”", "denies"),
        ("denied", "having called the old bridge a death trap", "denies"),
    ],
)
def test_who_disowns_what_he_said_is_not_held_to_it(cue: str, content: str, act: str) -> None:
    said = [("Edda Rask", "said", TRAP, "asserts")] * 4
    found = [s.value for s in stances(members(*said, ("Edda Rask", cue, content, act)))]
    assert found == ["asserts"] * 4 + ["denies"]


def test_two_of_one_surname_are_two_voices() -> None:
    one = [("Ivar Kestrand", "denied", "that the dam will close", "denies")] * 6
    told = members(*one, ("Kestrand", "said", "that the dam will close", "asserts"))
    two = members(*one, ("Teo Kestrand", "said", "that the dam will close", "asserts"))
    assert sides._voices(told) == ["kestrand"] * 7
    assert sides._voices(two) == ["i kestrand"] * 6 + ["t kestrand"]
    assert stances(two)[-1].value == "asserts"


def test_what_is_disowned_is_a_saying_and_not_a_thing() -> None:
    never, not_so, other = members(
        ("Edda Rask", "said", "she never said that the old bridge is a death trap", "denies"),
        ("Edda Rask", "said", "the old bridge is no death trap, whatever they call it", "denies"),
        ("Edda Rask", "denied", "the old bridge is a death trap", "denies"),
    )
    assert [disowned(p) for p in (never, not_so, other)] == [True, False, False]


def test_who_warns_of_a_thing_puts_it_forward() -> None:
    told = members(
        ("Edda Rask", "warned", "that the old bridge could fall within a year", "warns"),
        ("Jon Tveit", "warned", "that the old bridge might come down in a storm", "warns"),
        ("Ada Holm", "suspects", "that the old bridge may be rotten and might fall", "thinks"),
    )
    assert [s.value for s in stances(told)] == ["asserts", "asserts", "hedges"]


def test_the_same_words_are_on_one_side_whoever_tells_them() -> None:
    said = [("Edda Rask", "denied", "that the labels were changed", "denies")] * 3
    told = members(
        *said,
        ("Edda Rask", "said", "that some labels were changed", "asserts"),
        ("Jon Tveit", "said", "that the labels had been changed", "asserts"),
        ("The Quill Post", "reported", "that labels were changed", "asserts"),
    )
    assert [s.value for s in stances(told)] == ["denies"] * 3 + ["asserts"] * 3


def test_words_are_the_same_only_where_as_often_turned() -> None:
    told = members(
        ("Edda Rask", "said", "that the labels were changed", "asserts"),
        ("Jon Tveit", "denied", "that the labels were not changed", "denies"),
        ("Ada Holm", "said", "that the labels were not changed", "denies"),
        ("Ben Frey", "said", "that the labels, the boxes, the seals and the papers were changed", "asserts"),
    )
    assert sides.same_words(told)[0].tolist() == [False, True, False, False]


@pytest.mark.parametrize("cue", ["admitted", "has conceded", "acknowledged"])
def test_who_admits_what_he_denied_has_changed_sides(cue: str) -> None:
    said = [("Edda Rask", "denied", "that the ministry wrote the paper", "denies")] * 4
    found = [s.value for s in stances(members(*said, ("Edda Rask", cue, "that a clerk wrote the paper", "asserts")))]
    assert found == ["denies"] * 4 + ["asserts"]


def test_copies_change_sides_as_one() -> None:
    copy = np.array([[False, True, False], [True, False, False], [False, False, False]])
    pulls = np.array([[0.0, 0.0, 2.0], [0.0, 0.0, 2.0], [2.0, 2.0, 0.0]])
    assert opposing._together(np.array([-0.2, -0.2, -3.0]), pulls, copy) == [True, True, False]
    assert opposing._together(np.array([-0.2, -0.2, -3.0]), np.zeros((3, 3)), copy) == [False, False, False]
