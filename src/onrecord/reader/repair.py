"""Names as found, put right: pieces joined, words that are none left out, names that stand as sources taken in."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reader.analysis import Name, NameKind
from onrecord.reader.lexicon import given_sex, is_unknown, word_class
from onrecord.reader.names import BEFORE_NAMES
from onrecord.reader.outline import INITIALS, Outline
from onrecord.reader.speaker_tables import BODIES, MAKERS, MEN_TITLES, OUTLET_WORDS, WOMEN_TITLES

UNSURE = 0.8
"""Below this score a name may be joined to its neighbour, called otherwise, or left out."""
LONGEST_JOINED = 4
SMALL_WORDS = frozenset("the of for and in on to a an &".split())
BODY_ENDS = BODIES | frozenset(
    "services affairs security relations works capital productions partners holdings media pharmaceuticals airlines"
    " motors energy technologies systems industries ventures entertainment studios"
    " records laboratories securities".split()
)
NO_SURNAMES = BODY_ENDS | OUTLET_WORDS
"""No person's name of two words or more ends so: "Washington Post", "Supreme Court"."""
PAPERS = frozenset("newspaper daily weekly tabloid broadsheet magazine".split())
"""Nouns straight before the name of a paper."""
BODY_NOUNS = MAKERS | frozenset(
    "broadcaster website agency company firm bank operator airline"
    " carrier retailer manufacturer publisher regulator watchdog charity nonprofit startup insurer lender utility"
    " supplier brewer supermarket".split()
)
"""Nouns straight before the name of a body."""
PLACES = frozenset("u.s u.k d.c u.n e.u".split())


def repaired(where: Outline, names: tuple[Name, ...], sources: list[tuple[int, int]]) -> tuple[Name, ...]:
    """All of the repairs, in order; ``sources`` are the words of each statement's source."""
    kept = [_renamed(where, name) for name in _joined(where, names) if not _is_ordinary(where, name)]
    kept = [_whole(where, _with_surname(where, name)) for name in kept]
    return recovered(where, abbreviated(where, tuple(kept)), sources)


def _joined(where: Outline, names: tuple[Name, ...]) -> list[Name]:
    """A person's name found in two pieces is one, and so is "Securities" "and" "Exchange Commission"."""
    out: list[Name] = []
    for name in names:
        if out and (kind := _one_name(where, out[-1], name)):
            out[-1] = Name(out[-1].start, name.end, kind, min(out[-1].score, name.score))
        else:
            out.append(name)
    return out


def _one_name(where: Outline, one: Name, other: Name) -> NameKind | None:
    between = where.text[one.end : other.start]
    if between in (" ", "-") and other.kind == "PER" and one.kind != "MISC":
        words = where.text[one.start : other.end].split()
        unsure = (one.kind == "PER" or one.score < UNSURE) and words[0] != words[-1]
        return "PER" if unsure and len(words) <= LONGEST_JOINED and _all_letters(words) else None
    if between == " and " and one.kind == other.kind == "ORG" and one.score < UNSURE:
        last = where.text[other.start : other.end].split()[-1].lower()
        single = " " not in where.text[one.start : one.end]
        return "ORG" if single and last in BODY_ENDS else None
    return None


def _all_letters(words: list[str]) -> bool:
    return all(w.replace(".", "").replace("-", "").replace("’", "").replace("'", "").isalpha() for w in words)


def _is_ordinary(where: Outline, name: Name) -> bool:
    """Whether an unsure one-word name is an ordinary word that only opens its sentence, or no noun at all."""
    first, last = where.span(name.start, name.end)
    if all(where.lowers[i] in BEFORE_NAMES or where.lowers[i] == "." for i in range(first, last)):
        return True
    if name.kind == "MISC" or name.score >= UNSURE or last - first != 1 or is_unknown(where.words[first]):
        return False
    opens = first == where.sentences[where.sentence_of[first]][0]
    return word_class(where.lowers[first]) in ("nsjvgdritcoqw" if opens else "tijrow")


def _with_surname(where: Outline, name: Name) -> Name:
    """Take in the capitalised word after a lone given name that is no ordinary word: "Krystal Correa"."""
    first, last = where.span(name.start, name.end)
    if name.kind != "PER" or last - first != 1 or last >= len(where.words) or where.headline(first):
        return name
    word = where.words[last]
    fits = word[0].isupper() and word.isalpha() and not word.isupper() and is_unknown(word)
    if not fits or where.text[name.end : where.starts[last]] != " ":
        return name
    return replace(name, end=where.ends[last])


def _whole(where: Outline, name: Name) -> Name:
    """Take in what a hyphen joins a person's name to, on its left: "Sui-Lee Wee"."""
    first, _ = where.span(name.start, name.end)
    joined = name.kind == "PER" and first > 1 and where.text[where.starts[first - 2] : name.start].endswith("-")
    if not joined or where.words[first - 1] != "-" or not where.words[first - 2][0].isupper():
        return name
    return replace(name, start=where.starts[first - 2])


def _renamed(where: Outline, name: Name) -> Name:
    """ "the IMF" is nobody; "Ariana Huichapa" is somebody."""
    first, last = where.span(name.start, name.end)
    text = where.text[name.start : name.end].strip(".").lower()
    initials = where.words[first].isupper() and (last - first == 1 or "." in text)
    if name.kind in ("PER", "LOC") and initials and where.lower(first - 1) == "the" and text not in PLACES:
        return replace(name, kind="ORG")
    words = where.text[name.start : name.end].split()
    if name.kind != "ORG" and _called_a_body(where, first, name.score < UNSURE):
        return replace(name, kind="ORG")
    if words[-1].lower() in NO_SURNAMES:
        return replace(name, kind="ORG") if len(words) > 1 and name.kind == "PER" else name
    if name.kind in ("ORG", "LOC") and len(words) in (2, 3) and _all_letters(words) and given_sex(words[0]):
        return replace(name, kind="PER")
    if name.kind == "ORG" and name.score < 0.5 and len(words) == 2 and all(map(is_unknown, words)):
        return replace(name, kind="PER")
    return name


def _called_a_body(where: Outline, first: int, unsure: bool) -> bool:
    """Whether the noun before a name says that it is a paper's, "the weekly Der Bogen", or a body's, "Grid operator
    Elnet": nobody's given name but for an unsure paper."""
    if first == 0 or where.sentence_of[first - 1] != where.sentence_of[first]:
        return False
    noun, given = where.lowers[first - 1], given_sex(where.words[first]) != 0
    return (noun in PAPERS and (unsure or not given)) or (noun in BODY_NOUNS and unsure and not given)


def recovered(where: Outline, names: tuple[Name, ...], sources: list[tuple[int, int]]) -> tuple[Name, ...]:
    """Names that stand as sources but were not found as names, wherever the text has them: "Politifact", "WALLACE".

    A person where a known given name or a title stands before it anywhere, else a body. Behind "Mr." any word is one.
    """
    taken = {i for name in names for i in range(*where.span(name.start, name.end))}
    wanted = {}
    named: set[tuple[str, ...]] = set()
    for first, last in sources:
        untitled = _past_titles(where, first, last)
        titled, first = untitled > first, untitled
        key = tuple(where.lowers[first:last])
        if titled and last - first == 1 and where.words[first][0].isupper() and first not in taken:
            wanted[key] = [i for i in _places(where, key) if i not in taken]
            named.add(key)
        elif 0 < last - first <= 4 and key not in wanted and _is_proper(where, first, last, taken):
            wanted[key] = [i for i in _places(where, key) if not taken & set(range(i, i + len(key)))]
    out: list[Name] = []
    for key, places in wanted.items():
        people = [i for i in places if _given_before(where, i)] if len(key) == 1 else []
        turns = any(_takes_turn(where, i, i + len(key)) for i in places)
        for i in places:
            first = i - 1 if i in people and (i - 1) not in taken else i
            kind: NameKind = "PER" if people or turns or key in named else "ORG"
            out.append(Name(where.starts[first], where.ends[i + len(key) - 1], kind, 0.5))
    return tuple(sorted({*names, *out}, key=lambda n: n.start)) if out else names


def abbreviated(where: Outline, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Also the bodies written out before their initials: "Alliance to Reclaim Our Schools (AROS)"."""
    out: list[Name] = []
    for i in [i for i, word in enumerate(where.words) if word == "("]:
        if where.lower(i + 2) != ")" or not where.words[i + 1].isupper():
            continue
        first = _written_out(where, i, where.lowers[i + 1])
        if first >= 0:
            out.append(Name(where.starts[first], where.ends[i - 1], "ORG", 0.6))
            out.append(Name(where.starts[i + 1], where.ends[i + 1], "ORG", 0.6))
    if not out:
        return names
    kept = [n for n in names if not any(n.start < o.end and o.start < n.end for o in out)]
    return tuple(sorted([*kept, *out], key=lambda n: n.start))


def _past_titles(where: Outline, first: int, last: int) -> int:
    """Past "Mr.", "Ms." and their like."""
    while first < last - 1 and (where.lowers[first] in MEN_TITLES | WOMEN_TITLES or where.lowers[first] == "."):
        first += 1
    return first


def _written_out(where: Outline, end: int, initials: str) -> int:
    """The first word of the run before ``end`` whose initials these are; -1 where there is none."""
    left = len(initials) - 1
    if not 2 <= len(initials) <= 7:
        return -1
    for i in range(end - 1, max(-1, end - 14), -1):
        lower = where.lowers[i]
        if lower[0] == initials[left] and where.words[i][0].isupper():
            left -= 1
            if left < 0:
                return i
        elif lower not in SMALL_WORDS and lower not in ("-", "’", "'", "s"):
            return -1
    return -1


def _is_proper(where: Outline, first: int, last: int, taken: set[int]) -> bool:
    """Whether every word is capitalised (but for small ones), and no ordinary word of the text opens a sentence so."""
    if not all(where.words[i][0].isupper() or where.lowers[i] in SMALL_WORDS for i in range(first, last)):
        return False
    if taken & set(range(first, last)) or len(where.words[first]) < 2:
        return False
    if where.lowers[last - 1].endswith(("ers", "ans", "ists", "crats")):
        return False
    if last - first > 1:
        return sum(is_unknown(where.words[i]) for i in range(first, last)) > 0 or not where.headline(first)
    return is_unknown(where.words[first]) or where.lowers[first] in INITIALS


def _places(where: Outline, key: tuple[str, ...]) -> list[int]:
    size = len(key)
    return [
        i
        for i, lower in enumerate(where.lowers)
        if lower == key[0] and where.words[i][0].isupper() and tuple(where.lowers[i : i + size]) == key
    ]


def _given_before(where: Outline, i: int) -> bool:
    """Whether a given name, or a capitalised word that is no ordinary one, stands before a surname on its line."""
    if i == 0 or where.paragraph_of[i - 1] != where.paragraph_of[i]:
        return False
    word = where.words[i - 1]
    return given_sex(word) != 0 or (is_unknown(word) and word.isalpha() and word[0].isupper() and not word.isupper())


def _takes_turn(where: Outline, i: int, last: int) -> bool:
    """Whether it is a transcript's speaker: capitals and a colon."""
    return where.words[i].isupper() and where.lower(last) == ":"
