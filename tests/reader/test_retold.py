"""Who said what another tells: both are statements, and the one came through the other."""

from __future__ import annotations

import pytest

from onrecord.backends.trained import open_reader
from onrecord.reader.decode import Found
from onrecord.reader.features import split
from onrecord.reader.retold import apart, retold
from onrecord.records import Article, Part, Statement

BEFORE = "Mayor Ada Quill closed the fish market on Monday, and the stalls stood empty all week.\n\n"
AFTER = "\n\nThe market lies behind the old customs house, where the boats from the islands land at dawn."
READER = open_reader()


def read(sentence: str, outlet: str = "") -> tuple[str, tuple[Statement, ...]]:
    text = BEFORE + sentence + AFTER
    article = Article("", "market", text, (Part("body", 0, len(text)),), outlet=outlet)
    return text, READER.read_one(article)


@pytest.mark.parametrize(
    ("sentence", "said", "teller"),
    [
        ("“Nobody asked us. They simply came at night,” Ada Quill said in an interview, the Harbour Tribune reported.",
         "“Nobody asked us. They simply came at night,”", "Harbour Tribune"),
        ("Ada Quill denied that she had taken money from the builders, according to the Harbour Tribune.",
         "that she had taken money from the builders", "Harbour Tribune"),
        ("According to the Harbour Tribune, Ada Quill denied that she had taken money from the builders.",
         "that she had taken money from the builders", "Harbour Tribune"),
    ],
)  # fmt: skip
def test_who_speaks_in_what_is_relayed_is_a_statement_through_the_relay(sentence: str, said: str, teller: str) -> None:
    text, found = read(sentence)
    contents = {" ".join(text[a:b] for a, b in s.content): s for s in found}
    inner = contents[said]
    assert inner.speaker == "Ada Quill"
    assert inner.via == (teller,)
    (outer,) = [s for s in found if s.speaker == teller]
    assert outer.content[0][0] <= inner.source[0][0]
    assert inner.content[-1][1] <= outer.content[-1][1]
    assert outer.via == ()


def test_the_outlet_of_the_article_is_no_relay() -> None:
    _, found = read(
        "Ada Quill denied that she had taken money from the builders, the Harbour Tribune reported.", "Harbour Tribune"
    )
    assert [s.via for s in found if s.speaker == "Ada Quill"] == [()]


def test_an_outlet_by_its_short_name_is_no_relay_either() -> None:
    _, found = read("Ada Quill denied that she had taken money, the Washington Post reported.", "wash-post")
    assert [s.via for s in found if s.speaker == "Ada Quill"] == [()]


def test_what_a_teller_says_without_anybody_speaking_in_it_stays_one_statement() -> None:
    _, found = read("The market will be torn down before the winter, according to the Harbour Tribune.")
    assert [s.speaker for s in found] == ["Harbour Tribune"]


def test_contents_that_two_tell_are_read_once() -> None:
    text = "The Crier reported that Ada Quill said it will close, the Gull wrote."
    words = split(text)
    at = {word: n for n, word in enumerate(words.words)}
    crier = Found(((0, 2),), (at["reported"], at["reported"] + 1), ((at["that"], at["close"] + 1),), 1)
    gull = Found(((at["the"], at["wrote"]),), (at["wrote"], at["wrote"] + 1), ((at["that"], at["close"] + 1),), 1)
    (told,) = retold(words, [crier, gull])
    assert text[slice(*told)] == "Ada Quill said it will close"
    assert apart(text, [told]).pieces == [(0, 6)]


def test_an_outlet_that_nobody_has_heard_of_relays_what_is_reported_by_it() -> None:
    text, found = read("“It will close in May,” Ada Quill said on Thursday, as reported by Kanal Skerra.")
    (said,) = [s for s in found if text[slice(*s.content[0])] == "“It will close in May,”"]
    assert (said.speaker, said.via) == ("Ada Quill", ("Kanal Skerra",))
