"""What a headline says of its own: in the present tense, or after a colon."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.reader.headlines import leading, misread, present
from onrecord.reader.turns import Turn
from onrecord.records import Span, Statement


def read(turns: list[Turn], line: str) -> list[tuple[str, str, str]]:
    def text(span: Span) -> str:
        return line[slice(*span)]

    return [(text(t.source), text(t.cue), text(t.content[0])) for t in turns]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "Rask again denies plan to sell harbour",
            [("Rask", "again denies", "plan to sell harbour")],
        ),
        (
            "Ode mayor rejects charge of fraud, calls auditors a circus",
            [
                ("Ode mayor", "rejects", "charge of fraud"),
                ("Ode mayor", "calls", "auditors a circus"),
            ],
        ),
        (
            "Engineers Warn of Cracks in Old Bridge",
            [("Engineers", "Warn of", "Cracks in Old Bridge")],
        ),
        ("Tarn offers to lend boats to Ode", [("Tarn", "offers", "to lend boats to Ode")]),
        ("Tarn offers boats for rent again", []),
        ("Why the mayor denies plan to sell harbour", []),
        ("Does Rask insist the bridge will hold?", []),
        ("Rask denies everything", []),
        ("The man who says the bridge will fall", []),
    ],
)
def test_what_the_subject_says_in_the_present_tense(line: str, found: list[tuple[str, str, str]]) -> None:
    assert read(list(present(line, [(0, len(line))])), line) == found


def test_a_second_verb_is_not_given_what_the_first_one_says() -> None:
    line = "Ode mayor rejects charge of fraud, calls auditors a circus"
    turns = list(present(line, [(0, len(line))]))
    first, second = (turn.statement(Statement("a", (), (), ()), 1.0) for turn in turns)
    assert misread(replace(second, content=first.content), turns)
    assert misread(replace(second, source=(), content=((0, second.cue[0][0] - 1), *second.content)), turns)
    assert not misread(second, turns)
    assert not misread(first, turns)


def test_several_who_speak_need_not_be_named_in_the_article() -> None:
    def found(line: str) -> list[tuple[str, str, str]]:
        return read(list(leading(line, [(0, len(line))], [])), line)

    assert found("Two officials: the bridge will fall") == [("Two officials", ":", "the bridge will fall")]
    assert found("Foreign media: Ode sold its harbour") != []
    assert found("Old bridge: the story so far") == []
    assert found("Edda Rask: the bridge will fall") == []
