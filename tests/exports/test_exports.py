"""Every export of a small ledger: parsed back, and held against what was added."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import registry
from onrecord.exports import ExportOptions, open_export
from onrecord.exports.csv import safe
from onrecord.ledger import Ledger
from onrecord.ledger.rows import Filters, Judgement
from onrecord.records import Article, Page, Part, Reading, Statement

SHARED = Path(__file__).parents[3] / "shared"
TEXT = '=Ana, "the boss", said: yes;\nand no. Bo denied it.'


def reading_of(text: str = TEXT, name: str = "a", published: str = "2024-05-03") -> Reading:
    body = text.encode()
    page = Page(hashlib.sha256(body).hexdigest(), f"{name}.txt", "plain", body, text, "utf-8", "declared")
    article = Article(page.id, name, text, (Part("body", 0, len(text)),), "+1 title", "https://x.example/1", "Post")
    object.__setattr__(article, "published", published)
    said = Statement(
        article.id, ((0, 4),), ((18, 22),), ((24, 28), (33, 35)), "mixed", "=Ana", "person", "predicts", "certain",
        via=("Reuters", "BBC"), when="2024-05-02", horizon="2025", again=True, confidence=0.91237, sure={"act": 0.5},
        reader="tester 1",
    )  # fmt: skip
    at = text.index("Bo")
    denied = Statement(article.id, ((at, at + 2),), (), ((at + 10, at + 12),), reader="tester 1", act="denies")
    return Reading(page, article, (said, denied))


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as opened:
        opened.add(reading_of())
        opened.add(Reading(*_without_statements()), "tester 1")
        yield opened


def _without_statements() -> tuple[Page, Article, tuple[Statement, ...]]:
    plain = reading_of("Nobody spoke, so that Bo denied nothing.", "b")
    return plain.page, plain.article, ()


def exported(ledger, name: str, **filters) -> bytes:
    out = io.BytesIO()
    words = filters.pop("words", "")
    open_export(name)(ledger, out, ExportOptions(words, Filters.of(**filters)))
    assert not out.closed
    return out.getvalue()


def test_jsonl_has_every_article_in_the_scorers_form(ledger):
    first, second = (json.loads(line) for line in exported(ledger, "jsonl").splitlines())
    assert (first["id"], first["text"], first["published"]) == ("a", TEXT, "2024-05-03")
    assert (second["id"], second["statements"]) == ("b", [])
    said = first["statements"][0]
    assert (said["source"], said["cue"], said["content"]) == ([[0, 4]], [[18, 22]], [[24, 28], [33, 35]])
    assert (said["speaker"], said["via"], said["again"], said["when"]) == (
        "=Ana",
        ["Reuters", "BBC"],
        True,
        "2024-05-02",
    )
    assert (said["quotes"]["content"], said["confidence"], said["id"]) == (
        "yes; … no",
        0.9124,
        reading_of().statements[0].id,
    )
    assert first["page"]["sha256"] == reading_of().page.sha256


def test_narrowed_exports_hold_only_what_was_asked_for(ledger):
    lines = exported(ledger, "jsonl", act="denies").splitlines()
    assert [[s["act"] for s in json.loads(line)["statements"]] for line in lines] == [["denies"]]
    rows = csv.DictReader(io.StringIO(exported(ledger, "csv", words="yes").decode()))
    assert [row["act"] for row in rows] == ["predicts"]


def test_csv_is_one_row_a_statement_and_no_formula(ledger):
    text = exported(ledger, "csv").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["act"] for row in rows] == ["predicts", "denies"]
    assert (rows[0]["speaker"], rows[0]["title"], rows[0]["source_text"]) == ("'=Ana", "'+1 title", "'=Ana")
    assert (rows[0]["via"], rows[0]["again"], rows[0]["content_spans"]) == (
        "Reuters; BBC",
        "true",
        "[[24, 28], [33, 35]]",
    )
    assert not any(cell.lstrip(" ").startswith(tuple("=+-@\t\r\n")) for row in rows for cell in row.values())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "  =1"])
def test_cells_that_spreadsheets_would_run(text):
    assert safe(text) == f"'{text}"
    assert safe(f"a{text}") == f"a{text}"


def test_jsonld_quotes_and_reviews(ledger):
    ledger.judge(Judgement("outcome", reading_of().statements[0].id, "did-not", "ana", "It did not."))
    told = json.loads(exported(ledger, "jsonld"))
    assert told["@context"] == "https://schema.org"
    quotation, review, other = told["@graph"]
    assert (quotation["@type"], quotation["creator"]) == ("Quotation", {"@type": "Person", "name": "=Ana"})
    assert quotation["isPartOf"]["@id"] == "https://x.example/1"
    assert (review["@type"], review["author"]["name"], review["reviewBody"]) == ("ClaimReview", "ana", "It did not.")
    assert review["reviewRating"]["alternateName"] == "Did not come true"
    assert (other["@type"], other["disambiguatingDescription"]) == ("Claim", "Bo")
    assert not other.keys() & {"creator", "author"}, "what Bo denied is nothing that he said"


HELD = {
    "The mayor denied that the dam leaks.": ("denied", "that the dam leaks", "denies", "certain", "indirect"),
    "The mayor doubts that the dam leaks.": ("doubts", "that the dam leaks", "predicts", "unlikely", "indirect"),
    "The mayor asked whether the dam leaks.": ("asked", "whether the dam leaks", "asks", "certain", "indirect"),
    "The mayor did not say that it leaks.": ("did not say", "that it leaks", "asserts", "certain", "indirect"),
    "The mayor fears a leak.": ("fears", "a leak", "thinks", "possible", "indirect"),
    "The mayor denied “any leak”.": ("denied", "“any leak”", "denies", "certain", "direct"),
}
SAID = {
    "The mayor said that no dam leaks.": ("said", "that no dam leaks", "denies", "certain", "indirect"),
    "“No dam leaks,” the mayor objected.": ("objected", "“No dam leaks,”", "denies", "certain", "direct"),
    "“Does it leak?” the mayor asked.": ("asked", "“Does it leak?”", "asks", "certain", "direct"),
    "The mayor says a leak is unlikely.": ("says", "a leak is unlikely", "predicts", "unlikely", "indirect"),
    "The mayor predicted a leak.": ("predicted", "a leak", "predicts", "certain", "indirect"),
}


def told_in(text: str, labels: tuple[str, ...], tmp_path: Path) -> list[dict]:
    """The JSON-LD of one statement of the mayor's, of which an outcome was recorded."""
    cue, content, act, certainty, form = labels
    at = {word: ((text.index(word), text.index(word) + len(word)),) for word in ("mayor", cue, content)}
    plain = reading_of(f"{text} Bo denied it.")
    said = Statement(
        plain.article.id, at["mayor"], at[cue], at[content], form, "Ida Marsk", "person", act, certainty, reader="t 1"
    )  # fmt: skip
    with Ledger.open(str(tmp_path / "m.db")) as ledger:
        ledger.add(Reading(plain.page, plain.article, (said,)))
        ledger.judge(Judgement("outcome", said.id, "did-not", "ana"))
        return json.loads(exported(ledger, "jsonld"))["@graph"]


@pytest.mark.parametrize("text", HELD)
def test_jsonld_makes_nobody_the_author_of_what_they_denied_or_doubted(text, tmp_path):
    (only,) = told_in(text, HELD[text], tmp_path)
    cue, content, act, certainty, form = HELD[text]
    assert (only["@type"], only["text"], only["disambiguatingDescription"]) == ("Claim", content, f"Ida Marsk: “{cue}”")
    assert only["keywords"] == [f"act:{act}", f"certainty:{certainty}", f"form:{form}", "outcome:did-not"]
    assert not only.keys() & {"creator", "author"}


@pytest.mark.parametrize("text", SAID)
def test_jsonld_quotes_what_was_put_forward_with_its_act_and_certainty(text, tmp_path):
    quotation, *reviews = told_in(text, SAID[text], tmp_path)
    _, content, act, certainty, _ = SAID[text]
    assert (quotation["@type"], quotation["text"], quotation["creator"]["name"]) == ("Quotation", content, "Ida Marsk")
    assert quotation["keywords"][:2] == [f"act:{act}", f"certainty:{certainty}"]
    assert [r["@type"] for r in reviews] == (["ClaimReview"] if (act, certainty) == ("predicts", "certain") else [])


def test_annotations_select_their_text(ledger):
    items = json.loads(exported(ledger, "annotations"))["items"]
    assert len(items) == 2
    for item in items:
        for target in item["target"]:
            position, quote = target["selector"]
            assert TEXT[position["start"] : position["end"]] == quote["exact"]
            assert TEXT[: position["start"]].endswith(quote["prefix"])
            assert TEXT[position["end"] :].startswith(quote["suffix"])
    assert [t["styleClass"] for t in items[0]["target"]] == ["source", "cue", "content", "content"]


def test_parquet_has_lists_as_such(ledger):
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    rows = pq.read_table(io.BytesIO(exported(ledger, "parquet"))).to_pylist()
    assert rows[0]["content_spans"] == [{"start": 24, "end": 28}, {"start": 33, "end": 35}]
    assert (rows[0]["via"], rows[1]["act"], rows[0]["again"]) == (["Reuters", "BBC"], "denies", True)


@pytest.mark.parametrize("name", registry.names("onrecord.exports"))
def test_every_export_writes_an_empty_ledger_and_the_same_bytes_twice(tmp_path, ledger, name):
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    assert exported(ledger, name) == exported(ledger, name) != b""
    with Ledger.open(str(tmp_path / "empty.db")) as empty:
        exported(empty, name)


def test_what_is_exported_is_what_was_added_by_the_scorers(tmp_path):
    gold = SHARED / "statements" / "dev.jsonl"
    if not gold.exists():
        pytest.skip("the labelled articles are not beside the repository")
    lines = gold.read_text(encoding="utf-8").splitlines()[:8]
    (tmp_path / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        for line in lines:
            ledger.add(_labelled(json.loads(line)))
        (tmp_path / "out.jsonl").write_bytes(exported(ledger, "jsonl"))
    for scorer, figure in (("polnear/score.py", "strict statement"), ("statements/score_labels.py", "")):
        command = [sys.executable, SHARED / scorer, tmp_path / "gold.jsonl", tmp_path / "out.jsonl", "--json"]
        figures = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        if figure:
            assert figures[figure][2] == pytest.approx(1.0)
        else:
            assert all(figures[label]["given"] == 1.0 for label in ("speaker", "kind", "act", "when", "via", "again"))


def _labelled(told: dict) -> Reading:
    plain = reading_of(told["text"] + "Bo", told["id"])
    body = told["text"].encode()
    page = Page(hashlib.sha256(body).hexdigest(), told["id"], "plain", body, told["text"], "utf-8", "declared")
    article = Article(page.id, told["id"], told["text"], plain.article.parts[:0])
    spans = lambda s, role: tuple((a, b) for a, b in s[role])  # noqa: E731
    statements = []
    for s in told["statements"]:
        labels = {k: s[k] for k in ("speaker", "kind", "act", "certainty", "venue", "when", "horizon", "again")}
        statements.append(
            Statement(article.id, *(spans(s, r) for r in ("source", "cue", "content")), via=tuple(s["via"]), **labels)
        )
    return Reading(page, article, tuple(statements))
