"""The texts that the teacher is asked about: statements as the matching of claims sees them, in the articles' order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

from evaluation.gold import lines
from onrecord.backends.trained import Trained, open_reader
from onrecord.claims.embedding import content, sentence, told
from onrecord.claims.propositions import propositions
from onrecord.reader.features import split
from onrecord.reader.labels import label
from onrecord.reader.sentences import LONGEST
from onrecord.records import Article, Statement
from training.data import article_of, polnear, statement_of
from training.material import SETS, MadeUp

SHORTEST: Final = 4
"""Words of the shortest sentence that is taken from plain text."""


def rows(shared: Path) -> Iterator[list[str]]:
    """Each article's texts: those of PolNeAR train's statements, then the sentences of news and briefings."""
    reader = open_reader()
    for row in polnear("train", shared):
        yield texts_of(*given(row, reader))
    news = (r for r in lines(shared / "text" / "news.jsonl.xz") if r["set"] in SETS)
    for row in chain(news, lines(shared / "text" / "briefings.jsonl.xz")):
        yield sentences_of(row["text"])


def sentences_of(text: str) -> list[str]:
    """A text's sentences of so many words that they say something and are read to their end, each once."""
    words = split(text)
    spans = [words.span(a, b) for a, b in words.sentences if SHORTEST <= b - a <= LONGEST]
    return list(dict.fromkeys(" ".join(text[a:b].split()) for a, b in spans))


def made_up(made: MadeUp) -> Iterator[list[str]]:
    """The same of invented articles."""
    reader = open_reader()
    return (texts_of(*given(article, reader)) for article in made.articles)


def given(row: dict[str, Any], reader: Trained) -> tuple[Article, tuple[Statement, ...]]:
    """An article with the statements that its row gives, labelled."""
    article = article_of(row)
    statements = [statement_of(statement, article.id) for statement in row["statements"]]
    return article, tuple(label(article, statements, reader.analyse(article)))


def texts_of(article: Article, statements: Iterable[Statement]) -> list[str]:
    """What is compared of the article's statements, each text once."""
    props = propositions(article, list(statements))
    return list(dict.fromkeys(chain.from_iterable((content(p), sentence(p), told(p)) for p in props)))


def write(made: Iterable[list[str]], path: Path, most: int) -> None:
    """One line an article, until there are so many texts; goes on where an earlier run stopped."""
    done = read(path)
    left = most - sum(map(len, done))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        for number, texts in enumerate(made):
            if left <= 0:
                return
            if number >= len(done):
                file.write(json.dumps(texts) + "\n")
                file.flush()
                left -= len(texts)


def read(path: Path) -> list[list[str]]:
    """The articles' texts written so far."""
    done: Iterable[Any] = lines(path) if path.exists() else ()
    return list(done)
