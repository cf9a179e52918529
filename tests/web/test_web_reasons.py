"""Whom a statement is of and why it counts for a claim, told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.claims.reasons import told_reasons
from onrecord.ledger import Ledger
from onrecord.web.resolved import resolved
from tests.ledger.making_ledgers import reading_of


@pytest.mark.parametrize(
    ("found", "speaker", "name", "why"),
    [
        ("Minister Anna Brandt", "Anna Brandt", "Anna Brandt", "named here"),
        ("Brandt", "Anna Brandt", "Anna Brandt", "a part of the name"),
        ("she", "Anna Brandt", "Anna Brandt", "a pronoun"),
        ("the mayor", "Anna Brandt", "Anna Brandt", "a description"),
        ("", "Anna Brandt", "Anna Brandt", "no source is written here"),
        ("a person", "", "", "nobody is named"),
        ("Brandt", "Brandt", "Anna Brandt", "“Brandt” is one with it: the surname brandt; nobody else of it is known"),
    ],
)
def test_it_is_told_how_the_words_came_to_stand_for_the_source(
    tmp_path_factory: pytest.TempPathFactory, found: str, speaker: str, name: str, why: str
) -> None:
    from onrecord.ledger import queries

    with Ledger.open(str(tmp_path_factory.mktemp("l") / "l.db")) as ledger:
        row = queries.statements_of(ledger, ledger.add(reading_of()).article)[0]
    told = resolved(replace(row, source_text=found, speaker=speaker, source="s"), {"s": name} if name else {})
    assert why in told.why
    assert told.plain == (why == "named here")


def test_reasons_are_told_in_words_first_of_the_claim_then_of_the_side() -> None:
    told = told_reasons(("nearest: a.html #3 (0.92)", "words: dam, close", "stance: cue_deny", "stance: label_denies"))
    assert told == (
        "nearest to statement 3 of a.html; common words: dam, close; "
        "its side: its cue has a word to deny, its act or certainty is “denies”"
    )


def test_a_signal_that_has_no_words_yet_is_still_told() -> None:
    assert told_reasons(("stance: leans_far",)) == "its side: leans far"
