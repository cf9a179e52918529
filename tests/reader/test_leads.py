"""A headline's vague source and the lead that says who it is."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reader.leads import from_the_lead
from onrecord.reader.scene import scene
from onrecord.reader.speakers import SpeakerGuess
from onrecord.records import Article, Part
from tests.reader.speaker_cases import analysis, statement

HEADLINE = "Engineers mapped weak points of dam, Merrow paper reports"
LEAD = "Engineers have mapped the weak points of the Ode Dam, The Ode Courier reported."
PAPER = SpeakerGuess("Merrow paper", "organisation", 0.5, 0.5, "role: Merrow paper")
COURIER = SpeakerGuess("Ode Courier", "organisation", 0.9, 0.9, "name: The Ode Courier")


def told(head: SpeakerGuess, lead: SpeakerGuess, sentence: str = LEAD) -> str:
    text = f"{HEADLINE}\n\n{sentence}"
    at = len(HEADLINE)
    article = Article("", "case", text, (Part("headline", 0, at), Part("body", at + 2, len(text))), title=HEADLINE)
    said = [
        statement(text, "Merrow paper| reports", "Engineers mapped weak points of dam"),
        statement(text, "The Ode Courier| reported", sentence.split(",")[0]),
    ]
    laid = scene(article, said, analysis(text, {}))
    laid = replace(laid, where=replace(laid.where, titled=True))
    return from_the_lead(laid, [head, lead])[0].speaker


def test_the_lead_names_whom_the_headline_describes() -> None:
    assert told(PAPER, COURIER) == "Ode Courier"


def test_not_where_it_tells_something_else_or_of_another_kind() -> None:
    assert told(PAPER, COURIER, "Bread has become dear in the valley, The Ode Courier reported.") == "Merrow paper"
    assert told(PAPER, replace(COURIER, kind="person")) == "Merrow paper"
    assert told(replace(PAPER, why="name: Merrow"), COURIER) == "Merrow paper"


def test_a_fuller_description_by_the_same_noun_is_taken() -> None:
    officials = SpeakerGuess("officials", "group", 0.5, 0.5, "role: officials")
    fuller = SpeakerGuess("two officials with knowledge of it", "unnamed", 0.9, 0.9, "role: two officials")
    assert told(officials, fuller) == "two officials with knowledge of it"
    assert told(officials, replace(fuller, speaker="two ministers at the border")) == "officials"
