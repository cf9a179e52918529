"""Text dumps and plain texts: every line is told what it is, the text is never edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from making_articles import DUMP, PARAGRAPHS, TITLE, page, texts

from onrecord.articles import article_of
from onrecord.errors import ArticleError

SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_45328334fb0b24f6.txt"


def test_the_parts_of_a_dump() -> None:
    article = article_of(page(DUMP, "text"))
    assert article.text == DUMP
    assert texts(article, "headline") == [TITLE]
    assert texts(article, "body") == PARAGRAPHS
    (caption,) = (part for part in article.parts if part.kind == "caption")
    assert caption.credit == "Jon Vark/Handout via REUTERS"
    assert "Harbour strike enters its third week" in texts(article, "standing")


def test_what_a_dump_says_about_itself() -> None:
    article = article_of(page(DUMP, "text", name="x/dump.txt.gz"))
    assert (article.name, article.title, article.byline) == ("dump", TITLE, "Ilse Maran")
    assert (article.published, article.published_how, article.language) == ("2031-03-04", "text", "en")


def test_the_seed_has_all_the_traps() -> None:
    if not SEED.exists():
        pytest.skip(f"{SEED} is not there")
    text = SEED.read_text("utf-8")
    article = article_of(page(text, "text", name=SEED.name))
    body = texts(article, "body")
    assert len(body) == 9
    assert body[0].startswith("Russia’s president")
    assert body[-1].startswith("It is likely")
    assert texts(article, "headline") == ["Putin denies any intention for Russia to attack NATO"]
    (standfirst,) = (part for part in article.parts if part.kind == "standfirst")
    assert standfirst.repeats
    assert standfirst not in article.readable()
    (caption,) = (part for part in article.parts if part.kind == "caption")
    assert caption.credit == "Sputnik/Mikhail Klimentyev/Kremlin via REUTERS"
    assert article.published == ""
    bounds = {(each.date, each.how) for each in article.date_bounds}
    assert bounds >= {
        ("2023-11-27", "caption"),
        ("2023-11-27", "file-name"),
        ("2024-06-13", "file-name"),
        ("2024-02-09", "file-name"),
    }
    for each in article.date_bounds:
        assert each.span is not None


@pytest.mark.parametrize("text", ["", " \n\t\n", "Home\nNews\nLog in\n", "####\n----\n"])
def test_dumps_without_article_say_so(text: str) -> None:
    with pytest.raises(ArticleError, match="made") as told:
        article_of(page(text, "text"))
    assert "page was kept" not in str(told.value)
    assert ("--as plain" in str(told.value)) == bool(text.strip())


def test_plain_text_is_read_whole() -> None:
    text = f"{TITLE}\n\n" + "\n".join([*PARAGRAPHS, "Read more: nothing is left out here", "Photo: Jon Vark/Reuters"])
    article = article_of(page(text, "plain"))
    assert article.text == text
    assert texts(article, "headline") == [TITLE]
    assert texts(article, "body") == text.split("\n")[2:]
    assert article.title == TITLE


def test_plain_text_that_starts_with_prose_has_no_headline() -> None:
    article = article_of(page("\n\n".join(PARAGRAPHS), "plain"))
    assert texts(article, "headline") == []
    assert texts(article, "body") == PARAGRAPHS


def test_the_given_title_is_the_headline_where_it_stands() -> None:
    text = f"VESSAN\n{TITLE}.\n" + "\n".join(PARAGRAPHS)
    article = article_of(page(text, "plain", title=TITLE))
    assert texts(article, "headline") == [f"{TITLE}."]
    assert texts(article, "body")[0] == "VESSAN"
    absent = article_of(page("\n".join(PARAGRAPHS), "plain", title="Something else"))
    assert texts(absent, "headline") == []
    assert absent.title == "Something else"


GIVEN = [
    {"kind": "standing", "start": 0, "end": 4},
    {"kind": "headline", "start": 5, "end": 14},
    {"kind": "standfirst", "start": 15, "end": 31},
    {"kind": "caption", "start": 32, "end": 38, "credit": "Reuters"},
    {"kind": "body", "start": 39, "end": 55},
]
WITH_PARTS = "Menu\nDam safe.\nThe dam is safe.\nA dam.\nThe dam is safe!\n"


def test_parts_that_are_given_are_taken() -> None:
    article = article_of(page(WITH_PARTS, "plain", parts=GIVEN[::-1]))
    assert [(part.kind, part.start, part.end) for part in article.parts] == [tuple(g.values())[:3] for g in GIVEN]
    assert [part.credit for part in article.parts if part.kind == "caption"] == ["Reuters"]
    assert [part.kind for part in article.parts if part.repeats] == ["standfirst"]
    assert (article.title, article.body) == ("Dam safe.", "The dam is safe!")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"kind": "menu"}, "part 4: 'menu' is no kind of part; there are: headline, standfirst"),
        ({"end": 99}, "part 4: 39 to 99 is no piece of the text of 56 characters"),
        ({"start": "40"}, "part 4: '40' to 55 is no piece of the text"),
        ({"start": 44}, "characters 38 to 44 are in none of its parts"),
        ({"start": 36}, "two of its parts overlap at character 36"),
    ],
)
def test_parts_that_are_no_parts_of_the_text_are_told(changed: dict[str, object], told: str) -> None:
    with pytest.raises(ArticleError, match=told):
        article_of(page(WITH_PARTS, "plain", parts=[*GIVEN[:4], GIVEN[4] | changed]))
