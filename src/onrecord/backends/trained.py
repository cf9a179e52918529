"""The default reader: the trained network, then the labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from onrecord import __version__
from onrecord.reader.analysis import Analysis, Inner, Name, NameKind
from onrecord.reader.decode import Found
from onrecord.reader.features import Words, split
from onrecord.reader.inside import Stretch, kept, stretches
from onrecord.reader.labels import label
from onrecord.reader.marks import english_marks
from onrecord.reader.network import WEIGHTS, Network, Read
from onrecord.reader.plainly import combined
from onrecord.reader.retold import apart, heard, nested, retold, through
from onrecord.records import Article, Page, Span, Statement


class Trained:
    """Reads with the network of a folder; the package's own where none is named."""

    languages = ("en",)

    def __init__(self, folder: Path) -> None:
        self.network = Network(folder)
        self.signature = f"onrecord {__version__} (weights {self.network.about['id']})"

    def read(self, batch: Sequence[tuple[Page, Article]]) -> list[tuple[Statement, ...]]:
        return [self.read_one(article) for _, article in batch]

    def read_one(self, article: Article) -> tuple[Statement, ...]:
        """One article's statements with their labels."""
        read = self.network.read(words_of(article))
        inside, article_id = stretches(article), article.id
        made = [self._statement(article_id, read.words, one, inside) for one in read.found]
        direct = nested(read.words, read.found)
        again = [self._statement(article_id, *one, inside) for one in self._retold(read)]
        blank = Statement(article_id, (), (), (), reader=self.signature)
        better = {s.cue for s in again if s.content}
        found = [*(s for s in made if s.cue not in better), *again]
        whole = combined(article, read.words, [s for s in found if s.content], blank)
        labelled = label(article, whole, self._analysis(read))
        inner = better.union(s.cue for one, s in zip(read.found, made, strict=True) if one in direct)
        return tuple(through(labelled, inner, article.outlet))

    def _retold(self, read: Read) -> list[tuple[Words, Found]]:
        """What is said inside of what others tell, where the network hears these alone."""
        told = retold(read.words, read.found)
        if not told:
            return []
        words = apart(english_marks(read.words.text), told)
        return [(words, found) for found in heard(words, self.network.read(words).found)]

    def _statement(self, article_id: str, words: Words, found: Found, inside: list[Stretch]) -> Statement:
        """The network's runs of words as spans of characters, inside the parts that are read."""
        cue = words.span(*found.cue)

        def spans(runs: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
            return kept((words.span(*run) for run in runs), cue, inside)

        source, content, sure = spans(found.source), spans(found.content), self.network.sure(found.score)
        return Statement(article_id, source, kept([cue], cue, inside), content, confidence=sure, reader=self.signature)

    def analyse(self, article: Article) -> Analysis:
        """Words, sentences and names alone: for statements that come from elsewhere."""
        return self._analysis(self.network.read(words_of(article)))

    def _analysis(self, read: Read) -> Analysis:
        return analysis(read, self.network.about["id"])


def words_of(article: Article) -> Words:
    """The article's words, with quotation marks as the network was taught them."""
    words = split(english_marks(article.text), [(p.start, p.end) for p in article.readable()])
    return replace(words, text=article.text)


def open_reader(path: str = "") -> Trained:
    """The trained reader; ``path`` names a folder that ``onrecord train`` wrote."""
    return Trained(Path(path) if path else WEIGHTS)


def analysis(read: Read, network: str) -> Analysis:
    """What the network with this id found, for the labels."""
    words = read.words
    names = [Name(*words.span(i, j), cast(NameKind, kind), score) for i, j, kind, score in read.names]
    starts, ends, sentences = tuple(words.starts), tuple(words.ends), tuple(words.sentences)
    return Analysis(words.text, starts, ends, sentences, tuple(names), Inner(network, read.states))
