"""New statements joined to the claims of a story that was gathered before; trees by columns and by steps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from onrecord.claims import growing, keeping, trees
from onrecord.claims.joining import MOST, nearest
from onrecord.ledger import Ledger
from onrecord.ledger.claims import GATHERED, JOINED, articles_of_story, list_claims, members_of, stories_of
from onrecord.ledger.rows import Judgement
from onrecord.records import Reading
from onrecord.sources import keeping as sources
from tests.claims.test_claims_kept import STORY, reading

NEXT = "The gates of the Sunder Dam will never be closed, President Ivar Kestrand said again on Friday."
FLOUR = "Bakers in Astrel complained again about the price of flour."


def more(name: str, line: str, marks: tuple[str, str, str]) -> Reading:
    return reading(name, "2024-06-21", [(line, marks, "denies")])


def members(ledger: Ledger) -> dict[str, set[str]]:
    found = members_of(ledger, [c.id for c in list_claims(ledger)])
    return {claim: {m.statement.content_text for m in ms} for claim, ms in found.items()}


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(growing, "SMALL", 1)
    monkeypatch.setattr(growing, "GROWTH", 2.0)
    with Ledger.open(str(tmp_path / "l.db")) as opened:
        for name, (published, lines) in STORY.items():
            opened.add(reading(name, published, lines))  # type: ignore[arg-type]
        keeping.update(opened)
        yield opened


def test_a_new_statement_joins_the_claim_that_it_is_about_and_the_others_stay(ledger: Ledger) -> None:
    before = members(ledger)
    marks = ("President Ivar Kestrand", "said", "The gates of the Sunder Dam will never be closed")
    item = more("quill", NEXT, marks)
    ledger.add(item)
    assert keeping.update(ledger) == 1
    after = members(ledger)
    assert before.keys() <= after.keys()
    assert all(before[claim] <= after[claim] for claim in before)
    assert any("The gates of the Sunder Dam will never be closed" in after[claim] for claim in before)
    home = stories_of(ledger, [item.article.id])[item.article.id]
    assert articles_of_story(ledger, home)[item.article.id] == JOINED
    assert keeping.update(ledger) == 0
    assert ledger.check() == []
    stances = [m for ms in members_of(ledger, list(after)).values() for m in ms]
    assert all(m.stance and m.same and m.reasons for m in stances)


def test_what_is_about_nothing_there_joins_nothing(ledger: Ledger) -> None:
    before = members(ledger)
    ledger.add(more("quill", FLOUR, ("Bakers in Astrel", "complained", "about the price of flour")))
    keeping.update(ledger)
    gates = max(before, key=lambda claim: len(before[claim]))
    assert members(ledger)[gates] == before[gates]


def test_a_story_that_has_grown_is_gathered_whole(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "GROWTH", 1.0)
    marks = ("President Ivar Kestrand", "said", "The gates of the Sunder Dam will never be closed")
    item = more("quill", NEXT, marks)
    ledger.add(item)
    keeping.update(ledger)
    home = stories_of(ledger, [item.article.id])[item.article.id]
    assert set(articles_of_story(ledger, home).values()) == {GATHERED}


def test_what_people_decided_stands_when_a_claim_grows(ledger: Ledger) -> None:
    claim = max(members(ledger), key=lambda c: len(members(ledger)[c]))
    one, other = members_of(ledger, [claim])[claim][:2]
    ledger.judge(Judgement("stance", one.statement.id, "hedges"))
    ledger.judge(Judgement("move-claim", other.statement.id, ""))
    keeping.update(ledger)
    marks = ("President Ivar Kestrand", "said", "The gates of the Sunder Dam will never be closed")
    ledger.add(more("quill", NEXT, marks))
    keeping.update(ledger)
    found = {m.statement.id: m.stance for ms in members_of(ledger, list(members(ledger))).values() for m in ms}
    assert found.get(one.statement.id, "hedges") == "hedges"
    assert other.statement.id not in found


def test_the_nearest_by_words_are_looked_at_and_no_more_than_most() -> None:
    old = [f"word{n} flour bread" for n in range(300)]
    found = nearest(["the dam of word250"], old)
    assert 250 in found
    assert len(found) <= MOST
    assert found == sorted(set(found))
    assert nearest([], old) == []


def test_sources_are_not_settled_again_where_nothing_came_in(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    sources.update(ledger)
    monkeypatch.setattr("onrecord.sources.keeping.gathered", lambda _: pytest.fail("gathered again"))
    assert sources.update(ledger) == 0


@pytest.mark.parametrize("name", ["pairs_first", "pairs_same", "stance_pairs"])
def test_trees_by_columns_and_by_steps_tell_the_same(name: str) -> None:
    model = trees.load(name)
    chance = np.random.default_rng(0)
    at = chance.choice(len(model.threshold), (trees.FEW + 50, len(model.features)))
    rows = (model.threshold[at] + chance.choice([-0.01, 0, 0.01], at.shape)).astype(np.float32)
    assert np.allclose(model._compared(rows), model._walked(rows), atol=1e-12)
    assert np.allclose(model.score(rows)[:7], model.score(rows[:7]), atol=1e-6)
    wide = replace(model)
    assert wide.score(rows[:0]).shape == (0,)
