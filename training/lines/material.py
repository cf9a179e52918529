"""Pages with true bodies → lines with features and labels, as they are and in disguise.

A line belongs to the body where at least half of its words stand in the true body, both read in order (longest
matching blocks of words). Disguises keep the words and change what a dump may or may not keep: indentation,
bullets, blank lines.
"""

from __future__ import annotations

import difflib
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from onrecord.articles.features import Matrix, lines_of, matrix

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Sheet:
    """One page in one disguise."""

    page: str
    site: str
    disguise: str
    texts: list[str]
    raw: list[str]
    """The lines with their bullets."""
    indents: list[int]
    features: Matrix
    labels: NDArray[np.int8]
    words: NDArray[np.float64]


def site_of(url: str) -> str:
    """The host's registered name, roughly: what pages of one site share."""
    parts = (urlsplit(url).hostname or "").split(".")
    short = len(parts) > 2 and len(parts[-2]) <= 3
    return ".".join(parts[-3 if short else -2 :])


def shares(texts: list[str], gold: str) -> list[float]:
    """For each line the share of its words that the alignment finds in the true body."""
    tokens: list[str] = []
    owner: list[int] = []
    for number, text in enumerate(texts):
        words = WORD.findall(text)
        tokens += words
        owner += [number] * len(words)
    matcher = difflib.SequenceMatcher(None, tokens, WORD.findall(gold), autojunk=False)
    hits = Counter(owner[at] for block in matcher.get_matching_blocks() for at in range(block.a, block.a + block.size))
    return [hits[number] / max(1, len(WORD.findall(text))) for number, text in enumerate(texts)]


def flat(text: str) -> str:
    """Without indentation and bullets, a blank line between lines."""
    return "\n\n".join(line.words for line in lines_of(text))


DISGUISES = {"as-is": str, "flat": flat}


def sheets(folder: Path) -> Iterator[Sheet]:
    """Every page of the folder in every disguise."""
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for page, truth in gold.items():
        text = gzip.decompress((folder / "text" / f"{page}.txt.gz").read_bytes()).decode("utf-8")
        labels = None
        for name, change in DISGUISES.items():
            changed = change(text)
            lines = lines_of(changed)
            texts = [line.words for line in lines]
            labels = shares(texts, truth["articleBody"]) if labels is None or len(labels) != len(texts) else labels
            size = np.array([len(WORD.findall(t)) for t in texts], dtype=np.float64)
            yield Sheet(
                page=page,
                site=site_of(truth["url"]),
                disguise=name,
                texts=texts,
                raw=[changed[line.start : line.end] for line in lines],
                indents=[line.indent for line in lines],
                features=matrix(lines),
                labels=(np.array(labels) >= 0.5).astype(np.int8),
                words=size,
            )
