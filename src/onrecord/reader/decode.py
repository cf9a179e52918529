"""From the network's scores to linked spans. Plain numpy, shared by training and reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

CUE_START: Final = 0.12
"""A word this likely to begin a cue is asked about."""
LONGEST_CUE: Final = 24
LOOSE: Final = frozenset({",", ";", ":", "-", "–", "—"})
"""Marks at the edge of a content that belong to the sentence around it."""
NAME_KINDS: Final = ("PER", "ORG", "LOC", "MISC")

_FORBIDDEN: Final = np.array(
    # to: none, source B, source I, content B, content I
    [
        [0, 0, -1e4, 0, -1e4],  # from none
        [0, 0, 0, 0, -1e4],  # from source B
        [0, 0, 0, 0, -1e4],  # from source I
        [0, 0, -1e4, 0, 0],  # from content B
        [0, 0, -1e4, 0, 0],  # from content I
    ],
    np.float32,
)


@dataclass(frozen=True, slots=True)
class Found:
    """One statement in words: runs [start, end) of each role, and how sure the network is of the whole."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    score: float

    @property
    def first(self) -> int:
        """The statement's first word."""
        return min(run[0] for run in (*self.source, self.cue, *self.content))


def softmax(x: Floats) -> Floats:
    """Over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    result: Floats = e / e.sum(-1, keepdims=True)
    return result


def cues(roles: Floats, words: int, least: float = CUE_START) -> list[tuple[int, int, float]]:
    """(first, last, probability) of the possible cues of a piece, from its role logits [T, 9]."""
    probability = softmax(roles[:words, 3:6])
    result = []
    for first in np.nonzero(probability[:, 1] > least)[0].tolist():
        last = first
        while last + 1 < words and last - first < LONGEST_CUE and _goes_on(probability[last + 1]):
            last += 1
        result.append((first, last, float(probability[first, 1])))
    return result


def _goes_on(p: Floats) -> bool:
    return bool(p[2] > p[0] and p[2] > p[1])


def best_tags(logits: Floats) -> npt.NDArray[np.int8]:
    """The best allowed tags [N, W] for decoder logits [N, W, 5]: each word's best where those are allowed, Viterbi's
    path elsewhere."""
    result: npt.NDArray[np.int8] = logits.argmax(-1).astype(np.int8)
    before = np.pad(result, ((0, 0), (1, 0)))[:, :-1]
    barred = (_FORBIDDEN[before, result] < 0).any(1)
    if barred.any():
        result[barred] = _viterbi(logits[barred])
    return result


def _viterbi(logits: Floats) -> npt.NDArray[np.int8]:
    """The likeliest allowed path of each window, all windows at once."""
    scores = logits - np.log(np.exp(logits - logits.max(-1, keepdims=True)).sum(-1, keepdims=True))
    scores = scores - logits.max(-1, keepdims=True)
    n, width, tags = scores.shape
    back = np.zeros((width, n, tags), np.int8)
    total = scores[:, 0] + _FORBIDDEN[0]
    for t in range(1, width):
        options = total[:, :, None] + _FORBIDDEN[None]
        back[t] = options.argmax(1)
        total = options.max(1) + scores[:, t]
    result = np.zeros((n, width), np.int8)
    result[:, -1] = total.argmax(1)
    rows = np.arange(n)
    for t in range(width - 1, 0, -1):
        result[:, t - 1] = back[t, rows, result[:, t]]
    return result


LEAN: Final = 0.4
"""How much the encoder's own tags weigh beside the decoder's."""


def lean(tags: Floats, roles: Floats) -> Floats:
    """The decoder's tag logits [N, W, 5] with the encoder's role logits of the same words [N, W, 9] heard as well."""
    source, _, content = np.split(roles, 3, axis=-1)
    heard = [np.zeros_like(tags[..., :1]), source[..., 1:] - source[..., :1], content[..., 1:] - content[..., :1]]
    result: Floats = (tags + LEAN * np.concatenate(heard, -1)).astype(np.float32)
    return result


def belief(tags: npt.NDArray[np.int8], roles: Floats) -> Floats:
    """[N]: the mean probability that the encoder gives the words tagged content in [N, W] to be content; 0 for none."""
    mine = tags >= 3
    share = 1 - softmax(roles[..., 6:])[..., 0]
    result: Floats = ((share * mine).sum(-1) / np.maximum(mine.sum(-1), 1)).astype(np.float32)
    return result


def runs(tags: npt.NDArray[np.int8], begin: int, offset: int) -> tuple[tuple[int, int], ...]:
    """[start, end) of the stretches tagged ``begin`` then ``begin + 1``; positions are moved by ``offset``."""
    result: list[tuple[int, int]] = []
    for i in np.nonzero((tags == begin) | (tags == begin + 1))[0].tolist():
        if result and tags[i] == begin + 1 and result[-1][1] == i + offset:
            result[-1] = (result[-1][0], i + offset + 1)
        else:
            result.append((i + offset, i + offset + 1))
    return tuple(result)


def trimmed(content: tuple[tuple[int, int], ...], words: list[str]) -> tuple[tuple[int, int], ...]:
    """The content's runs without the commas and dashes at their edges; a run of nothing else is dropped."""
    result = []
    for start, end in content:
        while start < end and words[start] in LOOSE:
            start += 1
        while start < end and words[end - 1] in LOOSE:
            end -= 1
        if start < end:
            result.append((start, end))
    return tuple(result)


def nearest(sources: tuple[tuple[int, int], ...], cue: int) -> tuple[tuple[int, int], ...]:
    """The one run nearest to the cue: sources come in one piece (9 of PolNeAR's 19,834 do not)."""
    if len(sources) < 2:
        return sources
    return (min(sources, key=lambda run: min(abs(run[0] - cue), abs(run[1] - cue))),)


def names_of(logits: Floats) -> list[tuple[int, int, str, float]]:
    """(first, past last, kind, score) of the names in a piece, from its name logits [T, 9]."""
    probability = softmax(logits)
    result: list[tuple[int, int, str, float]] = []
    for i, tag in enumerate(probability.argmax(-1).tolist()):
        if not tag:
            continue
        kind, score = NAME_KINDS[(tag - 1) // 2], float(probability[i, tag])
        if tag % 2 == 0 and result and result[-1][1] == i and result[-1][2] == kind:
            first, _, _, before = result[-1]
            result[-1] = (first, i + 1, kind, min(before, score))
        else:
            result.append((i, i + 1, kind, score))
    return result


LONGEST_REACH: Final = 600
"""A content goes on for at most this many words past the window."""
INSIDE: Final = 1
AT_CLOSING: Final = 3
"""Values of the quotation flag: see ``features.FLAGS``."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Lets a content that fills its window to the last word go on: to the end of the quotation that it is in, and as
    long as the encoder's own tags say so. ``inside[i]``: the encoder tags word i as the inside of a content;
    ``quote[i]``: its quotation flag."""

    inside: npt.NDArray[np.bool_]
    quote: npt.NDArray[np.int32]
    side: int
    pieces: list[tuple[int, int]]

    def stretch(self, found: Found) -> tuple[tuple[int, int], ...]:
        """The content's runs, the last one stretched where it was cut."""
        *before, (start, end) = found.content
        past = next(b for a, b in self.pieces if a <= found.cue[0] < b)
        if end < min(found.cue[0] + self.side, past):
            return found.content
        last = end
        while last < min(len(self.inside), end + LONGEST_REACH) and self._goes_on(last):
            last += 1
        return (*before, (start, last))

    def _goes_on(self, word: int) -> bool:
        quoted = self.quote[word] in (INSIDE, AT_CLOSING) and self.quote[word - 1] != AT_CLOSING
        return bool(quoted or self.inside[word])
