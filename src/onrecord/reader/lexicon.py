"""Learnt word lists: the usual class of a word and the usual sex of a given name."""

from __future__ import annotations

import functools
import json
from importlib import resources
from typing import Any

from onrecord.reader.speaker_tables import WOMEN_GIVEN

SUFFIX_CLASSES = (("ing", "g"), ("ed", "v"), ("ly", "r"), ("ss", "n"), ("ous", "j"), ("ive", "j"), ("s", "s"))
"""For words that the table lacks; a noun where none fits."""


@functools.cache
def weights() -> dict[str, Any]:
    """The learnt tables and weights of the speaker rules."""
    loaded: dict[str, Any] = json.loads(
        resources.files("onrecord").joinpath("weights/speakers.json").read_text(encoding="utf-8")
    )
    return loaded


@functools.cache
def _classes() -> dict[str, str]:
    return {word: tag for tag, words in weights()["words"].items() for word in words.split()}


@functools.cache
def _sexes() -> dict[str, int]:
    given = weights()["given"]
    return (
        dict.fromkeys(given["male"].split(), -1)
        | dict.fromkeys(given["female"].split(), 1)
        | dict.fromkeys(WOMEN_GIVEN, 1)
    )


@functools.lru_cache(maxsize=50_000)
def word_class(word: str) -> str:
    """One letter for a word as written: n noun, s plural, p proper, v verb, g -ing, d participle, j adjective,
    r adverb, i preposition, t determiner, c number, a conjunction, o pronoun, q possessive, w wh-word, . mark."""
    found = _classes().get(word.lower())
    if found:
        return "p" if word[0].isupper() and found in "nsjvg" and len(word) > 1 else found
    first = word[0]
    if first.isupper():
        return "p"
    if first.isdigit():
        return "c"
    if not first.isalpha():
        return "."
    return next((tag for suffix, tag in SUFFIX_CLASSES if word.endswith(suffix)), "n")


def given_sex(name: str) -> int:
    """1 for a woman's given name, -1 for a man's, 0 where it is not known."""
    return _sexes().get(name, 0)


@functools.cache
def _surname_sexes() -> dict[str, int]:
    known = weights()["surnames"]
    return dict.fromkeys(known["male"].split(), -1) | dict.fromkeys(known["female"].split(), 1)


def surname_sex(name: str) -> int:
    """1 for a surname that in the news is mostly a woman's, -1 for mostly a man's, 0 for any other."""
    return _surname_sexes().get(name, 0)


def is_unknown(word: str) -> bool:
    """Whether the table of ordinary words lacks it."""
    return word.lower() not in _classes()
