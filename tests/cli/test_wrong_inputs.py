"""A user's mistakes and broken inputs: one clear line each, the right exit code, the rest read, no traceback."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.made import Run

BROKEN = {
    "empty.html": b"",
    "binary.dat": bytes(range(256)) * 40,
    "truncated.html.gz": gzip.compress(b"<html><p>" + bytes(range(32, 127)) * 99)[:60],
    "no_text.jsonl": b'{"id": "x", "title": "nothing to read"}\n',
    "not_a_feed.xml": b"<rss><channel><item>",
}


def write(folder: Path) -> list[Path]:
    for name, content in BROKEN.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in (*BROKEN, "missing.html")]


def test_each_broken_input_is_named_in_one_line_and_the_rest_is_read(run: Run, articles: Path, tmp_path: Path) -> None:
    paths = write(tmp_path)
    done = run("read", *paths, articles, "--reader", "given", "--format", "jsonl")
    assert done.returncode == 1
    assert done.stdout.count("\n") == 2
    lines = done.stderr.splitlines()
    assert all(line.startswith("onrecord: ") for line in lines)
    for path in paths:
        assert [line for line in lines if str(path) in line], f"{path.name} is not named in {lines}"


def test_add_keeps_what_could_not_be_read_as_rows(run: Run, articles: Path, tmp_path: Path) -> None:
    paths = write(tmp_path)
    done = run("add", *paths, articles, "--reader", "given")
    assert done.returncode == 1
    assert "2 pages added" in done.stdout
    assert f"{len(done.stderr.splitlines())} could not be read" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["read"], 2, "INPUT"),
        (["raed", "x"], 2, "raed"),
        (["read", "x", "--as", "docx"], 2, "docx"),
        (["read", "x", "--jobs", "0"], 2, "--jobs"),
        (["search", "x", "--act", "shouts"], 2, "shouts"),
        (["search", "x", "--since", "lately"], 2, "lately"),
        (["search", "x", "--since", "2025-13"], 2, "2025-13"),
        (["search", "x", "--until", "2025-02-30"], 2, "2025-02-30"),
        (["check-quote", ""], 2, "--add"),
        (["check-quote", "two words"], 2, "fewer than 3"),
        (["read", "missing.html", "--reader", "nobody"], 1, "nobody"),
        (["search", "x"], 1, "onrecord.db"),
        (["show", "abc", "--ledger", "missing.db"], 1, "missing.db"),
        (["export", "--ledger", "no/where.db"], 1, "no/where.db"),
    ],
)
def test_a_mistake_is_told_in_words(run: Run, arguments: list[str], code: int, told: str) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_language_that_the_reader_does_not_know_is_told_and_the_page_is_kept(
    run: Run, tmp_path: Path, jobs: str
) -> None:
    german = "Die Ministerin sagte am Dienstag, dass die Fähre nach dem Herbst nicht mehr fährt und der Hafen schließt."
    english = "The minister said on Tuesday that the ferry will not sail after the autumn and that the port closes."
    paths = [tmp_path / "faehre.txt", tmp_path / "ferry.txt"]
    for path, text in zip(paths, (german, english), strict=True):
        path.write_text(" ".join([text] * 5), encoding="utf-8")
    done = run("read", *paths, "--format", "jsonl", "--jobs", jobs)
    assert done.returncode == 0
    assert done.stdout.count("\n") == 2
    (line,) = done.stderr.splitlines()
    assert "faehre.txt" in line
    assert "German" in line


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_stated_day_that_is_none_is_told_and_the_article_is_kept(run: Run, tmp_path: Path, jobs: str) -> None:
    none = ["yesterday", "2024-02-31", "31/02/2024", "2999-01-01", "2024-05"]
    records: list[dict[str, object]] = [{"text": "The ferry will not sail.", "published": day} for day in none]
    records += [records[0] | {"url": "https://tide.example/2031/03/04/ferry"}, records[0] | {"published": "1 May 2024"}]
    path = tmp_path / "dated.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    done = run("read", path, "--format", "jsonl", "--jobs", jobs)
    assert done.returncode == 0
    assert [json.loads(line)["published"] for line in done.stdout.splitlines()] == [
        *[""] * 5,
        "2031-03-04",
        "2024-05-01",
    ]
    *bare, dated = done.stderr.splitlines()
    assert bare == [
        f"onrecord: {path}#{n}: published: {day!r} is no day such as 2024-06-30; the article has no date"
        for n, day in enumerate(none, 1)
    ]
    assert dated.endswith("the article is dated 2031-03-04, which was found elsewhere")
    assert run("article", path).stderr == done.stderr


def test_a_text_that_is_no_dump_is_told_how_to_read_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "shout.txt"
    path.write_text("Come to the harbour\nAnd shout\n")
    done = run("read", path)
    assert done.returncode == 1
    assert "nothing of it was kept" in done.stderr
    assert "--as plain" in done.stderr
    assert run("read", path, "--as", "plain").returncode == 0


@pytest.mark.parametrize("command", ["claims", "serve"])
def test_a_folder_without_an_embedding_model_is_told(run: Run, ledger: Path, command: str) -> None:
    done = run(command, "--ledger", ledger, environment={"ONRECORD_EMBEDDING": "no/model"})
    assert done.returncode == 1
    assert "no/model" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_ledger_that_is_none_is_left_as_it_is(run: Run, articles: Path, tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("not a database at all, but somebody's notes\n" * 50)
    done = run("add", articles, "--reader", "given", "--ledger", path)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert path.read_text().startswith("not a database")


def test_an_export_that_there_is_not_names_those_that_there_are(run: Run, ledger: Path) -> None:
    done = run("export", "--ledger", ledger, "--format", "docx")
    assert done.returncode == 1
    assert "jsonl" in done.stderr


def test_what_is_not_there_is_told_by_name(run: Run, articles: Path, tmp_path: Path) -> None:
    assert run("add", articles, "--reader", "given").returncode == 0
    for arguments, code, told in (
        (["wordings", "deadbeef"], 1, "no claim of that id"),
        (["origins", "deadbeef"], 1, "no claim of that id"),
        (["export", "-o", tmp_path / "nowhere" / "x.csv"], 2, "No such file or directory"),
        (["check-quote", "we never planned this"], 1, "no transcripts"),
    ):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (code, "")
        assert told in done.stderr
        assert "Traceback" not in done.stderr
