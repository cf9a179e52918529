"""Who a short sentence is about, and the words that tell what they do: "Governor Roe" and "shrugged".

No parser: the subject is what stands before the first finite verb, and it counts only where it is a name, a pronoun
for people, or a noun for somebody who can speak.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.reader.features import Words
from onrecord.reader.lexicon import is_unknown, word_class
from onrecord.reader.speaker_tables import BODIES, DOCUMENTS, FIRST, GROUPS, PLURAL, ROLES, SINGULAR_PERSON

Run = tuple[int, int]
"""[first word, past last word)"""

SPEAKERS: Final = (
    ROLES
    | GROUPS
    | BODIES
    | DOCUMENTS
    | frozenset(
        "airline airlines carrier operator regulator regulators watchdog inspectorate inspector inspectors auditor"
        " auditors insurer maker developer retailer guild miners ministers envoys scientists unions villagers"
        " neighbours neighbors fishermen farmers growers council abbot duke clerk foreman curator master"
        " mistress skipper pilot sailor widow widower guide architect builder trader dealer miner fisherman vet nurse"
        " surgeon headmaster headmistress baker miller prosecutor steward sergeant auditor".split()
    )
)
"""Nouns for those who speak, and for what they write."""
PRONOUNS: Final = (SINGULAR_PERSON | PLURAL | FIRST) - frozenset("his her their my our us me him them".split())
FINITE: Final = frozenset(
    "is are was were has have had do does did will would can could may might must shall should said says told spoke"
    " left gave went came put took read wrote made got began stood sat rose shook let set hit cut ran kept held lost"
    " met sent won broke drew threw grew knew thought felt heard saw found called laughs laughed".split()
)
"""Verbs that word classes take for something else, or do not know."""
NO_VERB: Final = frozenset("s’'-")
OPENS_CLAUSE: Final = "igdr"
"""Classes of a first word that opens a phrase before the subject: "Asked …,", "In May,", "Then"."""
WORDS_IN_CUE: Final = 5
"""Of what they do, as many words are taken for the cue."""
CUE_ENDS: Final = frozenset(", . ; : ! ? — – - ( ) at on in for to when as after before while with from".split())
LONGEST_SUBJECT: Final = 16
NAME_ENDS: Final = frozenset(
    ", . ; : ! ? — – ( ) to in on at when as after before while with who which whose for".split()
)
LOOSE_ENDS: Final = frozenset("as also then not never".split())
SMALL: Final = frozenset("of the a an and".split())
TELL_OF_SUBJECT: Final = frozenset("who which whose that whom to".split())


@dataclass(frozen=True, slots=True)
class Said:
    """A subject, and the first words of its predicate."""

    who: Run
    does: Run
    verb: int


def subject(words: Words, sentence: Run, known: int = -1) -> Said | None:
    """What a sentence says of whom; None where its subject is nobody who can speak. ``known`` is its verb, if known."""
    first, past = _after_lead_in(words, sentence), sentence[1]
    if word_class(words.words[first].lower()) == "i":
        return None
    verb = next((i for i in range(first + 1, past) if i == known or _is_finite(words, first, i)), past)
    if verb == past or known not in (-1, verb) or verb - first > LONGEST_SUBJECT:
        return None
    end = verb
    while end > first + 1 and (words.words[end - 1].lower().endswith("ly") or words.words[end - 1] in LOOSE_ENDS):
        end -= 1
    if not speaks(words, (first, end)):
        return None
    return Said((first, end), (end, _cue_end(words, verb, past)), verb)


def named_at(words: Words, first: int, past: int) -> Run | None:
    """The name or noun phrase that begins at a word, up to what cannot belong to it; with its apposition's name."""
    end = first
    while end < past and words.words[end] not in NAME_ENDS and not _ends_name(words, first, end):
        end += 1
    while end > first and words.words[end - 1] in SMALL:
        end -= 1
    if end + 1 < past and words.words[end] == "," and words.words[end + 1][0].isupper():
        more = end + 1
        while more < past and words.words[more][0].isupper():
            more += 1
        if words.words[more - 1] != words.words[end + 1] and (more == past or words.words[more] in NAME_ENDS):
            end = more
    return (first, end) if end > first and speaks(words, (first, end)) else None


def _ends_name(words: Words, first: int, i: int) -> bool:
    return i > first and (_is_finite(words, first, i) or word_class(words.words[i]) == "g")


def speaks(words: Words, run: Run) -> bool:
    """Whether these words name somebody, or something, that can speak."""
    inside = words.words[slice(*run)]
    if not inside or (len(inside) == 1 and not inside[0][0].isupper() and inside[0].lower() not in SPEAKERS | PRONOUNS):
        return False
    if len(inside) == 1 and inside[0].lower() in PRONOUNS:
        return True
    lowers = [word.lower() for word in inside]
    named = any(w[0].isupper() and len(w) > 1 and word_class(w.lower()) not in "tiaowqrc." for w in inside[1:])
    alone = len(inside) == 1 or inside[1] == ","
    surname = alone and inside[0][0].isupper() and (is_unknown(inside[0]) or word_class(lowers[0]) == "p")
    return named or surname or not SPEAKERS.isdisjoint(lowers)


def _after_lead_in(words: Words, sentence: Run) -> int:
    """Where the subject begins: past "Then", and past "Asked whether he would run," to its comma."""
    first, past = sentence
    low = words.words[first].lower()
    if word_class(low) not in OPENS_CLAUSE and low not in ("then", "but", "and", "asked", "so", "still"):
        return first
    commas = [i for i in range(first, past - 2) if words.words[i] == "," and not words.words[i + 1].isdigit()]
    if commas:
        return commas[0] + 1
    return first + 1 if low in ("then", "but", "and", "so", "still") and first + 2 < past else first


def _is_finite(words: Words, first: int, i: int) -> bool:
    word = words.words[i]
    if not word[0].islower() or words.words[i - 1].lower() in TELL_OF_SUBJECT or words.words[i - 1] in NO_VERB:
        return False
    if (word in FINITE or word_class(word) == "v") and not _in_clause(words, first, i):
        return True
    return word_class(word) == "d" and words.words[i - 1][0].isupper() and word.endswith("ed")


def _in_clause(words: Words, first: int, i: int) -> bool:
    """Whether a clause that tells more of the subject is still open: "Roe, who won the seat in May, …"."""
    opened = [k for k in range(first, i) if words.words[k].lower() in TELL_OF_SUBJECT]
    return bool(opened) and "," not in words.words[opened[-1] : i]


def _cue_end(words: Words, verb: int, past: int) -> int:
    end = verb + 1
    while end < min(past, verb + WORDS_IN_CUE) and words.words[end] not in CUE_ENDS:
        end += 1
    return end
