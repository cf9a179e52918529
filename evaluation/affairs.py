"""The marked affairs of dev through a ledger, with statements as given and as the reader finds them.

    python -m evaluation.affairs

Beside both stands a TF-IDF baseline over the same statements. A statement that the reader found is the given one with
whose content it has most letters in common, at least half of both together; one that is no given statement counts
against the precision of pairs. Then every second article comes a second time under another name, as reprints do: what
is found of the others should hardly change. Last, what a second reading by the same guide marked, without sight of the
first (``affairs_second.jsonl``: to be measured by, never to be learnt from).
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.claims import baseline, short
from evaluation.gold import SHARED, read_lines, scorer
from onrecord.backends import open_reader
from onrecord.claims.keeping import update
from onrecord.cli.claims import claim_line
from onrecord.ledger import Ledger
from onrecord.ledger.claims import list_claims, members_of
from onrecord.pipeline import keep, read
from onrecord.records import Article, Reading, Span, Statement

ALIKE = 0.5
"""Least share of letters in common from which a found statement is a given one."""
COPY = "copy of "
SECOND = Path(__file__).with_name("affairs_second.jsonl")
STRANGE = 10_000
"""Added to the number of a found statement that is none of those given."""

Claims = list[dict[str, Any]]
Read = list[tuple[Article, Sequence[Statement]]]


def through_a_ledger(rows: Iterable[dict[str, Any]], reader: str) -> tuple[Claims, Read]:
    """The claims that ``onrecord add`` and ``onrecord claims`` find in these articles, and what was read in them."""
    opened = open_reader(reader)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        with Ledger.open(str(Path(folder) / "ledger.db")) as ledger:
            items = [kept.item for kept in keep(read([str(source)], opened), ledger, opened.signature)]
            update(ledger)
            claims = list_claims(ledger)
            members = members_of(ledger, [claim.id for claim in claims])
            found = [claim_line(claim, members[claim.id]) for claim in claims]
    return found, [(item.article, item.statements) for item in items if isinstance(item, Reading)]


def renumbered(claims: Claims, numbers: Mapping[str, Sequence[int]]) -> Claims:
    """The claims with each statement under the number of the given one."""
    return [{"members": [{**m, "n": numbers[m["article"]][m["n"]]} for m in c["members"]]} for c in claims]


def without_copies(claims: Claims) -> Claims:
    """The claims without the statements of reprints."""
    return [{"members": [m for m in c["members"] if not m["article"].startswith(COPY)]} for c in claims]


def numbers_of(found: Sequence[Statement], given: Sequence[dict[str, Any]]) -> list[int]:
    """For each statement found the number of the given one that it is; the most alike first, each given once."""
    shares = sorted(
        ((_alike(f.content, g["content"]), -i, -k) for i, f in enumerate(found) for k, g in enumerate(given)),
        reverse=True,
    )
    out = [STRANGE + i for i in range(len(found))]
    taken: set[int] = set()
    for share, i, k in shares:
        if share >= ALIKE and out[-i] >= STRANGE and -k not in taken:
            out[-i] = -k
            taken.add(-k)
    return out


def _alike(one: Sequence[Span], other: Sequence[Sequence[int]]) -> float:
    a, b = ({x for start, end in spans for x in range(start, end)} for spans in (one, other))
    return len(a & b) / len(a | b) if a | b else 0.0


def main() -> None:
    score = scorer("affairs/score_affairs.py")
    gold = read_lines(SHARED / "affairs" / "dev.jsonl")
    wanted = {m["article"] for claim in gold for m in claim["members"]}
    rows = {row["id"]: row for row in read_lines(SHARED / "polnear" / "dev.jsonl") if row["id"] in wanted}
    for what, reader in (("given", "given"), ("found by the reader", "onrecord")):
        claims, articles = through_a_ledger(rows.values(), reader)
        numbers = {
            article.name: numbers_of(statements, rows[article.name]["statements"])
            if reader != "given"
            else list(range(len(statements)))
            for article, statements in articles
        }
        for who, told in (("onrecord", claims), ("TF-IDF", baseline(articles))):
            right = renumbered(told, numbers)
            print(f"statements {what}, {who}: {short(score.figures(gold, right))}", flush=True)
    copies = [{**row, "id": f"{COPY}{row['id']}"} for row in list(rows.values())[::2]]
    claims, _ = through_a_ledger([*rows.values(), *copies], "given")
    print(
        f"statements given, with reprints, onrecord: {short(score.figures(gold, without_copies(claims)))}", flush=True
    )
    print(f"statements given, a second reading: {short(score.figures(gold, read_lines(SECOND)))}", flush=True)


if __name__ == "__main__":
    main()
