"""How telling each stem is: inverse document frequency over the training articles' sentences and other news.

python training/claims/weigh_words.py
"""

from __future__ import annotations

import gzip
import json
import lzma
import math
from collections import Counter

from data import ROOT, SHARED, polnear

from onrecord.claims.words import stems

OUT = ROOT / "src" / "onrecord" / "claims" / "weights" / "idf.json.gz"
NEWS, SPEECHES, LEAST = 6_000, 600, 3


def passages() -> list[str]:
    """Paragraphs of PolNeAR train and of a sample of the pre-training news and briefings."""
    found = [p for row in polnear("train").values() for p in row["text"].split("\n")]
    for name, limit in (("news", NEWS), ("briefings", SPEECHES)):
        with lzma.open(SHARED / "text" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for index, line in enumerate(lines):
                if index >= limit * 4:
                    break
                if index % 4 == 0:
                    found += json.loads(line)["text"].split("\n")
    return [p for p in found if p.strip()]


def main() -> None:
    count: Counter[str] = Counter()
    texts = passages()
    for text in texts:
        count.update(set(stems(text)))
    table = {s: round(math.log(len(texts) / n), 2) for s, n in sorted(count.items()) if n >= LEAST}
    OUT.parent.mkdir(exist_ok=True)
    with gzip.GzipFile(OUT, "wb", mtime=0) as out:
        out.write(json.dumps({"unseen": round(math.log(len(texts) / 2), 2), "idf": table}).encode())
    print(len(texts), "passages;", len(table), "stems;", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
