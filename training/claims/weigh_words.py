"""How telling each stem is: inverse document frequency over the training articles' sentences and other news.

python -m training.claims.weigh_words
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from itertools import islice

from onrecord.claims.words import stems
from training.claims.data import OUT
from training.data import polnear, texts

PATH = OUT / "idf.json.gz"
NEWS, SPEECHES, LEAST = 6_000, 600, 3


def passages() -> list[str]:
    """Paragraphs of PolNeAR train and of a sample of the pre-training news and briefings."""
    found = [row["text"] for row in polnear("train")]
    for name, limit in (("news", NEWS), ("briefings", SPEECHES)):
        found += islice(texts(name), 0, limit * 4, 4)
    return [p for text in found for p in text.split("\n") if p.strip()]


def main() -> None:
    count: Counter[str] = Counter()
    told = passages()
    for text in told:
        count.update(set(stems(text)))
    table = {s: round(math.log(len(told) / n), 2) for s, n in sorted(count.items()) if n >= LEAST}
    PATH.parent.mkdir(exist_ok=True)
    with gzip.GzipFile(PATH, "wb", mtime=0) as out:
        out.write(json.dumps({"unseen": round(math.log(len(told) / 2), 2), "idf": table}).encode())
    print(len(told), "passages;", len(table), "stems;", PATH.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
