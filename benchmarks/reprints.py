"""Reprints found among many articles: 500 edited copies among 10,000 others, recall and precision by kind of edit.

    python -m benchmarks.reprints [--copies 500] [--others 10000]

Originals are articles of PolNeAR train and of the shared news texts; the others are the rest of those texts and,
where they are too few, briefings cut into pieces of an article's length.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

from evaluation.gold import SHARED, lines
from onrecord.claims.reprints import Texts

LONG = 150
"""Words that an article needs to be copied from or counted."""
PLATE = (
    "This story was first published this morning and has been updated. Sign up for our newsletter and follow us for"
    " the latest from the region. All rights reserved. Our readers can write to the newsroom at any time of the day."
)
OTHERS = {"said": "stated", "big": "large", "new": "fresh", "people": "persons", "many": "numerous", "told": "informed",
          "also": "too", "about": "around", "after": "following", "because": "since", "but": "yet", "show": "reveal",
          "help": "assist", "start": "begin", "year": "twelvemonth", "country": "nation", "would": "will",
          "government": "administration", "percent": "per cent", "including": "among them"}  # fmt: skip


def texts() -> Iterator[tuple[str, str]]:
    """(name, text) of articles with at least ``LONG`` words, each text once."""
    seen = set()
    names = ("polnear/train.jsonl", "text/news.jsonl.xz", "text/briefings.jsonl.xz")
    for row in (row for name in names for row in lines(SHARED / name)):
        for n, piece in enumerate(_pieces(row["text"]) if row["id"].startswith("wh-") else [row["text"]]):
            if len(piece.split()) >= LONG and piece[:200] not in seen:
                seen.add(piece[:200])
                yield f"{row['id']}#{n}", piece


def _pieces(text: str) -> list[str]:
    words = text.split(" ")
    return [" ".join(words[i : i + 500]) for i in range(0, len(words), 500)]


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?])\s+|\n+", text) if s.strip()]


def trimmed(text: str, chance: random.Random) -> str:
    told = sentences(text)
    return " ".join(told[: max(3, int(len(told) * chance.uniform(0.3, 0.7)))])


def new_lead(text: str, chance: random.Random) -> str:
    told = sentences(text)
    words = list({w for s in told for w in s.split() if w.isalpha()})
    lead = " ".join(chance.sample(words, min(len(words), 35)))
    return f"{lead}.\n" + " ".join(told[2:] if len(told) > 6 else told)


def dropped(text: str, chance: random.Random) -> str:
    told = sentences(text)
    return " ".join(s for s in told if chance.random() < 0.6) or text


def merged(text: str, chance: random.Random) -> str:
    told = sentences(text)
    at = chance.randrange(max(1, len(told)))
    return " ".join(told[at:] + told[: at // 2])


def reworded(text: str, chance: random.Random) -> str:
    def word(w: str) -> str:
        return OTHERS.get(w, w) if chance.random() < 0.8 else w

    return " ".join(word(w) for w in text.split() if chance.random() > 0.04)


def plated(text: str, chance: random.Random) -> str:
    return f"{PLATE}\n{trimmed(text, chance)}\n{PLATE}"


EDITS: dict[str, Callable[[str, random.Random], str]] = {
    "trimmed": trimmed, "new headline and lead": new_lead, "paragraphs dropped": dropped,
    "paragraphs merged and moved": merged, "light rewording": reworded, "boiler-plate": plated,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--copies", type=int, default=500)
    parser.add_argument("--others", type=int, default=10_000)
    wanted = parser.parse_args()
    held, chance = list(texts()), random.Random(7)
    chance.shuffle(held)
    held = held[: wanted.others + wanted.copies]
    started, index = time.perf_counter(), Texts(dict(held).__getitem__)
    before = [link for name, text in held for link in index.add(name, text)[0]]
    twins = {frozenset((link.a, link.b)) for link in before}
    kinds = list(EDITS)
    right, total, wrong = defaultdict(int), defaultdict(int), 0
    for n, (name, text) in enumerate(held[: wanted.copies]):
        kind = kinds[n % len(kinds)]
        links = index.tellings(f"copy {n}", EDITS[kind](text, chance))
        total[kind] += 1
        right[kind] += any(link.b == name for link in links)
        wrong += sum(link.b != name and frozenset((name, link.b)) not in twins for link in links)
    found, took = sum(right.values()), time.perf_counter() - started
    for kind in kinds:
        print(f"{kind:28} recall {right[kind] / max(1, total[kind]):.3f} of {total[kind]}")
    print(f"all: recall {found / wanted.copies:.3f}, precision {found / max(1, found + wrong):.3f}")
    print(f"{len(held)} other articles ({len(before)} pairs of tellings among them), {took:.0f} s")


if __name__ == "__main__":
    main()
