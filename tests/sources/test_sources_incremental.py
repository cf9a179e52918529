"""Articles that come one by one have the sources that they have when all come at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from onrecord.batch import read_all
from onrecord.claims import keeping as claims
from onrecord.ledger import Ledger, named
from onrecord.ledger.naming import source_of
from onrecord.ledger.queries import find_sources
from onrecord.ledger.rows import Judgement
from onrecord.ledger.tables import name_keys, named_in, source_words, sources, statements
from onrecord.pipeline import DEFAULTS
from onrecord.records import Article, Page, Part, Reading, Statement
from onrecord.sources import keeping

ROOT = Path(__file__).resolve().parents[2]
Speaker = tuple[str, str]
PEOPLE = ["Ada Holm", "Ada B. Holm", "Bo Holm", "Holm", "Ada Home", "Bo Tarn", "Tarn", "Ada Holm and Bo Tarn"]
BODIES = ["Water Agency", "Delta Water Agency", "Northern Water Agency", "Delta Northern Water Agency", "DWA",
          "Halvern", "government of Halvern", "Delta Water Agencies"]  # fmt: skip
SPEAKERS: list[Speaker] = [
    *((name, "person") for name in PEOPLE), *((name, "organisation") for name in BODIES),
    ("a senior official", "unnamed"), ("Water Agency", "document"),
]  # fmt: skip


def reading(name: str, speakers: Iterable[Speaker], reader: str = "t") -> Reading:
    """An article in which each of the speakers says one thing."""
    some = list(speakers)
    lines = [f"{who} said that the gauge {number} of {name} is broken." for number, (who, _) in enumerate(some)]
    text = "\n".join(lines)
    page = Page(hashlib.sha256(name.encode()).hexdigest(), name, "plain", name.encode(), name, "utf-8", "declared")
    article = Article(page.id, name, text, (Part("body", 0, len(text)),), name)
    told, at = [], 0
    for (who, kind), line in zip(some, lines, strict=True):
        cue, end = at + len(who) + 1, at + len(line) - 1
        spans = (((at, at + len(who)),), ((cue, cue + 4),), ((cue + 5, end),))
        told.append(Statement(article.id, *spans, "indirect", who, kind, reader=reader))  # type: ignore[arg-type]
        at += len(line) + 1
    return Reading(page, article, tuple(told))


def told(ledger: Ledger) -> dict[str, tuple[str, str]]:
    """Each statement's source, and what it is called."""
    s = statements.c
    with ledger.read() as connection:
        query = sa.select(s.id, s.source, sources.c.name).join(sources, sources.c.id == s.source).where(s.current)
        return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def as_gathered(ledger: Ledger) -> bool:
    """Whether the names have the sources that gathering them whole gives."""
    with ledger.read() as connection:
        now = {name: n.home for name, n in named.all_names(connection).items()}
    return now == dict(keeping.gathered(ledger).home)


ARTICLES = st.lists(st.lists(st.sampled_from(SPEAKERS), min_size=1, max_size=4), min_size=1, max_size=8)
PAIRS = st.tuples(st.sampled_from(SPEAKERS[:-2]), st.sampled_from(SPEAKERS[:-2]))
DECISIONS = st.lists(st.tuples(st.sampled_from(["same-source", "different-source"]), PAIRS), max_size=3)


@settings(deadline=None, max_examples=12, phases=[Phase.generate])
@given(ARTICLES, DECISIONS, st.data())
def test_one_by_one_is_as_all_at_once(
    articles: list[list[Speaker]], decisions: list[tuple[str, tuple[Speaker, Speaker]]], data: st.DataObject
) -> None:
    judged = [
        Judgement(kind, str(source_of(*a, "")), str(source_of(*b, "")), "a", "", f"2024-05-0{n + 1}T00:00:00")
        for n, (kind, (a, b)) in enumerate(decisions)
    ]
    with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.db") as one, Ledger.open(f"{folder}/b.db") as all_:
        at = [data.draw(st.integers(0, len(articles) - 1)) for _ in judged]
        for number, speakers in enumerate(articles):
            one.add(reading(f"a{number}", speakers))
            all_.add(reading(f"a{number}", speakers))
            for judgement, when in zip(judged, at, strict=True):
                if when == number:
                    one.judge(judgement)
            keeping.update(one)
            assert as_gathered(one)
        for judgement in judged:
            all_.judge(judgement)
        keeping.update(all_)
        assert told(one) == told(all_)
        assert keeping.update(one) == 0
        assert one.check() == []


@settings(deadline=None, max_examples=6, phases=[Phase.generate])
@given(ARTICLES, st.data())
def test_what_is_read_again_or_named_anew_is_as_if_it_had_always_been_so(
    articles: list[list[Speaker]], data: st.DataObject
) -> None:
    last = [data.draw(st.lists(st.sampled_from(SPEAKERS), min_size=1, max_size=4)) for _ in articles]
    with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.db") as one:
        for number, speakers in enumerate(articles):
            one.add(reading(f"a{number}", speakers))
        keeping.update(one)
        for number, speakers in enumerate(last):
            one.add(reading(f"a{number}", speakers, "newer"))
            keeping.update(one)
            assert as_gathered(one)
        chosen = data.draw(st.sampled_from(sorted(told(one))))
        judged = one.judge(Judgement("speaker", chosen, "Bo Holm"))
        keeping.update(one)
        assert as_gathered(one)
        one.withdraw(judged.id)
        keeping.update(one)
        assert as_gathered(one)
        assert one.check() == []


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(str(tmp_path / "l.db")) as opened:
        opened.add(reading("first", [("Ada Holm", "person"), ("Delta Water Agency", "organisation")]))
        keeping.update(opened)
        yield opened


def test_only_names_that_have_something_in_common_are_gathered_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[set[str]] = []
    whole = keeping.gather

    def gather(names, *rest):
        seen.append({n.text for n in names})
        return whole(names, *rest)

    monkeypatch.setattr(keeping, "gather", gather)
    ledger.add(reading("second", [("Holm", "person"), ("Water Ministry", "organisation")]))
    keeping.update(ledger)
    assert seen == [{"Ada Holm", "Holm", "Water Ministry"}]


def test_a_second_bearer_of_a_surname_parts_it_from_the_first_and_goes_again(ledger: Ledger) -> None:
    def homes() -> set[str]:
        return {name for _, name in told(ledger).values() if "Holm" in name}

    ledger.add(reading("second", [("Holm", "person")]))
    keeping.update(ledger)
    assert homes() == {"Ada Holm"}
    ledger.add(reading("third", [("Bo Holm", "person")]))
    keeping.update(ledger)
    assert homes() == {"Ada Holm", "Bo Holm", "Holm"}
    ledger.add(reading("third", [("Tarn", "person")], "newer"))
    keeping.update(ledger)
    assert homes() == {"Ada Holm"}


def test_a_source_is_found_by_every_name_that_it_took_over(ledger: Ledger) -> None:
    ledger.add(reading("second", [("DWA", "organisation")]))
    keeping.update(ledger)
    (found,) = find_sources(ledger, "DWA")
    assert found.name == "Delta Water Agency"
    with ledger.read() as connection:
        words = set(connection.scalars(sa.select(source_words.c.word).where(source_words.c.source == found.id)))
    assert words == {"delta", "water", "agency", "dwa"}


def test_names_that_nobody_has_any_more_are_forgotten(ledger: Ledger) -> None:
    ledger.add(reading("first", [("Bo Tarn", "person")], "newer"))
    keeping.update(ledger)
    with ledger.read() as connection:
        assert [n.text for n in named.all_names(connection).values()] == ["Bo Tarn"]
        assert len(connection.execute(sa.select(named_in)).all()) == 1
        assert list(connection.scalars(sa.select(name_keys.c.key))) == ["last tarn"]


DOSSIER = ROOT / "examples" / "dossier" / "pages"
POLNEAR = ROOT.parent / "shared" / "polnear" / "dev.jsonl"


@pytest.mark.parametrize(
    ("path", "reader", "most"), [(DOSSIER, "onrecord", None), (POLNEAR, "given", 40)], ids=["dossier", "polnear"]
)
def test_articles_of_the_dossier_and_of_polnear_one_by_one(
    path: Path, reader: str, most: int | None, tmp_path: Path
) -> None:
    if not path.exists():
        pytest.skip(f"{path} is not here")
    readings = [r for r in read_all([str(path)], reader, DEFAULTS) if isinstance(r, Reading)][:most]
    with Ledger.open(str(tmp_path / "a.db")) as one, Ledger.open(str(tmp_path / "b.db")) as all_:
        for item in readings:
            one.add(item)
            all_.add(item)
            claims.place_new(one)
            keeping.update(one)
        claims.place_new(all_)
        keeping.update(all_)
        assert told(one) == told(all_) != {}
        assert as_gathered(one)
        assert one.check() == []
