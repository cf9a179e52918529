"""Articles that users annotated: what is read, and what is said of what cannot be."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.training.annotated import read, read_all
from tests.training.making_articles import article, write

TEXT = "Smith, who is well, said that taxes,\nhe fears, would rise."
MARKED = """T1\tSource 0 18\tSmith, who is well
T2\tCue 20 24\tsaid
T3\tContent 25 35;47 57\tthat taxes would rise
T4\tPerson 0 5\tSmith
A1\tSure T2
#1\tAnnotatorNotes T2\ta note
"""
EVENT = "E1\tCue:T2 Source:T1 Content:T3\n"
RELATIONS = "R1\tsource-of Arg1:T1 Arg2:T2\nR2\tcontent-of Arg1:T2 Arg2:T3\n"
STATEMENT = {"source": [[0, 18]], "cue": [[20, 24]], "content": [[25, 35], [47, 57]]}


def brat(folder: Path, annotations: str, text: str = TEXT) -> Path:
    """A folder with one pair of files."""
    folder.mkdir(exist_ok=True)
    (folder / "one.txt").write_bytes(text.encode())
    (folder / "one.ann").write_bytes(annotations.encode())
    return folder


def said_of(path: Path) -> str:
    with pytest.raises(InputError) as error:
        read(path)
    return str(error.value).removeprefix(f"{path}")


def test_json_lines_of_several_files_come_in_order(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.jsonl", range(2)), tmp_path / "b.jsonl.gz"
    second.write_bytes(gzip.compress(json.dumps(article(9)).encode() + b"\n\n"))
    assert read_all([first, second]) == [article(0), article(1), article(9)]


@pytest.mark.parametrize("links", [EVENT, RELATIONS], ids=["event", "relations"])
def test_brat_links_pieces_by_events_or_relations(tmp_path: Path, links: str) -> None:
    assert read(brat(tmp_path / "b", MARKED + links)) == [{"id": "one", "text": TEXT, "statements": [STATEMENT]}]


def test_brat_files_can_be_named_one_by_one(tmp_path: Path) -> None:
    folder = brat(tmp_path / "b", MARKED + EVENT)
    assert read(folder / "one.ann") == read(folder / "one.txt") == read(folder)


def test_brat_offsets_count_carriage_returns(tmp_path: Path) -> None:
    text = "One.\r\nTwo said no."
    marked = (
        "T1\tSource 6 9\tTwo\r\nT2\tCue 10 14\tsaid\r\nT3\tContent 15 17\tno\r\nE1\tCue:T2 Source:T1 Content:T3\r\n"
    )
    (found,) = read(brat(tmp_path / "b", marked, text))
    assert [text[a:b] for role in ("source", "cue", "content") for a, b in found["statements"][0][role]] == [
        "Two", "said", "no",
    ]  # fmt: skip


def test_several_contents_of_one_cue_are_pieces_of_one(tmp_path: Path) -> None:
    marked = "T1\tCue 20 24\tsaid\nT2\tContent 47 57\twould rise\nT3\tContent 25 35\tthat taxes\n"
    (found,) = read(brat(tmp_path / "b", f"{marked}E1\tCue:T1 Content:T2 Content2:T3\n"))
    assert found["statements"] == [{"source": [], "cue": [[20, 24]], "content": [[25, 35], [47, 57]]}]


WRONG_BRAT = {
    "unlinked": (MARKED, "one.ann:1: T1, a source, belongs to no statement: link it or remove it"),
    "no content": ("T2\tCue 20 24\tsaid\nE1\tCue:T2\n", "one.ann:1: T2, a cue, has no content"),
    "outside": ("T2\tCue 20 240\tsaid\n", "one.ann:1: '20 240' is no start and end inside the text of 58 characters"),
    "no numbers": ("T2\tCue\tsaid\n", "one.ann:1: '' is no start and end inside the text of 58 characters"),
    "moved": ("\nT2\tCue 21 25\tsaid\n", "one.ann:2: says 'said' where the text has 'aid '"),
    "event": (f"{MARKED}E1\tCue:T2 Content:T1\n", "one.ann:7: T1 is no Content of this file"),
    "relation": (
        f"{MARKED}R1\tsource-of Arg1:T3 Arg2:T2\n",
        "one.ann:7: source-of links T3 and T2, which are not a cue and a source",
    ),
    "arguments": (f"{MARKED}E1\tCue T2\n", "one.ann:7: 'E1\\tCue T2' is no list of ROLE:ID"),
}


@pytest.mark.parametrize(("annotations", "why"), WRONG_BRAT.values(), ids=WRONG_BRAT.keys())
def test_wrong_brat_is_named_by_file_and_line(tmp_path: Path, annotations: str, why: str) -> None:
    assert said_of(brat(tmp_path / "b", annotations)) == f"/{why}"


def test_a_text_without_annotations_is_no_text_without_statements(tmp_path: Path) -> None:
    folder = brat(tmp_path / "b", "")
    assert read(folder)[0]["statements"] == []
    (folder / "one.ann").unlink()
    assert said_of(folder) == "/one.txt: has no one.ann beside it"


WRONG_LINES = {
    "broken": ("{", ":1: is not JSON in UTF-8"),
    "no text": ("{}", ":1: is no object with a text"),
    "no statements": ('{"text": "a"}', ":1: has no list of statements; one without any is []"),
    "no content": ('{"text": "a", "statements": [{"cue": [[0, 1]]}]}', ":1: statement 0 has no content"),
    "no list": ('{"text": "a", "statements": [{"cue": 3}]}', ":1: statement 0, cue: 3 is no list of [start, end]"),
    "outside": (
        '\n{"text": "a", "statements": [{"content": [[0, 2]]}]}',
        ":2: statement 0, content: [0, 2] is no [start, end] inside the text of 1 characters",
    ),
}


@pytest.mark.parametrize(("lines", "why"), WRONG_LINES.values(), ids=WRONG_LINES.keys())
def test_wrong_lines_are_named_by_file_and_line(tmp_path: Path, lines: str, why: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(lines, encoding="utf-8")
    assert said_of(path).startswith(why)


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch], ids=["folder", "file"])
def test_nothing_to_read_is_an_error(tmp_path: Path, make: object) -> None:
    path = tmp_path / "empty"
    make(path)  # type: ignore[operator]
    assert said_of(path) == ": holds no annotated article"
    assert said_of(tmp_path / "none.jsonl").endswith("cannot be read: No such file or directory")
