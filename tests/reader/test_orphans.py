"""Whose the quotations are that the network gave to nobody. Plain code alone: no network takes part."""

import pytest

from onrecord.reader.features import split
from onrecord.reader.forms import quotations
from onrecord.reader.orphans import adopted
from onrecord.records import Statement

BLANK = Statement("article", (), (), ())


def found(text: str, *before: Statement) -> list[tuple[str, str, list[str]]]:
    return [
        (text[slice(*s.source[0])], text[slice(*s.cue[0])], [text[slice(*c)] for c in s.content])
        for s in adopted(split(text), quotations(text), before, BLANK)
    ]


def said(text: str, source: str, cue: str, content: str) -> Statement:
    def span(part: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(part), text.index(part) + len(part)),)

    return Statement("article", span(source), span(cue), span(content))


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Governor Ida Moe was blunt. “We are broke.” The bank closed early.", "Governor Ida Moe", "was blunt"),
        ("Asked about the dam, Governor Moe shrugged. “Ask the dam.”", "Governor Moe", "shrugged"),
        ("Then the harbour master spoke. “The boat is lost.”", "the harbour master", "spoke"),
        ("Karl Ås, who built it, left no doubt. “It will fall.”", "Karl Ås, who built it,", "left no doubt"),
        ("Captain Moe gave this account to the court:\n\n“The engine stopped.”", "Captain Moe", "gave this account"),
        ("On July 6, 2021, Moe made this comment:\n\n“It leaks.”", "Moe", "made this comment"),
        ("From Ida Moe writing in the Gull:\n\n“It leaks.”", "Ida Moe", ":"),
        ("From Moe’s latest post: “It leaks.”", "Moe’s", "post"),
        ("And the minister’s answer to that? “Never.”", "the minister’s", "answer"),
        ("The reaction from the guild of millers: “Shame.”", "the guild of millers", "reaction"),
        ("“We are broke.” That was the view of Governor Moe on Monday.", "Governor Moe", "That was the view of"),
        ("“We are broke.” With these words Ida Moe left the room.", "Ida Moe", "With these words"),
    ],
)  # fmt: skip
def test_a_quotation_finds_its_speaker_next_door(text: str, source: str, cue: str) -> None:
    ((who, how, what),) = found(text)
    assert (who, how, what) == (source, cue, [text[text.index("“") : text.index("”") + 1]])


@pytest.mark.parametrize(
    "text",
    [
        "The governor shrugged. “The Long Ferry” played on in the lobby.",
        "The vote was over. “Carried” flashed on the board.",
        "Her novel “Who Says Goodbye?” was filmed twice.",
        "Ida Moe was tired.\n\n“All Bets Are Off.”\n\nThe vote is on Monday.",
        "Ida Moe said so.\n\n'An old friend.'\n\nThe vote is on “Monday”.",
        "The rain stopped in the evening. “It was wet.”",
        "Tickets cost nine marks. The “bridge” is a plank.",
    ],
)
def test_titles_terms_and_words_with_a_shrug_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_it_goes_on_with_what_was_said_in_the_sentence_before() -> None:
    text = "Ida Moe said that the roof leaked.\n\n“We put out buckets.\n\n“Then we put out baths.”\n\nThe school moved."
    statement = said(text, "Ida Moe", "said", "that the roof leaked")
    assert found(text, statement) == [
        ("Ida Moe", "said", ["that the roof leaked", "“We put out buckets.", "“Then we put out baths.”"])
    ]


def test_it_goes_on_with_its_paragraph_past_a_sentence_about_him() -> None:
    text = "“Nobody asked the wolves,” said Ida Moe. She laughs. “They ask nobody.”"
    statement = said(text, "Ida Moe", "said", "“Nobody asked the wolves,”")
    assert found(text, statement) == [("Ida Moe", "said", ["“Nobody asked the wolves,”", "“They ask nobody.”"])]


def test_another_person_in_between_takes_it() -> None:
    text = "“Nobody asked the wolves,” said Ida Moe. Karl Ås was blunt. “They ask nobody.”"
    statement = said(text, "Ida Moe", "said", "“Nobody asked the wolves,”")
    assert [(who, what) for who, _, what in found(text, statement)] == [
        ("Ida Moe", ["“Nobody asked the wolves,”"]),
        ("Karl Ås", ["“They ask nobody.”"]),
    ]


def test_what_is_in_a_statement_is_left_there() -> None:
    text = "Karl Ås was blunt. “We are broke,” said Ida Moe."
    statement = said(text, "Ida Moe", "said", "“We are broke,”")
    assert found(text, statement) == [("Ida Moe", "said", ["“We are broke,”"])]


def test_where_nothing_stands_before_the_sentence_after_tells() -> None:
    text = "“They shouted that the bus was on fire.”\n\nNurse Ida Moe was on the 8:15 when it left the road."
    assert [(who, how) for who, how, _ in found(text)] == [("Nurse Ida Moe", "was")]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("“The archive burned, said the curator, Ida Moe. It was old.", "the curator, Ida Moe", "“The archive burned"),
        ("“It burned for two days, Ida Moe told reporters.", "Ida Moe", "“It burned for two days"),
        ("“It burned, she added.", "she", "“It burned"),
    ],
)
def test_a_quotation_that_is_not_closed_ends_where_somebody_says_it(text: str, source: str, content: str) -> None:
    assert [(who, what) for who, _, what in found(text)] == [(source, [content])]


def test_one_that_is_closed_may_hold_another() -> None:
    assert found("“It burned, she added.”\n\nThe rain stopped.") == []


def test_no_text_breaks_it() -> None:
    for text in ("", "“", "“No.”", "“No.”\n\n“Yes.”", "? “No.”", ": “No.”\n", "“No.” With that, “Yes.”"):
        assert found(text) == []
