"""Statements that the reader found, under the numbers of those that were given."""

from __future__ import annotations

import pytest

from onrecord.records import Statement

pytest.importorskip("sklearn", reason="the evaluation needs: pip install 'onrecord[train]'")

from evaluation.affairs import COPY, STRANGE, numbers_of, renumbered, without_copies

GIVEN = [{"content": [[0, 40]]}, {"content": [[50, 60], [70, 90]]}, {"content": [[100, 120]]}]


def said(*content: tuple[int, int]) -> Statement:
    return Statement("article", (), (), content)


def test_the_most_alike_is_it_and_each_is_taken_once() -> None:
    found = [said((0, 30)), said((0, 39)), said((52, 60), (70, 90))]
    assert numbers_of(found, GIVEN) == [STRANGE, 0, 1], "the second has more letters of the first one given"


def test_less_than_half_in_common_is_another() -> None:
    assert numbers_of([said((0, 15)), said((110, 300))], GIVEN) == [STRANGE, STRANGE + 1]


def test_claims_are_renumbered_article_by_article() -> None:
    claims = [{"members": [{"article": "a", "n": 1, "stance": "asserts"}, {"article": "b", "n": 0, "stance": "asks"}]}]
    found = renumbered(claims, {"a": [7, 5], "b": [STRANGE]})
    assert [(m["article"], m["n"], m["stance"]) for m in found[0]["members"]] == [
        ("a", 5, "asserts"),
        ("b", STRANGE, "asks"),
    ]


def test_statements_of_reprints_are_left_out() -> None:
    claims = [{"members": [{"article": "a", "n": 1}, {"article": f"{COPY}a", "n": 1}]}]
    assert without_copies(claims) == [{"members": [{"article": "a", "n": 1}]}]
