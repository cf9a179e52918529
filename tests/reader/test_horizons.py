"""By when: which of a sentence's time expressions tells the last day of what it looks ahead to."""

from __future__ import annotations

import pytest

from onrecord.reader.horizons import horizon
from onrecord.reader.scene import scene
from onrecord.records import Article, Part
from tests.reader.speaker_cases import analysis, statement

CASES = [
    ("He", "expects", "an answer before the end of the month", "2024-06-30"),
    ("The board", "plans", "to decide in July whether to attend the talks on 9 September", "2024-07-31"),
    ("The board", "said", "that on Friday the ferry will sail", "2024-06-07"),
    ("The board", "said", "that a strike between 1 October and 10 November would cost a third", "2024-11-10"),
    ("The board", "said", "it will take another six weeks", "2024-07-17"),
    ("The board", "said", "that the inspectors would not forget what was seen two days before", ""),
    ("The board", "said", "that on Friday the ferry sank because nobody will repair it", ""),
    ("The board", "said", "that on Friday, the ferry will sail", "2024-06-07"),
    ("The board", "said", "that the sister of the ferry that sank in February, will be back by 1 July", "2024-07-01"),
    ("The board", "said", "that the ferry will sail by the fifth of July", "2024-07-05"),
    ("Two officials", ":", "Orrel falls by eight per cent in a week", ""),
    ("The board", "decided", "that the inquiry was reopened in May", ""),
    ("He", "promised", "he'd never been at the mill on Saturday night", ""),
    ("He", "promised", "he'd already repaired the boiler on Saturday", ""),
    ("He", "promised", "he'd repair the boiler on Saturday", "2024-06-08"),
    ("He", "promised", "he'd proceed on Saturday", "2024-06-08"),
    ("She", "thinks", "we will look back on this decade with shame", ""),
    ("The board", "said", "the ferry will sail this decade", "2029-12-31"),
    ("The board", "said", "the ferry will sail before year-end", "2024-12-31"),
    ("The board", "said", "the ferry will sail before the winter", "2024-11-30"),
]


def told(source: str, cue: str, content: str, *, before: str = "", said: str = "") -> str:
    text = f"{before}{source} {cue} {content}."
    article = Article("", "case", text, (Part("body", 0, len(text)),), published="2024-06-05")
    one = statement(text, f"{source} |{cue}", content)
    return horizon(scene(article, [one], analysis(text, {})), 0, "predicts", said)[0]


@pytest.mark.parametrize(("source", "cue", "content", "day"), CASES)
def test_last_day(source: str, cue: str, content: str, day: str) -> None:
    assert told(source, cue, content) == day


def test_that_day_is_the_one_told_of_before() -> None:
    before = "It will run by 20 June, the board said. "
    assert told("He", "said", "that on that day the river will be normal", before=before) == "2024-06-20"
    assert told("He", "said", "that on that day the river will be normal") == ""


def test_a_day_of_the_calendar_is_seen_from_when_it_was_named() -> None:
    content = "that the mill would run by 1 June"
    assert told("He", "said", content, said="2024-05-10") == "2024-06-01"
    assert told("He", "said", content) == "2025-06-01"


def test_an_expression_may_run_on_past_the_content() -> None:
    text = "He said the clock stopped on 30 September."
    article = Article("", "case", text, (Part("body", 0, len(text)),), published="2024-06-05")
    one = statement(text, "He |said", "the clock stopped on 30")
    assert horizon(scene(article, [one], analysis(text, {})), 0, "predicts", "") == ("", "")
