"""Judgements: applied, withdrawn, kept over re-reading, exchanged."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making_ledgers import MARKS, reading_of, readings

from onrecord.errors import JudgementError, LedgerError
from onrecord.ledger import Ledger, queries
from onrecord.ledger.judging import COLUMN, check_named
from onrecord.ledger.rows import Judgement
from onrecord.ledger.standing import list_judgements

READING = reading_of()
HOLDS, SAFE, DENIED = (s.id for s in READING.statements)


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as opened:
        opened.add(READING)
        yield opened


def statement(ledger, key):
    return queries.show(ledger, key).statement


def test_a_corrected_speaker_shows_both(ledger):
    ledger.judge(Judgement("speaker", HOLDS, "Luis Vargas", "ana", "his brother"))
    row = statement(ledger, HOLDS)
    assert (row.speaker, row.as_found) == ("Luis Vargas", {"speaker": "Mr. Vargas"})
    assert queries.search(ledger, "luis").total == 1
    assert queries.who(ledger, "Luis Vargas").hits.rows[0].id == HOLDS
    assert queries.who(ledger, "mr. vargas").sources == ()
    assert ledger.check() == []


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("label:kind", "organisation"),
        ("label:act", "denies"),
        ("label:certainty", "possible"),
        ("label:via", ["Reuters", "BBC"]),
        ("label:venue", "in parliament"),
        ("label:when", "2024-05-01"),
        ("label:horizon", "2025-12-31"),
        ("label:again", True),
    ],
)
def test_every_label_can_be_corrected_and_restored(ledger, kind, value):
    label = kind.removeprefix("label:")
    found = getattr(statement(ledger, HOLDS), label)
    judged = ledger.judge(Judgement(kind, HOLDS, value))
    now = statement(ledger, HOLDS)
    assert getattr(now, label) == (tuple(value) if label == "via" else value)
    assert now.as_found == {label: list(found) if label == "via" else found}
    ledger.withdraw(judged.id)
    assert getattr(statement(ledger, HOLDS), label) == found
    assert statement(ledger, HOLDS).as_found == {}
    assert ledger.check() == []


def test_the_latest_standing_judgement_holds(ledger):
    first = ledger.judge(Judgement("speaker", HOLDS, "A"))
    second = ledger.judge(Judgement("speaker", HOLDS, "B"))
    assert statement(ledger, HOLDS).speaker == "B"
    ledger.withdraw(second.id, "ana", "a slip")
    assert statement(ledger, HOLDS).speaker == "A"
    ledger.withdraw(first.id)
    assert statement(ledger, HOLDS).speaker == "Mr. Vargas"
    rows = list_judgements(ledger)
    assert [(r.judgement.value, bool(r.withdrawn), r.withdrawn_by) for r in rows] == [
        ("B", True, "ana"),
        ("A", True, ""),
    ]
    assert list_judgements(ledger, standing=True) == ()


def test_outcome_and_verdict(ledger):
    ledger.judge(Judgement("outcome", HOLDS, "did-not"))
    ledger.judge(Judgement("verified", SAFE, True))
    assert statement(ledger, HOLDS).outcome == "did-not"
    assert statement(ledger, SAFE).verdict == "verified"
    ledger.judge(Judgement("verified", SAFE, False))
    assert statement(ledger, SAFE).verdict == ""


@pytest.mark.parametrize(
    ("judgement", "why"),
    [
        (Judgement("spoke", HOLDS, "x"), "no such kind of judgement"),
        (Judgement("label:speaker", HOLDS, "x"), "no such kind of judgement"),
        (Judgement("label:act", HOLDS, "shouts"), "'shouts' is no value of it"),
        (Judgement("outcome", HOLDS, ""), "is no value of it"),
        (Judgement("label:via", HOLDS, "Reuters"), "not a list of names"),
        (Judgement("speaker", HOLDS, 3), "is not a text"),
        (Judgement("speaker", "0" * 16, "x"), "no current statement"),
    ],
)
def test_what_cannot_be_judged_is_told_and_nothing_is_kept(ledger, judgement, why):
    with pytest.raises(JudgementError, match=why):
        ledger.judge(judgement)
    assert list_judgements(ledger) == ()


def test_withdrawing_what_is_not_there(ledger):
    with pytest.raises(JudgementError, match="no judgement of that id"):
        ledger.withdraw("0" * 16)


def test_judgements_about_sources_and_claims_are_kept(ledger):
    a, b = (s.id for s in queries.find_sources(ledger, "vargas"))
    ledger.judge(Judgement("same-source", a, b, "ana"))
    ledger.judge(Judgement("move-claim", HOLDS, "claim1"))
    assert [r.judgement.value for r in list_judgements(ledger, kind="same-source")] == [b]
    assert list_judgements(ledger, kind="move-claim")[0].statement == HOLDS
    assert ledger.check() == []


def test_a_judgement_follows_its_statement_to_other_spans(ledger):
    ledger.judge(Judgement("speaker", HOLDS, "Luis Vargas"))
    again = reading_of(marks=(("Vargas", "said", "the dam will hold"), MARKS[1]), reader="tester 2")
    ledger.add(again)
    moved = statement(ledger, again.statements[0].id)
    assert (moved.speaker, moved.as_found) == ("Luis Vargas", {"speaker": "Vargas"})
    assert statement(ledger, SAFE).as_found == {}
    judged = list_judgements(ledger)[0]
    assert (judged.judgement.subject, judged.statement) == (HOLDS, again.statements[0].id)
    ledger.withdraw(judged.id)
    assert statement(ledger, again.statements[0].id).speaker == "Vargas"


def test_a_judgement_without_its_statement_waits_and_is_told(ledger):
    ledger.judge(Judgement("speaker", DENIED, "The mayor"))
    ledger.add(reading_of(marks=MARKS[:1], reader="tester 2"))
    assert [f.level for f in ledger.check()] == ["warning"]
    ledger.add(reading_of(marks=MARKS, reader="tester 3"))
    assert statement(ledger, DENIED).speaker == "The mayor"
    assert ledger.check() == []


def test_a_judgement_follows_its_quote_to_another_text_of_the_page(ledger):
    ledger.judge(Judgement("speaker", HOLDS, "Luis Vargas"))
    text = "The dam\n\n" + READING.article.text
    other = reading_of(text, MARKS[:1], "tester 2")
    article = replace(other.article, page=READING.page.id)
    moved = tuple(replace(s, article=article.id) for s in other.statements)
    ledger.add(replace(other, page=READING.page, article=article, statements=moved))
    assert statement(ledger, moved[0].id).speaker == "Luis Vargas"


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_judgements_survive_re_reading(tmp_path_factory, data):
    """Every statement that a second reader finds with the same spans keeps what was decided on it."""
    first = data.draw(readings("reader 1").filter(lambda r: r.statements))
    kept = data.draw(st.lists(st.sampled_from(first.statements), min_size=1, unique_by=lambda s: s.id))
    second = tuple(replace(s, reader="reader 2", speaker="somebody", act="asks") for s in kept)
    with Ledger.open(str(tmp_path_factory.mktemp("again") / "l.db")) as ledger:
        ledger.add(first)
        for n, one in enumerate(kept):
            ledger.judge(Judgement("speaker", one.id, f"Judged {n}"))
        ledger.add(replace(first, statements=second))
        for n, one in enumerate(kept):
            row = statement(ledger, one.id)
            assert (row.speaker, row.act, row.reader) == (f"Judged {n}", "asks", "reader 2")
            assert row.as_found == {"speaker": "somebody"}
        assert ledger.check() == []


def test_a_team_exchanges_judgements(ledger, tmp_path):
    gone = ledger.judge(Judgement("label:act", SAFE, "warns", "bo"))
    ledger.judge(Judgement("speaker", HOLDS, "Luis Vargas", "ana"))
    ledger.withdraw(gone.id, "bo")
    lines = list(ledger.export_judgements())
    assert [next(iter(json.loads(line))) for line in lines] == ["judgement", "judgement", "withdrawal"]
    with Ledger.open(str(tmp_path / "before.db")) as other:
        other.add(READING)
        assert other.import_judgements(lines) == 3
        assert other.import_judgements([*lines, ""]) == 0
        assert list(other.export_judgements()) == lines
        assert other.fingerprint() == ledger.fingerprint()
    with Ledger.open(str(tmp_path / "after.db")) as other:
        other.import_judgements(lines)
        other.add(READING)
        assert other.fingerprint() == ledger.fingerprint()


@pytest.mark.parametrize("line", ["{", "[]", '{"x": 1}', '{"judgement": {"kind": "speaker"}}', '{"withdrawal": {}}'])
def test_a_wrong_line_is_named_and_nothing_taken_in(ledger, line):
    good = json.dumps({"judgement": {"kind": "speaker", "subject": HOLDS, "value": "X", "time": "2024-01-01T00:00:00"}})
    with pytest.raises(JudgementError, match=r"line 2: .* nothing was taken in"):
        ledger.import_judgements([good, line])
    assert list_judgements(ledger) == ()


def test_imported_judgements_are_checked_like_others(ledger):
    line = json.dumps({"judgement": {"kind": "label:act", "subject": HOLDS, "value": "shouts", "time": "2024-01-01"}})
    with pytest.raises(JudgementError, match=r"line 1: label:act: 'shouts'"):
        ledger.import_judgements([line])


def test_every_label_has_a_column():
    from onrecord.records import LABELS

    assert {kind.removeprefix("label:") for kind in COLUMN} == set(LABELS)


def test_judging_needs_a_ledger_open_for_writing(ledger):
    with Ledger.open(ledger.name, read_only=True) as reader, pytest.raises(LedgerError, match="reading only"):
        reader.judge(Judgement("speaker", HOLDS, "X"))


@pytest.mark.parametrize(
    ("labels", "why"),
    [
        ({}, "they are 'asserts' and ''"),
        ({"label:act": "predicts"}, "they are 'predicts' and ''"),
        ({"label:horizon": "2025-12-31"}, "they are 'asserts' and '2025-12-31'"),
    ],
)
def test_only_of_a_forecast_an_outcome_is_told(ledger, labels, why):
    outcome = Judgement("outcome", HOLDS, "came-true")
    for kind, value in labels.items():
        ledger.judge(Judgement(kind, HOLDS, value))
    with pytest.raises(JudgementError, match=why):
        check_named(ledger, outcome)


def test_of_what_a_person_made_a_forecast_an_outcome_is_told(ledger):
    ledger.judge(Judgement("label:act", HOLDS, "commits"))
    ledger.judge(Judgement("label:horizon", HOLDS, "2025-12-31"))
    check_named(ledger, Judgement("outcome", HOLDS, "came-true"))


@pytest.mark.parametrize("kind", ["same-source", "different-source", "same-claim"])
def test_nothing_is_paired_with_itself(ledger, kind):
    with pytest.raises(JudgementError, match="two ids are needed"):
        check_named(ledger, Judgement(kind, HOLDS, HOLDS))
