"""``check-quote``: transcripts taken into a ledger, and the original passage of a quotation found in them."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.claims.transcripts import GRAM, Passage, Transcripts, Turn, spans, stretches
from onrecord.errors import InputError
from onrecord.ledger.turns import Taken, add_turns, said, turns_like

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

LEAST = GRAM
LONGEST_NAME = 60
"""Characters of a speaker's name in capitals before a colon."""


def read_transcripts(path: Path) -> Iterator[dict[str, Any]]:
    """The turns in a file of JSON lines (``.jsonl``, also ``.xz``) or in a plain text: a paragraph is a turn, and so is
    a line that begins with a speaker's name in capitals and a colon.

    A line is ``{"id", "date", "title", "turns": [{"speaker", "text"}]}``. InputError where a line is none.
    """
    opened = lzma.open if path.suffix == ".xz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as file:
            if ".jsonl" in path.suffixes:
                for number, line in enumerate(file, 1):
                    yield from _turns(line, f"{path}, line {number}")
            else:
                yield from _plain(file.read(), path)
    except (OSError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise InputError(f"{path}: cannot be read as a transcript: {error}") from error


def _turns(line: str, where: str) -> Iterator[dict[str, Any]]:
    try:
        row = json.loads(line)
        for position, turn in enumerate(row["turns"]):
            told = {"speaker": str(turn.get("speaker") or ""), "text": str(turn["text"])}
            about = {"title": str(row.get("title") or ""), "date": str(row.get("date") or "")}
            yield {"transcript": str(row["id"]), "name": str(row["id"]), "position": position, **about, **told}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{where}: no transcript (id and turns are needed): {error!r}") from error


def _plain(text: str, path: Path) -> Iterator[dict[str, Any]]:
    """The paragraphs as turns; what is said is part of the transcript's id, as many files have one name."""
    rows = [_turn(said) for paragraph in text.split("\n\n") for said in _spoken(paragraph)]
    about = {"transcript": f"{path.stem}-{said(rows)}", "name": path.stem, "title": path.stem, "date": ""}
    yield from (about | row | {"position": position} for position, row in enumerate(rows))


def _spoken(paragraph: str) -> Iterator[str]:
    """The turns of a paragraph: a line that names its speaker begins one."""
    lines: list[str] = []
    for line in paragraph.splitlines():
        if lines and _turn(line)["speaker"]:
            yield "\n".join(lines)
            lines = []
        lines += [line] if line.strip() else []
    if lines:
        yield "\n".join(lines)


def _turn(said: str) -> dict[str, Any]:
    head, colon, rest = said.partition(":")
    named = bool(colon) and len(head) < LONGEST_NAME and head.isupper()
    return {"speaker": head.strip() if named else "", "text": rest.strip() if named else said}


def words_of(quotation: str) -> list[str]:
    """Its words as they are compared; ``LEAST`` are needed to look for it."""
    return [word for word, _, _ in spans(quotation)]


def add_transcripts(ledger: Ledger, path: Path) -> Taken:
    """Takes a file in; what was new of it."""
    return add_turns(ledger, read_transcripts(path))


def check_quote(ledger: Ledger, quotation: str, limit: int = 3) -> list[Passage]:
    """The passages that a quotation may come from, the likest first; empty where there is none."""
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for text in dict.fromkeys((quotation, *stretches(quotation))):
        asked = [w for word in words_of(text) for w in word.replace("'", " ").split()]
        for row in turns_like(ledger, asked) if asked else ():
            rows.setdefault((row["transcript"], row["position"]), row)
    return Transcripts(Turn(**row) for row in rows.values()).check(quotation, limit)
