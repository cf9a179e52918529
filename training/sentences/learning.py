"""The student's training: one state after each epoch, so that it goes on where it stopped."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn

from onrecord.claims.similarity import Floats
from onrecord.reader.features import Lexicon
from onrecord.reader.sentences import feeds, words_of
from onrecord.vectors import load
from training.sentences.student import Shape, Student, batches, loss

WINDOWS: Final = 8
WIDTH: Final = 32
"""A batch: so many runs of so many texts that stand together."""
RATE: Final = 2e-3
WARM: Final = 50
"""Steps until the rate is reached; from there it falls by a cosine."""
HELD: Final = 1024
"""The last texts, by which an epoch is measured."""


class Reading:
    """Texts through a student."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.lexicon = Lexicon(load())
        self.rows = [words_of(text, self.lexicon) for text in texts]

    def through(self, student: Student, numbers: Sequence[int]) -> Tensor:
        """[numbers, out]"""
        parts = feeds([self.rows[n] for n in numbers], self.lexicon)
        found = torch.cat([student(**{name: torch.from_numpy(a) for name, a in feed.items()}) for _, feed in parts])
        order = torch.tensor([at for places, _ in parts for at in places])
        return found[torch.argsort(order)]


def learn(texts: Sequence[str], wanted: Floats, shape: Shape, epochs: int, out: Path, seed: int = 1) -> Student:
    """A student that gives texts the vectors wanted; the same for the same seed on one thread."""
    torch.manual_seed(seed)
    student, target = Student(shape), torch.from_numpy(wanted)
    reading, last = Reading(texts[: len(wanted)]), out / "last.pt"
    number = max(len(wanted) - HELD, len(wanted) // 2)
    runs = -(-number // WIDTH)
    optimizer = torch.optim.AdamW(student.parameters(), lr=RATE, weight_decay=1e-4)
    done = _resumed(last, student, optimizer)
    for epoch in range(done, epochs):
        order = torch.randperm(runs, generator=torch.Generator().manual_seed(seed * 1000 + epoch)).tolist()
        parts = batches(number, WINDOWS, WIDTH, order)
        student.train()
        torch.manual_seed(seed * 1000 + epoch)
        for n, batch in enumerate(parts):
            _rate(optimizer, epoch * len(parts) + n, epochs * len(parts))
            lost = loss(reading.through(student, batch), target[batch])
            optimizer.zero_grad()
            lost.backward()
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimizer.step()
        held = range(number, len(wanted))
        print(f"epoch {epoch + 1} of {epochs}: {measured(student, reading, target, held)}", flush=True)
        _save(last, student, optimizer, epoch + 1)
    return student.eval()


@torch.inference_mode()
def measured(student: Student, reading: Reading, target: Tensor, held: range) -> str:
    """Cosine with the teacher's vectors, and correlation of the likenesses among the texts held out."""
    student.eval()
    found, wanted = reading.through(student, held), target[held.start : held.stop]
    upper = torch.triu_indices(len(found), len(found), 1)
    both = torch.stack([(v @ v.T)[upper[0], upper[1]] for v in (found, wanted)])
    return f"cosine {(found * wanted).sum(-1).mean():.3f}, correlation {torch.corrcoef(both)[0, 1]:.3f}"


def _rate(optimizer: torch.optim.Optimizer, step: int, steps: int) -> None:
    falling = 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps))
    for group in optimizer.param_groups:
        group["lr"] = RATE * min(1.0, (step + 1) / WARM) * falling


def _resumed(path: Path, student: Student, optimizer: torch.optim.Optimizer) -> int:
    """How many epochs are done."""
    if not path.exists():
        return 0
    state: dict[str, Any] = torch.load(path, weights_only=True)
    student.load_state_dict(state["student"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["epochs"])


def _save(path: Path, student: Student, optimizer: torch.optim.Optimizer, epochs: int) -> None:
    state = {"student": student.state_dict(), "optimizer": optimizer.state_dict(), "epochs": epochs}
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.rename(path)
