"""What is always true of an article, whatever the page."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from making_articles import DUMP, HTML, PARAGRAPHS, page

from onrecord.articles import article_of, features
from onrecord.articles.trees import Trees
from onrecord.errors import ArticleError
from onrecord.records import Article, Page

LINES = st.one_of(
    st.sampled_from([*DUMP.split("\n"), "* Home", "  + News", "\t", "\u2028", "x" * 900]), st.text(max_size=60)
)
DUMPS = st.lists(LINES, max_size=40).map("\n".join)
TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<h1>", "<a href=x>", "</a>", "<table><tr><td>", "<li>", "<br>", "<!--"]
)
PAGES = st.lists(st.one_of(TAGS, st.sampled_from(PARAGRAPHS), st.text(max_size=30)), max_size=30).map("".join)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def article_or_none(made: Page) -> Article | None:
    try:
        return article_of(made)
    except ArticleError:
        return None


def check(made: Page) -> Article | None:
    article = article_or_none(made)
    if article is None:
        assert article_or_none(made) is None
        return None
    at = 0
    for part in article.parts:
        assert at <= part.start < part.end <= len(article.text)
        assert not article.text[at : part.start].strip()
        at = part.end
    assert not article.text[at:].strip()
    assert "body" in {part.kind for part in article.parts}
    assert article_of(made).id == article.id
    assert article.page == made.id
    for each in article.date_bounds:
        assert each.span is None or article.text[each.span[0] : each.span[1]].strip()
    return article


@FEW
@given(DUMPS)
def test_dumps(text: str) -> None:
    article = check(page(text, "text"))
    assert article is None or article.text == text


@FEW
@given(DUMPS)
def test_plain_texts(text: str) -> None:
    article = article_or_none(page(text, "plain"))
    if article is not None:
        assert article.text == text
        assert not "".join(text.split(article.text[p.start : p.end])[0].strip() for p in article.parts[:1])


@FEW
@given(PAGES)
def test_html(middle: str) -> None:
    check(page(HTML.replace("<p>Engineers", f"{middle}<p>Engineers")))


@FEW
@given(arrays.arrays(np.float64, st.integers(1, 30), elements=st.floats(-5, 5)))
def test_the_best_run_has_the_greatest_sum(gain: np.ndarray) -> None:
    first, last = features.best_run(gain)
    sums = [gain[a : b + 1].sum() for a in range(len(gain)) for b in range(a, len(gain))]
    assert max(sums) <= 1e-9 or abs(gain[first : last + 1].sum() - max(sums)) < 1e-9


def test_trees_go_left_at_the_threshold() -> None:
    one = Trees(
        feature=np.array([1, 0, 0], np.int32), threshold=np.array([0.5, 0, 0], np.float32),
        left=np.array([1, 1, 2], np.int32), right=np.array([2, 1, 2], np.int32),
        value=np.array([0, -2, 2], np.float32), roots=np.array([0], np.int32), depth=1, base=0.0,
    )  # fmt: skip
    scores = one.score(np.array([[9, 0.5], [9, 0.6]], np.float32))
    assert scores[0] < 0.2
    assert scores[1] > 0.8
