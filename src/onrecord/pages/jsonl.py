"""JSON lines: one record a line, with ``text`` (taken as it is: offsets refer to it) or ``html``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, BinaryIO, Literal

from onrecord.errors import InputError
from onrecord.pages.decode import Decoded, bom, refuse_binary
from onrecord.pages.source import Source, make_page, size
from onrecord.records import Page, Rejected

JSONL_NAMES = {".jsonl", ".ndjson", ".jsonlines"}
RECORD = re.compile(rb'\s*\{\s*"')
BODY_KEY = re.compile(rb'"(?:text|html)"\s*:\s*"')

GIVEN = {
    **{key: key for key in ("id", "title", "url", "published", "outlet", "byline", "language")},
    "publisher": "outlet",
    "author": "byline",
}
"""The record's keys that are kept, and what they are in ``Page.given``; an alias yields to the key itself."""

PART_KEYS = {"kind", "start", "end"}
"""What each of a record's ``parts`` has."""

UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""What JSON can escape and no file, database or screen can hold; replaced one for one, so that offsets stand."""


class JsonLines:
    name = "jsonl"

    def sniff(self, head: bytes, filename: str) -> float:
        suffix = PurePath(filename).suffix.lower()
        if suffix in JSONL_NAMES:
            return 0.9
        if RECORD.match(head) and BODY_KEY.search(head):
            return 0.85
        return 0.66 if suffix == ".json" else 0.0

    def read(self, source: Source) -> Iterator[Page | Rejected]:
        """Each line by itself: one that is broken is rejected with its number and the others go on."""
        if bom(source.head) in ("utf-16", "utf-32"):
            raise InputError("JSON lines must be UTF-8; this has the byte order mark of UTF-16 or UTF-32")
        refuse_binary(source.head)
        number = 0
        for number, line in _lines(source.stream, source.options.max_bytes):
            name = f"{source.name}#{number}"
            try:
                yield _page(name, line, source.options.max_bytes)
            except InputError as error:
                yield source.reject(f"line {number} {error}", name)
        if not number:
            raise InputError("holds nothing but white space")


def _lines(stream: BinaryIO, cap: int) -> Iterator[tuple[int, bytes | None]]:
    """(number, line) of lines that are not blank; None for one longer than ``cap``, which is skipped unheld."""
    number = 0
    while line := stream.readline(cap + 1):
        number += 1
        if len(line) > cap and not line.endswith(b"\n"):
            while (more := stream.readline(1 << 20)) and not more.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line


def _page(name: str, line: bytes | None, cap: int) -> Page:
    if line is None:
        raise InputError(f"is longer than {size(cap)}, the most that one document may hold")
    record, notes = _parse(line)
    kind: Literal["plain", "html"] = "html" if "text" not in record and "html" in record else "plain"
    text = record.get("html" if kind == "html" else "text")
    if not isinstance(text, str):
        raise InputError("has no text" if text is None else f"has a text that is no string ({_json_type(text)})")
    if not text.strip():
        raise InputError("has an empty text")
    text, count = UNSTORABLE.subn("\ufffd", text)
    if count:
        notes = (*notes, f"{count:,} NUL or surrogate character{'s' * (count > 1)} replaced by U+FFFD")
    decoded = Decoded(text, "utf-8", "utf-8", (*notes, *_undated(record)))
    return make_page(name, kind, text.encode(), decoded, given_of(record) | _lists_of(record))


def _undated(record: Mapping[str, Any]) -> tuple[str, ...]:
    """A note where ``published`` is nothing that could be read as words; what its words say is the article's matter."""
    stated = record.get("published")
    if stated is None or isinstance(stated, str) or _words(stated):
        return ()
    return (f"published: {_json_type(stated)} is no date; left out",)


def _parse(line: bytes) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The record, and a note where bytes of it were not UTF-8."""
    text = line.decode("utf-8-sig", "replace")
    lost = text.count("\ufffd") - line.count("\ufffd".encode())
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON ({_why(error)})") from error
    if not isinstance(record, dict):
        raise InputError(f"is {_json_type(record)}, not an object with a text")
    return record, (f"{lost:,} undecodable place{'s' * (lost > 1)} replaced by U+FFFD",) if lost else ()


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno:,}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _json_type(value: object) -> str:
    names = {type(None): "null", bool: "a truth value", int: "a number", float: "a number", str: "a string"}
    return names.get(type(value), "a list" if isinstance(value, list) else "an object")


def given_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says of its article. Keys that are not known, and values that are no words, are left out."""
    given: dict[str, Any] = {}
    for key, known in GIVEN.items():
        value = _words(record.get(key))
        if value and known not in given:
            given[known] = value
    return given


def _lists_of(record: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The statements and the parts of its text that a record gives. A list that is not of parts as we write them is
    some other key that is not known."""
    statements, parts = record.get("statements"), record.get("parts")
    lists = {"statements": statements} if isinstance(statements, list) else {}
    if "text" in record and isinstance(parts, list) and parts and all(map(_is_part, parts)):
        lists["parts"] = parts
    try:
        return {key: _storable(value) for key, value in lists.items()}
    except RecursionError as error:
        raise InputError("is nested too deeply") from error


def _is_part(value: object) -> bool:
    return isinstance(value, dict) and value.keys() >= PART_KEYS


def _storable(value: Any) -> Any:
    """The same with what cannot be stored replaced in every string, also in keys."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_storable(each) for each in value]
    return {_storable(k): _storable(v) for k, v in value.items()} if isinstance(value, dict) else value


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value.strip())
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
