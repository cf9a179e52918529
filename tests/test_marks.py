"""Quotation marks of other customs are read as English ones, and no offset moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reader.marks import english_marks


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("«No,» she said. «Never.»", "“No,” she said. “Never.”"),
        ("„Nein“, sagte sie. „Nie“", "“Nein”, sagte sie. “Nie”"),
        ("»Nej,« sagde hun.", "“Nej,” sagde hun."),
        ("»Nej,« sagde hun.\n\n»Aldrig.\n\n»Ikke i dag.«", "“Nej,” sagde hun.\n\n“Aldrig.\n\n“Ikke i dag.”"),
        ("“No,“ she said. “Never.“", "“No,” she said. “Never.”"),
        ("”Nej,” sa hon.", "“Nej,” sa hon."),
        ("``No,'' she said. ''Never.''", "“ No, ” she said. “ Never. ”"),
        (
            "‘No,’ she said. ‘It’s the tenants’ house, not “ours”.’",
            "“No,” she said. “It’s the tenants’ house, not ‘ours’.”",
        ),
        ("'No,' she said, 'it isn't yours.'", "“No,” she said, “it isn't yours.”"),
        ("“He said ‘no’,” she said.", "“He said ‘no’,” she said."),
        (
            "In the '90s the tenants' money, the dogs' food and rock 'n' roll",
            "In the '90s the tenants' money, the dogs' food and rock 'n' roll",
        ),
        ('„Tak” and “so” and "so"', '“Tak” and “so” and "so"'),
    ],
)
def test_marks_become_english(text: str, english: str) -> None:
    assert english_marks(text) == english


@given(st.text(alphabet="ab, «»„“”\"'`‘’.\n"))
def test_no_offset_moves_and_no_other_character_changes(text: str) -> None:
    made = english_marks(text)
    assert len(made) == len(text)
    assert all(a == b or (a in "«»„“”\"'`‘’" and b in "“”‘’' ") for a, b in zip(text, made, strict=True))
