"""What a source phrase is made of: its head, its determiner, the name in it that it means, and its plain wording."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reader.lexicon import given_sex, word_class
from onrecord.reader.names import Entities, Mention
from onrecord.reader.outline import Outline
from onrecord.reader.speaker_tables import (
    ARTICLES,
    DEFINITE,
    DEMONSTRATIVE,
    DOCUMENTS,
    OUTLET_WORDS,
    POSSESSIVE,
    PRONOUNS,
    RELATIVE,
    ROLES,
    TITLES,
)

LEAD_IN = frozenset(
    "according to by from among for in said says - – — , : ; . \" “ ” ’ ' ( that even but and as"
    " while when if because although though since where so".split()
)
TRAILING = frozenset(", . ; : - – — ( ’ '".split())
STOPS = frozenset(
    "of for from in with to at by on about against who which whose that including like among as into after before"
    " during over under near inside outside such close".split()
)
JOINING = frozenset({"and", "&"})
OPEN_HEADS = frozenset("anyone those people everyone someone somebody anybody everybody one ones".split())
MADE_PUBLIC = frozenset("released published reported taken issued posted unveiled".split())
WHEN_OR_BY = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday this last yesterday earlier previously today".split()
)
PASSING = frozenset("latest same".split())
"""Words of a description that only tie it to what was said before."""
LONGEST_MIXED = 8
"""Words of a list whose members are people and bodies: longer ones are chance."""
LONGEST_PLAIN_MEMBER = 5


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase: the words [first, last) kept of it, its head word, and the mention that it means.

    ``name`` is the head's own name ("the senator, Ann Lee" → Ann Lee), none for a pronoun or a common noun;
    ``owner`` a possessor's ("Clinton's campaign"); ``parts`` the members of a list.
    """

    first: int
    last: int
    head: int
    name: Mention | None = None
    owner: Mention | None = None
    determiner: str = ""
    plural: bool = False
    parts: tuple[Phrase, ...] = ()


def parse(where: Outline, entities: Entities, first: int, last: int) -> Phrase:
    """The phrase of the words [first, last)."""
    first, last = trim(where, first, last)
    if last - first <= 0:
        return Phrase(first, first, first)
    if all(lower in PRONOUNS for lower in where.lowers[first:last]):
        return Phrase(first, last, first)
    lower = where.lowers[first]
    determiner = lower if lower in DEFINITE or lower in ARTICLES or lower in POSSESSIVE else ""
    parts = _parts(where, entities, first, last)
    if parts:
        return Phrase(first, last, first, parts=tuple(parse(where, entities, a, b) for a, b in parts), plural=True)
    named = _named_head(where, entities, first, last)
    if named:
        return Phrase(first, last, named.last - 1, named, None, determiner)
    head = _noun_head(where, first, last)
    return Phrase(first, last, head, None, _owner(entities, first, head), determiner, _plural(where, head))


def trim(where: Outline, first: int, last: int) -> tuple[int, int]:
    """Without "according to", "by", marks and a closing possessive."""
    lowers = where.lowers
    while last - first > 1 and lowers[first] in LEAD_IN and not (lowers[first] in RELATIVE and last - first == 1):
        first += 1
    while last - first > 1 and (lowers[last - 1] in TRAILING or (lowers[last - 1] == "s" and lowers[last - 2] in "’'")):
        last -= 1
    return first, last


def _plural(where: Outline, head: int) -> bool:
    word = where.words[head]
    return word_class(word.lower()) == "s" or word in ("people", "men", "women", "police")


# Names


def _after_name(where: Outline, mention: Mention, last: int) -> str:
    """What follows a name inside its phrase: nothing, a possessor's mark, a noun that it modifies, or else."""
    i = mention.last
    if i >= last:
        return "end"
    if where.lowers[i] in "’'" and i + 1 < last:
        return "owner" if where.lower(i + 1) == "s" or i + 1 < last else "end"
    word = where.words[i]
    if where.lowers[i] in ("-", "/") or (word_class(word) in "nsgj" and not word[0].isupper()):
        return "modifier"
    if word[0].isupper() and word_class(word) in "ps":
        return "modifier"
    return "else"


def _named_head(where: Outline, entities: Entities, first: int, last: int) -> Mention | None:
    """The name that the phrase is about: no preposition before it in its own comma-piece, no noun after it."""
    blocked = False
    i = first
    seen_head = False
    while i < last:
        mention = entities.by_word.get(i)
        if mention and mention.first >= i:
            if mention.kind != "MISC" and not blocked:
                follows = _after_name(where, mention, last)
                if follows in ("end", "else") and (mention.kind != "LOC" or not seen_head):
                    return mention
            i = max(i + 1, mention.last)
            continue
        lower = where.lowers[i]
        if lower in ("including", "like"):
            return None
        if lower in STOPS and where.lower(i - 1) != "-":
            blocked = not _in_title(where, entities, first, i, last)
        elif lower in (",", "–", "—", ":"):
            blocked = not _describes_person(where, first, i)
            seen_head = True
        i += 1
    return None


def _in_title(where: Outline, entities: Entities, first: int, i: int, last: int) -> bool:
    """Whether the preposition is inside a title that ends the phrase with a name: "Director of Affairs Ann Lee"."""
    mention = entities.by_word.get(last - 1)
    if where.lowers[i] != "of" or mention is None or mention.kind != "PER" or not where.words[first][0].isupper():
        return False
    before = where.words[mention.first - 1]
    return mention.first - 1 > i and before[0].isupper() and mention.first - 1 not in entities.by_word


def _describes_person(where: Outline, first: int, last: int) -> bool:
    """Whether the words before a comma are a description such as "her senior adviser" that a name may follow."""
    lowers = where.lowers
    head = _noun_head(where, first, last)
    return any(lowers[i] in ROLES or lowers[i] in TITLES for i in range(first, min(last, head + 1))) or (
        lowers[first] in ("one", "two", "her", "his", "their", "its", "my")
    )


def _parts(where: Outline, entities: Entities, first: int, last: int) -> list[tuple[int, int]]:
    """The members of a list that holds a name: "A and B", "A, B and C of Maine", "A and other Democrats"."""
    if pair := _apposed(where, entities, first, last):
        return pair
    lead = _plural_lead(where, first, last)
    pieces = _pieces(where, entities, lead, last)
    if len(pieces) < 2 or not all(_is_member(where, entities, a, b, b == last) for a, b in pieces):
        return []
    heads = [_named_head(where, entities, a, b) for a, b in pieces]
    if heads[0] is None and where.lowers[pieces[0][0]] not in PRONOUNS:
        return []
    kinds = {m.kind == "PER" for m in heads if m}
    if not kinds or (len(kinds) > 1 and last - lead > LONGEST_MIXED):
        return []
    if not JOINING.isdisjoint(where.lowers[lead:last]) or _two_people(heads):
        return pieces
    return []


def _apposed(where: Outline, entities: Entities, first: int, last: int) -> list[tuple[int, int]]:
    """The names of two people of whom one is described between commas: "The mayor, Ann Lee, and her deputy, Bo Ek"."""
    first += where.lowers[first] == "both"
    for i in range(first + 1, last - 1):
        if where.lowers[i] not in JOINING or i in entities.by_word:
            continue
        sides = [_uncomma(where, first, i), _uncomma(where, i + 1, last)]
        named = [_one_person(where, entities, a, b) for a, b in sides]
        if any("," in where.lowers[a:b] for a, b in sides) and all(named):
            return [(m.first, m.last) for m in named if m]
    return []


def _uncomma(where: Outline, first: int, last: int) -> tuple[int, int]:
    while last > first and where.lowers[last - 1] == ",":
        last -= 1
    return first, last


def _one_person(where: Outline, entities: Entities, first: int, last: int) -> Mention | None:
    """Whom the words name, where that is one person alone, at their beginning or end, with one description at most."""
    met = {id(m) for i in range(first, last) if (m := entities.by_word.get(i)) and m.kind == "PER"}
    named = _named_head(where, entities, first, last)
    if len(met) != 1 or named is None or named.kind != "PER" or where.lowers[first:last].count(",") > 1:
        return None
    return named if named.first == first or named.last == last else None


def _two_people(heads: list[Mention | None]) -> bool:
    """Whether names with a comma alone between them are people's, not one's with the body or place of hers."""
    return all(m is not None and m.kind == "PER" and given_sex(m.form[0]) for m in heads)


def _plural_lead(where: Outline, first: int, last: int) -> int:
    """Past "Two objectors," before the names of the two."""
    for i in range(first, min(last, first + 12)):
        if where.lowers[i] in (",", "–", "—", "-", ":"):
            if where.lowers[i] == "-" and where.lower(i + 1) != "-":
                continue
            head = _noun_head(where, first, i)
            return i + 1 if _plural(where, head) and not where.words[head][0].isupper() else first
    return first


def _is_member(where: Outline, entities: Entities, first: int, last: int, closing: bool) -> bool:
    """A name with what belongs to it, or a short noun phrase; an appositive left open ties it to what follows."""
    comma = next((i for i in range(first, last) if where.lowers[i] in (",", "who", "which")), last)
    if comma < last - 1 and not closing and where.lowers[last - 1] != ",":
        return False
    named = _named_head(where, entities, first, last)
    if named:
        return True
    return last - first <= LONGEST_PLAIN_MEMBER and not any(where.lowers[i] in STOPS for i in range(first, last - 1))


def _pieces(where: Outline, entities: Entities, first: int, last: int) -> list[tuple[int, int]]:
    """The phrase cut at "and" and at those commas after which a name or title begins; appositives stay whole."""
    cuts: list[int] = []
    apposed = False
    for i in range(first, last):
        if where.lowers[i] == ",":
            apposed = bool(cuts) and where.lower(i + 1) in ARTICLES and not apposed
        if apposed:
            continue
        if where.lowers[i] in ("and", "&") and i not in entities.by_word:
            if cuts and cuts[-1] == i - 1:
                cuts.pop()
            cuts.append(i)
        elif where.lowers[i] == "," and _starts_name(where, entities, i + 1, last):
            cuts.append(i)
    if not any(where.lowers[c] in ("and", "&") for c in cuts) and (
        len(cuts) != 1 or any(i not in entities.by_word for i in range(first, last) if i != cuts[0])
    ):
        return []
    out, start = [], first
    for cut in [*cuts, last]:
        if cut > start:
            out.append((start, cut))
        start = cut + 1
    return out


def _starts_name(where: Outline, entities: Entities, i: int, last: int) -> bool:
    while i < last and (where.words[i][0].isupper() or where.words[i] == "."):
        mention = entities.by_word.get(i)
        if mention:
            return mention.kind in ("PER", "ORG")
        i += 1
    return False


# Common nouns


def _noun_head(where: Outline, first: int, last: int) -> int:
    """The last noun before a preposition, comma, relative clause or participle; possessors are passed over, and so are
    participles before any noun: "a leaked document"."""
    head, noun = -1, False
    i = first
    while i < last:
        lower = where.lowers[i]
        tag = word_class(where.words[i])
        if lower in ("’", "'", '"', "“", "”", "-", ".", "s"):
            i += 1
            continue
        if head >= 0 and (lower in STOPS or lower in (",", "–", "—", "(", ":", "--") or tag in "vdgio"):
            owned = tag in "gvd"
            if tag in "vd" and lower not in STOPS and not noun and i + 1 < last:
                i += 1
                continue
            if not (owned and i + 1 < last and where.lowers[i + 1] not in STOPS and i - 1 != head):
                break
        if tag in "nspcg" or (tag in "jt" and head < 0) or tag == "j":
            head = i if tag in "nsp" or head < 0 else head
            noun = noun or tag in "nsp"
        i += 1
    return head if head >= 0 else first


def _owner(entities: Entities, first: int, head: int) -> Mention | None:
    """The name in "Clinton's campaign", "the Clinton campaign", "Democratic nominee Ann Lee's aides"."""
    for i in range(first, head):
        mention = entities.by_word.get(i)
        if mention and mention.kind in ("PER", "ORG", "LOC") and mention.last <= head:
            return mention
    return None


# Wording


def wording(where: Outline, phrase: Phrase) -> str:
    """The phrase as a description: no leading article or title, no relative clause, no closing appositive."""
    return where.slice(*bounds(where, phrase))


def bounds(where: Outline, phrase: Phrase) -> tuple[int, int]:
    """The words that ``wording`` keeps."""
    first, last = phrase.first, _cut(where, phrase)
    lower = where.lowers[first]
    only = last - first == 1
    if not only and (lower in ARTICLES or (lower in DEMONSTRATIVE and last - first == 2)):
        first += 1
    described = phrase.head - first > 1 and where.lower(first + 1) not in STOPS
    if not only and (where.lowers[first] in PASSING or (lower == "one" and described)):
        first += 1
    owner = phrase.owner
    if owner and owner.kind == "PER" and where.lower(owner.last) in ("’", "'"):
        first = max(first, owner.first)
    while last - first > 1 and where.lowers[last - 1] in TRAILING:
        last -= 1
    return first, last


def named_wording(where: Outline, entities: Entities, phrase: Phrase) -> str:
    """The full name that a name-headed phrase means; a body's "of …", "on …", "for …" with a name is part of it."""
    if phrase.name is None:
        return ""
    name = entities.all[phrase.name.entity].name
    if phrase.name.kind != "PER" and name.split()[-1].lower() in DOCUMENTS - OUTLET_WORDS:
        return wording(where, phrase)
    first = _run_start(where, phrase)
    if first < phrase.name.first:
        return where.slice(first, phrase.name.last)
    i = phrase.name.last
    if phrase.name.kind == "ORG" and i < phrase.last and where.lowers[i] in ("of", "on", "for"):
        met = entities.by_word.get(i + 1) or entities.by_word.get(i + 2)
        if met and met.last <= phrase.last:
            return where.slice(phrase.name.first, met.last)
    return name


def _run_start(where: Outline, phrase: Phrase) -> int:
    """Where the run of capitalised nouns that a body's or place's name ends begins: "Priorities USA"."""
    first = phrase.name.first if phrase.name else phrase.first
    if phrase.name is None or phrase.name.kind == "PER":
        return first
    while first > phrase.first:
        word = where.words[first - 1]
        if not word[0].isupper() or word_class(word.lower()) not in "ngs" or word.lower() in TITLES or word == "PAC":
            break
        first -= 1
    return first


def _cut(where: Outline, phrase: Phrase) -> int:
    """Where an appositive or a non-defining clause begins after the head; the phrase's end where there is none."""
    for i in range(phrase.head + 1, phrase.last):
        lower = where.lowers[i]
        if lower in (",", "–", "—") and not _goes_on(where, i + 1, phrase.last):
            return phrase.last if lower != "," and _is_share(where, i + 1) else i
        if lower == "who" and where.lowers[phrase.head] not in OPEN_HEADS:
            return i
        if lower in MADE_PUBLIC and where.lower(i + 1) in WHEN_OR_BY:
            return i
    return phrase.last


def _is_share(where: Outline, i: int) -> bool:
    return where.words[i][0].isdigit()


def _goes_on(where: Outline, i: int, last: int) -> bool:
    """Whether what follows a comma is a further member of a list: "women, Hispanics, and others"."""
    return any(where.lowers[j] in ("and", "or") for j in range(i, last)) and where.lower(i) not in RELATIVE | ARTICLES
