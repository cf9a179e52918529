#!/usr/bin/env python3
"""How fast text becomes labelled statements on one core: words per second, by stage, and the peak of memory.

    python benchmarks/reader.py [--articles N] [--rounds N] [--reader onrecord:FOLDER]

The text is PolNeAR's dev part where ``../shared`` is beside the repository, else the articles of ``tests/gold``,
repeated. Where spaCy is installed (extra ``bench``), a pipeline of the size of its small English model (tok2vec of
width 96 and depth 4, tagger, parser, names; random weights: for speed alone) reads the same text in the same run, in
turns with the reader; medians over the rounds are compared. Time is processor time, of all threads together.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from onrecord.backends import open_reader
from onrecord.backends.trained import Trained
from onrecord.reader import network as network_module
from onrecord.records import Article, Page, Part

ROOT = Path(__file__).resolve().parent.parent
POLNEAR = ROOT.parent / "shared" / "polnear" / "dev.jsonl"
GOLD = ROOT / "tests" / "gold" / "articles.jsonl"
WORD = re.compile(r"\w+|[^\w\s]")
"""What both are counted in."""

Pair = tuple[Page, Article]


def texts(count: int) -> list[str]:
    """So many articles' texts."""
    path = POLNEAR if POLNEAR.exists() else GOLD
    found = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    return [found[i % len(found)] for i in range(count)]


def article(text: str, number: int) -> Pair:
    """The text as an article that is all body."""
    page = Page(f"{number:064x}", f"article {number}", "plain", text.encode(), text, "utf-8", "utf-8")
    return page, Article(page.id, page.name, text, (Part("body", 0, len(text)),), published="2016-10-01")


class Stages:
    """Seconds of processor time by stage, taken by wrapping the functions that the reader is made of."""

    def __init__(self, reader: Trained) -> None:
        self.seconds: dict[str, float] = {}
        network = reader.network
        self._wrap(network, "feed", "words and features")
        self._wrap(network._encoder, "run", "encoder")
        self._wrap(network._decoder, "run", "decoder")
        self._wrap(sys.modules[Trained.__module__], "split", "words and features")
        self._wrap(network_module, "flags", "words and features")
        self._wrap(sys.modules[Trained.__module__], "label", "labels")

    def _wrap(self, owner: Any, name: str, stage: str) -> None:
        inner: Callable[..., Any] = getattr(owner, name)

        def timed(*given: Any, **named: Any) -> Any:
            with self.measured(stage):
                return inner(*given, **named)

        setattr(owner, name, timed)

    @contextmanager
    def measured(self, stage: str) -> Iterator[None]:
        """Adds what happens inside to the stage."""
        start = time.process_time()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - start


def seconds_of(work: Callable[[], Any]) -> float:
    """Processor time: what else runs on the machine does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def spacy_pipeline() -> Any:
    """A blank English pipeline of the small model's size, its weights random."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    tok2vec = {"@architectures": "spacy.HashEmbedCNN.v2", "width": 96, "depth": 4, "embed_size": 2000}
    tok2vec |= {"window_size": 1, "maxout_pieces": 3, "subword_features": True, "pretrained_vectors": None}
    nlp.add_pipe("tok2vec", config={"model": tok2vec})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    for name, kind, hidden in (("parser", "parser", 64), ("ner", "ner", 64)):
        model = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "tok2vec": listener}
        model |= {"extra_state_tokens": False, "hidden_width": hidden, "maxout_pieces": 2, "use_upper": True}
        nlp.add_pipe(name, config={"model": model})
    words = ["Anna", "Brandt", "said", "the", "wall", "would", "hold", "."]
    made = {
        "words": words,
        "tags": ["NNP", "NNP", "VBD", "DT", "NN", "MD", "VB", "."],
        "heads": [1, 2, 2, 4, 6, 6, 2, 2],
        "deps": ["compound", "nsubj", "ROOT", "det", "nsubj", "aux", "ccomp", "punct"],
        "entities": ["B-PERSON", "L-PERSON", *["O"] * 6],
    }
    example = Example.from_dict(spacy.tokens.Doc(nlp.vocab, words=words), made)
    nlp.initialize(lambda: [example] * 4)
    return nlp


def compare(reader: Trained, pairs: Sequence[Pair], rounds: int) -> dict[str, list[float]]:
    """Seconds of each round, the two in turns."""
    taken: dict[str, list[float]] = {"onrecord": [], "spaCy": []}
    nlp = spacy_pipeline() if find_spec("spacy") else None
    plain = [a.text for _, a in pairs]
    if nlp:
        list(nlp.pipe(plain[:2]))
    for _ in range(rounds):
        taken["onrecord"].append(seconds_of(lambda: reader.read(pairs)))
        if nlp:
            taken["spaCy"].append(seconds_of(lambda: list(nlp.pipe(plain))))
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reader", default="onrecord")
    asked = parser.parse_args()
    pairs = [article(text, n) for n, text in enumerate(texts(asked.articles))]
    words = sum(len(WORD.findall(a.text)) for _, a in pairs)
    reader: Any = open_reader(asked.reader)
    reader.read(pairs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken = compare(reader, pairs, asked.rounds)
    stages = Stages(reader)
    whole = seconds_of(lambda: reader.read(pairs))
    print(f"{len(pairs)} articles, {words} words; {reader.signature}")
    for stage, seconds in stages.seconds.items():
        print(f"  {stage:20}{100 * seconds / whole:5.0f} %   {words / seconds:10,.0f} words/s")
    rest = whole - sum(stages.seconds.values())
    print(f"  {'decoding and the rest':20}{100 * rest / whole:4.0f} %")
    rates = {name: words / statistics.median(rounds) for name, rounds in taken.items() if rounds}
    for name, rate in rates.items():
        print(f"{name}: {rate:,.0f} words/s")
    if "spaCy" in rates:
        print(f"ratio: {rates['onrecord'] / rates['spaCy']:.2f}")
    print(f"peak memory of the reader: {peak / 1024:.0f} MB")


if __name__ == "__main__":
    main()
