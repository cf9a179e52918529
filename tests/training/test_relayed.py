"""Statements told by another, for the network to learn from: nothing moves but by the words put in."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation.excerpts import load_texts
from evaluation.gold import ROOT
from training.relayed import relayed

SEEDS = range(4)
Article = dict[str, Any]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    gold = load_texts(ROOT / "tests" / "gold" / "articles.jsonl")
    return [{"id": g.id, "text": g.text, "statements": list(g.statements)} for g in gold]


def texts(article: Article, role: str, at: int) -> list[str]:
    return [article["text"][a:b] for a, b in article["statements"][at][role]]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_annotated_stays_and_the_new_words_alone_are_new(articles: list[Article], seed: int) -> None:
    of = {article["id"]: article for article in articles}
    copies = relayed(articles, seed)
    assert copies
    for copy in copies:
        old, text = of[copy["id"]], copy["text"]
        for a, b in sorted(copy["told"], reverse=True):
            assert text[a:b].startswith(", ")
            assert text[b] == "."
            text = text[:a] + text[b:]
        assert text == old["text"]
        for n in range(len(old["statements"])):
            for role in ("source", "cue", "content"):
                assert texts(copy, role, n) == texts(old, role, n)


def test_an_outlet_with_a_cue_is_a_statement_of_all_before_it(articles: list[Article]) -> None:
    before = {article["id"]: len(article["statements"]) for article in articles}
    copies = [copy for seed in SEEDS for copy in relayed(articles, seed)]
    new = [(copy, n) for copy in copies for n in range(before[copy["id"]], len(copy["statements"]))]
    assert 0 < len(new) < sum(len(copy["told"]) for copy in copies)
    for copy, n in new:
        statement = copy["statements"][n]
        place = next((a, b) for a, b in copy["told"] if a <= statement["cue"][0][0] < b)
        assert statement["content"][0][1] == place[0]
        assert place[0] < statement["source"][0][0] < place[1]
        assert texts(copy, "cue", n)[0] in ("according to", "reported", "reports")
        assert "\n" not in texts(copy, "content", n)[0]
