"""Which outlets and occasions an article names, in invented sentences."""

from __future__ import annotations

import pytest
from speaker_cases import analysis

from onrecord.reader.analysis import NameKind
from onrecord.reader.outline import outline
from onrecord.reader.relays import relays, venues

HEAD = "Rain in Ode.\n"
NAMES: dict[str, NameKind] = {
    "Ida Moe": "PER",
    "Times": "ORG",
    "Merrow": "LOC",
    "Gull Herald on Sunday": "ORG",
    "Nordvik": "ORG",
    "Post": "ORG",
}


def found(sentence: str) -> list[tuple[str, str]]:
    laid = analysis(HEAD + sentence, NAMES)
    return [(c.value, c.relation) for c in relays(outline(laid), "", laid.names)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("told the Daily Gull.", "Daily Gull"),
        ("told the Daily Telegraph.", "Daily Telegraph"),
        ("told the Press Union.", "Press Union"),
        ("told the Times of Merrow.", "Times of Merrow"),
        ("told the Evening Gull on Monday.", "Evening Gull"),
        ("told Channel 6.", "Channel 6"),
        ("told Radio Ode.", "Radio Ode"),
        ("told BBC Radio Four.", "BBC Radio Four"),
        ("told the New Merrow Times Magazine.", "New Merrow Times Magazine"),
        ("told the Ode Herald on Sunday.", "Ode Herald"),
        ("told the Gull Herald on Sunday.", "Gull Herald on Sunday"),
        ("told the newspaper Kustbode that it fell.", "Kustbode"),
        ("told Merrow's state broadcaster ORT on Monday.", "ORT"),
        ("told the music site Tremolo.", "Tremolo"),
        ("told the Nordvik news agency.", "Nordvik"),
    ],
)
def test_an_outlet_is_found_by_its_whole_name(words: str, value: str) -> None:
    assert found(f"Ida Moe {words}") == [(value, "told")]


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Ida Moe said to Radio Ode that it fell.", "with"),
        ("Ida Moe, in comments carried by the Nordvik news agency, said it fell.", "reported"),
    ],
)
def test_words_that_tie_an_outlet_in(sentence: str, relation: str) -> None:
    assert [r for _, r in found(sentence)] == [relation]


@pytest.mark.parametrize(
    "sentence", ["She said it on the Daily Show.", "Nordvik's website was down.", "The broadcaster Ida Moe fell ill."]
)
def test_what_is_no_outlet(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("At a rally in Tarn, Governor Ida Moe said", "rally in Tarn"),
        ("At a rally in Tarn, Ida Moe said", "rally in Tarn"),
        ("At a rally in Tarn, Ida Moe, who is ill, said", "rally in Tarn"),
        ("At a rally in Tarn, Merrow, Ida Moe said", "rally in Tarn, Merrow"),
        ("At a rally in Tarn, Iowa, Mr. Moe said", "rally in Tarn, Iowa"),
        ("At a rally in Tarn, Merrow on Monday, Ida Moe said", "rally in Tarn, Merrow"),
        ("At a rally in Tarn, N.C., Ida Moe said", "rally in Tarn, N.C."),
        ("In a letter to Parliament, Ida Moe said", "letter to Parliament"),
        ("In a post on X, Ida Moe said", "post on X"),
        ("Ida Moe wrote on Threads", "Threads"),
        ("Ida Moe posted on X", "X"),
    ],
)
def test_an_occasion_ends_before_who_speaks(words: str, value: str) -> None:
    assert [c.value for c in venues(outline(analysis(f"{HEAD}{words} that it fell.", NAMES)))] == [value]


@pytest.mark.parametrize("words", ["The threads were loose.", "They met on x and y.", "Malcolm X spoke."])
def test_words_that_name_no_platform(words: str) -> None:
    assert venues(outline(analysis(HEAD + words, {}))) == []
