"""One training run: epochs over pieces, averaged weights, figures, a state from which an interrupted run goes on."""

from __future__ import annotations

import copy
import json
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.reader.features import Lexicon
from onrecord.training import batches, soft
from onrecord.training.model import Network, save
from onrecord.training.pieces import Piece
from onrecord.training.reading import Article, Score, TorchReader, best, predictions
from onrecord.training.scoring import statement_f1
from onrecord.training.states import States
from onrecord.vectors import Vectors

log = logging.getLogger(__name__)

TOLD: Final = 50
"""Updates between two lines of progress."""

ANNOTATED: Final = ("roles", "tags", "valid")
"""Parts of the loss that follow the annotators."""

Row = dict[str, float]
"""What is known after an epoch: ``epoch``, ``loss``, and where there are dev articles ``keep`` and their figures."""


@dataclass(slots=True)
class Data:
    """Training pieces; dev articles and how they are scored; a teacher's scores where there was one."""

    train: list[Piece]
    vectors: Vectors
    dev: Sequence[Article] = ()
    score: Score = statement_f1
    soft: soft.Soft | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How a network is trained."""

    epochs: int = 6
    batch: int = 16
    rate: float = 2.5e-3
    seed: int = 1
    annotated: float = 1.0
    """How much statements as annotated count beside a teacher's scores."""


class Average:
    """An exponential moving average of a module's weights: what is evaluated and kept."""

    def __init__(self, module: nn.Module, decay: float = 0.998) -> None:
        self.module, self.decay, self.steps = copy.deepcopy(module).eval(), decay, 0

    @torch.no_grad()
    def update(self, module: nn.Module) -> None:
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        for mine, theirs in zip(self.module.parameters(), module.parameters(), strict=True):
            mine.lerp_(theirs, 1 - decay)


@dataclass
class Trainer:
    """Trains a network, over a larger encoder's states where there is one. ``out`` keeps the run's state, if given."""

    network: Network
    data: Data
    options: Options
    out: Path | None = None
    under: States | None = None
    epoch: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        torch.manual_seed(self.options.seed)
        self.average = Average(self.network)
        rate = self.options.rate
        self.optimiser = torch.optim.AdamW(self.network.parameters(), rate, weight_decay=0.01, betas=(0.9, 0.98))
        steps = max(1, self.options.epochs) * len(self._groups())
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(self.optimiser, rate, total_steps=steps + 1, pct_start=0.15)
        self._resume()

    @property
    def result(self) -> Network:
        """The averaged network."""
        network: Any = self.average.module
        return network

    def epochs(self) -> Iterator[Row]:
        """Train what is left of the run; a row after each epoch."""
        while self.epoch < self.options.epochs:
            loss = self._epoch()
            self.epoch += 1
            row = {"epoch": self.epoch, "loss": round(loss, 4), **self.figures()}
            self._keep(row)
            yield row

    def figures(self) -> Row:
        """Dev figures of the averaged weights at the best threshold; nothing where there are no dev articles."""
        if not self.data.dev:
            return {}
        reader = TorchReader(self.result, Lexicon(self.data.vectors), self.under)
        found = predictions(reader, self.data.dev)
        return {k: round(v, 4) for k, v in best(self.data.score, self.data.dev, found).items()}

    def _epoch(self) -> float:
        """One pass; its mean loss."""
        start, sums = time.monotonic(), dict[str, float]()
        torch.manual_seed(self._seed)
        groups = self._groups()
        for number, group in enumerate(groups, 1):
            for key, value in self._step(group).items():
                sums[key] = sums.get(key, 0.0) + value
            if number % TOLD == 0:
                means = " ".join(f"{key} {value / number:.3f}" for key, value in sums.items())
                log.info(
                    "epoch %d: %d of %d, %.0f s, %s",
                    self.epoch + 1,
                    number,
                    len(groups),
                    time.monotonic() - start,
                    means,
                )
        return sum(sums.values()) / len(groups)

    @property
    def _seed(self) -> int:
        return self.options.seed * 1000 + self.epoch

    def _groups(self) -> list[list[Piece]]:
        """This epoch's batches; labelled and unlabelled pieces do not share one."""
        result = list(batches.batches(self.data.train, self.options.batch, self._seed))
        if self.data.soft:
            result += list(batches.batches(self.data.soft.unlabelled, self.options.batch, self._seed))
        order = np.random.default_rng(self._seed).permutation(len(result))
        return [result[i] for i in order]

    def _step(self, group: list[Piece]) -> dict[str, float]:
        """One update; each part of the loss."""
        self.network.train()
        parts = self._losses(group)
        loss = torch.stack(list(parts.values())).sum()
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.average.update(self.network)
        return {k: float(v.detach()) for k, v in parts.items()}

    def _losses(self, group: list[Piece]) -> dict[str, Tensor]:
        batch = batches.collate(group, self.data.vectors)
        extra = self.under(group, batch.vectors.shape[1]) if self.under else None
        out = self.network.encoder(batch.vectors, batch.hashed, batch.marks, extra)
        parts: dict[str, Tensor] = {}
        if group[0].roles is not None:
            batch = batches.collate(group, self.data.vectors, batches.false_cues(out, batch))
            logits = self.network.decode(out, batch.cues) if len(batch.cues) else (torch.empty(0), torch.empty(0))
            parts = batches.losses(self.network, out, batch, logits)
            parts |= {k: self.options.annotated * parts[k] for k in ANNOTATED if k in parts}
        if self.data.soft and id(group[0]) in self.data.soft.of:
            parts |= soft.losses(self.network, out, group, self.data.soft)
        return parts

    def _keep(self, row: Row) -> None:
        """The state on disk, under names that are only there once they are whole."""
        if self.out is None:
            return
        save(self.result, self.out / "network.pt")
        state = {"whole": self.network.state_dict(), "average": self.average.module.state_dict()}
        state |= {"optimiser": self.optimiser.state_dict(), "schedule": self.schedule.state_dict()}
        torch.save({**state, "epoch": self.epoch, "steps": self.average.steps}, self.out / "next.pt")
        (self.out / "next.pt").replace(self.out / "last.pt")
        with (self.out / "figures.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def _resume(self) -> None:
        """Go on from the last epoch's state where there is one."""
        if self.out is None:
            return
        self.out.mkdir(parents=True, exist_ok=True)
        path = self.out / "last.pt"
        if path.exists():
            state = torch.load(path, weights_only=True)
            self.network.load_state_dict(state["whole"])
            self.average.module.load_state_dict(state["average"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.schedule.load_state_dict(state["schedule"])
            self.epoch, self.average.steps = state["epoch"], state["steps"]
