"""Gold as marked excerpts: they resolve to the right characters or say why not; our own gold sets are well formed."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.excerpts import DEFAULTS, GoldArticle, GoldError, load_texts, locate, main, resolve
from onrecord.records import ACTS, CERTAINTIES, KINDS

GOLD = Path(__file__).parent / "gold"
HARD = GOLD / "hard_cases.jsonl"
HELD = GOLD / "hard_cases_held.jsonl"
ARTICLES = GOLD / "articles.jsonl"
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
PERIOD = re.compile(r"\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?")
HORIZON_ACTS = ("predicts", "warns", "commits")

HARD_CASES = {
    "cue in another sentence", "no verb at all", '"From Chairwoman X:" blocks', "dash by-lines",
    "interview transcripts", "appositives", "quotes within quotes", "quotes over several paragraphs",
    "unbalanced marks", "mixed marks", "speaker named only after the quote", "two people of one surname",
    "who and which clauses", "passive", "denials of denials", "negated cues", "headline attribution",
    "a title or scare quote, no attribution",
}  # fmt: skip


def texts_of(text: str, spans: dict[str, list[list[int]]]) -> dict[str, list[str]]:
    return {role: [text[start:end] for start, end in pieces] for role, pieces in spans.items()}


def test_pieces_are_found_in_their_roles() -> None:
    text = "“No,” said Ohm. “Never.” Others said nothing."
    found = texts_of(text, locate("<x>“No,”</x> <c>said</c> <s>Ohm</s>. <x>“Never.”</x>", text))
    assert found == {"source": ["Ohm"], "cue": ["said"], "content": ["“No,”", "“Never.”"]}


def test_white_space_matches_any_white_space() -> None:
    text = "Ohm\n said\u00a0no"
    assert texts_of(text, locate("<s>Ohm</s> <c>said</c> <x>no</x>", text))["cue"] == ["said"]


def test_a_gap_matches_as_little_as_possible() -> None:
    text = "He said that one thing was so and another was not so."
    assert texts_of(text, locate("He <c>said</c> <x>that⋯so</x>", text))["content"] == ["that one thing was so"]


def test_a_mark_inside_words_is_text() -> None:
    text = "If a < b, she said, stop."
    assert texts_of(text, locate("<x>If a < b</x>, <s>she</s> <c>said</c>", text))["content"] == ["If a < b"]


@pytest.mark.parametrize(
    ("excerpt", "why"),
    [
        ("<s>Ohm</s> denied", "missing"),
        ("<c>said</c>", "found 2 times, not 1"),
        ("<s>Ohm said", "left open"),
        ("<s>Ohm</c> said", "do not match"),
        ("<s><c>Ohm</c></s> said", "do not match"),
        ("Ohm</s> said", "do not match"),
    ],
)
def test_an_excerpt_that_does_not_fit_says_why(excerpt: str, why: str) -> None:
    with pytest.raises(GoldError, match=why):
        locate(excerpt, "Ohm said no; he said yes.")


def test_nth_picks_among_as_many_as_it_says() -> None:
    text = "He said no. He said yes."
    assert locate("<s>He</s>", text, (2, 2))["source"] == [[12, 14]]
    with pytest.raises(GoldError, match="found 2 times, not 3"):
        locate("<s>He</s>", text, (2, 3))


def test_last_picks_the_last_of_any_number_but_none() -> None:
    assert locate("<s>He</s>", "He said no. He said yes.", "last")["source"] == [[12, 14]]
    assert locate("<s>He</s>", "He said no.", "last")["source"] == [[0, 2]]
    with pytest.raises(GoldError, match="missing"):
        locate("<s>She</s>", "He said no.", "last")


def test_overlapping_places_are_ambiguous() -> None:
    with pytest.raises(GoldError, match="found 2 times"):
        locate("<x>no no</x>", "no no no")


def test_a_statement_gets_every_label_and_refuses_unknown_ones() -> None:
    full = resolve({"mark": "<s>Ohm</s> <c>denied</c> <x>it</x>", "act": "denies"}, "Ohm denied it.")
    assert {label: full[label] for label in DEFAULTS} == dict(DEFAULTS) | {"act": "denies"}
    with pytest.raises(GoldError, match="unknown labels"):
        resolve({"mark": "<x>it</x>", "stance": "denies"}, "Ohm denied it.")
    with pytest.raises(GoldError, match="no content"):
        resolve({"mark": "<s>Ohm</s>"}, "Ohm denied it.")


@given(st.lists(st.text("abcé“”«.,-(", min_size=1, max_size=6), min_size=3, max_size=12, unique=True), st.data())
def test_what_is_marked_is_what_is_found(words: list[str], data: st.DataObject) -> None:
    """Whatever the words, the whole text as its own excerpt gives back the piece that was marked in it."""
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    marked = [*words[:start], "<x>" + " ".join(words[start:end]) + "</x>", *words[end:]]
    text = "  \n".join(words)
    (first, last), *_ = locate(" ".join(marked), text)["content"]
    assert text[first:last].split() == words[start:end]


def test_the_command_prints_what_the_scorers_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([str(HARD)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == len(load_texts(HARD))
    assert all(isinstance(span, list) for line in lines for s in line["statements"] for span in s["content"])
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "one", "text": "x", "published": "", "statements": [{"mark": "<x>y</x>"}]}\n')
    assert main([str(bad)]) == 1
    assert "one: excerpt missing: y" in capsys.readouterr().err


@pytest.fixture(scope="module", params=[HARD, HELD, ARTICLES], ids=["hard_cases", "held", "articles"])
def articles(request: pytest.FixtureRequest) -> list[GoldArticle]:
    return load_texts(request.param)


def test_labels_are_those_of_the_guide(articles: list[GoldArticle]) -> None:
    wrong = [(a.id, s) for a in articles for s in a.statements if not well_labelled(s)]
    assert not wrong


def well_labelled(statement: Any) -> bool:
    return (
        statement["kind"] in KINDS
        and statement["act"] in ACTS
        and statement["certainty"] in CERTAINTIES
        and (bool(statement["speaker"]) or statement["kind"] in ("none", "author"))
        and (not statement["when"] or bool(PERIOD.fullmatch(statement["when"])))
        and (not statement["horizon"] or bool(DATE.fullmatch(statement["horizon"])))
        and (not statement["horizon"] or statement["act"] in HORIZON_ACTS)
        and isinstance(statement["via"], list)
        and isinstance(statement["again"], bool)
    )


def test_spans_are_clean_and_cues_single(articles: list[GoldArticle]) -> None:
    for article in articles:
        for statement in article.statements:
            assert len(statement["cue"]) == 1, (article.id, statement)
            pieces = [(role, *span) for role in ("source", "cue", "content") for span in statement[role]]
            assert all(article.text[a:b] == article.text[a:b].strip() != "" for _, a, b in pieces), article.id
            ordered = sorted((a, b) for _, a, b in pieces)
            assert all(x[1] <= y[0] for x, y in pairwise(ordered)), (article.id, statement)


def test_no_statement_is_written_twice(articles: list[GoldArticle]) -> None:
    for article in articles:
        keys = Counter(json.dumps([s["source"], s["cue"], s["content"]]) for s in article.statements)
        assert max(keys.values(), default=1) == 1, article.id


def test_texts_have_their_own_id_and_a_date(articles: list[GoldArticle]) -> None:
    assert len({a.id for a in articles}) == len(articles)
    assert all(DATE.fullmatch(a.published) for a in articles)


def test_every_hard_case_has_three_texts_or_more() -> None:
    for path in (HARD, HELD):
        count = Counter(article.case for article in load_texts(path))
        assert set(count) == HARD_CASES
        assert min(count.values()) >= 3


def test_some_texts_attribute_nothing() -> None:
    texts = [*load_texts(HARD), *load_texts(HELD)]
    none = [a for a in texts if a.case == "a title or scare quote, no attribution" and not a.statements]
    assert len(none) >= 10
    assert len({a.case for a in texts if not a.statements}) >= 8


def test_the_gold_set_is_large_enough_to_measure_with() -> None:
    articles = load_texts(ARTICLES)
    assert len(articles) >= 12
    assert sum(len(a.statements) for a in articles) >= 150
    labels = {s["act"] for a in articles for s in a.statements} | {s["kind"] for a in articles for s in a.statements}
    assert labels >= set(ACTS) - {"asks"} | set(KINDS)
