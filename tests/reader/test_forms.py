"""Quotation marks of every kind, and the form of a content."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reader.forms import form, quotations

PAIRS = [
    ("He said “we are done” today.", ["“we are done”"]),
    ('He said "we are done" today.', ['"we are done"']),
    ("He said ''we are done'' today.", ["''we are done''"]),
    ("Er sagte „wir sind fertig“ heute.", ["„wir sind fertig“"]),
    ("Il a dit « c’est fini » hier.", ["« c’est fini »"]),
    ("Han sagde »det er slut« i dag.", ["»det er slut«"]),
    ("She called it ‘a disgrace’ and left.", ["‘a disgrace’"]),
    ("“He told me ‘no’ twice,” she said.", ["“He told me ‘no’ twice,”"]),
    ("'It is over,' he said; the dogs' owner didn't agree.", ["'It is over,'"]),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_marks_pair_up(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in quotations(text)] == expected


def test_apostrophes_are_no_quotations() -> None:
    assert quotations("The senators' plan isn't Ohio's; they're rock ’n’ roll fans, 'twas said.") == []


def test_a_quotation_over_paragraphs_has_one_closing_mark() -> None:
    text = "“First we talk.\n“Then we vote.\n“Then we go home,” she said."
    assert [text[a:b] for a, b in quotations(text)] == ["“First we talk.", "“Then we vote.", "“Then we go home,”"]


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    text = "“We will not move, the mayor said.\nNothing here is quoted."
    assert [text[a:b] for a, b in quotations(text)] == ["“We will not move, the mayor said."]


def test_a_closing_mark_alone_opens_nothing() -> None:
    assert quotations("we will not move,” the mayor said. Nothing more.") == []


FORMS = [
    ("“We won,” Ode said.", ["“We won,”"], "direct"),
    ("Ode said they won.", ["they won"], "indirect"),
    ("Ode said that they “won big” there.", ["that they “won big” there"], "mixed"),
    ("“We won,” Ode said. “Big.”", ["“We won,”", "“Big.”"], "direct"),
    ("Ode said “we won", ["we won"], "direct"),
    ("Ode called the vote rigged, “a farce.”", ["rigged", "“a farce.”"], "mixed"),
]


@pytest.mark.parametrize(("text", "contents", "expected"), FORMS)
def test_form(text: str, contents: list[str], expected: str) -> None:
    spans = [(text.index(c), text.index(c) + len(c)) for c in contents]
    assert form(text, spans, quotations(text)) == expected


@given(st.text("ab .,\n\"'“”‘’«»„`", max_size=60))
def test_quotations_lie_in_the_text_in_order(text: str) -> None:
    found = quotations(text)
    assert all(0 <= a < b <= len(text) and "\n" not in text[a:b] for a, b in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    assert form(text, [(0, len(text))], found) in ("direct", "mixed", "indirect")
