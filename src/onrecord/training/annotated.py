"""A user's own annotated articles: JSON lines, or brat stand-off. Every error names the file and the line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.training import brat
from onrecord.training.scoring import ROLES

Article = dict[str, Any]
"""``id``, ``text``, ``statements``: each with lists of [start, end] under ``source``, ``cue`` and ``content``."""


def read_all(paths: Iterable[Path]) -> list[Article]:
    """The articles of files of JSON lines and folders of brat files, in the order given."""
    return [article for path in paths for article in read(path)]


def read(path: Path) -> list[Article]:
    """The articles of one file or folder. InputError where there is none or one of them cannot be used."""
    try:
        stand_off = path.is_dir() or path.suffix in brat.SUFFIXES
        articles = list(brat.read(path) if stand_off else _json_lines(path))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    if not articles:
        raise InputError(f"{path}: holds no annotated article")
    return articles


def _json_lines(path: Path) -> Iterator[Article]:
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _article(line, f"{path}:{number}")


def _article(line: bytes, where: str) -> Article:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except ValueError as error:
        raise InputError(f"{where}: is not JSON in UTF-8 ({error})") from error
    if not isinstance(record, Mapping) or not isinstance(record.get("text"), str) or not record["text"].strip():
        raise InputError(f"{where}: is no object with a text")
    rows = record.get("statements")
    if not isinstance(rows, list):
        raise InputError(f"{where}: has no list of statements; one without any is []")
    statements = [_statement(row, f"{where}: statement {n}", len(record["text"])) for n, row in enumerate(rows)]
    return {"id": str(record.get("id") or where), "text": record["text"], "statements": statements}


def _statement(row: Any, what: str, length: int) -> dict[str, list[list[int]]]:
    if not isinstance(row, Mapping):
        raise InputError(f"{what} is not an object")
    spans = {
        role: [_span(s, f"{what}, {role}", length) for s in _list(row.get(role), f"{what}, {role}")] for role in ROLES
    }
    if not spans["content"]:
        raise InputError(f"{what} has no content")
    return spans


def _list(given: Any, what: str) -> list[Any]:
    if given is None or isinstance(given, list):
        return given or []
    raise InputError(f"{what}: {given!r} is no list of [start, end]")


def _span(given: Any, what: str, length: int) -> list[int]:
    if isinstance(given, list) and len(given) == 2 and all(type(offset) is int for offset in given):
        start, end = given
        if 0 <= start < end <= length:
            return [start, end]
    raise InputError(f"{what}: {given!r} is no [start, end] inside the text of {length} characters")
