"""From the network's scores to linked spans. Plain numpy, shared by training and reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

CUE_START: Final = 0.2
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
_BARRED: Final = (_FORBIDDEN < 0).ravel()


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
    goes_on = (probability[:, 2] > probability[:, :2].max(-1)).tolist()
    result = []
    for first in np.nonzero(probability[:, 1] > least)[0].tolist():
        last = first
        while last + 1 < words and last - first < LONGEST_CUE and goes_on[last + 1]:
            last += 1
        result.append((first, last, float(probability[first, 1])))
    return result


def best_tags(logits: Floats) -> npt.NDArray[np.int8]:
    """The likeliest allowed tags [N, W] for decoder logits [N, W, 5], of each window the best path."""
    result = _likeliest(logits)
    before = np.zeros_like(result)
    before[:, 1:] = result[:, :-1]
    barred = _BARRED.take(before * len(_FORBIDDEN) + result)
    for row in np.nonzero(barred.any(1))[0].tolist():
        _mend(logits[row], result[row], np.nonzero(barred[row])[0])
    return result


def _likeliest(logits: Floats) -> npt.NDArray[np.int8]:
    """The first greatest of the last axis; for an axis this short much faster than numpy's own."""
    result = np.zeros(logits.shape[:-1], np.int8)
    most = logits[..., 0]
    for tag in range(1, logits.shape[-1]):
        more = logits[..., tag] > most
        result[more] = tag
        most = np.maximum(most, logits[..., tag])
    return result


def _mend(logits: Floats, tags: npt.NDArray[np.int8], barred: npt.NDArray[np.int64]) -> None:
    """Make each word's best tags [W] into the best path, in place; ``barred`` words have a tag that is not allowed.

    Each of them could begin a run instead of going on with one, at a loss. The best path loses no more than that, and
    every word with another tag than its best loses at least the gap to its second best: so the two differ only near.
    """
    ranked = np.partition(logits, -2)
    gaps = (ranked[:, -1] - ranked[:, -2]).tolist()
    loss = float((logits[barred, tags[barred]] - logits[barred, tags[barred] - 1]).sum())
    for first, last in _near(gaps, barred.tolist(), loss):
        entry = int(tags[first - 1]) if first else 0
        leave = _FORBIDDEN[:, tags[last]] if last < len(tags) else np.zeros(len(_FORBIDDEN), np.float32)
        tags[first:last] = _best_path(logits[first:last], entry, leave)


def _near(gaps: list[float], places: list[int], loss: float) -> list[tuple[int, int]]:
    """[first, last) around each place as far as the gaps on the way add up to no more than the loss, joined."""
    found: list[tuple[int, int]] = []
    for place in places:
        first, left = place, loss
        while first and gaps[first - 1] <= left:
            first -= 1
            left -= gaps[first]
        last, left = place + 1, loss
        while last < len(gaps) and gaps[last] <= left:
            left -= gaps[last]
            last += 1
        if found and first <= found[-1][1]:
            found[-1] = (min(first, found[-1][0]), max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _best_path(logits: Floats, entry: int, leave: Floats) -> list[int]:
    """Viterbi's path through [W, 5] after the tag ``entry``; ``leave`` [5] is added to the last word's."""
    total = logits[0] + _FORBIDDEN[entry]
    back = []
    for scores in logits[1:]:
        options = total[:, None] + _FORBIDDEN
        back.append(options.argmax(0).tolist())
        total = options.max(0) + scores
    path = [int((total + leave).argmax())]
    for origins in reversed(back):
        path.append(origins[path[-1]])
    return path[::-1]


LEAN: Final = np.float32(0.3)
"""How much the encoder's own tags weigh beside the decoder's."""


def lean(roles: Floats) -> Floats:
    """What the encoder's role logits [P, T, 9] add to the decoder's logits of the four tags but none, [P, T, 4]."""
    source, content = roles[..., 1:3] - roles[..., :1], roles[..., 7:9] - roles[..., 6:7]
    result: Floats = LEAN * np.concatenate([source, content], -1)
    return result


def within(roles: Floats) -> Floats:
    """[P, T, 1]: how likely each word is a content's, by the encoder's role logits [P, T, 9]."""
    return 1 - softmax(roles[..., 6:])[..., :1]


def belief(tags: npt.NDArray[np.int8], share: Floats) -> Floats:
    """[N]: the mean ``share`` [N, W] of the words tagged content in [N, W]; 0 for none."""
    mine = tags >= 3
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
    best = logits.argmax(-1)
    places = np.nonzero(best)[0]
    scores = softmax(logits[places]).max(-1).tolist()
    result: list[tuple[int, int, str, float]] = []
    for i, tag, score in zip(places.tolist(), best[places].tolist(), scores, strict=True):
        kind = NAME_KINDS[(tag - 1) // 2]
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
