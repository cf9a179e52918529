"""Ten broken inputs beside a good page, through the command line: one line each, the good page read, exit code 1."""

from __future__ import annotations

import gzip
import json
import random
import sqlite3
from pathlib import Path

import pytest

from tests.cli.made import Run

GOOD = (
    "<html><head><title>Harbour wall will hold</title></head><body><article><h1>Harbour wall will hold</h1>"
    "<p>Mayor Anna Brandt said the wall would hold until 2040.</p><p>“Nobody needs to move,” Brandt told the Sea Post "
    "on Tuesday, after the engineers had shown her their figures.</p></article></body></html>"
)
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://tide.example/1\r\n"
    b"WARC-Date: 2031-03-04T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: 5000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>The mayor sa"
)
BROKEN = {
    "empty.html": (b"", "empty"),
    "binary.html": (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 40, "binary"),
    "truncated.html.gz": (gzip.compress(random.Random(5).randbytes(2000).hex().encode())[:-300], "truncated gzip"),
    "nested.html": (b"<html><body>" + b"<div>" * 100_000 + b"<p>The mayor said no.", "nested"),
    "not-xml.rss": (b"this is no feed, nor XML", "not a feed"),
    "cut.warc": (WARC, "record 1"),
    "no-text.jsonl": (b'{"id": "x", "title": "nothing to read"}\n', "no text"),
}
HUGE = 200_000_000
UNDECODABLE = "Mayor Anna Brandt said the café would stay — “here,” she told us. ".encode() * 4 + b"\xff\xfe\n"


@pytest.fixture
def broken(tmp_path: Path) -> dict[str, tuple[Path, str]]:
    """The inputs that cannot be read, each with a word of the reason; the 200 MB are a hole, which costs no disk."""
    made = {}
    for name, (content, reason) in BROKEN.items():
        (tmp_path / name).write_bytes(content)
        made[name] = (tmp_path / name, reason)
    with (tmp_path / "one-line.txt").open("wb") as file:
        file.write(b"The mayor said so. ")
        file.truncate(HUGE)
    return {
        **made,
        "one-line.txt": (tmp_path / "one-line.txt", ""),
        "missing.html": (tmp_path / "missing.html", "no such file"),
    }


@pytest.fixture
def mended(tmp_path: Path) -> Path:
    """Text that is not quite UTF-8: it can be read, with a note."""
    path = tmp_path / "undecodable.txt"
    path.write_bytes(UNDECODABLE)
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.html"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_ten_broken_inputs_are_one_line_each_and_the_good_page_is_added(
    process: Run, broken: dict[str, tuple[Path, str]], mended: Path, good: Path, tmp_path: Path
) -> None:
    paths = [path for path, _ in broken.values()]
    done = process("add", *paths[:4], good, *paths[4:], mended, "--ledger", tmp_path / "l.db", "--format", "jsonl")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == len(broken) + 1 == 10
    for path, reason in (*broken.values(), (mended, "replaced by U+FFFD")):
        told = [line for line in lines if str(path) in line]
        assert len(told) == 1, f"{path.name}: {told}"
        assert told[0].startswith("onrecord: ")
        assert reason in told[0]
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    added = {row["name"]: row["statements"] for row in rows if row["status"] == "added"}
    assert set(added) == {str(good), str(mended)}
    assert added[str(good)] >= 2
    assert sum(row["status"] == "rejected" for row in rows) == len(broken)


def test_every_broken_input_is_a_row_with_stage_and_reason(
    run: Run, broken: dict[str, tuple[Path, str]], good: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "l.db"
    run("add", *(path for path, _ in broken.values()), good, "--ledger", ledger)
    with sqlite3.connect(ledger) as opened:
        rows = {
            name: (stage, reason) for name, stage, reason in opened.execute("SELECT name, stage, reason FROM rejected")
        }
    assert len(rows) == len(broken)
    assert all(stage and reason for stage, reason in rows.values())


@pytest.mark.parametrize("command", ["add", "read", "article"])
def test_what_was_mended_is_told_and_is_no_failure(run: Run, mended: Path, command: str) -> None:
    done = run(command, mended)
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert str(mended) in line
    assert "2 undecodable places replaced by U+FFFD" in line
