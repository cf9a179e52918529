"""Versions of one quotation, aligned word by word: what one outlet dropped, joined, replaced or only paraphrased."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz.distance import Opcodes
from rapidfuzz.distance.Indel import normalized_similarity
from rapidfuzz.distance.LCSseq import opcodes

_TOKEN: Final = re.compile(r"\.\.\.|…|\[[^\]]*\]|[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]", re.UNICODE)
_ELLIPSIS: Final = frozenset(("...", "…"))
_MARKS: Final = str.maketrans("’‘“”–—", "''\"\"--")
SAME: Final = "same"
ALIKE: Final = 0.45
"""From this likeness of words on, two quotations are versions of one."""

Kind = Literal["same", "dropped", "added", "replaced", "ellipsis", "inserted note", "joined"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the alignment: the words in the first version and in the second."""

    kind: Kind
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions of one quotation."""

    pieces: tuple[Piece, ...]
    likeness: float
    """0 to 1 over words without regard to case and punctuation."""
    form: str = ""
    """``quoted here, paraphrased there`` where only one of them stands in quotation marks."""

    @property
    def identical(self) -> bool:
        return all(p.kind == SAME for p in self.pieces)

    @property
    def altered(self) -> tuple[Piece, ...]:
        """The pieces in which words differ: not mere ellipses and notes in brackets."""
        return tuple(p for p in self.pieces if p.kind in ("replaced", "added", "dropped"))


def split(text: str) -> list[str]:
    """Words, marks, ellipses and bracketed notes of a text, in order."""
    return _TOKEN.findall(text.translate(_MARKS))


def words(text: str) -> list[str]:
    """The words alone, as they are compared: lower case, no punctuation, no notes."""
    return [t.lower() for t in split(text) if t[0].isalnum()]


def align(first: str, second: str) -> Difference:
    """The second version against the first."""
    a, b = split(first), split(second)
    keys = [[t.lower() for t in side] for side in (a, b)]
    pieces = [p for op in _merged(opcodes(*keys)) if (p := _piece(a, b, op)) is not None]
    return Difference(tuple(pieces), normalized_similarity(words(first), words(second)))


def _merged(steps: Opcodes) -> list[tuple[bool, int, int, int, int]]:
    """(equal, from, to, from, to); an insertion beside a deletion becomes one replacement."""
    out: list[tuple[bool, int, int, int, int]] = []
    for op in steps:
        equal = op.tag == "equal"
        if out and not equal and not out[-1][0]:
            _, a, _, c, _ = out.pop()
            out.append((False, a, op.src_end, c, op.dest_end))
        else:
            out.append((equal, op.src_start, op.src_end, op.dest_start, op.dest_end))
    return out


def _piece(a: Sequence[str], b: Sequence[str], op: tuple[bool, int, int, int, int]) -> Piece | None:
    equal, i, j, k, m = op
    first, second = a[i:j], b[k:m]
    return Piece(_kind(equal, first, second), _joined(first), _joined(second)) if first or second else None


def _kind(equal: bool, first: Sequence[str], second: Sequence[str]) -> Kind:
    said, told = ([t for t in side if t[0].isalnum()] for side in (first, second))
    if equal or (not said and not told and not {*first, *second} & _ELLIPSIS and not _notes(second)):
        return "same" if equal or not _ends(first, second) else "joined"
    if (_ELLIPSIS & {*first} and not said) or (_ELLIPSIS & {*second} and not told):
        return "ellipsis"
    if _notes(second) and not told:
        return "inserted note"
    if said and told:
        return "replaced"
    return "dropped" if said else "added"


def _notes(side: Sequence[str]) -> bool:
    return any(t[0] == "[" and len(t) > 1 for t in side)


def _ends(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether one version ends a sentence where the other goes on."""
    return ("." in first) != ("." in second)


def _joined(side: Sequence[str]) -> str:
    return re.sub(r" ([.,;:!?')])", r"\1", " ".join(side))


def versions(texts: Sequence[str]) -> list[list[int]]:
    """Which of some quotations are versions of one: places in ``texts``, each group in order."""
    said = [words(t) for t in texts]
    groups: list[list[int]] = []
    for i, mine in enumerate(said):
        home = next((g for g in groups if any(alike(mine, said[j]) >= ALIKE for j in g)), None)
        if home is None:
            groups.append([i])
        else:
            home.append(i)
    return groups


def alike(a: Sequence[str], b: Sequence[str]) -> float:
    """Likeness of two quotations: in order, by the shorter one, so that a truncated version counts."""
    if not a or not b:
        return 0.0
    in_order = normalized_similarity(a, b) * (len(a) + len(b)) / 2
    return in_order / min(len(a), len(b)) if min(len(a), len(b)) >= 4 else normalized_similarity(a, b)
