"""From text to linked statements: words, pieces, decoding, and the trained network itself."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.backends import open_reader
from onrecord.reader.decode import Found, Reach, best_tags, nearest, runs, trimmed
from onrecord.reader.features import PIECE, Lexicon, flags, split
from onrecord.records import Article, Page, Part
from onrecord.vectors import WIDTH, load

NEWS = (
    "Mayor Ida Moe denied on Tuesday that the bridge was unsafe.\n\n"
    "“The bridge is sound,” Moe told reporters. Engineers believe that it will not last the winter.\n\n"
    "The harbour union said the closure could cost 300 jobs, according to a letter seen by the Daily Gull."
)


def article(text: str) -> tuple[Page, Article]:
    page = Page("0" * 64, "x", "plain", text.encode(), text, "utf-8", "utf-8")
    return page, Article(page.id, "x", text, (Part("body", 0, len(text)),))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
@settings(max_examples=150, deadline=None)
def test_words_sentences_and_pieces_cover_any_text(text: str) -> None:
    words = split(text)
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == words.words
    for spans in (words.sentences, words.pieces):
        assert [i for a, b in spans for i in range(a, b)] == list(range(len(words.words)))
    assert all(b - a <= PIECE for a, b in words.pieces)
    assert flags(words).shape == (len(words.words), 4)


def test_a_long_paragraph_without_full_stops_is_cut() -> None:
    words = split("word " * 1000)
    assert [b - a for a, b in words.pieces] == [256, 256, 256, 232]


def test_abbreviations_and_initials_end_no_sentence() -> None:
    words = split("Sen. J. Roe of the U.S. spoke. He left.")
    assert [" ".join(words.words[a:b]) for a, b in words.sentences] == [
        "Sen . J . Roe of the U . S . spoke .",
        "He left .",
    ]


def test_only_the_given_parts_are_read() -> None:
    text = "Headline here\nmenu login share\nThe body."
    words = split(text, [(0, 13), (31, 40)])
    assert words.words == ["Headline", "here", "The", "body", "."]
    assert text[words.starts[2] : words.ends[2]] == "The"


def test_a_word_has_the_same_features_in_every_process() -> None:
    row = Lexicon(load()).encode(["Clinton"])[0].tolist()
    assert row[1:] == [4364, 1966, 3029, 681, 234]
    assert load().of(["Clinton", "zzzzqqq"]).shape == (2, WIDTH)
    assert not load().of(["zzzzqqq"]).any()


def test_the_best_tags_never_continue_what_has_not_begun() -> None:
    rng = np.random.default_rng(0)
    for tags in best_tags(rng.normal(size=(40, 30, 5)).astype(np.float32) * 3):
        before = 0
        for tag in tags.tolist():
            assert not (tag == 2 and before not in (1, 2))
            assert not (tag == 4 and before not in (3, 4))
            before = tag


def test_runs_are_cut_where_a_new_one_begins() -> None:
    tags = np.array([0, 3, 4, 4, 0, 3, 3, 4], np.int8)
    assert runs(tags, 3, 10) == ((11, 14), (15, 16), (16, 18))


def test_of_two_sources_the_nearer_is_kept() -> None:
    assert nearest(((0, 2), (9, 11)), 12) == ((9, 11),)


def test_contents_lose_the_commas_at_their_edges() -> None:
    assert trimmed(((0, 4), (4, 5)), [",", "it", "rains", ",", "—"]) == ((1, 3),)


def test_a_content_cut_by_its_window_runs_to_the_end_of_the_quotation() -> None:
    words = split("Moe said: “" + "rain " * 100 + "stops.” Then she left.")
    reach = Reach(np.zeros(len(words.words), bool), flags(words)[:, 1], 72, words.pieces)
    found = Found(((0, 1),), (1, 2), ((3, 73),), 0.9)
    ((start, end),) = reach.stretch(found)
    assert words.words[start] == "“"
    assert words.words[end - 1] == "”"


@pytest.fixture(scope="module")
def reader():  # type: ignore[no-untyped-def]
    return open_reader()


def test_the_trained_reader_finds_who_said_what(reader) -> None:  # type: ignore[no-untyped-def]
    (statements,) = reader.read([article(NEWS)])
    said = {(NEWS[slice(*s.source[0])], NEWS[slice(*s.cue[0])].split()[0]) for s in statements if s.source}
    assert ("Mayor Ida Moe", "denied") in said
    assert ("Engineers", "believe") in said
    assert all(0 <= a < b <= len(NEWS) for s in statements for _, (a, b) in s.spans())
    assert all(s.reader == reader.signature for s in statements)


def test_what_is_read_beside_an_article_changes_nothing(reader) -> None:  # type: ignore[no-untyped-def]
    alone = reader.read([article(NEWS)])[0]
    among = reader.read([article("A. Nother said no. " * 40), article(NEWS), article("")])
    assert among[1] == alone
    assert among[2] == ()


def test_tags_are_the_best_of_all_allowed_paths() -> None:
    rng = np.random.default_rng(3)
    logits = (rng.normal(size=(300, 6, 5)) * rng.uniform(0.3, 3, size=(300, 1, 1))).astype(np.float32)
    logits[:, :, [2, 4]] += 1
    paths = np.array([p for p in product(range(5), repeat=6) if allowed(p)])
    totals = logits[:, np.arange(6), paths].sum(-1)
    assert best_tags(logits).tolist() == paths[totals.argmax(1)].tolist()


def allowed(path: tuple[int, ...]) -> bool:
    """Whether each inside tag goes on with a run of its role."""
    return all(tag not in (2, 4) or before in (tag - 1, tag) for before, tag in pairwise((0, *path)))
