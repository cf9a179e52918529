"""``check-quote`` measured: quotations of PolNeAR train that stand word for word in transcripts, and altered ones.

    python -m evaluation.quotes [--most 400]

A quotation of five words and more that some turn holds word for word must be found there, told to be verbatim. Then
one content word of each is replaced by another: no passage may be told to be verbatim, and the passage shown must
still be one that holds the rest.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from evaluation.gold import SHARED, lines
from onrecord.claims.propositions import quotations
from onrecord.claims.quotes import add_transcripts, check_quote, read_transcripts
from onrecord.claims.transcripts import spans
from onrecord.claims.words import is_content
from onrecord.ledger.store import Ledger

TRANSCRIPTS: Final = SHARED / "transcripts" / "trump_campaign.jsonl.xz"
LEAST: Final = 5
"""Words of a quotation that is looked for."""
OTHER: Final = "lighthouse walnut gravel orchestra velvet harbour thimble glacier".split()
"""Words that quotations are altered by."""


def said(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [word for word, _, _ in spans(text)]


def candidates() -> list[str]:
    """The quotations inside the contents of PolNeAR train, each once, as lower-cased words."""
    found: dict[str, None] = {}
    for row in lines(SHARED / "polnear" / "train.jsonl"):
        for statement in row["statements"]:
            content = " ".join(row["text"][a:b] for a, b in statement["content"])
            for words in quotations(content):
                found.setdefault(" ".join(said(" ".join(words))))
    return [quotation for quotation in found if len(quotation.split()) >= LEAST]


def in_transcripts(quotations_: Iterable[str], turns: Iterable[str]) -> set[str]:
    """Those that stand word for word in one turn."""
    by_start: dict[str, list[str]] = defaultdict(list)
    for quotation in quotations_:
        by_start[" ".join(quotation.split()[:LEAST])].append(quotation)
    held: set[str] = set()
    for turn in turns:
        words = said(turn)
        text = " ".join(words)
        for i in range(len(words) - LEAST + 1):
            for quotation in by_start.get(" ".join(words[i : i + LEAST]), ()):
                if f" {quotation} " in f" {text} ":
                    held.add(quotation)
    return held


def altered(quotation: str, chance: random.Random) -> str:
    """The quotation with one content word replaced."""
    words = quotation.split()
    places = [i for i, word in enumerate(words) if is_content(word)] or list(range(len(words)))
    words[chance.choice(places)] = chance.choice(OTHER)
    return " ".join(words)


def measure(ledger: Ledger, wanted: Sequence[str]) -> dict[str, float]:
    """Shares of the quotations: found verbatim; altered and told verbatim; altered and shown with the right passage."""
    chance = random.Random(3)
    right = false = shown = 0
    for quotation in wanted:
        found = check_quote(ledger, quotation)
        right += any(p.verbatim and f" {quotation} " in f" {' '.join(said(p.text))} " for p in found)
        changed = altered(quotation, chance)
        passages = check_quote(ledger, changed)
        false += any(p.verbatim for p in passages)
        shown += any(f" {quotation} " in f" {' '.join(said(p.turn.text))} " for p in passages)
    total = max(1, len(wanted))
    return {"recall": right / total, "altered told verbatim": false / total, "altered, original shown": shown / total}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--most", type=int, default=400, help="quotations that are looked for")
    most = parser.parse_args().most
    found = in_transcripts(candidates(), (row["text"] for row in read_transcripts(TRANSCRIPTS)))
    wanted = random.Random(1).sample(sorted(found), min(most, len(found)))
    with tempfile.TemporaryDirectory() as folder, Ledger.open(f"{folder}/quotes.db") as ledger:
        turns = add_transcripts(ledger, TRANSCRIPTS).turns
        print(f"{len(found)} quotations stand in {turns} turns; {len(wanted)} are looked for")
        for name, value in measure(ledger, wanted).items():
            print(f"{name:28} {value:.3f}")


if __name__ == "__main__":
    main()
