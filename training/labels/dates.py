"""Learn the network that dates statements and write it as the package runs it.

    python -m training.labels.dates    # after training.speakers.learn; about twenty minutes on one core

It learns first from all dated articles, those of other news (``dated.jsonl``) among them, then from PolNeAR's alone.
One third of PolNeAR's articles is held out first, to print the share of dates right and to calibrate; what is written
has learnt from all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.backends.trained import open_reader
from onrecord.reader import acts, dated
from onrecord.reader.dated import SAID_PARTS, STEPS, TIME_PARTS, WEIGHTS, by_value, feed
from onrecord.reader.occasions import COLUMNS, Floats
from onrecord.training.export import Graph, quiet, write
from onrecord.training.small import Several, descend
from onrecord.vectors import WIDTH
from training.labels.data import Laid, Question, lay, lay_dated, lay_read, question
from training.labels.fit import calibrate_hints

FORMS: Final = 12
"""Columns of a statement by itself."""
HIDDEN: Final = 48
NARROW: Final = 24
"""Numbers that a part's states, or its words, are made."""
FORM: Final = 8
DROP, DROP_PAIR = 0.4, 0.2
DEAF: Final = 0.15
"""Share of articles that go in without the reading network's states, so that it dates those of other readers too."""
RATE, DECAY = 2e-3, 0.02
ARTICLES: Final = 4
"""Of a batch."""
EPOCHS: Final = (4, 3)
"""Over all articles, then over PolNeAR's."""
NETWORKS: Final = 3
"""They are learnt from other seeds and averaged."""
THRESHOLD: Final = 0.28
HELD: Final = 3
"""One article in so many is held out."""
OFF: Final = 1e4


class Dates(nn.Module):
    """Statements in turn through a recurrent network; each pair with an expression scored by what is known of both."""

    def __init__(self, state: int) -> None:
        super().__init__()
        parts = SAID_PARTS + acts.PARTS
        inner = parts * NARROW
        self.forms = nn.Embedding(FORMS * STEPS, FORM)
        self.said = nn.Linear(SAID_PARTS * state, SAID_PARTS * NARROW)
        self.words = nn.Linear(acts.PARTS * WIDTH, acts.PARTS * NARROW)
        self.turn = nn.GRU(inner + FORMS * FORM, HIDDEN, bidirectional=True, batch_first=True)
        self.statement = nn.Linear(2 * HIDDEN + inner, HIDDEN)
        self.as_host = nn.Linear(2 * HIDDEN + inner, HIDDEN)
        self.no_host = nn.Parameter(torch.zeros(1, HIDDEN))
        self.times = nn.Linear(TIME_PARTS * state, TIME_PARTS * NARROW)
        self.time = nn.Linear(TIME_PARTS * NARROW, HIDDEN)
        self.cells = nn.Embedding(COLUMNS * STEPS, HIDDEN)
        self.pair = nn.Sequential(nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1))
        self.none = nn.Linear(HIDDEN, 1)
        self.drop, self.drop_pair = nn.Dropout(DROP), nn.Dropout(DROP_PAIR)
        self.register_buffer("form_at", torch.arange(FORMS) * STEPS)
        self.register_buffer("cell_at", torch.arange(COLUMNS) * STEPS)

    def forward(
        self, forms: Tensor, words: Tensor, said: Tensor, times: Tensor, host: Tensor, row: Tensor, place: Tensor,
        cells: Tensor,
    ) -> tuple[Tensor, Tensor]:  # fmt: skip
        """[statements]: the score of no date; [pairs]: of each pair's expression. Arguments as ``dated.feed`` has
        them."""
        known = torch.cat([self._narrow(self.said, said), self._narrow(self.words, words)], -1)
        through, _ = self.turn(torch.cat([known, self.forms(forms + self.form_at).flatten(1)], -1)[None])
        seen = torch.cat([self.drop(through[0]), known], -1)
        statement = self.statement(seen)
        hosts = torch.cat([self.no_host, self.as_host(seen)])[host]
        time = self.time(self._narrow(self.times, times))
        pair = statement[row] + (hosts + time)[place] + self.cells(cells + self.cell_at).sum(1)
        return self.none(torch.relu(statement))[:, 0], self.pair(self.drop_pair(torch.relu(pair)))[:, 0]

    def _narrow(self, line: nn.Linear, values: Tensor) -> Tensor:
        out: Tensor = self.drop(torch.tanh(line(self.drop(values))))
        return out


@dataclass(frozen=True, slots=True)
class Example:
    """One article: what the network is given, which pairs are right, which statements count."""

    question: Question
    given: dict[str, Tensor]
    right: Tensor
    """[pairs]"""
    undated: Tensor
    """[statements]"""
    told: Tensor
    """[statements]: undated, or dated by an expression that is weighed."""

    @classmethod
    def of(cls, laid: Laid) -> Example:
        asked = question(laid, "when")
        inner = laid.scene.analysis.inner
        assert inner is not None
        fed = feed(asked.told, asked.hints, inner.states.shape[1], inner.network)
        given = {k: torch.from_numpy(v) for k, v in fed.items()}
        right = torch.from_numpy(asked.right)[given["row"], given["place"]]
        undated = torch.tensor([not gold for gold in asked.gold])
        reached = torch.zeros(len(undated), dtype=torch.bool)
        reached[given["row"][right]] = True
        given["cells"] = given["cells"].to(torch.int8)  # kept small
        return cls(asked, given, right, undated, undated | reached)

    def through(self, network: nn.Module, deaf: bool = False) -> tuple[Tensor, Tensor]:
        silenced = {name: torch.zeros_like(self.given[name]) for name in ("said", "times")} if deaf else {}
        given = self.given | silenced | {"cells": self.given["cells"].long()}
        out: tuple[Tensor, Tensor] = network(*given.values())
        return out

    def loss(self, network: nn.Module, deaf: bool) -> Tensor:
        """[statements that count]: how unlikely the right answer is held."""
        none, pair = self.through(network, deaf)
        row = self.given["row"]
        among = torch.full((len(none), int(self.given["times"].shape[0]) + 1), -OFF)
        wanted = torch.zeros(among.shape, dtype=torch.bool)
        among[:, 0], wanted[:, 0] = none, self.undated
        among[row, self.given["place"] + 1] = pair
        wanted[row, self.given["place"] + 1] = self.right
        shares = torch.log_softmax(among, 1)
        return -torch.logsumexp(shares.masked_fill(~wanted, -OFF), 1)[self.told]

    def shares(self, network: nn.Module, deaf: bool = False) -> Floats:
        """[statements, hints], as the package gives them."""
        out = np.zeros(self.question.right.shape, np.float32)
        if out.size:
            with torch.inference_mode():
                none, pair = (t.numpy() for t in self.through(network.eval(), deaf))
            row, place = self.given["row"].numpy(), self.given["place"].numpy()
            out[row, place] = dated.shares_of(none, pair, row)
        return by_value(out, self.question.hints)


def learn(stages: Sequence[tuple[list[Example], int]], seed: int) -> Dates:
    """Examples and epochs of each stage; the same for the same seed on one thread."""
    torch.manual_seed(seed)
    network = Dates(stages[0][0][0].given["said"].shape[1] // SAID_PARTS)
    steps = sum(epochs * len(examples) // ARTICLES for examples, epochs in stages)
    descend(network, _losses(network, stages), steps, RATE, DECAY)
    return network.eval()


def _losses(network: Dates, stages: Sequence[tuple[list[Example], int]]) -> Iterator[Tensor]:
    for examples in (examples for examples, epochs in stages for _ in range(epochs)):
        order = torch.randperm(len(examples)).tolist()
        for at in range(0, len(order), ARTICLES):
            batch = [examples[n] for n in order[at : at + ARTICLES]]
            lost = torch.cat([e.loss(network, bool(torch.rand(()) < DEAF)) for e in batch if len(e.told)])
            if len(lost):
                yield lost.mean()


def several(own: list[Example], other: list[Example], seed: int = 0, epochs: Sequence[int] = EPOCHS) -> Several:
    stages = [(own + other, epochs[0]), (own, epochs[1])]
    return Several([learn(stages, seed + n) for n in range(NETWORKS)]).eval()


def right(examples: Sequence[Example], given: Sequence[Floats], threshold: float) -> float:
    """As ``score_labels.py`` counts ``when``: over the statements that have a date or are given one."""
    hits = counted = 0
    for example, shares in zip(examples, given, strict=True):
        values = [hint.value for hint in example.question.hints]
        for gold, row in zip(example.question.gold, shares, strict=True):
            value = values[row.argmax()] if len(row) and row.max() >= threshold else ""
            counted += bool(gold or value)
            hits += bool(gold) and value == gold
    return hits / max(counted, 1)


def export(network: Several, example: Example, about: dict[str, Any], path: Path = WEIGHTS) -> None:
    given = {name: tensor.long() if name == "cells" else tensor for name, tensor in example.given.items()}
    axes = {
        **dict.fromkeys(("forms", "words", "said", "none"), ("statements",)),
        **dict.fromkeys(("times", "host"), ("hints",)),
        **dict.fromkeys(("row", "place", "cells", "pair"), ("pairs",)),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with quiet():
        write(network.eval(), Graph(given, ("none", "pair"), axes), path, about, half=True)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--seed", type=int, default=0, help="of the first network; the others' follow")
    args = parser.parse_args(arguments)
    torch.set_num_threads(1)
    train = lay("train")
    own = [Example.of(laid) for laid in train + lay_read()]
    other = [Example.of(laid) for laid in lay_dated()]
    held = own[::HELD]
    network = several([e for n, e in enumerate(own) if n % HELD], other, args.seed)
    given = [e.shares(network) for e in held]
    deaf = [e.shares(network, deaf=True) for e in held]
    for threshold in (0.22, 0.25, 0.28, 0.31, 0.35, 0.4):
        both = (right(held, some, threshold) for some in (given, deaf))
        print(f"  from {threshold}: " + "; without states ".join(f"{share:.3f} right" for share in both), flush=True)
    first = [n for n in range(len(held)) if n * HELD < len(train)]
    bar = calibrate_hints("when", THRESHOLD, [held[n].question for n in first], [given[n] for n in first])
    about = {"network": open_reader().network.about["id"], "threshold": THRESHOLD}
    about |= {name: np.round(curve, 3).tolist() for name, curve in bar.items()}
    export(several(own, other, args.seed), own[0], about, args.out)
    print(f"{args.out.name}: {args.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
