"""Marks and drawings: the pieces are the text again, every span is marked, no dot is lost."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.rows import Facet
from onrecord.web import columns, drawn
from onrecord.web.marks import Marked, cut
from onrecord.web.timeline import Dot, draw
from onrecord.web.words import day, short_day

TEXT = "“Nobody needs to move,” Brandt told the Sea Post on Tuesday, and left."
SPANS = st.lists(
    st.tuples(
        st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.sampled_from(["source", "cue", "content"])
    ).filter(lambda s: s[0] < s[1]),
    max_size=8,
)


@given(SPANS, st.integers(0, 40), st.integers(41, len(TEXT)))
def test_pieces_are_the_text_again_with_every_span_marked(
    spans: list[tuple[int, int, str]], start: int, end: int
) -> None:
    marked = [Marked(a, b, (n, role), True) for n, (a, b, role) in enumerate(spans)]
    pieces = cut(TEXT, (start, end), marked)
    assert "".join(p.text for p in pieces) == TEXT[start:end]
    for n, (a, b, role) in enumerate(spans):
        told = "".join(p.text for p in pieces if (n, role) in p.marks)
        assert told == TEXT[max(a, start) : min(b, end)]


DAYS = st.dates().map(lambda d: d.isoformat()) | st.sampled_from(["", "2024", "2024-06", "soon", "2024-13-45"])


@given(
    st.lists(
        st.tuples(DAYS, st.sampled_from("abcdefghijklmnopqrst"), st.sampled_from(["asserts", "denies"])), max_size=60
    )
)
def test_every_dated_dot_is_drawn_inside_and_the_others_are_counted(dots: list[tuple[str, str, str]]) -> None:
    made = [Dot(when, row, what, "words", f"/statements/{n}") for n, (when, row, what) in enumerate(dots)]
    drawing = draw(made)
    if drawing is None:
        return
    assert len(drawing.dots) + drawing.undated == len(made)
    assert all(0 <= dot.y <= drawing.height for dot in drawing.dots)
    assert all(0 <= x <= drawing.width for x, _ in drawing.ticks)
    assert len(drawing.ticks) <= 10


@given(st.text(max_size=12))
def test_days_are_told_or_left_as_they_are(value: str) -> None:
    assert isinstance(day(value), str)


def test_days_read_well() -> None:
    assert (day("2024-06-03"), day("2024-06"), day("2024"), day("")) == ("3 June 2024", "June 2024", "2024", "")
    assert short_day("2024-09-03") == "3 Sep 2024"


def test_drawings_are_well_formed_and_hold_no_markup_of_others() -> None:
    bad = '<script>"&x</script>'
    dots = [Dot(day, bad, "denies", bad, f"/statements/{bad}") for day in ("2024-01-01", "2024-02-01", "")]
    made = columns.draw([("2024-01-01", 2), ("2024-02-01", 1)])
    facets = (Facet(bad, bad, 3), Facet("b", "b", 1))
    for markup in (
        drawn.timeline(draw(dots), bad),
        drawn.columns(made, bad, bad, 1),
        drawn.bars(facets, "outlet", bad),
        drawn.bars(facets, "month", bad),
    ):
        tree = ElementTree.fromstring(str(markup))
        assert not list(tree.iter("script"))
        assert "/search?" in str(markup) or bad in "".join(tree.itertext())
        assert "without a date" in str(markup) or tree.tag == "ul"
    assert drawn.timeline(None, "x") == drawn.columns(None, "x", "y") == ""
