"""Claims in a ledger: found, kept, decided by people, worked out again only where something changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.claims import keeping
from onrecord.claims.asked import ask
from onrecord.claims.forecasts import records, register
from onrecord.claims.positions import positions, reversals
from onrecord.claims.versions import tellings, versions_in
from onrecord.errors import JudgementError
from onrecord.ledger import Ledger
from onrecord.ledger.claims import ClaimRow, MemberRow, all_reprints, claim_of, list_claims, members_of
from onrecord.ledger.forecasts import with_horizon
from onrecord.ledger.queries import find_sources
from onrecord.ledger.rows import Judgement, StatementRow
from onrecord.records import Article, Page, Part, Reading, Statement
from onrecord.sources import keeping as sources

LAST = "Oskan Breel told parliament that the gates of the Sunder Dam will be closed in October."
STORY = {
    "telwire": ("2024-06-04", [
        ("Halvern will never close the gates of the Sunder Dam, President Ivar Kestrand said on Tuesday.",
         ("President Ivar Kestrand", "said", "Halvern will never close the gates of the Sunder Dam"), "denies"),
        ("A leaked paper says that Halvern plans to close the gates of the Sunder Dam this autumn.",
         ("A leaked paper", "says", "that Halvern plans to close the gates of the Sunder Dam this autumn"), "asserts"),
    ]),
    "courier": ("2024-06-05", [
        ("“Halvern will never close the gates of the Sunder Dam,” Kestrand said in Astrel.",
         ("Kestrand", "said", "“Halvern will never close the gates of the Sunder Dam,”"), "denies"),
        ("Bakers in Astrel complained about the price of flour.",
         ("Bakers in Astrel", "complained", "about the price of flour"), "asserts"),
    ]),
    "examiner": ("2024-06-20", [
        ("Ivar Kestrand said that Halvern plans to close the gates of the Sunder Dam this autumn after all.",
         ("Ivar Kestrand", "said", "that Halvern plans to close the gates of the Sunder Dam this autumn after all"),
         "asserts"),
    ]),
}  # fmt: skip
Lines = list[tuple[str, tuple[str, str, str], str]]


def reading(name: str, published: str, lines: Lines) -> Reading:
    text = "\n".join(line for line, _, _ in lines)
    page = Page(hashlib.sha256(text.encode()).hexdigest(), name, "plain", text.encode(), text, "utf-8", "declared")
    article = Article(page.id, name, text, (Part("body", 0, len(text)),), name, outlet=name, published=published)
    return Reading(page, article, tuple(said(article, marks, act) for _, marks, act in lines))


def said(article: Article, marks: tuple[str, str, str], act: str) -> Statement:
    source, cue, content = ([(article.text.index(m), article.text.index(m) + len(m))] for m in marks)
    speaker = "Ivar Kestrand" if "Ivar" in marks[0] else marks[0]
    kind = "person" if "Kestrand" in speaker else "group"
    form = "direct" if marks[2].startswith("“") else "indirect"
    return Statement(article.id, tuple(source), tuple(cue), tuple(content), form, speaker, kind, act, "certain",  # type: ignore[arg-type]
                     horizon="2024-10-31" if "autumn" in marks[2] else "", reader="t")  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path / "l.db")) as opened:
        for name, (published, lines) in STORY.items():
            opened.add(reading(name, published, lines))  # type: ignore[arg-type]
        sources.update(opened)
        keeping.update(opened)
        yield opened


def gates(ledger: Ledger) -> str:
    """The id of the claim about the gates."""
    found = members_of(ledger, [c.id for c in list_claims(ledger)])
    return max(found, key=lambda c: sum("gates" in m.statement.content_text for m in found[c]))


def test_a_claim_is_found_across_articles(ledger: Ledger) -> None:
    members = members_of(ledger, [gates(ledger)])[gates(ledger)]
    assert len({m.name for m in members}) >= 2
    assert not any("flour" in m.statement.content_text for m in members)
    assert all(m.reasons for m in members)


def test_the_second_time_nothing_is_done(ledger: Ledger) -> None:
    before = ledger.fingerprint()
    assert keeping.update(ledger) == 0
    assert sources.update(ledger) == 0
    assert ledger.fingerprint() == before


def test_adding_an_article_keeps_the_claims_ids(ledger: Ledger) -> None:
    before = gates(ledger)
    marks = ("Oskan Breel", "told", "that the gates of the Sunder Dam will be closed in October")
    ledger.add(reading("quill", "2024-06-21", [(LAST, marks, "asserts")]))
    assert keeping.update(ledger) == 1
    assert before in {c.id for c in list_claims(ledger)}


def test_one_surname_with_one_bearer_is_one_source(ledger: Ledger) -> None:
    (source,) = find_sources(ledger, "Kestrand")
    assert source.statements == 3
    assert "Ivar Kestrand" in source.names


def test_a_person_moves_a_statement_out_of_a_claim(ledger: Ledger) -> None:
    claim = gates(ledger)
    gone = members_of(ledger, [claim])[claim][0].statement.id
    told = ledger.judge(Judgement("move-claim", gone, ""))
    assert keeping.update(ledger) == 1
    assert gone not in {m.statement.id for ms in members_of(ledger, [claim]).values() for m in ms}
    assert keeping.update(ledger) == 0
    ledger.withdraw(told.id)
    assert keeping.update(ledger) == 1
    assert gone in {m.statement.id for m in members_of(ledger, [gates(ledger)])[gates(ledger)]}
    assert keeping.update(ledger) == 0


def test_a_person_says_how_a_statement_stands(ledger: Ledger) -> None:
    def stances() -> dict[str, str]:
        return {m.statement.id: m.stance for m in members_of(ledger, [gates(ledger)])[gates(ledger)]}

    before = stances()
    one = min(name for name, side in before.items() if side == "asserts")
    told = ledger.judge(Judgement("stance", one, "hedges"))
    assert keeping.update(ledger) == 1
    assert stances() == before | {one: "hedges"}
    assert keeping.update(ledger) == 0
    ledger.withdraw(told.id)
    assert keeping.update(ledger) == 1
    assert stances() == before
    with pytest.raises(JudgementError, match="'asserts', 'denies', 'hedges'"):
        ledger.judge(Judgement("stance", one, "shrugs"))


def test_how_a_person_sides_one_telling_holds_for_the_same_words_elsewhere(ledger: Ledger) -> None:
    def stances() -> dict[str, str]:
        return {m.statement.id: m.stance for m in members_of(ledger, [gates(ledger)])[gates(ledger)]}

    copies = [
        m for m in members_of(ledger, [gates(ledger)])[gates(ledger)] if "never close" in m.statement.content_text
    ]
    first, other = (m.statement.id for m in copies)
    assert copies[0].same == copies[1].same
    before = stances()
    told = ledger.judge(Judgement("stance", first, "hedges"))
    keeping.update(ledger)
    assert stances() == before | {first: "hedges", other: "hedges"}
    ledger.judge(Judgement("stance", other, "asks"))
    keeping.update(ledger)
    assert stances() == before | {first: "hedges", other: "asks"}
    ledger.withdraw(told.id)
    keeping.update(ledger)
    assert stances() == before | {first: "asks", other: "asks"}


def test_a_sentence_is_asked_for(ledger: Ledger) -> None:
    found = ask(ledger, "Halvern plans to close the Sunder Dam")
    assert found
    assert "gates" in found[0].statement.content_text
    assert any(r.startswith("words: ") for r in found[0].reasons)
    assert ask(ledger, "Penguins can fly") == []


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("Halvern will never close the gates of the Sunder Dam", "asserts"),
        ("Halvern will close the gates of the Sunder Dam by the end of October", "denies"),
        ("Halvern will fail to close the gates of the Sunder Dam", "asserts"),
        ("The price of flour is not high. Halvern will never close the gates of the Sunder Dam.", "asserts"),
        ("Halvern will close the gates of the Sunder Dam. The price of flour is not high.", "denies"),
    ],
)
def test_a_sentence_is_answered_on_its_own_side(ledger: Ledger, sentence: str, side: str) -> None:
    for limit in (2, 30):
        told = {b.stance for b in ask(ledger, sentence, limit) if "never" in b.statement.content_text}
        assert told == {side}


def test_a_reversal_is_flagged_with_both_pieces_of_evidence(ledger: Ledger) -> None:
    rows = members_of(ledger, [gates(ledger)])[gates(ledger)]
    named = [m for m in rows if "Kestrand" in m.statement.speaker]
    said = [replace(m, stance=m.statement.act, same=n) for n, m in enumerate(named)]
    (turn,) = reversals(said)
    assert turn.against is not None
    assert (turn.against.stance, turn.member.stance) == ("denies", "asserts")
    assert turn.against.statement.published < turn.member.statement.published
    assert reversals([m for m in said if m.stance == "denies"]) == []


def test_an_utterance_stands_where_most_of_its_tellings_do(ledger: Ledger) -> None:
    rows = members_of(ledger, [gates(ledger)])[gates(ledger)]
    (one, *_) = [m for m in rows if "Kestrand" in m.statement.speaker]
    days = ("2024-06-01", "2024-06-02", "2024-06-03")
    told = [replace(one, statement=replace(one.statement, when=day), same=1) for day in days]
    told = [replace(m, stance=stance) for m, stance in zip(told, ("asserts", "denies", "denies"), strict=True)]
    (position,) = positions(told)
    assert (position.member.stance, position.day) == ("denies", "2024-06-02")


def test_forecasts_are_due_by_the_day_and_settled_by_people(ledger: Ledger) -> None:
    assert with_horizon(ledger) == (), "to assert is not to forecast"
    rows = [m.statement for ms in members_of(ledger, [gates(ledger)]).values() for m in ms if m.statement.horizon]
    states = {
        day: {f.state for f in register(rows, day)} for day in (date(2024, 7, 1), date(2024, 10, 30), date(2025, 1, 1))
    }
    assert states == {date(2024, 7, 1): {"open"}, date(2024, 10, 30): {"due"}, date(2025, 1, 1): {"overdue"}}
    ledger.judge(Judgement("outcome", rows[0].id, "did-not"))
    again = [m.statement for ms in members_of(ledger, [gates(ledger)]).values() for m in ms if m.statement.horizon]
    assert sum(r.did_not for r in records(register(again, date(2025, 1, 1)))) >= 1


@pytest.mark.parametrize(
    ("content", "horizon", "published", "tellings"),
    [
        pytest.param("the gates close within three years", "2027-06-05", "2024-06-05", 2, id="in the same words"),
        pytest.param("gates would close in three years", "2027-06-17", "2024-06-17", 2, id="retold, its day moved"),
        pytest.param("gates would close in three years", "2027-06-17", "2024-06-05", 1, id="another day, told at once"),
        pytest.param("gates would close in three years", "2028-06-05", "2025-06-05", 1, id="said anew a year later"),
        pytest.param("the harvest fails", "2027-06-05", "2024-06-05", 1, id="another thing by the same day"),
    ],
)
def test_a_forecast_told_twice_is_one(
    ledger: Ledger, content: str, horizon: str, published: str, tellings: int
) -> None:
    rows = [m.statement for ms in members_of(ledger, [gates(ledger)]).values() for m in ms if m.statement.horizon]
    first = replace(
        rows[0], source="s", content_text="Halvern closes the gates within three years", horizon="2027-06-05",
        published="2024-06-05", id="1",
    )  # fmt: skip
    other = replace(first, content_text=content, horizon=horizon, published=published, id="2", outcome="came-true")
    found = register([other, first], date(2026, 1, 1))
    assert [1 + len(f.again) for f in found] == [tellings] * (3 - tellings)
    assert found[0].statement.id == "1"
    assert found[0].state == ("came-true" if tellings == 2 else "open")
    assert sum(r.came_true for r in records(found)) == 1


def test_the_same_forecast_of_another_source_is_another(ledger: Ledger) -> None:
    rows = [m.statement for ms in members_of(ledger, [gates(ledger)]).values() for m in ms if m.statement.horizon]
    two = [replace(rows[0], source=source, id=source) for source in ("one", "other", "", "")]
    assert len(register(two[:2], date(2026, 1, 1))) == 2
    assert len(register([two[2], replace(two[3], id="4")], date(2026, 1, 1))) == 2, "nobody's are not one source's"


def test_wordings_and_ids(ledger: Ledger) -> None:
    assert claim_of(ledger, gates(ledger)[:8]) is not None
    assert claim_of(ledger, "ffffffffffff") is None
    assert all(v.first.id != v.second.id for v in versions_in(ledger))
    assert all_reprints(ledger) == []


def test_words_quoted_in_one_telling_and_told_in_another_are_versions_of_one_wording() -> None:
    from onrecord.claims.versions import quotes

    def row(text: str) -> StatementRow:
        fields = dict.fromkeys(StatementRow.__dataclass_fields__, "")
        return StatementRow(**fields | {"content_text": text})  # type: ignore[arg-type]

    whole = row("The paper is a clumsy forgery, made by people who never saw a dam")
    assert quotes(whole, row("that he had called the paper “a clumsy forgery” three weeks before"))
    assert not quotes(whole, row("that he had called the paper “a work of art” three weeks before"))
    assert not quotes(whole, row("that it was “made by” others"))


def test_a_turn_of_a_transcript_and_a_quotation_put_into_english_again_are_versions_of_one_wording() -> None:
    from onrecord.claims.versions import put_otherwise

    def row(text: str, **more: str) -> StatementRow:
        fields = dict.fromkeys(StatementRow.__dataclass_fields__, "") | {"content_text": text, "source": "kestrand"}
        return StatementRow(**fields | more)  # type: ignore[arg-type]

    turn = row("Bread is not a toy, and whoever says I would burn a loaf is mad.", cue_text=":", article="a")
    other = "“Bread is no toy. Anyone who says I would burn a loaf has lost his mind,”"
    assert put_otherwise(turn, row(other, form="direct", article="b"))
    assert not put_otherwise(turn, row(other, article="b")), "the other telling is no quotation"
    assert not put_otherwise(turn, row(other, form="direct", article="b", source="valdorf"))
    said = replace(turn, when="2024-06-06")
    assert not put_otherwise(said, row(other, form="direct", article="b", when="2024-05-01"))


def telling(name: str, text: str, same: int, form: str = "direct") -> MemberRow:
    fields = dict.fromkeys(StatementRow.__dataclass_fields__, "") | {"id": name, "article": name, "position": 0}
    row = StatementRow(**fields | {"content_text": text, "form": form, "published": "2023-09-04"})  # type: ignore[arg-type]
    return MemberRow(row, name, "asserts", same, 1.0, ())


def beside(members: list[MemberRow], *joins: dict[str, str]) -> set[tuple[str, str]]:
    claim = ClaimRow("c", "", "found", len(members), "s", 2, (), joins, ())
    return {(first.id, other.id) for first, other in tellings(claim, members)}


def test_a_telling_is_set_beside_the_one_it_is_most_like_not_the_first_sentence_of_its_utterance() -> None:
    first = telling("a", "“The bridge is old.”", 1)
    then = telling("b", "“It was built for carts, and nobody has looked at its piers since.”", 1)
    again = telling("c", "“It was built for carts, and nobody has looked at its piers since the war.”", 1)
    assert beside([first, then, again]) == {("b", "c")}


def test_a_telling_is_set_beside_the_one_it_was_taken_from_where_either_is_quoted() -> None:
    told = telling("a", "that divers have measured the piers of the bridge", 1, "indirect")
    relayed = telling("b", "that divers had looked at the stones “one by one”", 2, "mixed")
    join = {"a": "a", "b": "b", "kind": "relay", "reason": "as told by the Herald"}
    assert beside([told, relayed]) == set()
    assert beside([told, relayed], join) == {("a", "b")}
    assert beside([told, replace(relayed, statement=replace(relayed.statement, form="indirect"))], join) == set()
