"""Files, folders, standard input; detection; JSON lines."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from making_pages import ATOM, HTML, JSON_FEED, RSS, gz, page, put, read, rejected, warc

from onrecord.errors import PluginError
from onrecord.records import Page, Rejected


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.html", HTML, "html"),
        ("a.html.gz", gz(HTML), "html"),
        ("no-suffix", gz(HTML), "html"),
        ("a.txt", HTML, "html"),
        ("a.txt", b"Menu\nHome\nThe minister said so.", "text"),
        ("a.txt", b"<p> stands here in a dump", "text"),
        ("a", b"The minister said so.", "text"),
        ("a.htm", b"The minister said so.", "html"),
        ("a", b"  <div class='x'>The minister said so.</div>", "html"),
        ("a.html", "\ufeff<html><p>said</p>".encode("utf-16"), "html"),
        ("a.jsonl", b'{"text": "x"}', "plain"),
        ("a", b'{"id": 1, "text": "x"}', "plain"),
        ("a.json", b'{"html": "<p>x</p>"}', "html"),
        ("a.xml", ATOM, "html"),
        ("a", ATOM, "html"),
        ("a.json", JSON_FEED, "html"),
        ("a", warc([HTML]), "html"),
        ("a.warc.gz", warc([HTML], packed=True), "html"),
    ],
)
def test_the_kind_is_found_by_content_and_name(name: str, data: bytes, kind: str, tmp_path: Path) -> None:
    found = read(put(tmp_path / name, data))[0]
    assert isinstance(found, Page), found
    assert found.kind == kind


@pytest.mark.parametrize("as_", ["html", "text", "plain"])
def test_as_overrides_detection(as_: str, tmp_path: Path) -> None:
    found = page(put(tmp_path / "a.jsonl", HTML), as_=as_)
    assert (found.kind, found.body) == (as_, HTML)


def test_an_input_that_is_not_there_is_the_callers_error() -> None:
    with pytest.raises(PluginError, match="no page named 'docx'; there are: feed, html"):
        read("a.txt", as_="docx")


def test_a_page_keeps_the_bytes_of_the_document_with_gz_undone(tmp_path: Path) -> None:
    packed, bare = page(put(tmp_path / "a.html.gz", gz(HTML))), page(put(tmp_path / "a.html", HTML))
    assert packed.body == bare.body == HTML
    assert packed.id == bare.id


def test_a_folder_is_read_in_order_and_hidden_files_are_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", ".git/x.txt", "sub/c.txt"):
        put(tmp_path / name, name.encode())
    assert [one.name for one in read(tmp_path)] == [str(tmp_path / name) for name in ("a.txt", "b.txt", "sub/c.txt")]


def test_a_pipe_is_read_though_it_comes_in_pieces() -> None:
    script = "import sys; from onrecord.pages import open_inputs; print([p.text for p in open_inputs(['-'])])"
    pieces = 'printf \'{"te\'; sleep 0.1; printf \'xt": "one"}\\n{"text": "two"}\''
    ran = subprocess.run(
        ["bash", "-c", f'({pieces}) | "{sys.executable}" -c "{script}"'], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "['one', 'two']"


def test_standard_input_may_be_gzipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gz(HTML))))
    assert page("-").text == HTML.decode()


def test_a_json_line_says_what_it_knows_and_its_text_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "  Tab\tand\r\nline “quoted” 😀\n"
    record = {
        "id": 7,
        "text": text,
        "title": "T",
        "publisher": "P",
        "author": ["A. B.", "C. D."],
        "published": "2020-01-01",
        "wire": ["AP"],
        "url": None,
        "statements": [{"source": [[0, 1]]}],
    }
    found = page(put(tmp_path / "a.jsonl", json.dumps(record).encode()))
    assert (found.text, found.kind, found.body) == (text, "plain", text.encode())
    assert dict(found.given) == {
        "id": "7",
        "title": "T",
        "outlet": "P",
        "byline": "A. B., C. D.",
        "published": "2020-01-01",
        "statements": [{"source": [[0, 1]]}],
    }


def test_an_empty_list_of_statements_is_a_list(tmp_path: Path) -> None:
    found = page(put(tmp_path / "a.jsonl", b'{"text": "x", "title": "", "statements": []}'))
    assert dict(found.given) == {"statements": []}


def test_parts_are_kept_where_they_are_parts_of_the_text(tmp_path: Path) -> None:
    parts = [{"kind": "body", "start": 0, "end": 1}]
    assert page(put(tmp_path / "a.jsonl", json.dumps({"text": "x", "parts": parts}).encode())).given["parts"] == parts
    for record in (
        {"html": "<p>x</p>", "parts": parts},
        {"text": "x", "parts": ["one", "two"]},
        {"text": "x", "parts": []},
    ):
        assert "parts" not in page(put(tmp_path / "b.jsonl", json.dumps(record).encode())).given


def test_statements_nested_too_deeply_are_rejected_with_their_line(tmp_path: Path) -> None:
    deep = b'{"text": "x", "statements": [' + b"[" * 700 + b"]" * 700 + b"]}"
    assert rejected(put(tmp_path / "a.jsonl", deep)).reason == "line 1 is nested too deeply"


@pytest.mark.parametrize("stated", [True, {"$date": "2024-05-01"}])
def test_a_day_of_publication_that_is_no_words_is_noted(stated: object, tmp_path: Path) -> None:
    found = page(put(tmp_path / "a.jsonl", json.dumps({"text": "x", "published": stated}).encode()))
    assert "published" not in found.given
    assert [note for note in found.notes if note.startswith("published: ") and note.endswith("is no date; left out")]


def test_a_key_wins_over_its_alias(tmp_path: Path) -> None:
    found = page(put(tmp_path / "a.jsonl", b'{"publisher": "P", "outlet": "O", "text": "x"}'))
    assert found.given["outlet"] == "O"


def test_what_json_can_escape_and_nothing_can_hold_is_replaced_one_for_one(tmp_path: Path) -> None:
    found = page(put(tmp_path / "a.jsonl", b'{"text": "a\\u0000b\\ud800c", "title": "\\udfff"}'))
    assert found.text == "a\ufffdb\ufffdc"
    assert found.given["title"] == "\ufffd"
    assert found.notes == ("2 NUL or surrogate characters replaced by U+FFFD",)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "x"}', "line 2 has no text"),
        (b'{"text": null}', "line 2 has no text"),
        (b'{"text": ""}', "line 2 has an empty text"),
        (b'{"text": 3}', "line 2 has a text that is no string (a number)"),
        (b"[1, 2]", "line 2 is a list, not an object"),
        (b"{oops", "line 2 is not JSON"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_the_others_go_on(line: bytes, reason: str, tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", b'{"text": "one"}\n' + line + b'\n\n{"text": "four"}\n')
    first, bad, last = read(path)
    assert isinstance(bad, Rejected)
    assert (first.name, bad.name, last.name) == (f"{path}#1", f"{path}#2", f"{path}#4")
    assert reason in bad.reason


def test_a_truncated_gz_of_lines_keeps_the_lines_before(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "%d"}\n' % number for number in range(20_000))
    *pages, last = read(put(tmp_path / "a.jsonl.gz", gz(lines)[:-2000]))
    assert isinstance(last, Rejected)
    assert len(pages) > 10_000
    assert last.kept == f"{len(pages)} pages before it"


def test_utf16_lines_are_refused_in_one_line(tmp_path: Path) -> None:
    assert "must be UTF-8" in rejected(put(tmp_path / "a.jsonl", '{"text": "x"}\n'.encode("utf-16"))).reason


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    files = {
        "a.html": HTML,
        "b.rss": RSS,
        "c.warc": warc([HTML]),
        "d.txt": b"\xe9t\xe9",
        "e.jsonl": b'{"text": "x"}\n{',
    }
    for name, data in files.items():
        put(tmp_path / name, data)
    assert read(tmp_path) == read(tmp_path)


def test_the_libraries_load_only_when_they_are_needed(tmp_path: Path) -> None:
    put(tmp_path / "a.html", HTML)
    put(tmp_path / "a.jsonl", b'{"text": "x"}')
    script = (
        "import sys; from onrecord.pages import open_inputs; list(open_inputs(sys.argv[1:])); "
        "heavy = {'httpx', 'feedparser', 'warcio', 'protego', 'tenacity', 'trafilatura', 'charset_normalizer'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
