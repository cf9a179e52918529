"""Ten broken inputs: each gives one clear line and leaves the rest read."""

from __future__ import annotations

import io
import os
import sys
import tracemalloc
from pathlib import Path

import pytest
from making_pages import HTML, gz, page, put, read, rejected, warc

from onrecord.records import Page, Rejected

JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 20
BROKEN: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is empty"),
    "binary.html": (JPEG, "looks like binary: a JPEG image"),
    "nul.txt": (b"The minister\0said so.", "a NUL byte at 12"),
    "truncated.html.gz": (gz(os.urandom(3000).hex().encode())[:-500], "truncated gzip"),
    "damaged.html.gz": (gz(HTML * 50)[:60] + b"\xff" * 40 + gz(HTML * 50)[90:], "damaged gzip"),
    "noise.txt": (bytes(range(1, 256)) * 9, "looks like binary"),
    "deep.html": (b"<html><body>" + b"<div>" * 100_000 + b"text", "nested"),
    "feed.rss": (b"this is no feed, nor XML", "is not a feed"),
    "items.rss": (b"<rss version='2.0'><channel></channel></rss>", "without entries"),
    "cut.warc": (warc([HTML])[:-60], "at record 2"),
    "cut.warc.gz": (warc([os.urandom(2000).hex().encode()], packed=True)[:-60], "at record 2: truncated gzip"),
    "no-text.jsonl": (b'{"id": "x"}\n', "line 1 has no text"),
    "no-json.jsonl": (b"{'id': 1}\n", "line 1 is not JSON"),
    "list.opml": (b"<opml><body/></opml>", "names no feed"),
    "broken.opml": (b"<opml><body>", "not well-formed"),
    "blank.txt": (b" \n\t\n", "nothing but white space"),
    "page.css": (b"body { color: red }", "no page"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_input_gives_one_line_and_leaves_the_rest_read(name: str, tmp_path: Path) -> None:
    data, reason = BROKEN[name]
    bad, good = put(tmp_path / name, data), put(tmp_path / "good.html", HTML)
    before, found, after = read(good, bad, good)
    assert isinstance(before, Page)
    assert isinstance(after, Page)
    assert isinstance(found, Rejected)
    assert found.name.startswith(str(bad))
    assert reason in found.reason
    assert "\n" not in found.reason


def test_a_missing_path_gives_one_line(tmp_path: Path) -> None:
    assert rejected(tmp_path / "missing.html").reason == "no such file or folder"
    assert rejected("").reason == "no such file or folder"
    assert "null byte" in rejected("a\0b").reason


def test_an_empty_folder_gives_one_line(tmp_path: Path) -> None:
    assert "holds no files" in rejected(tmp_path).reason


def test_invalid_utf8_is_read_with_a_note(tmp_path: Path) -> None:
    found = page(put(tmp_path / "a.txt", "Café, naïve, über: said he — ".encode() + b"\xff\xfe and more"))
    assert found.text == "Café, naïve, über: said he — \ufffd\ufffd and more"
    assert found.notes == ("2 undecodable places replaced by U+FFFD",)


@pytest.mark.parametrize("name", ["one.txt", "one.jsonl", "one.html", "one.rss", "one.warc"])
def test_200_mb_in_one_line_are_refused_and_not_held(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"<p>" if name.endswith("html") else b"a")
        file.truncate(200_000_000)  # a hole: reads as NUL bytes, costs no disk
    tracemalloc.start()
    found = rejected(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.reason
    assert peak < 60_000_000


@pytest.mark.parametrize("name", ["one.txt", "one.jsonl"])
def test_one_long_line_of_text_is_refused_by_its_size(name: str, tmp_path: Path) -> None:
    path = put(tmp_path / name, b"The minister said so. " * 500_000)
    assert "is larger than 2 MB" in rejected(path, max_bytes=2_000_000).reason.replace("longer", "larger")


def test_a_line_that_is_too_long_leaves_the_others_read(tmp_path: Path) -> None:
    long = b'{"text": "' + b"a" * 3_000_000 + b'"}'
    path = put(tmp_path / "a.jsonl", b'{"text": "one"}\n' + long + b'\n{"text": "three"}')
    first, second, third = read(path, max_bytes=1_000_000)
    assert isinstance(first, Page)
    assert isinstance(second, Rejected)
    assert isinstance(third, Page)
    assert (first.name, second.name, third.name) == (f"{path}#1", f"{path}#2", f"{path}#3")


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.warc.gz"])
def test_a_zip_bomb_is_refused_and_not_held(name: str, tmp_path: Path) -> None:
    path = put(tmp_path / name, gz((b"WARC/1.0 " if "warc" in name else b"") + b"a" * 20_000_000))
    tracemalloc.start()
    found = rejected(path, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "zip bomb" in found.reason or "is larger than" in found.reason or "is longer than" in found.reason
    assert peak < 15_000_000


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", b"x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert rejected(path).reason == "Permission denied"


def test_standard_input_that_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert rejected("-").name == "stdin"


def test_json_nested_too_deeply(tmp_path: Path) -> None:
    deep = b"[" * 200_000
    found = read(put(tmp_path / "a.jsonl", b'{"text": ' + deep + b'}\n{"text": "good"}\n'))
    assert [type(one) for one in found] == [Rejected, Page]
