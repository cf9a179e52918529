"""brat stand-off (https://brat.nlplab.org/standoff.html): ``x.txt`` with the text, ``x.ann`` with what is marked in it.

The scheme: text-bound annotations ``Source``, ``Cue`` and ``Content``, in pieces where they are; and, to link them,
either one event for each statement, whose trigger is the cue::

    T1  Source 0 5        Smith
    T2  Cue 6 10          said
    T3  Content 11 22;30 41   taxes would rise
    E1  Cue:T2 Source:T1 Content:T3

or plain relations of a cue with its source and its content, in either order of arguments::

    R1  source-of Arg1:T1 Arg2:T2
    R2  content-of Arg1:T3 Arg2:T2

Several sources or contents of one cue are pieces of one. Other types, attributes, notes and normalisations are left
alone. What is marked and not linked is an error: it would teach the network that nothing is said there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from onrecord.errors import InputError

SUFFIXES: Final = (".ann", ".txt")
TYPES: Final = {"source": "source", "cue": "cue", "content": "content"}
RELATIONS: Final = {"source-of": "source", "content-of": "content"}

Spans = list[list[int]]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text-bound annotation of one of our types, and the line on which it stands."""

    role: str
    spans: Spans
    line: int


@dataclass(slots=True)
class File:
    """One .ann file while it is read: what is marked, and which sources and contents belong to which cue."""

    path: Path
    text: str
    marked: dict[str, Marked] = field(default_factory=dict)
    of_cue: dict[str, list[str]] = field(default_factory=dict)

    def wrong(self, line: int, why: str) -> InputError:
        """The error that names the place."""
        return InputError(f"{self.path}:{line}: {why}")


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a folder, or of one pair of files named by either."""
    texts = sorted(path.glob("*.txt")) if path.is_dir() else [path.with_suffix(".txt")]
    for text in texts:
        yield read_pair(text)


def read_pair(path: Path) -> dict[str, Any]:
    """The article of ``x.txt`` and ``x.ann``."""
    annotations = path.with_suffix(".ann")
    if not annotations.is_file():
        raise InputError(f"{path}: has no {annotations.name} beside it")
    file = File(annotations, _decoded(path))
    lines = [(n, line) for n, line in enumerate(_decoded(annotations).splitlines(), 1) if line.strip()]
    for kind, take in (("T", _take_text), ("E", _take_event), ("R", _take_relation)):
        for number, line in lines:
            if line.startswith(kind):
                take(file, number, line)
    return {"id": path.stem, "text": file.text, "statements": list(_statements(file))}


def _decoded(path: Path) -> str:
    """The text as it is, line ends included: offsets count them."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 (byte {error.start})") from error


def _take_text(file: File, number: int, line: str) -> None:
    """``T1<TAB>Cue 6 10;12 15<TAB>said``"""
    name, *rest = line.split("\t")
    kind, _, offsets = (rest[0] if rest else "").strip().partition(" ")
    if kind.lower() not in TYPES:
        return
    try:
        spans = [[int(n) for n in piece.split()] for piece in offsets.split(";")]
    except ValueError:
        spans = []
    if not spans or not all(len(s) == 2 and 0 <= s[0] < s[1] <= len(file.text) for s in spans):
        raise file.wrong(number, f"{offsets!r} is no start and end inside the text of {len(file.text)} characters")
    _check_words(file, number, spans, rest)
    file.marked[name] = Marked(TYPES[kind.lower()], spans, number)


def _check_words(file: File, number: int, spans: Spans, rest: list[str]) -> None:
    """The words that brat repeats must be those at the offsets: else the text was changed since."""
    there = " ".join(file.text[start:end] for start, end in spans)
    if len(rest) > 1 and rest[1].split() != there.split():
        raise file.wrong(number, f"says {rest[1]!r} where the text has {there!r}")


def _take_event(file: File, number: int, line: str) -> None:
    """``E1<TAB>Cue:T2 Source:T1 Content:T3``; a number behind a role (``Content2``) only tells arguments apart."""
    trigger, *arguments = _arguments(file, number, line)
    if file.marked.get(trigger[1], Marked("", [], 0)).role != "cue":
        return
    linked = file.of_cue.setdefault(trigger[1], [])
    for role, name in arguments:
        wanted = TYPES.get(role.rstrip("0123456789").lower())
        if wanted:
            linked.append(_known(file, number, name, wanted))


def _take_relation(file: File, number: int, line: str) -> None:
    """``R1<TAB>source-of Arg1:T1 Arg2:T2``"""
    kind, _, rest = line.partition("\t")[2].strip().partition(" ")
    wanted = RELATIONS.get(kind.lower().replace("_", "-"))
    if wanted is None:
        return
    names = [name for _, name in _arguments(file, number, f"\t{rest}")]
    roles = [file.marked[name].role if name in file.marked else "" for name in names]
    if sorted(roles) != sorted(("cue", wanted)):
        raise file.wrong(number, f"{kind} links {' and '.join(names)}, which are not a cue and a {wanted}")
    cue, other = names if roles[0] == "cue" else reversed(names)
    file.of_cue.setdefault(cue, []).append(other)


def _arguments(file: File, number: int, line: str) -> list[tuple[str, str]]:
    """(role, id) of ``Role:ID`` pairs."""
    pairs = [part.partition(":") for part in line.partition("\t")[2].split()]
    if not pairs or not all(role and name for role, _, name in pairs):
        raise file.wrong(number, f"{line.strip()!r} is no list of ROLE:ID")
    return [(role, name) for role, _, name in pairs]


def _known(file: File, number: int, name: str, role: str) -> str:
    if name not in file.marked or file.marked[name].role != role:
        raise file.wrong(number, f"{name} is no {role.capitalize()} of this file")
    return name


def _statements(file: File) -> Iterator[dict[str, Spans]]:
    """One for each cue, in text order, once it is sure that nothing is left unlinked."""
    linked = {name for names in file.of_cue.values() for name in names} | set(file.of_cue)
    for name, marked in file.marked.items():
        if name not in linked:
            raise file.wrong(marked.line, f"{name}, a {marked.role}, belongs to no statement: link it or remove it")
    for cue, names in sorted(file.of_cue.items(), key=lambda item: file.marked[item[0]].spans):
        statement: dict[str, Spans] = {"source": [], "cue": file.marked[cue].spans, "content": []}
        for name in dict.fromkeys(names):
            statement[file.marked[name].role] += file.marked[name].spans
        if not statement["content"]:
            raise file.wrong(file.marked[cue].line, f"{cue}, a cue, has no content")
        yield {role: sorted(spans) for role, spans in statement.items()}
