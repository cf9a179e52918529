"""The gold of ``examples/dossier``: its statements in the texts as read, its affair in the form of the claims' scorer.

    onrecord read examples/dossier/pages --format jsonl > read.jsonl
    python -m evaluation.dossier read.jsonl OUT

writes ``OUT/statements.jsonl`` (for the scorers of statements, and as an input whose statements are given) and
``OUT/claims.jsonl`` (claims with stances; a member's n is its place in its article's list of the former).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.excerpts import GoldArticle, GoldError, load_pages
from evaluation.gold import ROOT, read_lines

DOSSIER = ROOT / "examples" / "dossier"
STATEMENTS = DOSSIER / "gold" / "statements.jsonl"
AFFAIR = DOSSIER / "gold" / "affair.json"

Place = tuple[str, int]
"""(article, n): a statement by its place in its article's list."""


def load_affair(path: Path = AFFAIR) -> dict[str, Any]:
    """Sources, claims, origins, circles, wordings, positions and forecasts; statements are named by ``ref``."""
    affair: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return affair


def places(statements: Path = STATEMENTS) -> dict[str, Place]:
    """Where the statement of each ``ref`` stands."""
    found: dict[str, Place] = {}
    count: dict[str, int] = {}
    for row in read_lines(statements):
        number = count.get(row["article"], 0)
        count[row["article"]] = number + 1
        if "ref" in row:
            found[row["ref"]] = (row["article"], number)
    return found


def claims(affair: Mapping[str, Any], where: Mapping[str, Place]) -> list[dict[str, Any]]:
    """The affair's claims as the scorer of affairs reads them."""
    return [
        {"affair": affair["affair"], "claim": claim["claim"], "members": [_member(m, where) for m in claim["members"]]}
        for claim in affair["claims"]
    ]


def _member(member: Mapping[str, Any], where: Mapping[str, Place]) -> dict[str, Any]:
    article, number = where[member["ref"]]
    return {"article": article, "n": number, "stance": member["stance"], "same": member["same"]}


def gold(read: Path) -> list[GoldArticle]:
    """The gold statements in the texts that ``onrecord read --format jsonl`` (or ``article``) gave."""
    return load_pages(STATEMENTS, {row["id"]: row for row in read_lines(read)})


def _write(path: Path, rows: Iterable[object]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Writes the two files; 1 where the gold does not fit the texts."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    read, out = map(Path, arguments)
    try:
        articles = gold(read)
    except (GoldError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "statements.jsonl", (article.as_json() for article in articles))
    _write(out / "claims.jsonl", claims(load_affair(), places()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
