from dataclasses import replace

import numpy as np
import pytest

from onrecord.backends.trained import open_reader
from onrecord.reader import dated, labels
from onrecord.reader.analysis import Inner
from onrecord.reader.labels import label, time_hints
from onrecord.reader.occasions import Hint, Told
from onrecord.reader.scene import Scene, scene
from onrecord.records import Article, Part, Statement

TEXT = "Mayor Ada Quill said on Tuesday that the ferry will stop. The harbour union has always opposed the plan."


@pytest.fixture
def article() -> Article:
    return Article("", "ferry", TEXT, (Part("body", 0, len(TEXT)),), published="2024-05-16")


@pytest.fixture
def statements() -> list[Statement]:
    def spans(words: str) -> tuple[tuple[int, int], ...]:
        at = TEXT.index(words)
        return ((at, at + len(words)),)

    return [
        Statement("", spans("Mayor Ada Quill"), spans("said"), spans("that the ferry will stop")),
        Statement("", spans("The harbour union"), spans("has always opposed"), spans("the plan")),
    ]


@pytest.fixture
def laid(article: Article, statements: list[Statement]) -> Scene:
    return scene(article, statements, open_reader().analyse(article))


def numbered(laid: Scene) -> Scene:
    """The same with states that are the words' own numbers."""
    states = np.arange(len(laid.where.words), dtype=np.float32)[:, None]
    return replace(laid, analysis=replace(laid.analysis, inner=Inner("counted", states)))


def test_the_network_leaves_a_state_for_every_word(laid: Scene) -> None:
    inner = laid.analysis.inner
    assert inner is not None
    assert inner.network == open_reader().network.about["id"]
    assert inner.states.shape[0] == len(laid.where.words)
    assert np.abs(inner.states).max(axis=1).min() > 0


def test_a_statement_is_its_cue_and_what_stands_beside_its_content(laid: Scene) -> None:
    words = laid.where.words
    said, rest = dated.of_statements(numbered(laid))[0]
    beside = [*range(words.index("that")), words.index(".")]
    assert said == words.index("said")
    assert rest == pytest.approx(np.mean(beside))


def test_a_time_is_its_words_and_those_around_it(laid: Scene) -> None:
    (hint,) = hints = time_hints(laid)
    ((own, before, after),) = dated.of_hints(numbered(laid), hints)
    assert own == np.mean(range(hint.first, hint.last))
    assert before == np.mean(range(hint.first - 5, hint.first))
    assert after == np.mean(range(hint.last, hint.last + 5))


def test_a_day_in_the_last_lines_is_weighed_for_the_first_statement() -> None:
    lines = [f"Voters in district {n} support the ferry, the poll found." for n in range(20)]
    text = "\n\n".join([*lines, "The poll of 900 voters was taken on Tuesday."])
    found = [(text.index(line), text.index(line) + len(line)) for line in lines]
    parts = [((b - 16, b - 7), (b - 6, b - 1), (a, b - 17)) for a, b in found]
    made = [Statement("", *((span,) for span in spans)) for spans in parts]
    article = Article("", "poll", text, (Part("body", 0, len(text)),), published="2024-05-16")
    laid = scene(article, made, open_reader().analyse(article))
    hints = time_hints(laid)
    row = dated.feed(Told(laid, ["poll"] * 20, ["document"] * 20), hints, 1)["row"]
    assert [h.value for h in hints] == ["2024-05-14"]
    assert row.tolist() == list(range(20))


def test_shares_of_a_statement_and_of_none_make_one() -> None:
    none, pair = np.zeros(3, np.float32), np.log(np.array([1, 2, 3], np.float32))
    shares = dated.shares_of(none, pair, np.array([0, 0, 2]))
    assert shares == pytest.approx([1 / 4, 2 / 4, 3 / 4])


def test_expressions_of_one_day_are_counted_together() -> None:
    hints = [Hint(n, n + 1, value, (0, 0, 0)) for n, value in enumerate(["2024-05-14", "2024-05-16", "2024-05-14"])]
    shares = np.array([[0.2, 0.3, 0.3], [0.5, 0.1, 0.0]], np.float32)
    assert dated.by_value(shares, hints) == pytest.approx(np.array([[0, 0.3, 0.5], [0.5, 0.1, 0]]))


def test_only_the_network_that_it_was_learnt_with_is_heard(laid: Scene) -> None:
    inner = laid.analysis.inner
    assert inner is not None
    assert dated.load().network == inner.network
    hints, width = time_hints(laid), inner.states.shape[1]
    told = Told(laid, ["Ada Quill", "harbour union"], ["person", "organisation"])
    assert np.abs(dated.feed(told, hints, width, inner.network)["said"]).max() > 0
    assert not dated.feed(told, hints, width, "another")["said"].any()
    assert not dated.feed(told, hints, width, "another")["times"].any()


def test_an_article_without_times_or_statements_has_no_days(laid: Scene) -> None:
    told = Told(laid, ["Ada Quill", "harbour union"], ["person", "organisation"])
    assert dated.weigh(told, []).shape == (2, 0)
    nothing = Told(replace(laid, placed=()), [], [])
    assert dated.weigh(nothing, time_hints(laid)).shape == (0, 1)


@pytest.mark.parametrize("asked", [True, False])
def test_a_day_is_found_with_the_states_and_without(laid: Scene, statements: list[Statement], asked: bool) -> None:
    analysis = laid.analysis if asked else replace(laid.analysis, inner=None)
    said, opposes = label(laid.article, statements, analysis)
    assert said.when == "2024-05-14"
    assert opposes.when == ""


def test_of_very_many_statements_some_at_a_time_are_labelled(
    laid: Scene, statements: list[Statement], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = label(laid.article, statements, laid.analysis)
    monkeypatch.setattr(labels, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(labels, "AT_ONCE", 1)
    monkeypatch.setattr(dated, "MOST_PAIRS", 1)
    apart = label(laid.article, statements, laid.analysis)
    assert [s.when for s in apart] == [s.when for s in whole] == ["2024-05-14", ""]
    assert [(s.speaker, s.act, s.content) for s in apart] == [(s.speaker, s.act, s.content) for s in whole]


def test_what_stands_far_from_a_part_is_not_weighed_for_it(laid: Scene) -> None:
    near = Hint(laid.placed[0].head, laid.placed[0].head + 1, "2024-05-14", (0, 0, 0))
    far = replace(near, first=labels.AROUND * 2, last=labels.AROUND * 2 + 1)
    assert labels._near(laid, [near, far]) == [near]
