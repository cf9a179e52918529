"""Names taken apart, so that they can be compared: titles off, first name, middle names, surname."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from onrecord.reader.speaker_tables import ROLES

TITLES: Final = frozenset(
    """mr mrs ms dr sir lady lord sen senator rep representative gov governor president prime minister vice secretary
    general gen lt col colonel captain capt judge justice professor prof chancellor king queen pope foreign deputy
    former mayor chairman chairwoman director ambassador congressman congresswoman attorney""".split()
)
SUFFIXES: Final = frozenset("jr sr ii iii iv".split())
SHORT: Final = {
    name: full
    for full, names in {
        "william": "bill will billy", "robert": "bob rob bobby", "richard": "dick rick rich", "james": "jim jimmy",
        "michael": "mike", "thomas": "tom tommy", "joseph": "joe", "edward": "ed ted eddie", "charles": "charlie chuck",
        "donald": "don", "timothy": "tim", "daniel": "dan danny", "samuel": "sam", "benjamin": "ben",
        "christopher": "chris", "anthony": "tony", "elizabeth": "liz beth", "katherine": "kate kathy",
        "margaret": "peggy meg", "bernard": "bernie", "steven": "steve", "gregory": "greg", "kenneth": "ken",
        "lawrence": "larry", "matthew": "matt", "nicholas": "nick", "patrick": "pat", "ronald": "ron",
        "alexander": "alex sasha", "vladimir": "volodya", "andrew": "andy", "david": "dave", "jeffrey": "jeff",
    }.items()
    for name in names.split()
}  # fmt: skip
"""Short first names and what they stand for."""
AT_HAND: Final = 1 << 16
"""Names that are kept taken apart."""
_LETTERS: Final = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'"})


@lru_cache(maxsize=AT_HAND)
def plain(text: str) -> str:
    """Lower case, without accents and marks but for hyphens and apostrophes inside words."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(c if c.isalnum() or c in " -'" else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(word.removesuffix("'s").strip("-'") for word in kept.split())


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in lower case. ``first`` is empty where only a surname is given."""

    first: str
    middle: tuple[str, ...]
    last: str

    @classmethod
    @lru_cache(maxsize=AT_HAND)
    def of(cls, text: str) -> PersonName:
        words = [w for w in plain(text).split() if w not in SUFFIXES]
        while (len(words) > 1 and words[0] in TITLES) or (len(words) > 2 and words[0] in ROLES):
            words = words[1:]
        if not words:
            return cls("", (), "")
        return cls(words[0] if len(words) > 1 else "", tuple(words[1:-1]), words[-1])

    @property
    def full_first(self) -> str:
        return SHORT.get(self.first, self.first)


def joint(text: str) -> bool:
    """Whether it names several: "Ada Holm and Ben Frey" is neither of them."""
    return " and " in f" {plain(text)} " or "&" in text


@lru_cache(maxsize=AT_HAND)
def body_words(text: str) -> tuple[str, ...]:
    """The words of a body's name without articles and forms of companies."""
    return tuple(w for w in plain(text).split() if w not in _EMPTY)


_EMPTY: Final = frozenset("the a an of for and in on at to s inc ltd llc corp co plc gmbh".split())


def acronym(text: str) -> str:
    """The initials of a name of three and more words, in lower case; empty for a shorter one."""
    words = body_words(text)
    return "".join(w[0] for w in words) if len(words) >= 3 else ""
