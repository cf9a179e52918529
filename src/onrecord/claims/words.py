"""Words as the matching of claims sees them: stems, names, numbers, with function words told apart."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)
AT_HAND = 1 << 12
"""Texts whose words are kept in memory: a statement is compared with many others."""
_STEMMER = snowballstemmer.stemmer("english")

STOP = frozenset(
    """a an the and or but if then than that this these those there here of in on at by for with from to into onto
    about as is are was were be been being am do does did done doing have has had having will would shall should can
    could may might must i me my mine myself we us our ours you your yours he him his himself she her hers herself it
    its itself they them their theirs who whom whose which what when where why how not no nor so too very just also
    only own same such both each few more most other some any all out up down over under again further once because
    until while during before after above below between through against off s t d ll m re ve said says say saying
    tell told tells mr mrs ms dr sen rep gov president presidential candidate nominee one two get got go going
    much many still even ever never well like really now yet upon among within without""".split()
)
"""Words that say nothing of what a statement is about. Negation is read apart, in ``polarity``."""

PRONOUNS_OF_SPEAKER = frozenset("i me my mine myself we us our ours".split())
PRONOUNS_THIRD = frozenset("he him his himself she her hers herself".split())

IRREGULAR = dict(
    pair.split(":")
    for pair in """paid:pay gave:give given:give took:take taken:take made:make told:tell saw:see seen:see knew:know
    known:know thought:think went:go gone:go came:come got:get gotten:get ran:run won:win lost:lose left:leave
    kept:keep held:hold met:meet led:lead spoke:speak spoken:speak wrote:write written:write broke:break
    broken:break fell:fall fallen:fall grew:grow grown:grow drew:draw drawn:draw shot:shoot fought:fight sought:seek
    bought:buy brought:bring taught:teach caught:catch felt:feel sent:send spent:spend lent:lend built:build
    chose:choose chosen:choose stole:steal stolen:steal lied:lie lying:lie denied:deny denial:deny denies:deny
    died:die dead:die death:die men:man women:woman children:child people:person americans:american
    better:good best:good worse:bad worst:bad allegation:allege allegations:allege began:begin begun:begin
    rose:rise risen:rise withdrew:withdraw withdrawn:withdraw withdrawal:withdraw understood:understand
    stood:stand struck:strike swore:swear sworn:swear threw:throw thrown:throw hidden:hide hid:hide
    e-mails:email e-mail:email emails:email u.s:us""".split()
)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one lower-cased word: ``denied``, ``denies`` and ``denial`` have one."""
    word = word.replace("’", "'").removesuffix("'s")
    return str(_STEMMER.stemWord(IRREGULAR.get(word, word)))


def tokens(text: str) -> list[str]:
    """The words of a text as written, in order; ``e-mail`` and ``U.S.`` are one word each."""
    return list(_tokens(text))


@lru_cache(maxsize=AT_HAND)
def _tokens(text: str) -> tuple[str, ...]:
    text = text.replace("e-mail", "email").replace("E-mail", "Email").replace("U.S.", "US").replace("U.N.", "UN")
    return tuple(WORD.findall(text))


def lower(text: str) -> list[str]:
    """The words in lower case."""
    return list(_lower(text))


@lru_cache(maxsize=AT_HAND)
def _lower(text: str) -> tuple[str, ...]:
    return tuple(t.lower() for t in _tokens(text))


@lru_cache(maxsize=200_000)
def is_content(word: str) -> bool:
    """Whether a lower-cased word says something of what a statement is about."""
    return word.replace("’", "'").removesuffix("'s") not in STOP and (len(word) > 1 or word.isdigit())


def stems(text: str) -> list[str]:
    """Stems of the content words, in order."""
    return list(_stems(text))


@lru_cache(maxsize=AT_HAND)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(w) for w in _lower(text) if is_content(w))


def common(a: frozenset[str], b: frozenset[str]) -> tuple[float, int]:
    """Share of the smaller set that the larger one holds, and how many that is."""
    both = len(a & b)
    return both / max(1, min(len(a), len(b))), both


_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_NUMBER = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)(?:\s*-?\s*(thousand|million|billion|trillion))?(\s*(?:%|percent|per cent))?"
)
_SPELT = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty".split()
    )
}


def numbers(text: str) -> frozenset[str]:
    """Numbers in one form: ``$916 million`` → ``9.16e+08``, ``4 percent`` → ``4%``, ``twelve`` → ``12``."""
    found = set()
    for digits, scale, percent in _NUMBER.findall(text):
        value = float(digits.replace(",", "") or 0) * _SCALE.get(scale, 1.0)
        found.add(f"{value:g}" + ("%" if percent else ""))
    found.update(str(_SPELT[w]) for w in re.findall(r"[a-z]+", text.lower()) if _SPELT.get(w, 0) > 2)
    return frozenset(found)


_NAME = re.compile(r"[A-Z][\w.’'-]*(?:\s+(?:(?:of|the|de|von|van|bin|al)\s+)?[A-Z][\w.’'-]*)*")


def name_runs(text: str) -> list[tuple[int, int]]:
    """Runs of capitalised words, a cheap stand-in for names where the reader gave none."""
    return [(m.start(), m.end()) for m in _NAME.finditer(text)]
