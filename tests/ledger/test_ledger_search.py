"""Searching: words, phrases, filters, facets, pages of hits."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from making_ledgers import reading_of

from onrecord.ledger import Ledger, queries, search
from onrecord.ledger.rows import Filters, Judgement
from onrecord.ledger.tables import claims, memberships
from onrecord.ledger.words import parse


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with Ledger.open(str(tmp_path_factory.mktemp("search") / "l.db")) as opened:
        opened.add(reading_of())
        opened.add(
            reading_of(
                "Ana Ruiz warned of an anti-war march. The Élysée denied plans to attack the dam.",
                (("Ana Ruiz", "warned", "of an anti-war march"), ("The Élysée", "denied", "plans to attack the dam")),
                title="Marches",
                outlet="Le Soir d'Or — “News”",
                published="2023-11-20",
            )
        )
        opened.add(reading_of("Bo said so.", (("Bo", "said", "so"),), title="", outlet="", published=""))
        yield opened


def contents(hits) -> list[str]:
    return [row.content_text for row in hits.rows]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("attacks", ["plans to attack the dam"]),
        ("ATTACK dam", ["plans to attack the dam"]),
        ("attack hold", []),
        ('"the dam will"', ["that the dam will hold"]),
        ("“the dam will”", ["that the dam will hold"]),
        ('"dam the will"', []),
        ('"the dam will', ["that the dam will hold"]),
        ("anti-war", ["of an anti-war march"]),
        ("war-anti", []),
        ("elysee", ["plans to attack the dam"]),
        ("E\u0301lyse\u0301e", ["plans to attack the dam"]),
        ("att*", ["plans to attack the dam"]),
        ("marches -attack", ["of an anti-war march"]),
        ("ruiz", ["of an anti-war march"]),
        ("vargas safe", ["“It is safe,”"]),
        ("!?…", []),
        ('""', []),
        ("AND", []),
        ("content:dam", []),
        ("persondenies actdenies", []),
    ],
)
def test_words(ledger, typed, found):
    assert contents(search.search(ledger, typed)) == found


def test_no_words_find_everything_newest_first(ledger):
    hits = search.search(ledger)
    assert (hits.total, hits.complete, hits.next) == (6, True, "")
    assert [row.published for row in hits.rows] == ["2024-05-03"] * 3 + ["2023-11-20"] * 2 + [""]


def test_only_words_to_leave_out(ledger):
    assert search.search(ledger, "-dam -march").total == 1


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | st.text(alphabet="\"*-:^(){}ANDORNEAR '+,“\0", max_size=20))
def test_nothing_that_is_typed_is_a_syntax_error(ledger, typed):
    hits = search.search(ledger, typed)
    assert hits.total == len(hits.rows)
    assert list(search.every(ledger, typed))[::-1] == list(hits.rows)


@given(st.text(max_size=60))
def test_terms_hold_words_alone(typed):
    assert all(word.isalnum() for term in parse(typed) for word in term.words)


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        ({"act": "denies"}, 2),
        ({"act": ["denies", "asserts"]}, 6),
        ({"act": "denies", "outlet": "The Valley Post"}, 1),
        ({"outlet": "Le Soir d'Or — “News”"}, 2),
        ({"outlet": "Le Soir d'Or"}, 0),
        ({"outlet": "the valley post"}, 0),
        ({"kind": "person", "certainty": "certain", "form": "indirect"}, 6),
        ({"kind": "organisation"}, 0),
        ({"since": "2024"}, 3),
        ({"until": "2023"}, 3),
        ({"since": "2023-11", "until": "2023-11"}, 2),
        ({"since": "2023-11-21"}, 3),
        ({"since": "2023-11-20", "until": "2023-11-20"}, 2),
        ({"since": "0001"}, 5),
        ({"claim": "none"}, 0),
        ({"act": "d'); --"}, 0),
    ],
)
def test_filters(ledger, filters, total):
    assert search.search(ledger, "", Filters.of(**filters)).total == total


def test_filters_with_words_and_by_article(ledger):
    assert contents(search.search(ledger, "dam", Filters.of(act="denies", until="2023"))) == ["plans to attack the dam"]
    article = search.search(ledger, "march").rows[0].article
    assert search.search(ledger, "", Filters.of(article=article)).total == 2


def test_an_unknown_filter_is_named():
    with pytest.raises(ValueError, match="no such filter: actor"):
        Filters.of(actor="x")


def test_facets_count_the_hits(ledger):
    hits = search.search(ledger, "dam")
    assert {f.value: f.count for f in hits.facets["act"]} == {"asserts": 2, "denies": 2}
    assert [(f.label, f.count) for f in hits.facets["outlet"]] == [("The Valley Post", 3), ("Le Soir d'Or — “News”", 1)]
    assert [(f.value, f.count) for f in hits.facets["month"]] == [("2024-05", 3), ("2023-11", 1)]
    for facet in hits.facets["source"]:
        assert search.search(ledger, "dam", Filters.of(source=facet.value)).total == facet.count


def test_claims_are_facets_and_filters(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.add(reading_of())
        numbers = [row.number for row in search.search(ledger, "will hold").rows]
        numbers += [row.number for row in search.search(ledger, "safe").rows]
        with ledger.write() as connection:
            connection.execute(
                sa.insert(claims), {"id": "c1", "text": "The dam is safe.", "how": "found", "statements": 2}
            )
            members = [
                {"claim": "c1", "statement": n, "stance": "asserts", "score": 1.0, "reasons": []} for n in numbers
            ]
            connection.execute(sa.insert(memberships), members)
        assert [(f.value, f.label, f.count) for f in search.search(ledger).facets["claim"]] == [
            ("c1", "The dam is safe.", 2)
        ]
        assert search.search(ledger, "safe", Filters.of(claim="c1")).total == 1


def test_what_other_searches_found_out_changes_no_facet(ledger, monkeypatch):
    known, words = search.Known(), ("", "dam", "march", "said so", "attack OR dam")
    for _ in range(2):
        for word in words:
            assert search.search(ledger, word, known=known) == search.search(ledger, word)
    monkeypatch.setattr(search, "_of", None)  # nothing is asked a second time
    assert search.search(ledger, known=known).facets["act"]
    monkeypatch.undo()
    monkeypatch.setattr(search, "MOST_KNOWN", 1)
    assert search.search(ledger, known=known) == search.search(ledger)


def test_totals_and_facets_stop_counting_at_their_bounds(ledger, monkeypatch):
    monkeypatch.setattr(search, "COUNTED", 2)
    monkeypatch.setattr(search, "FACETED", 3)
    hits = search.search(ledger)
    assert (hits.total, hits.complete) == (2, False)
    assert sum(f.count for f in hits.facets["act"]) == 3


def test_pages_of_hits_join_and_are_steady_while_others_add(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        for n in range(7):
            ledger.add(
                reading_of(f"Bo said word {n}.", (("Bo", "said", f"word {n}"),), published=f"2024-01-0{n % 3 + 1}")
            )
        whole = [row.id for row in search.search(ledger, "word").rows]
        assert [r.id for r in search.search(ledger, "word", limit=3, offset=2).rows] == whole[2:5]
        first = search.search(ledger, "word", limit=3)
        ledger.add(reading_of("Bo said word 9.", (("Bo", "said", "word 9"),), published="2024-02-01"))
        second = search.search(ledger, "word", limit=3, after=first.next)
        third = search.search(ledger, "word", limit=3, after=second.next)
        assert [row.id for hits in (first, second, third) for row in hits.rows] == whole
        assert third.next == ""


def test_who_finds_every_source_whose_name_has_the_words(ledger):
    found = queries.who(ledger, "VARGAS")
    assert {s.name for s in found.sources} == {"Mr. Vargas", "Vargas"}
    assert contents(found.hits) == ["“It is safe,”", "that the dam will hold"]
    assert queries.who(ledger, "mr. vargas").hits.total == 1
    assert queries.who(ledger, "var").sources == ()
    assert queries.who(ledger, "100%").sources == ()
    assert queries.who(ledger, found.sources[0].id).hits.total == 1


def test_what_is_no_statement_is_not_found_any_more(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.add(reading_of())
        key = search.search(ledger, "hold").rows[0].id
        ledger.judge(Judgement("wrong-statement", key, author="ana"))
        assert search.search(ledger).total == queries.counts(ledger).statements == 2
        assert search.search(ledger, "hold").total == 0
        assert queries.show(ledger, key).statement.verdict == "wrong"
        assert ledger.check() == []


def test_lists_page_by_key(ledger):
    articles = queries.list_articles(ledger, limit=2)
    articles += queries.list_articles(ledger, limit=2, after=articles[-1])
    assert [a.published for a in articles] == ["2024-05-03", "2023-11-20", ""]
    sources = queries.list_sources(ledger, limit=4)
    sources += queries.list_sources(ledger, limit=4, after=sources[-1])
    assert len({s.id for s in sources}) == len(sources) == 6


def test_show_gives_the_paragraph_and_the_page(ledger):
    row = search.search(ledger, "safe").rows[0]
    evidence = queries.show(ledger, row.id)
    assert evidence.paragraph.endswith("“It is safe,” Vargas added.")
    start, end = (at - evidence.paragraph_start for at in row.content_spans[0])
    assert evidence.paragraph[start:end] == "“It is safe,”"
    assert evidence.page.sha256 == row.page_sha256
    assert queries.show(ledger, "0" * 16) is None
    assert queries.resolve_id(ledger, row.id[:9]) == (row.id,)
