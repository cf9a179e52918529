"""Train the reader's network.

    python -m training.train --out training/runs/student
    python -m training.train --out training/runs/teacher --teacher MODEL_FOLDER --epochs 3
    python -m training.train --out training/runs/distilled --soft training/runs/soft

The last state is kept after every epoch, and the run goes on from it when started again. ``--soft`` names what
``training.distil`` wrote: a teacher's scores on these and on unlabelled texts.
"""

from __future__ import annotations

import argparse
import copy
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from onrecord.reader.features import Lexicon
from onrecord.vectors import Vectors, load
from training import batches as B
from training import soft as S
from training.data import RUNS, SHARED, polnear, silver
from training.evaluate import TorchReader, figures, predictions
from training.model import Network, Shape, save
from training.pieces import Piece, Tagsets, pieces_of


@dataclass
class Data:
    """Training pieces, and dev articles with theirs."""

    train: list[Piece]
    dev: list[dict[str, Any]]
    dev_pieces: list[Piece]
    vectors: Vectors


def gather(shared: Path = SHARED, most: int | None = None) -> Data:
    """Read PolNeAR and its silver parses; ``most`` articles of each part."""
    vectors = load()
    lexicon, tagsets = Lexicon(vectors), Tagsets()
    parts = []
    for name in ("train", "dev"):
        articles = polnear(name, shared)[:most]
        parts.append((articles, parsed_pieces(articles, silver(name, shared), lexicon, tagsets)))
    return Data(parts[0][1], parts[1][0], parts[1][1], vectors)


def parsed_pieces(
    articles: list[dict[str, Any]], parses: Iterable[dict[str, Any]], lexicon: Lexicon, tagsets: Tagsets
) -> list[Piece]:
    """The articles' pieces, in order, with the syntax of those that have a parse."""
    number = {article["id"]: i for i, article in enumerate(articles)}
    result: dict[int, list[Piece]] = {}
    for parse in parses:
        i = number.get(parse["id"])
        if i is not None:
            result[i] = pieces_of(articles[i], lexicon, tagsets, parse, i)
        if len(result) == len(articles):
            break
    for i, article in enumerate(articles):
        if i not in result:
            result[i] = pieces_of(article, lexicon, tagsets, None, i)
    return [piece for i in range(len(articles)) for piece in result[i]]


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


class Trainer:
    """One run: network, optional larger encoder, optimiser and schedule."""

    def __init__(self, args: argparse.Namespace, data: Data) -> None:
        torch.manual_seed(args.seed)
        self.args, self.data = args, data
        self.teacher = None
        extra = 0
        if args.teacher:
            from training.teacher import Pretrained

            self.teacher = Pretrained(args.teacher, args.frozen)
            extra = self.teacher.width
        shape = Shape(hidden=args.hidden, layers=args.layers, decoder=args.decoder, extra=extra, dropout=args.dropout)
        self.network = Network(shape)
        self.soft = S.read(Path(args.soft), data.train) if args.soft else None
        self.pool = data.train + (self.soft.unlabelled if self.soft else [])
        self.steps = args.epochs * -(-len(self.pool) // args.batch)
        groups = [{"params": list(self.network.parameters()), "lr": args.lr}]
        if self.teacher:
            groups.append({"params": list(self.teacher.parameters()), "lr": args.teacher_lr})
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, [g["lr"] for g in groups], total_steps=self.steps + 1, pct_start=0.15
        )
        self.whole = nn.ModuleList([self.network, *([self.teacher] if self.teacher else [])])
        self.average = Average(self.whole)
        self.epoch = 0
        self.out = Path(args.out)
        self.out.mkdir(parents=True, exist_ok=True)
        self.resume()

    def resume(self) -> None:
        """Go on from the last epoch's state where there is one."""
        path = self.out / "last.pt"
        if path.exists():
            state = torch.load(path, weights_only=False)
            self.whole.load_state_dict(state["whole"])
            self.average.module.load_state_dict(state["average"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.schedule.load_state_dict(state["schedule"])
            self.epoch, self.average.steps = state["epoch"], state["steps"]

    def step(self, group: list[Piece]) -> dict[str, float]:
        """One update."""
        batch = B.collate(group, self.data.vectors)
        self.network.train()
        extra = self.teacher(group, batch.vectors.shape[1]) if self.teacher else None
        out = self.network.encoder(batch.vectors, batch.hashed, batch.marks, extra)
        labelled = group[0].roles is not None
        if labelled:
            batch = B.collate(group, self.data.vectors, B.false_cues(out, batch))
        parts: dict[str, torch.Tensor] = {}
        if labelled:
            logits = self.network.decode(out, batch.cues) if len(batch.cues) else (torch.empty(0), torch.empty(0))
            parts = B.losses(self.network, out, batch, logits)
        if self.soft:
            parts |= S.losses(self.network, out, group, self.soft)
        loss: torch.Tensor = sum(parts.values(), torch.tensor(0.0))
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.whole.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.average.update(self.whole)
        return {k: float(v.detach()) for k, v in parts.items()}

    def groups(self) -> list[list[Piece]]:
        """This epoch's batches; labelled and unlabelled pieces do not share one."""
        seed = self.args.seed * 1000 + self.epoch
        result = list(B.batches(self.data.train, self.args.batch, seed))
        if self.soft:
            result += list(B.batches(self.soft.unlabelled, self.args.batch, seed))
        np.random.default_rng(seed).shuffle(result)  # type: ignore[arg-type]
        return result

    def train(self) -> None:
        """All epochs, each followed by dev figures and a kept state."""
        while self.epoch < self.args.epochs:
            start, sums = time.time(), {}
            groups = self.groups()
            for number, group in enumerate(groups):
                threads()
                for key, value in self.step(group).items():
                    sums[key] = sums.get(key, 0.0) + value
                if number % 50 == 49:
                    print(
                        f"epoch {self.epoch} {number + 1}/{len(groups)} {time.time() - start:.0f} s "
                        + " ".join(f"{k} {v / (number + 1):.3f}" for k, v in sums.items()),
                        flush=True,
                    )
            self.epoch += 1
            self.keep()

    def keep(self) -> None:
        """Dev figures of the averaged weights; the state on disk."""
        row = self.evaluate()
        print(json.dumps({"epoch": self.epoch, **row}), flush=True)
        with (self.out / "figures.jsonl").open("a") as file:
            file.write(json.dumps({"epoch": self.epoch, **row}) + "\n")
        state = {"whole": self.whole.state_dict(), "average": self.average.module.state_dict()}
        state |= {"optimiser": self.optimiser.state_dict(), "schedule": self.schedule.state_dict()}
        torch.save({**state, "epoch": self.epoch, "steps": self.average.steps}, self.out / "last.pt")
        save(self.average.module[0], self.out / "network.pt")  # type: ignore[index]
        if self.teacher:
            torch.save(self.average.module[1].state_dict(), self.out / "teacher.pt")  # type: ignore[index]

    def evaluate(self) -> dict[str, Any]:
        """Dev figures at the best of a few thresholds."""
        network: Any = self.average.module[0]  # type: ignore[index]
        teacher: Any = self.average.module[1] if self.teacher else None  # type: ignore[index]
        guesses = predictions(TorchReader(network, Lexicon(self.data.vectors), teacher), self.data.dev)
        rows = [{"keep": k / 20, **figures(self.data.dev, guesses, k / 20)} for k in range(2, 12)]
        best = max(rows, key=lambda row: row["statement"])
        return {k: round(v, 4) for k, v in best.items()}


def threads() -> None:
    """Use as many threads as ``training/runs/threads`` says, so that a long run can make room or take it."""
    path = RUNS / "threads"
    if path.exists() and (text := path.read_text().strip()).isdigit() and int(text) != torch.get_num_threads():
        torch.set_num_threads(int(text))


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, help="folder of a larger encoder to fine-tune under the network")
    parser.add_argument("--teacher-lr", type=float, default=1e-4)
    parser.add_argument("--soft", default="", help="folder of a teacher's scores")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--lr", type=float, default=2.5e-3)
    parser.add_argument("--hidden", type=int, default=200)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--decoder", type=int, default=64)
    parser.add_argument("--link", type=int, default=96)
    parser.add_argument("--frozen", type=int, default=4, help="layers of the larger encoder that stay as they are")
    parser.add_argument("--dropout", type=float, default=0.35)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, help="articles of each part, for a trial")
    return parser


def main() -> None:
    args = arguments().parse_args()
    torch.set_num_threads(1)
    Trainer(args, gather(most=args.most)).train()


if __name__ == "__main__":
    main()
