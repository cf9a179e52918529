"""``check-quote``: transcripts taken into a ledger, and the original passage of a quotation found in them."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.claims.transcripts import GRAM, Passage, Transcripts, Turn, spans
from onrecord.errors import InputError
from onrecord.ledger.turns import add_turns, turns_like

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

LEAST = GRAM


def read_transcripts(path: Path) -> Iterator[dict[str, Any]]:
    """The turns in a file of JSON lines (``.jsonl``, also ``.xz``) or in a plain text, one turn a paragraph.

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
            yield {"transcript": str(row["id"]), "position": position, **about, **told}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{where}: no transcript (id and turns are needed): {error!r}") from error


def _plain(text: str, path: Path) -> Iterator[dict[str, Any]]:
    for position, paragraph in enumerate(p for p in text.split("\n\n") if p.strip()):
        head, colon, rest = paragraph.partition(":")
        named = bool(colon) and len(head) < 60 and head.isupper()
        yield {"transcript": path.stem, "position": position, "title": path.stem, "date": "",
               "speaker": head if named else "", "text": rest.strip() if named else paragraph}  # fmt: skip


def words_of(quotation: str) -> list[str]:
    """Its words as they are compared; ``LEAST`` are needed to look for it."""
    return [word for word, _, _ in spans(quotation)]


def add_transcripts(ledger: Ledger, path: Path) -> int:
    """Takes a file in; returns how many turns were new."""
    return add_turns(ledger, read_transcripts(path))


def check_quote(ledger: Ledger, quotation: str, limit: int = 3) -> list[Passage]:
    """The passages that a quotation may come from, the likest first; empty where there is none."""
    said = words_of(quotation)
    if not said:
        return []
    rows = turns_like(ledger, [w for word in said for w in word.replace("'", " ").split()])
    return Transcripts(Turn(r["transcript"], r["title"], r["date"], r["speaker"], r["text"]) for r in rows).check(
        quotation, limit
    )
