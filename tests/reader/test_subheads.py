"""No statement runs into the line that heads the next section."""

from __future__ import annotations

import pytest

from onrecord.reader.decode import Found
from onrecord.reader.features import split
from onrecord.reader.subheads import apart

BEFORE = "Ada Quill said that it will close."
TEXT = f"The market\n\n{BEFORE}\n\n“My fears have come true”\n\nThe boats land at dawn."
WORDS = split(TEXT)
AT = {word: n for n, word in enumerate(WORDS.words)}
CUE = (AT["said"], AT["said"] + 1)


def told(*content: tuple[str, str]) -> list[str]:
    runs = tuple((AT[first], AT[last] + 1) for first, last in content)
    one = Found(((AT["Ada"], AT["Quill"] + 1),), CUE, runs, 1.0)
    return [TEXT[slice(*WORDS.span(*run))] for found in apart(WORDS, [one]) for run in found.content]


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ([("that", "close")], ["that it will close"]),
        ([("that", "true")], ["that it will close."]),
        ([("that", "close"), ("My", "true")], ["that it will close"]),
        ([("that", "that"), ("My", "true")], []),
        ([("My", "dawn")], ["The boats land at dawn"]),
        ([("that", "close"), ("The", "dawn")], ["that it will close"]),
    ],
)
def test_a_content_stops_before_a_line_that_heads_a_section(content: list[tuple[str, str]], kept: list[str]) -> None:
    assert told(*content) == kept


def test_who_is_quoted_in_such_a_line_is_quoted_there_alone() -> None:
    text = "The market\n\nIt was a week of storms.\n\nQuill: It will close\n\nThe boats land at dawn.\n\nNobody came."
    words = split(text)
    at = {word: n for n, word in enumerate(words.words)}
    one = Found(((at["Quill"], at["Quill"] + 1),), (at[":"], at[":"] + 1), ((at[":"] + 1, at["dawn"] + 1),), 1.0)
    ((kept,),) = [found.content for found in apart(words, [one])]
    assert text[slice(*words.span(*kept))] == "It will close"
