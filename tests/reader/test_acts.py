"""What plain code decides of acts."""

from __future__ import annotations

import pytest

from onrecord.reader.acts import guess
from onrecord.reader.scene import scene
from onrecord.records import Article, Part
from tests.reader.speaker_cases import analysis, statement

CONTENT = "about a possible breach of the dam within the next three years"


def act(cue: str, content: str = CONTENT) -> str:
    text = f"The water board {cue} {content}."
    article = Article("", "case", text, (Part("body", 0, len(text)),))
    laid = scene(article, [statement(text, f"The water board |{cue}", content)], analysis(text, {}))
    return guess(laid, ["organisation"])[0].act


@pytest.mark.parametrize("cue", ["has also raised concerns", "sounded the alarm"])
def test_raising_an_alarm_warns(cue: str) -> None:
    assert act(cue) == "warns"


def test_being_concerned_does_not() -> None:
    assert act("is concerned") == "thinks"


def test_one_question_alone_asks_whatever_its_cue() -> None:
    assert act("said:", "Mr Mayor, is there a plan to sell the harbour at Ode?") == "asks"
    assert act("said:", "Is there a plan? There is a plan to sell the harbour at Ode.") != "asks"


def test_to_call_a_thing_something_is_not_to_call_for_it() -> None:
    whole = "The water board called the plan “a gun on the table” and demanded an answer from the mayor."
    article = Article("", "case", whole, (Part("body", 0, len(whole)),))
    said = statement(whole, "The water board |called", "the plan “a gun on the table”")
    assert guess(scene(article, [said], analysis(whole, {})), ["organisation"])[0].act == "asserts"
    assert act("called for", "an answer from the mayor before the summer") == "urges"


@pytest.mark.parametrize("cue", ["declined to confirm", "refused to say", "would not say", "wouldn’t discuss"])
def test_what_the_source_will_not_tell_is_an_act_of_its_own(cue: str) -> None:
    assert act(cue, "whether the dam had been breached") == "commits"


@pytest.mark.parametrize("cue", ["did not deny", "did not dispute"])
def test_what_is_not_denied_is_let_stand(cue: str) -> None:
    assert act(cue, "that the dam had been breached") == "asserts"


def test_refusing_to_admit_denies() -> None:
    assert act("refused to admit", "that the dam had been breached") == "denies"
