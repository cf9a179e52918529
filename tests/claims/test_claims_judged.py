"""What people decided about claims outlives every gathering, and is told where it finds nothing any more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.claims import growing, keeping
from onrecord.claims.decided import Decisions
from onrecord.ledger import Ledger
from onrecord.ledger.claims import list_claims, members_of
from onrecord.ledger.rows import Judgement, JudgementRow
from onrecord.records import Reading
from tests.claims.test_claims_kept import STORY, Lines, reading

FLOUR = ("Bakers in Astrel", "complained", "about the price of flour in Astrel")
MORE: dict[str, Lines] = {
    "telwire": [("Bakers in Astrel complained about the price of flour in Astrel.", FLOUR, "asserts")],
    "courier": [("Bakers in Astrel complained again about the price of flour in Astrel.",
                 ("Bakers in Astrel", "complained again", FLOUR[2]), "asserts")],
    "examiner": [("Bakers in Astrel complained loudly about the price of flour in Astrel.",
                  ("Bakers in Astrel", "complained loudly", FLOUR[2]), "asserts")],
}  # fmt: skip


def told() -> list[Reading]:
    """Three articles on one story with two claims: the gates, and the flour."""
    lines = {name: [line for line in STORY[name][1] if "flour" not in line[0]] + MORE[name] for name in STORY}  # type: ignore[union-attr]
    return [reading(name, str(STORY[name][0]), lines[name]) for name in STORY]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with made(tmp_path / "l.db") as opened:
        yield opened


def made(path: Path) -> Ledger:
    opened = Ledger.open(str(path))
    for item in told():
        opened.add(item)
    keeping.update(opened)
    return opened


def held(ledger: Ledger) -> dict[str, set[str]]:
    found = members_of(ledger, [c.id for c in list_claims(ledger)])
    return {claim: {m.statement.id for m in members} for claim, members in found.items()}


def pair(ledger: Ledger) -> tuple[str, str]:
    """The ids of the claim about the gates and of that about the flour, the smaller first."""
    one, other = sorted(held(ledger), key=lambda claim: len(held(ledger)[claim]))
    return one, other


def regather(ledger: Ledger) -> None:
    """Has the story gathered anew: something comes in that is about nothing there."""
    lines: Lines = [("The gates of the Sunder Dam are green, Oskan Breel said.",
                     ("Oskan Breel", "said", "The gates of the Sunder Dam are green"), "asserts")]  # fmt: skip
    ledger.add(reading("quill", "2024-06-21", lines))
    assert keeping.update(ledger) == 1


@pytest.mark.parametrize("turned", [False, True])
def test_claims_that_a_person_joined_stay_one_whatever_comes_in(ledger: Ledger, turned: bool) -> None:
    pair_ = pair(ledger)[:: -1 if turned else 1]
    before = set[str]().union(*held(ledger).values())
    ledger.judge(Judgement("same-claim", *pair_))
    assert keeping.update(ledger) == 1
    assert {claim: ids for claim, ids in held(ledger).items() if ids >= before} == {pair_[0]: before}
    assert keeping.update(ledger) == 0
    regather(ledger)
    assert held(ledger)[pair_[0]] >= before
    assert keeping.update(ledger) == 0
    assert keeping.lost(ledger) == ()


def test_claims_joined_are_parted_by_withdrawing_and_none_is_lost(ledger: Ledger) -> None:
    before = held(ledger)
    made = ledger.judge(Judgement("same-claim", *pair(ledger)))
    keeping.update(ledger)
    regather(ledger)
    ledger.withdraw(made.id)
    assert keeping.update(ledger) == 1
    now = held(ledger)
    assert len(now) == 2
    assert all(any(ids <= members for members in now.values()) for ids in before.values())


def test_a_statement_moved_to_a_claim_follows_it_where_that_is_joined_to_another(ledger: Ledger) -> None:
    small, large = pair(ledger)
    one = min(held(ledger)[large])
    ledger.judge(Judgement("move-claim", one, small))
    keeping.update(ledger)
    assert {claim for claim, ids in held(ledger).items() if one in ids} == {small}
    ledger.judge(Judgement("same-claim", large, small))
    keeping.update(ledger)
    assert {claim for claim, ids in held(ledger).items() if one in ids} == {large}
    assert keeping.update(ledger) == 0


def test_a_statement_whose_claim_is_not_here_stays_where_it_is_and_that_is_told(ledger: Ledger) -> None:
    before, lines = held(ledger), list[str]()
    one = min(before[pair(ledger)[1]])
    row = ledger.judge(Judgement("move-claim", one, "f" * 16))
    assert keeping.update(ledger, lines.append) == 0
    assert held(ledger) == before
    assert [r.id for r in keeping.lost(ledger)] == [row.id]
    assert lines == [f"1 standing judgement finds nothing here to apply to: move-claim of {one} ({row.id[:8]})"]


def test_decisions_are_taken_into_a_ledger_whose_claims_have_other_ids(ledger: Ledger, tmp_path: Path) -> None:
    small, large = pair(ledger)
    one = min(held(ledger)[large])
    ledger.judge(Judgement("move-claim", one, small))
    keeping.update(ledger)
    ledger.judge(Judgement("same-claim", small, large))
    keeping.update(ledger)
    lines = [line.replace(small, "0" * 16).replace(large, "1" * 16) for line in ledger.export_judgements()]
    with made(tmp_path / "other.db") as other:
        assert other.import_judgements(lines) == 2
        keeping.update(other)
        assert sorted(map(sorted, held(other).values())) == sorted(map(sorted, held(ledger).values()))
        assert keeping.lost(other) == ()
        assert keeping.update(other) == 0


def test_judgements_that_came_without_the_claims_statements_keep_them_while_they_can(ledger: Ledger) -> None:
    small, large = pair(ledger)
    line = {"judgement": {"kind": "same-claim", "subject": small, "value": large, "time": "2024-01-01"}}
    ledger.import_judgements([json.dumps(line)])
    keeping.update(ledger)
    assert len(held(ledger)) == 1
    regather(ledger)
    assert len(held(ledger)) == 1
    assert keeping.update(ledger) == 0
    assert keeping.lost(ledger) == ()


def test_statements_read_again_elsewhere_in_the_page_are_still_the_claims(ledger: Ledger) -> None:
    ledger.judge(Judgement("same-claim", *pair(ledger)))
    keeping.update(ledger)
    for item in told():
        moved = tuple(
            replace(s, content=((s.content[0][0], s.content[0][1] - 1),), reader="t 2") for s in item.statements
        )
        ledger.add(replace(item, statements=moved))
    keeping.update(ledger)
    assert len(held(ledger)) == 1
    assert keeping.lost(ledger) == ()
    assert keeping.update(ledger) == 0


def test_a_new_statement_is_joined_where_it_was_moved_to_in_a_large_story(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "SMALL", 1)
    monkeypatch.setattr(growing, "GROWTH", 2.0)
    small = pair(ledger)[0]
    lines: Lines = [
        ("Oskan Breel said that geese fly south.", ("Oskan Breel", "said", "that geese fly south"), "asserts")
    ]
    item = reading("quill", "2024-06-21", [*STORY["courier"][1][:1], *lines])  # type: ignore[misc]
    goose = item.statements[-1].id
    evidence = {"claims": {small: sorted(held(ledger)[small])}}
    line = {"kind": "move-claim", "subject": goose, "value": small, "time": "2024-01-01", "evidence": evidence}
    ledger.import_judgements([json.dumps({"judgement": line})])
    assert [r.judgement.subject for r in keeping.lost(ledger)] == [goose]
    ledger.add(item)
    keeping.update(ledger)
    assert {claim for claim, ids in held(ledger).items() if goose in ids} == {small}
    assert keeping.update(ledger) == 0


def decided(*told: tuple[str, str, str, dict[str, list[str]]]) -> Decisions:
    rows = [
        JudgementRow(str(n), Judgement(kind, a, b, time=str(n), evidence={"claims": claims}))
        for n, (kind, a, b, claims) in enumerate(told)
    ]
    return Decisions.of(rows)


def test_a_claim_is_the_one_that_holds_most_of_its_statements() -> None:
    one = decided(("same-claim", "gone", "q", {"gone": ["1", "2", "3"], "q": ["7"]}))
    assert one.merges({"p": "12", "r": "34", "q": "78"}) == [("p", "q")]
    assert one.merges({"p": "127", "r": "34"}) == []
    assert one.merges({"r": "5", "q": "78"}) == []


def test_three_claims_are_joined_one_after_the_other() -> None:
    chain = decided(("same-claim", "a", "b", {}), ("same-claim", "b", "c", {"b": ["3"], "c": ["5"]}))
    assert chain.merges({"a": "12", "b": "34", "c": "5"}) == [("a", "b"), ("a", "c")]


def test_statements_moved_to_one_another_stand_still() -> None:
    circle = decided(("move-claim", "1", "2", {}), ("move-claim", "2", "1", {}))
    assert not circle.unmet({"p": {"1": "asserts"}, "q": {"2": "asserts"}}, {"1", "2"})
    assert circle.found({"p": "1", "q": "2"}, {"1", "2"}) == set()
