"""Where a report was sent from is no part of what is said in it."""

from __future__ import annotations

import pytest

from onrecord.reader.datelines import datelines, without
from onrecord.records import Statement

SAID = "Two boats sank off the mole, the harbour master said."


@pytest.mark.parametrize(
    "line",
    [
        "ODE CITY, May 3 (Agency) - ",
        "TARN — ",
        "PORT ODE, Maine (AB) -- ",
        "ST. ODE – ",
        "11:20 ",
        "[11:31] ",
        "11:31 – ",
        "9.05am ",
        "10:42 GMT ",
        "10:42 p.m. ET: ",
    ],
)
def test_a_content_begins_after_the_dateline(line: str) -> None:
    text = f"Boats sink\n{line}{SAID}"
    at = text.index(line)
    end = text.index(", the harbour")
    read = without(Statement("a", (), (), ((at, end),)), datelines(text))
    assert text[slice(*read.content[0])] == "Two boats sank off the mole"


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        "NATO said - not for the first time - that two boats sank",
        "ODE-ON-SEA is old",
        "9:30 is too early, the harbour master said.",
        "10.42 million fish were caught.",
        "The clock said 11:20 Two boats sank.",
    ],
)
def test_other_capitals_and_dashes_are_no_dateline(text: str) -> None:
    assert datelines(text) == []


def test_what_of_a_content_is_a_dateline_is_left_out() -> None:
    line = "ODE CITY, May 3 (Agency) - "
    text = line + SAID
    runs = ((0, len(line) - 3), (len(line), text.index(", the harbour")))
    assert without(Statement("a", (), (), runs), datelines(text)).content == runs[1:]


def test_a_content_elsewhere_stays() -> None:
    text = f"ODE CITY, May 3 (Agency) - {SAID}"
    told = Statement("a", (), (), ((text.index("sank"), text.index(" off")),))
    assert without(told, datelines(text)) == told


def test_a_content_that_is_a_dateline_alone_is_kept() -> None:
    text = f"ODE CITY, May 3 (Agency) - {SAID}"
    told = Statement("a", (), (), ((0, 8),))
    assert without(told, datelines(text)) == told
