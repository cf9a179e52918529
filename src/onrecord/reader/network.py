"""The trained network, run by onnxruntime: a text's words in, linked statements and names out.

One article is one batch, so that what is read in it never depends on what is read beside it; one thread, so that it
never depends on the machine.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.errors import PluginError
from onrecord.reader.decode import (
    Found,
    Reach,
    belief,
    cues,
    lean,
    names_of,
    nearest,
    runs,
    trimmed,
    within,
)
from onrecord.reader.features import HASHES, Ints, Lexicon, Words, flags
from onrecord.reader.sessions import session
from onrecord.reader.sourceless import stands, tags_of
from onrecord.reader.states import STATES, States
from onrecord.reader.subheads import apart
from onrecord.vectors import load

Floats = npt.NDArray[np.float32]

WEIGHTS: Final = Path(__file__).parent / "weights"
OUTPUTS: Final = ("roles", "names", "link", "state")
"""Of the encoder, for each word: role logits, name logits, what the decoder sees of it, and its state, of which the
decoder is told a cue's first and last."""
STEP: Final = 16
"""Pieces are padded to a multiple of this many words, as in training."""
MOST_PIECES: Final = 4
"""Pieces that go through the encoder together: those of like length, so that little is padding."""
MOST_CUES: Final = 32
"""Windows that go through the decoder together."""
OUTSIDE: Final = 2 / 3
"""How likely a word outside the piece is a content's: where nothing is known, two of the three tags are."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the network finds in a text, in words: statements, names (first, past last, kind, score), and its states."""

    words: Words
    found: list[Found]
    names: list[tuple[int, int, str, float]]
    states: Floats
    """[words, width]"""


class Network:
    """Encoder and decoder of a folder: ``encoder.onnx``, ``decoder.onnx``, ``network.json`` (side, threshold, …)."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        try:
            self.about: dict[str, Any] = json.loads((folder / "network.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise PluginError(f"no reader weights in {folder}: {error}") from error
        self.folder = folder
        self.side: int = self.about["side"]
        self.lexicon = Lexicon(load())

    def sure(self, score: float) -> float:
        """The share of statements with this score that are right, as measured; the score itself where none was."""
        places, shares = self._curve
        return round(float(np.interp(score, places, shares)) if len(places) else score, 4)

    @cached_property
    def _curve(self) -> npt.NDArray[np.float64]:
        """[2, points]: scores, and for each the share that is right."""
        return np.array(self.about.get("sure", []), np.float64).reshape(-1, 2).T

    @cached_property
    def _encoder(self) -> Any:
        return session(self.folder / "encoder.onnx")

    @cached_property
    def _decoder(self) -> Any:
        return session(self.folder / "decoder.onnx")

    @cached_property
    def _states(self) -> States | None:
        """The larger encoder under this network, where it has one."""
        longest = self.about.get("longest")
        return States(self.folder, session(self.folder / STATES), longest) if longest else None

    def read(self, words: Words) -> Read:
        """Statements and names, in text order."""
        marks = flags(words)
        found: list[Found] = []
        names: list[tuple[int, int, str, float]] = []
        inside, states = np.zeros(len(words.words), bool), np.zeros((len(words.words), 0), np.float32)
        by_length = sorted(words.pieces, key=lambda piece: piece[1] - piece[0])
        for at in range(0, len(by_length), MOST_PIECES):
            pieces = by_length[at : at + MOST_PIECES]
            out = self.encode(words, pieces, marks)
            states = states if at else np.zeros((len(words.words), out["state"].shape[-1]), np.float32)
            for row, (a, b) in enumerate(pieces):
                states[a:b] = out["state"][row, : b - a]
                names += [(a + i, a + j, kind, score) for i, j, kind, score in names_of(out["names"][row, : b - a])]
                inside[a:b] = out["roles"][row, : b - a, 6:9].argmax(-1) == 2
            found += self._statements(pieces, out)
        reach = Reach(inside, marks[:, 1], self.side, words.pieces)
        found = [replace(s, content=trimmed(reach.stretch(s), words.words)) for s in found]
        found = apart(words, found)
        found = [s for s in found if s.content and stands(s, words.words)]
        return Read(words, sorted(found, key=lambda s: (s.first, s.cue)), sorted(names), states)

    def encode(self, words: Words, pieces: list[tuple[int, int]], marks: Ints) -> dict[str, Floats]:
        """The encoder's scores and states for some pieces, [pieces, words, …]: see OUTPUTS."""
        feed = self.feed(words, pieces, marks)
        if self._states:
            feed["extra"] = self._states.of([words.words[a:b] for a, b in pieces], feed["marks"].shape[1])
        return dict(zip(OUTPUTS, self._encoder.run(list(OUTPUTS), feed), strict=True))

    def feed(self, words: Words, pieces: list[tuple[int, int]], marks: Ints) -> dict[str, npt.NDArray[Any]]:
        """The encoder's inputs for some pieces, padded to one width."""
        wide = -(-max(b - a for a, b in pieces) // STEP) * STEP
        rows = np.zeros((len(pieces), wide, 1 + len(HASHES)), np.int64)
        flagged = np.zeros((len(pieces), wide, marks.shape[1]), np.int64)
        for row, (a, b) in enumerate(pieces):
            rows[row, : b - a], flagged[row, : b - a] = self.lexicon.encode(words.words[a:b]), marks[a:b]
        return {"vectors": self.lexicon.vectors.at(rows[..., 0]), "hashed": rows[..., 1:], "marks": flagged}

    def ask(self, cue: npt.NDArray[np.int64], out: dict[str, Floats]) -> tuple[Floats, Floats]:
        """The decoder's tag logits [N, 2 side, 5] and validity logits [N] for cues [N, 3]: piece, first, last word."""
        row, first, last = cue.T
        at = first[:, None] + np.arange(-self.side, self.side)
        ends = {"first": out["state"][row, first], "last": out["state"][row, last]}
        inside = ((at >= first[:, None]) & (at <= last[:, None])).astype(np.int64)
        feed = {"window": self._window(cue, out["link"]), **ends, "inside": inside}
        tags, valid = self._decoder.run(["tags", "valid"], feed)
        return tags, valid

    def _window(self, cue: npt.NDArray[np.int64], of: Floats, outside: float = 0.0) -> Floats:
        """What ``of`` [pieces, words, …] holds in the words [N, 2 side] around each cue [N, 3]."""
        window = np.full((len(cue), 2 * self.side, of.shape[2]), outside, np.float32)
        for view, (row, first, _) in zip(window, cue.tolist(), strict=True):
            start = max(0, first - self.side)
            part = of[row, start : first + self.side]
            view[start - first + self.side :][: len(part)] = part
        return window

    def _statements(self, pieces: list[tuple[int, int]], out: dict[str, Floats]) -> list[Found]:
        """The statements of some pieces, the surest first: every possible cue is asked about."""
        asked = [
            (row, first, last, p)
            for row, (a, b) in enumerate(pieces)
            for first, last, p in cues(out["roles"][row], b - a)
        ]
        heard, inside = lean(out["roles"]), within(out["roles"])
        items: list[Any] = []
        for at in range(0, len(asked), MOST_CUES):
            items += self._asked(asked[at : at + MOST_CUES], out, heard, inside)
        kept: list[Found] = []
        taken: set[tuple[int, int]] = set()
        for score, row, first, last, tags in sorted(items, key=lambda item: (-item[0], item[1], item[2])):
            if score < self.about["keep"]:
                break
            a, b = pieces[row]
            found = self._found(score, (first, last), tags, b - a, a)
            cue = {(row, i) for i in range(first, last + 1)}
            if found.content and not cue & taken:
                taken |= cue
                kept.append(found)
        return kept

    def _asked(
        self, asked: list[tuple[int, int, int, float]], out: dict[str, Floats], heard: Floats, inside: Floats
    ) -> list[Any]:
        """(score, piece, first, last, tags) of those cues that may score enough; ``heard`` as ``lean``, ``inside`` as
        ``within`` gives it."""
        cue = np.array([a[:3] for a in asked])
        tags, valid = self.ask(cue, out)
        most = np.array([a[3] for a in asked]) / (1 + np.exp(-valid))
        rows = np.nonzero(most >= self.about["keep"])[0]
        tags, cue = tags[rows], cue[rows]
        tags[..., 1:] += self._window(cue, heard)
        best = tags_of(tags)
        scores = (most[rows] * belief(best, self._window(cue, inside, OUTSIDE)[..., 0])).tolist()
        return [(score, *asked[i][:3], told) for score, i, told in zip(scores, rows.tolist(), best, strict=True)]

    def _found(self, score: float, cue: tuple[int, int], tags: npt.NDArray[np.int8], words: int, offset: int) -> Found:
        """A cue's decoded tags as runs of words of the text."""
        first, last = cue
        tags = tags.copy()
        tags[: max(0, self.side - first)] = 0
        tags[max(0, self.side - first + words) :] = 0
        move = first - self.side + offset
        source = nearest(runs(tags, 1, move), first + offset)
        return Found(source, (first + offset, last + 1 + offset), runs(tags, 3, move), score)
