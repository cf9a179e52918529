"""Gold statements written as marked excerpts, resolved to offsets in the text that was read.

A gold statement quotes the text instead of counting characters, so that it holds for any text in which the words
stand, however the page was turned into text::

    {"article": "page-1", "mark": "<s>Ohm</s> <c>said</c> <x>farmers could not wait</x>", "speaker": "Bretta Ohm", …}

``mark`` is an excerpt, or a list of them where the pieces lie far apart; ``<s>``, ``<c>`` and ``<x>`` mark pieces of
source, cue and content. In an excerpt, white space matches any white space, and ``⋯`` matches anything, as little as
possible. Each excerpt must occur exactly once in the text; where the same words stand there several times, ``"nth":
[2, 3]`` picks the second of three, and ``"nth": "last"`` the last of however many: a standfirst that the body repeats.
Labels that are left out have the value in ``DEFAULTS``.

    python -m evaluation.excerpts tests/gold/articles.jsonl      # prints it resolved, as the scorers read it
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evaluation.gold import read_lines

ROLES = {"s": "source", "c": "cue", "x": "content"}
DEFAULTS: Mapping[str, Any] = {
    "speaker": "", "kind": "", "act": "asserts", "certainty": "certain", "via": [], "venue": "", "when": "",
    "horizon": "", "again": False,
}  # fmt: skip
TAG = re.compile(r"</?[scx]>")
GAP = "⋯"
TOKEN = re.compile(rf"<(?P<close>/?)(?P<role>[scx])>|(?P<space>\s+)|(?P<gap>{GAP})|(?P<words>[^<\s{GAP}]+|<)")

Nth = Sequence[int] | Literal["last"]
"""(which, of how many), or ``last``."""


class GoldError(ValueError):
    """An excerpt is missing from the text, ambiguous in it, or malformed. The text says which, and of which article."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One gold text: ``statements`` have their spans resolved and every label filled in."""

    id: str
    text: str
    published: str
    statements: tuple[Mapping[str, Any], ...]
    case: str = ""

    def as_json(self) -> dict[str, Any]:
        """As the scorers read it."""
        return {"id": self.id, "published": self.published, "text": self.text, "statements": list(self.statements)}


def _pattern(excerpt: str) -> tuple[re.Pattern[str], list[str]]:
    """The excerpt as a regular expression with one group for each marked piece, and the pieces' roles."""
    parts: list[str] = []
    roles: list[str] = []
    is_open = ""
    for token in TOKEN.finditer(excerpt):
        if token["role"]:
            if is_open != (token["role"] if token["close"] else ""):
                raise GoldError(f"tags do not match in excerpt: {excerpt}")
            is_open = "" if token["close"] else token["role"]
            parts.append(")" if token["close"] else "(")
            roles += [] if token["close"] else [ROLES[token["role"]]]
        else:
            parts.append(r"\s+" if token["space"] else r"[\s\S]*?" if token["gap"] else re.escape(token["words"]))
    if is_open:
        raise GoldError(f"a tag is left open in excerpt: {excerpt}")
    return re.compile("".join(parts)), roles


def _matches(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """One match for each place where the pattern can begin, overlapping ones too."""
    found, start = [], 0
    while match := pattern.search(text, start):
        found.append(match)
        start = match.start() + 1
    return found


def locate(excerpt: str, text: str, nth: Nth = (1, 1)) -> dict[str, list[list[int]]]:
    """Role → [start, end) pieces of a marked excerpt. GoldError where it does not occur as often as ``nth`` says."""
    pattern, roles = _pattern(excerpt)
    found = _matches(pattern, text)
    which, total = (len(found), max(1, len(found))) if isinstance(nth, str) else nth
    if len(found) != total:
        times = "missing" if not found else f"found {len(found)} times, not {total}"
        raise GoldError(f"excerpt {times}: {TAG.sub('', excerpt)}")
    spans: dict[str, list[list[int]]] = {role: [] for role in ROLES.values()}
    for group, role in enumerate(roles, start=1):
        spans[role].append(list(found[which - 1].span(group)))
    return spans


def resolve(gold: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The gold statement with ``source``, ``cue`` and ``content`` as offsets into the text, and all labels."""
    mark = gold["mark"]
    spans: dict[str, list[list[int]]] = {role: [] for role in ROLES.values()}
    for excerpt in [mark] if isinstance(mark, str) else mark:
        for role, pieces in locate(excerpt, text, gold.get("nth", (1, 1))).items():
            spans[role] += pieces
    if not spans["content"]:
        raise GoldError(f"no content is marked: {mark}")
    unknown = gold.keys() - DEFAULTS.keys() - {"mark", "nth", "ref", "article"}
    if unknown:
        raise GoldError(f"unknown labels {sorted(unknown)}: {mark}")
    labels = {label: gold.get(label, value) for label, value in DEFAULTS.items()}
    ref = {"ref": gold["ref"]} if "ref" in gold else {}
    return {role: sorted(pieces) for role, pieces in spans.items()} | labels | ref


def _resolve_all(name: str, rows: Iterable[Mapping[str, Any]], text: str) -> tuple[Mapping[str, Any], ...]:
    try:
        return tuple(resolve(row, text) for row in rows)
    except GoldError as error:
        raise GoldError(f"{name}: {error}") from error


def load_texts(path: Path) -> list[GoldArticle]:
    """Gold with its texts: ``{"id", "case", "published", "text", "statements": [{"mark", …}]}`` a line."""
    return [
        GoldArticle(
            row["id"], row["text"], row["published"],
            _resolve_all(row["id"], row["statements"], row["text"]), row.get("case", ""),
        )
        for row in read_lines(path)
    ]  # fmt: skip


def load_pages(path: Path, readings: Mapping[str, Mapping[str, Any]]) -> list[GoldArticle]:
    """Gold that names articles, ``{"article", "mark", …}`` a line, in the texts of ``readings`` (id → its JSON)."""
    by_article: dict[str, list[dict[str, Any]]] = {}
    for row in read_lines(path):
        by_article.setdefault(row["article"], []).append(row)
    if missing := sorted(by_article.keys() - readings.keys()):
        raise GoldError(f"{path}: articles that were not read: {', '.join(missing)}")
    return [
        GoldArticle(
            name, readings[name]["text"], readings[name].get("published", ""),
            _resolve_all(name, rows, readings[name]["text"]),
        )
        for name, rows in by_article.items()
    ]  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Prints a gold file resolved to offsets, one JSON object a line."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        articles = load_texts(Path(arguments[0]))
    except (GoldError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for article in articles:
        print(json.dumps(article.as_json(), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
