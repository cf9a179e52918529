"""The usual word class of a word, and how often a given name is a woman's: counted, written as short tables."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from evaluation.gold import SHARED, lines
from onrecord.reader.lexicon import given_sex

CLASSES = {
    **dict.fromkeys(("NN",), "n"),
    **dict.fromkeys(("NNS",), "s"),
    **dict.fromkeys(("VBD", "VBZ", "VBP", "VB", "MD"), "v"),
    **dict.fromkeys(("VBG",), "g"),
    **dict.fromkeys(("VBN",), "d"),
    **dict.fromkeys(("JJ", "JJR", "JJS"), "j"),
    **dict.fromkeys(("RB", "RBR", "RBS", "RP"), "r"),
    **dict.fromkeys(("IN", "TO"), "i"),
    **dict.fromkeys(("DT", "PDT"), "t"),
    **dict.fromkeys(("CD",), "c"),
    **dict.fromkeys(("CC",), "a"),
    **dict.fromkeys(("PRP",), "o"),
    **dict.fromkeys(("PRP$",), "q"),
    **dict.fromkeys(("WDT", "WP", "WP$", "WRB"), "w"),
}
MIN_COUNT = 3
FULL_NAME = re.compile(r"\b([A-Z][a-zé]+) (?:[A-Z]\. )?(?:[A-Z][\w’'-]+)")
NAMED = re.compile(r"\b([A-Z][a-zé]+\.?) (?:[A-Z]\. )?([A-Z]\w{2,})(?![\w-])")
TITLED = {"Mr.": -1, "Mrs.": 1, "Ms.": 1, "Miss": 1}
OFTEN, ONE_SEX = 12, 0.7
"""Mentions that settle a surname's sex, and the share of them."""
PRONOUN = re.compile(r"\b(he|his|him|himself|she|her|herself)\b")
MALE = {"he", "his", "him", "himself"}
ROLE_OF = {
    "spokesman": 0,
    "spokeswoman": 1,
    "chairman": 0,
    "chairwoman": 1,
    "actress": 1,
    "congresswoman": 1,
    "congressman": 0,
    "wife": 1,
    "husband": 0,
    "daughter": 1,
    "son": 0,
    "mother": 1,
    "father": 0,
    "Mr.": 0,
    "Mrs.": 1,
    "Ms.": 1,
    "Councilwoman": 1,
    "businessman": 0,
    "Sir": 0,
    "sister": 1,
    "brother": 0,
}
ROLE = re.compile(r"\b(" + "|".join(map(re.escape, ROLE_OF)) + r"),? ([A-Z][a-zé]+) (?:[A-Z]\. )?[A-Z][a-z]")


def word_classes() -> dict[str, str]:
    """Class → its words, space-joined, for the words seen at least ``MIN_COUNT`` times (proper names aside)."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for doc in lines(SHARED / "polnear/train_corenlp.jsonl.gz"):
        texts = (lemma_word(doc, i) for i in range(len(doc["tokens"])))
        for word, pos in texts:
            if pos in CLASSES and word.isalpha():
                counts[word][CLASSES[pos]] += 1
    table: dict[str, list[str]] = defaultdict(list)
    for word, tags in counts.items():
        if sum(tags.values()) >= MIN_COUNT:
            table[tags.most_common(1)[0][0]].append(word)
    return {tag: " ".join(sorted(words)) for tag, words in sorted(table.items())}


_TEXTS: dict[str, str] = {}


def lemma_word(doc: dict[str, object], i: int) -> tuple[str, str]:
    """The i-th token's lower-cased form and its part of speech."""
    if not _TEXTS:
        _TEXTS.update((row["id"], row["text"]) for row in lines(SHARED / "polnear/train.jsonl"))
    start, end, pos, *_ = doc["tokens"][i]  # type: ignore[index]
    return _TEXTS[str(doc["id"])][start:end].lower(), pos


def texts() -> Iterator[str]:
    for name in ("polnear/train.jsonl", "text/news.jsonl.xz", "text/briefings.jsonl.xz"):
        yield from (row["text"] for row in lines(SHARED / name))


def votes(text: str) -> Iterator[tuple[str, int]]:
    """(given name, is a woman's) for every full name followed at once, with no other between, by a pronoun."""
    found = list(FULL_NAME.finditer(text))
    for i, match in enumerate(found):
        stop = found[i + 1].start() if i + 1 < len(found) else len(text)
        pronoun = PRONOUN.search(text, match.end(), min(stop, match.end() + 80))
        if pronoun:
            yield match[1], int(pronoun[1] not in MALE)
    for match in ROLE.finditer(text):
        for _ in range(3):
            yield match[2], ROLE_OF[match[1]]


def gap_votes() -> Iterator[tuple[str, int]]:
    for row in lines(SHARED / "coref/gap.jsonl.gz"):
        pronoun = row["text"][row["pronoun"]["start"] : row["pronoun"]["end"]].lower()
        for side in ("a", "b"):
            if row[side]["coref"]:
                name = row["text"][row[side]["start"] : row[side]["end"]].split()
                if len(name) > 1:
                    yield from [(name[0], int(pronoun not in MALE))] * 3


def count(pairs: Iterable[tuple[str, int]], into: dict[str, list[int]]) -> None:
    for name, woman in pairs:
        into[name][woman] += 1


def surname_votes(text: str) -> Iterator[tuple[str, int]]:
    """(surname, is a woman's) for every given name of known sex, or "Mr." or "Mrs.", straight before it."""
    for match in NAMED.finditer(text):
        sex = TITLED.get(match[1]) or given_sex(match[1])
        if sex:
            yield match[2], int(sex > 0)


def surnames() -> dict[str, str]:
    """``female`` and ``male``: surnames that the news gives to women far more often than to men, or to men."""
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for text in texts():
        count(surname_votes(text), table)
    out: dict[str, list[str]] = {"female": [], "male": []}
    for name, (men, women) in table.items():
        if max(men, women) >= OFTEN and max(men, women) >= ONE_SEX * (men + women):
            out["female" if women > men else "male"].append(name)
    return {sex: " ".join(sorted(names)) for sex, names in out.items()}


def given_names() -> dict[str, str]:
    """``female`` and ``male``: the given names that are so nine times in ten or more, or clearly so."""
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    count(gap_votes(), table)
    for text in texts():
        count(votes(text), table)
    ordinary = {word for words in word_classes().values() for word in words.split()}
    out: dict[str, list[str]] = {"female": [], "male": []}
    for name, (men, women) in table.items():
        odds = math.log((women + 0.3) / (men + 0.6))
        least = 0.3 if men + women >= 20 else 1.1
        if abs(odds) > least and men + women >= 2 and name.isalpha() and name.lower() not in ordinary:
            out["female" if odds > 0 else "male"].append(name)
    return {sex: " ".join(sorted(names)) for sex, names in out.items()}
