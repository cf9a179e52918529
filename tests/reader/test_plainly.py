"""Whatever the text and whatever the network finds in it, what plain code makes of both is sound. No network."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader.features import split
from onrecord.reader.marks import english_marks
from onrecord.reader.plainly import combined
from onrecord.records import Article, Page, Part, PartKind, Statement

PIECES = (
    "Ida Moe ", "said ", "he ", "who ", ", ", ". ", ": ", "? ", "“", "”", '"', "'", "‘", "’", "»", "«", "„", "\n",
    "\n\n", "— ", "the minister ", "was asked ", "by ", "seems ", "that it fell ", "Asked ", "From ", "MOE: ", "Q. ",
    "A. ", "is ", "believed ", "claims ", "That was the view of ", "With that, ", "answer", "letter ", "called ",
    "“Ask Me Nothing” ",
    "Statement by ", "to ", "in response ", "It rains.", "!", "…", "``", "''", "( ", ") ",
)  # fmt: skip


@st.composite
def readings(draw: st.DrawFn) -> tuple[Article, list[Statement]]:
    """A text of such pieces and statements of any words in it."""
    text = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40)))
    words = split(text)
    runs = st.tuples(st.integers(0, max(0, len(words.words) - 1)), st.integers(1, 6))

    def spans(least: int, most: int) -> tuple[tuple[int, int], ...]:
        drawn = draw(st.lists(runs, min_size=least, max_size=most))
        past = len(words.words) - 1
        return tuple(sorted((words.starts[a], words.ends[min(a + n, past)]) for a, n in drawn))

    few = st.integers(0, 3 if words.words else 0)
    found = [Statement("article", spans(0, 1), spans(1, 1), spans(1, 2)) for _ in range(draw(few))]
    kind: PartKind = draw(st.sampled_from(("headline", "body")))
    page = Page("0" * 64, "x", "plain", text.encode(), text, "utf-8", "utf-8")
    return Article(page.id, "x", text, (Part(kind, 0, len(text)),)), found


@settings(max_examples=400, deadline=None)
@given(readings())
def test_every_span_lies_in_the_text_and_is_none_too_short(reading: tuple[Article, list[Statement]]) -> None:
    article, found = reading
    made = combined(article, split(english_marks(article.text)), found, Statement("article", (), (), ()))
    for statement in made:
        assert statement.cue
        assert statement.content
        assert all(0 <= a < b <= len(article.text) for _, (a, b) in statement.spans())
    assert combined(article, split(english_marks(article.text)), found, Statement("article", (), (), ())) == made


def test_what_a_headlines_source_says_is_read_whole() -> None:
    line = "Foreign media: Ode mapped the weak points of our dam"
    page = Page("0" * 64, "x", "plain", line.encode(), line, "utf-8", "utf-8")
    article = Article(page.id, "x", line, (Part("headline", 0, len(line)),))
    at = line.index("Ode")
    part = Statement("article", ((at, at + 3),), ((at + 4, at + 10),), ((at + 11, len(line)),))
    (told,) = combined(article, split(line), [part], Statement("article", (), (), ()))
    assert [line[slice(*span)] for _, span in told.spans()] == ["Foreign media", ":", line[at:]]
