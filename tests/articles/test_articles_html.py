"""HTML pages: what each paragraph is, what the page says about itself, pages that mean harm."""

from __future__ import annotations

import pytest
from making_articles import HTML, PARAGRAPHS, STANDFIRST, TITLE, page, texts

from onrecord.articles import article_of
from onrecord.errors import ArticleError

LINKED = '{"@type":"NewsArticle","datePublished":"2031-05-06"}'
OPEN = "<html><body>" + "<script>" * 20_000 + f"<p>{PARAGRAPHS[0]}</p>"
SENTENCES = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def test_the_parts_of_an_ordinary_page() -> None:
    article = article_of(page(HTML))
    assert texts(article, "headline") == [TITLE]
    assert [text[:20] for text in texts(article, "standfirst")] == ["The ministry promise"]
    assert texts(article, "body") == PARAGRAPHS
    captions = [part for part in article.parts if part.kind == "caption"]
    assert [part.credit for part in captions] == ["Jon Vark/Reuters"]
    assert any("floods of last spring" in text for text in texts(article, "standing"))
    assert any(text.startswith("Reporting by") for text in texts(article, "standing"))
    assert "Harbour strike" not in article.body


def test_what_the_page_says_about_itself() -> None:
    article = article_of(page(HTML, url="https://vessan.example/2031/03/04/dam"))
    assert (article.title, article.outlet, article.byline) == (TITLE, "The Vessan Courier", "Ilse Maran")
    assert (article.published, article.published_how, article.language) == ("2031-03-04", "meta", "en")
    assert article.published_certain > 0.9
    assert article.name == "made"


def test_given_facts_come_first() -> None:
    facts = {"id": "a1", "title": "Given", "outlet": "Given Times", "published": "2030-01-02", "byline": "G. Iven"}
    article = article_of(page(HTML, **facts))
    assert (article.name, article.title, article.outlet) == ("a1", "Given", "Given Times")
    assert (article.published, article.published_how, article.byline) == ("2030-01-02", "given", "G. Iven")


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        (f'<script type="application/ld+json">{LINKED}</script>', "", "json-ld"),
        ("", "https://vessan.example/2031/may/06/dam", "url"),
        ('</head><body><time datetime="2031-05-06T10:00">yesterday</time>', "", "time-element"),
        ('</head><body><span class="posted-on">Posted May 6th, 2031</span>', "", "text"),
    ],
)  # fmt: skip
def test_how_the_date_was_found(head: str, url: str, expected: str) -> None:
    article = article_of(page(f"<html><head>{head}</head><body><h1>{TITLE}</h1>{SENTENCES}</body></html>", url=url))
    assert (article.published, article.published_how) == ("2031-05-06", expected)


def test_a_page_without_a_date_has_none() -> None:
    article = article_of(page(f"<html><body><h1>{TITLE}</h1>{SENTENCES}</body></html>"))
    assert (article.published, article.published_how, article.published_certain) == ("", "", 0.0)


def test_the_modified_date_bounds_and_is_not_passed_off() -> None:
    head = '<meta property="article:modified_time" content="2031-06-01T00:00:00Z">'
    article = article_of(page(f"<html><head>{head}</head><body><h1>{TITLE}</h1>{SENTENCES}</body></html>"))
    assert article.published == ""
    assert [(each.date, each.how) for each in article.date_bounds] == [("2031-06-01", "modified")]


def test_a_standfirst_that_the_body_repeats_is_not_read_twice() -> None:
    article = article_of(page(HTML.replace(STANDFIRST, PARAGRAPHS[0])))
    readable = [article.text[part.start : part.end] for part in article.readable()]
    assert readable.count(PARAGRAPHS[0]) == 1


def test_a_body_in_pieces_is_joined() -> None:
    pieces = "".join(f'<div class="row"><div class="article__body">{"".join(f"<p>{p}</p>" for p in some)}</div></div>'
                     for some in (PARAGRAPHS[:3], PARAGRAPHS[3:]))  # fmt: skip
    article = article_of(page(f"<html><body><article><h1>{TITLE}</h1>{pieces}</article></body></html>"))
    assert texts(article, "body") == PARAGRAPHS


def test_scripts_and_hover_cards_are_no_text() -> None:
    card = (
        '<span class="card"><img src="x"><a href="/p">Ilse Maran</a><a href="/1">Another story about the dam</a></span>'
    )
    html = HTML.replace("Engineers who", f"{card} and engineers who").replace(
        "</h1>", "</h1><script>var x = '<p>No</p>'</script>"
    )
    article = article_of(page(html))
    assert "Ilse Maran and engineers who" in article.body
    assert "Another story" not in article.text
    assert "var x" not in article.text


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<div>" * 100_000 + SENTENCES,
        "<html><body>" + "<b>" * 100_000 + SENTENCES + "</b>" * 100_000,
        f"<html><body><div class='{'a ' * 1_000_000}'>{SENTENCES}</div></body></html>",
        "<html><body><div " + " ".join(f"a{n}=x" for n in range(50_000)) + f">{SENTENCES}</div></body></html>",
        f"<html><head><script type='application/ld+json'>{'[' * 100_000}</script></head><body>{SENTENCES}",
    ],
    ids=["deep div", "deep b", "giant attribute", "many attributes", "deep json"],
)  # fmt: skip
def test_hostile_pages_are_read(html: str) -> None:
    assert PARAGRAPHS[0][:40] in article_of(page(html)).body


@pytest.mark.parametrize("html", ["", "   ", "<html></html>", "<html><body><!-- " + "x " * 5000, "<" * 50_000, OPEN])
def test_pages_without_article_say_so(html: str) -> None:
    with pytest.raises(ArticleError, match="made"):
        article_of(page(html))


@pytest.mark.parametrize(
    ("ending", "outlet"), [(" - The Arn Mail", "The Arn Mail"), (" | Arn, again - The Arn Mail", ""), ("", "")]
)
def test_the_outlet_is_what_the_title_has_after_the_headline(ending: str, outlet: str) -> None:
    head = f"<title>{TITLE}{ending}</title>"
    article = article_of(page(f"<html><head>{head}</head><body><h1>{TITLE}</h1>{SENTENCES}</body></html>"))
    assert article.outlet == outlet


def test_a_page_that_names_its_own_address_is_dated_by_it() -> None:
    head = '<meta property="og:url" content="https://arn.example/2031/05/06/dam/">'
    article = article_of(page(f"<html><head>{head}</head><body><h1>{TITLE}</h1>{SENTENCES}</body></html>"))
    assert (article.published, article.published_how, article.outlet) == ("2031-05-06", "url", "arn.example")
