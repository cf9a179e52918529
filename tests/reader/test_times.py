"""Time expressions of news English and the days they mean."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reader.times import Expression, find, horizon_value, resolve, when_value
from onrecord.records import parse_day

WEDNESDAY = date(2024, 6, 5)

WHENS = [
    ("on Wednesday", "2024-06-05"),
    ("late Tuesday night", "2024-06-04"),
    ("last Wednesday", "2024-05-29"),
    ("yesterday", "2024-06-04"),
    ("this week", "2024-06-03/2024-06-05"),
    ("last week", "2024-05-27/2024-06-02"),
    ("last month", "2024-05-01/2024-05-31"),
    ("earlier this month", "2024-06-01/2024-06-05"),
    ("earlier this year", "2024-01-01/2024-06-05"),
    ("last year", "2023-01-01/2023-12-31"),
    ("in 2021", "2021-01-01/2021-12-31"),
    ("in 2024", "2024-01-01/2024-12-31"),
    ("in March", "2024-03-01/2024-03-31"),
    ("in August", "2023-08-01/2023-08-31"),
    ("in early March", "2024-03-01/2024-03-10"),
    ("in March 2019", "2019-03-01/2019-03-31"),
    ("on May 30", "2024-05-30"),
    ("on Nov. 17, 2015", "2015-11-17"),
    ("on the first of April", "2024-04-01"),
    ("on the twenty-first of March 2023", "2023-03-21"),
    ("on Tuesday, June 4", "2024-06-04"),
    ("on 17 November 2015", "2015-11-17"),
    ("two days ago", "2024-06-03"),
    ("two weeks ago", "2024-05-22"),
    ("three years ago", "2021-01-01/2021-12-31"),
    ("in the 1990s", "1990-01-01/1999-12-31"),
    ("from May 13 to 22", "2024-05-13/2024-05-22"),
    ("last summer", "2023-06-01/2023-08-31"),
    ("over the past week", "2024-05-29/2024-06-05"),
    ("during this month", "2024-06-01/2024-06-05"),
    ("between Wednesday and Sunday", "2024-05-29/2024-06-02"),
    ("from Monday through Wednesday", "2024-06-03/2024-06-05"),
    ("Following Monday’s debate", "2024-06-03"),
    ("2024-05-01", "2024-05-01"),
]

HORIZONS = [
    ("within the next three years", "2027-06-05"),
    ("by the end of 2025", "2025-12-31"),
    ("in 2024", "2024-12-31"),
    ("by 2030", "2030-12-31"),
    ("next month", "2024-07-31"),
    ("next year", "2025-12-31"),
    ("on Friday", "2024-06-07"),
    ("next Tuesday", "2024-06-11"),
    ("in November", "2024-11-30"),
    ("in March", "2025-03-31"),
    ("this fall", "2024-11-30"),
    ("within two weeks", "2024-06-19"),
    ("in five to ten years", "2034-06-05"),
    ("by June 30", "2024-06-30"),
    ("tomorrow", "2024-06-06"),
    ("this week", "2024-06-09"),
    ("for another six weeks", "2024-07-17"),
    ("six more weeks", "2024-07-17"),
    ("between 1 October and 10 November", "2024-11-10"),
    ("from 20 to 28 June", "2024-06-28"),
    ("between 20 December and 5 January", "2025-01-05"),
]


def only(text: str) -> Expression:
    found = find(f"They spoke {text}.")
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("text", "expected"), WHENS)
def test_when(text: str, expected: str) -> None:
    assert when_value(only(text), WEDNESDAY) == expected


@pytest.mark.parametrize(("text", "expected"), HORIZONS)
def test_horizon(text: str, expected: str) -> None:
    assert horizon_value(only(text), WEDNESDAY) == expected


@pytest.mark.parametrize("text", ["It may be so.", "We march on.", "He paid $2016 for 1,995 of them.", "Sen. Ode sat."])
def test_no_expression(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("text", ["two days earlier", "the same day", "on Feb. 30", "over the coming weeks"])
def test_what_the_words_alone_do_not_tell_is_not_guessed(text: str) -> None:
    found = find(f"They spoke {text}.")
    assert all(resolve(e, WEDNESDAY) is None for e in found)


def test_what_is_past_is_no_horizon() -> None:
    assert horizon_value(only("in 2019"), WEDNESDAY) == ""


def test_windows_around_time_words_find_the_same() -> None:
    text = "By the end of next year, Ode said Tuesday, Nov. 17, 2015, all of it – in 2030, say – will be gone. " * 3
    words = [(w.start(), w.end()) for w in re.finditer(r"\w+|[^\w\s]", text)]
    lowers = [text[a:b].lower() for a, b in words]
    assert find(text, lowers, [a for a, _ in words], [b for _, b in words]) == find(text)


def test_parse_day() -> None:
    assert parse_day("2024-06-05T10:00:00Z") == WEDNESDAY
    assert parse_day("") is None
    assert parse_day("June") is None


PIECES = st.sampled_from(
    "on last next this Tuesday May 31 2016 week month years ago the in two of Feb. 30 - , / 99".split()
)


@given(st.lists(PIECES, max_size=12), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_any_text_resolves_or_does_not(pieces: list[str], today: date) -> None:
    text = " ".join(pieces)
    for expression in find(text):
        assert text[expression.start : expression.end] == expression.text
        for ahead in (False, True):
            days = resolve(expression, today, ahead)
            assert days is None or days[0] <= days[1]


def test_an_expression_that_only_what_follows_makes_whole() -> None:
    """ "last Nov" is one beside a letter; with its full stop, alone, no rule fits it."""
    assert [(e.text, e.rule) for e in find("It fell last Nov.in the east.")] == [("last Nov.", "month")]
