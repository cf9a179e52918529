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
        ('„Tak” and “so” and "so"', '“Tak” and “so” and "so"'),
    ],
)
def test_marks_become_english(text: str, english: str) -> None:
    assert english_marks(text) == english


@given(st.text(alphabet='ab «»„“”"\n'))
def test_no_offset_moves_and_no_other_character_changes(text: str) -> None:
    made = english_marks(text)
    assert len(made) == len(text)
    assert all(a == b or a in "«»„“" for a, b in zip(text, made, strict=True))
