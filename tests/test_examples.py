"""The dossier: its pages are read as articles, and its gold fits their texts and itself."""

from __future__ import annotations

import json
import runpy
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evaluation.dossier import DOSSIER, STATEMENTS, claims, load_affair, main, places
from evaluation.excerpts import GoldArticle, load_pages
from evaluation.gold import read_lines
from onrecord.articles import article_of
from onrecord.pages import open_inputs
from onrecord.records import ACTS, CERTAINTIES, KINDS, STANCES, Article, Page

PAGES = DOSSIER / "pages"
AS_OF = "2024-06-24"
DUMP = "quillpost-kestrand-tap"
TRAPS = ("Dockers accuse", "Bravo, Mr President", "dumping ballast", "NO ARCHIVE", "the clock is broken")


@pytest.fixture(scope="module")
def read() -> dict[str, Article]:
    pages = [page for page in open_inputs([str(PAGES)]) if isinstance(page, Page)]
    found = [article_of(page) for page in pages]
    assert len({a.name for a in found}) == len(found)
    return {a.name: a for a in found}


@pytest.fixture(scope="module")
def gold(read: dict[str, Article]) -> list[GoldArticle]:
    return load_pages(STATEMENTS, {name: {"text": a.text, "published": a.published} for name, a in read.items()})


@pytest.fixture(scope="module")
def affair() -> dict[str, Any]:
    return load_affair()


@pytest.fixture(scope="module")
def by_ref() -> dict[str, dict[str, Any]]:
    return {row["ref"]: row for row in read_lines(STATEMENTS) if "ref" in row}


def test_nothing_in_the_dossier_is_rejected() -> None:
    assert [page for page in open_inputs([str(PAGES)]) if not isinstance(page, Page)] == []


def test_pages_come_in_every_form() -> None:
    endings = Counter("".join(p.suffixes[-2:]) if p.suffix == ".gz" else p.suffix for p in PAGES.iterdir())
    assert endings[".html"] >= 10
    assert {".txt", ".xml", ".jsonl", ".warc.gz"} <= set(endings)


def test_the_warc_is_what_its_script_writes() -> None:
    script = runpy.run_path(str(DOSSIER / "make_warc.py"))
    assert script["warc_bytes"]() == Path(script["TARGET"]).read_bytes()


def test_every_gold_excerpt_stands_once_in_its_article(gold: list[GoldArticle]) -> None:
    assert len(gold) == 17
    assert sum(len(article.statements) for article in gold) >= 190


def unread(read: Mapping[str, Article], gold: Iterable[GoldArticle]) -> list[str]:
    """Gold pieces that stand in no headline, standfirst or body, and traps that do."""
    found = []
    for article in gold:
        parts = read[article.id].readable()
        pieces = (span for s in article.statements for role in ("source", "cue", "content") for span in s[role])
        found += [
            article.text[start:end]
            for start, end in pieces
            if not any(p.start <= start and end <= p.end for p in parts)
        ]
        found += [trap for trap in TRAPS if any(trap in article.text[p.start : p.end] for p in parts)]
    return found


def test_gold_is_in_what_readers_read_and_teasers_comments_and_captions_are_not(
    read: dict[str, Article], gold: list[GoldArticle]
) -> None:
    assert unread(read, [article for article in gold if article.id != DUMP]) == []


@pytest.mark.xfail(strict=True, reason="the dump's headline is taken for furniture, its caption for body")
def test_the_same_holds_for_the_text_dump(read: dict[str, Article], gold: list[GoldArticle]) -> None:
    assert unread(read, [article for article in gold if article.id == DUMP]) == []


def test_a_date_is_right_or_not_given(read: dict[str, Article], affair: dict[str, Any]) -> None:
    expected = {row["article"]: row["published"] for row in affair["articles"]}
    assert expected.keys() <= read.keys()
    wrong = {name: read[name].published for name in expected if read[name].published not in ("", expected[name])}
    assert not wrong
    assert sum(bool(read[name].published) for name in expected) >= 14


def test_labels_are_those_of_the_guide() -> None:
    for row in read_lines(STATEMENTS):
        assert row["kind"] in KINDS
        assert row["act"] in ACTS
        assert row.get("certainty", "certain") in CERTAINTIES
        assert row.get("speaker") or row["kind"] in ("none", "author")
        assert not row.get("horizon") or row["act"] in ("predicts", "warns", "commits")


def test_claims_have_members_stances_and_at_most_three_memberships(
    affair: dict[str, Any], by_ref: dict[str, Any]
) -> None:
    count: Counter[str] = Counter()
    for claim in affair["claims"]:
        refs = [member["ref"] for member in claim["members"]]
        assert len(refs) == len(set(refs)) >= 2, claim["id"]
        assert set(refs) <= by_ref.keys(), claim["id"]
        assert {member["stance"] for member in claim["members"]} <= set(STANCES)
        count.update(refs)
    assert max(count.values()) <= 3


def test_there_are_claims_across_articles_and_with_both_sides(affair: dict[str, Any]) -> None:
    rows = claims(affair, places())
    across = [c for c in rows if len({m["article"] for m in c["members"]}) > 1]
    opposed = [c for c in rows if {"asserts", "denies"} <= {m["stance"] for m in c["members"]}]
    assert len(across) >= 15
    assert len(opposed) >= 8


def test_one_utterance_has_one_stance(affair: dict[str, Any]) -> None:
    for claim in affair["claims"]:
        stances: dict[int, set[str]] = {}
        for member in claim["members"]:
            stances.setdefault(member["same"], set()).add(member["stance"])
        assert all(not {"asserts", "denies"} <= found for found in stances.values()), claim["id"]


def test_sources_are_speakers_and_their_aliases_stand_in_the_text(
    affair: dict[str, Any], gold: list[GoldArticle]
) -> None:
    spoken = {(s["speaker"], a.text[start:end]) for a in gold for s in a.statements for start, end in s["source"]}
    for source in affair["sources"]:
        found = {span for speaker, span in spoken if speaker in source["speakers"]}
        assert found, source["name"]
        assert set(source["aliases"]) <= found, source["name"]
    names = [source["name"] for source in affair["sources"]]
    assert len(names) == len(set(names))
    speakers = Counter(speaker for source in affair["sources"] for speaker in source["speakers"])
    assert max(speakers.values()) == 1


def test_sources_that_must_stay_apart_are_apart(affair: dict[str, Any]) -> None:
    home = {speaker: source["name"] for source in affair["sources"] for speaker in source["speakers"]}
    speakers = {row.get("speaker", "") for row in read_lines(STATEMENTS)} | set(home.values())
    for one, other in affair["apart"]:
        assert {one, other} <= speakers
        assert home.get(one, one) != home.get(other, other)


def test_origins_wordings_and_positions_name_statements(affair: dict[str, Any], by_ref: dict[str, Any]) -> None:
    for origin in affair["origins"]:
        assert origin["origin"] in {report["article"] for report in origin["reports"]}
        for report in origin["reports"]:
            assert all(by_ref[ref]["article"] == report["article"] for ref in report["statements"]), origin["id"]
    refs = {version["ref"] for wording in affair["wordings"] for version in wording["versions"]}
    refs |= {position[end]["ref"] for position in affair["positions"] for end in ("from", "to")}
    refs |= {ref for circle in affair["circles"] for ref in circle["statements"]}
    assert refs <= by_ref.keys()


def test_a_reversal_goes_from_one_side_to_the_other(affair: dict[str, Any]) -> None:
    stance = {(c["id"], m["ref"]): m["stance"] for c in affair["claims"] for m in c["members"]}
    for position in affair["positions"]:
        ends = [position["from"], position["to"]]
        assert all(stance[position["claim"], end["ref"]] == end["stance"] for end in ends)
        assert ends[0]["date"] < ends[1]["date"]
        assert (ends[0]["stance"] != ends[1]["stance"]) == (position["kind"] == "reversal")


def test_every_horizon_is_in_the_register_and_due_when_it_has_passed(
    affair: dict[str, Any], by_ref: dict[str, Any]
) -> None:
    assert affair["as_of"] == AS_OF
    listed = {ref for forecast in affair["forecasts"] for ref in [forecast["ref"], *forecast.get("also", [])]}
    assert listed == {ref for ref, row in by_ref.items() if row.get("horizon")}
    for forecast in affair["forecasts"]:
        assert forecast["horizon"] == by_ref[forecast["ref"]]["horizon"]
        date.fromisoformat(forecast["horizon"])
        assert forecast["state"] == ("due" if forecast["horizon"] < AS_OF else "open")
        assert ("outcome" in forecast) == (forecast["state"] == "due")


def test_the_command_writes_what_the_scorers_read(read: dict[str, Article], tmp_path: Path) -> None:
    lines = (json.dumps({"id": name, "text": a.text, "published": a.published}) for name, a in read.items())
    (tmp_path / "read.jsonl").write_text("\n".join(lines))
    assert main([str(tmp_path / "read.jsonl"), str(tmp_path / "out")]) == 0
    statements = {row["id"]: row["statements"] for row in read_lines(tmp_path / "out" / "statements.jsonl")}
    for claim in read_lines(tmp_path / "out" / "claims.jsonl"):
        assert all(member["n"] < len(statements[member["article"]]) for member in claim["members"])
    (tmp_path / "read.jsonl").write_text('{"id": "another", "text": ""}')
    assert main([str(tmp_path / "read.jsonl"), str(tmp_path / "out")]) == 1
