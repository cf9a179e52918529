"""What the words of an article are like, as arrays: looked up for every candidate of every source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.reader.lexicon import word_class
from onrecord.reader.names import Entities
from onrecord.reader.outline import Outline

Ints = NDArray[np.int64]

OPENING_WORDS: Final = 5
APOSTROPHES: Final = frozenset("’'")


@dataclass(frozen=True, slots=True)
class Ground:
    """Arrays over the words; ``verbs[i]`` counts the verbs before word i."""

    sentence: Ints
    paragraph: Ints
    quoted: NDArray[np.bool_]
    headline: NDArray[np.bool_]
    verbs: Ints
    past: Ints
    """The word after the name that a word belongs to; after the word itself where it belongs to none."""
    stands: NDArray[np.float32]
    """[words, 6]: among the first words of its sentence; no person named before it there; a verb after its name; a
    possessor; after a preposition; quoted."""


def ground(where: Outline, entities: Entities) -> Ground:
    """The arrays of an article."""
    size = len(where.words)
    classes = np.frombuffer("".join(map(word_class, where.words)).encode("ascii"), np.uint8)
    sentence, paragraph = np.array(where.sentence_of, np.int64), np.array(where.paragraph_of, np.int64)
    quoted = np.array(where.quoted, bool)
    at = np.arange(size)
    past, person = at + 1, np.zeros(size, bool)
    for i, mention in entities.by_word.items():
        past[i], person[i] = mention.last, mention.kind == "PER"
    people, verb = _before(person), np.append(classes == ord("v"), False)
    opening = np.array([first for first, _ in where.sentences], np.int64)[sentence]
    owns, linked = np.zeros(size + 1, bool), np.zeros(size + 1, bool)
    owns[[i for i, lower in enumerate(where.lowers) if lower in APOSTROPHES]] = True
    linked[1:] = classes == ord("i")
    near, alone = at - opening < OPENING_WORDS, people[at] == people[opening]
    stands = np.stack([near, alone, verb[past], owns[past], linked[:size], quoted], axis=1).astype(np.float32)
    return Ground(sentence, paragraph, quoted, (paragraph == 0) & where.titled, _before(verb[:size]), past, stands)


def _before(marked: NDArray[np.bool_]) -> Ints:
    """[words + 1]: how many words before each are marked."""
    return np.concatenate([[0], marked.cumsum()]).astype(np.int64)
