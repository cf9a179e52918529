"""From the data to the weights in the package, in one command.

    python -m training.recipe
    python -m training.recipe --tiny        # the same steps on a few made-up articles, twice, in seconds

Steps, each resumed where it was left: vectors → states → teacher → soft → rest → student → further → export → figures.
The states of a larger encoder are worked out once; a network over them, the teacher, scores the articles and unlabelled
news; the student learns from it and from the annotators at once, and then goes further on more of the news, which is
what is shipped. What is made on the way lies under ``--out``; a step that is done leaves ``STEP.done`` there: remove it
to have the step done again. Another ``--seed`` is another student of the same teacher. See training/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import shutil
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch

from onrecord import vectors as word_vectors
from onrecord.reader import network as onnx
from onrecord.reader.features import Lexicon
from onrecord.training import soft
from onrecord.training.export import export, export_deep
from onrecord.training.model import Shape, fresh, load, mean, save
from onrecord.training.pieces import Piece
from onrecord.training.reading import predictions
from onrecord.training.states import States
from onrecord.training.trainer import Data, Options, Trainer
from training import calibrate, vectors
from training import encoder as larger
from training.data import RUNS
from training.material import MadeUp, Material, PolNeAR
from training.tiny import write_encoder

STEPS = ("vectors", "states", "teacher", "soft", "rest", "student", "further", "export", "figures")
OF_EVERY_SEED = STEPS[5:]
TAUGHT = ("states", "teacher", "soft", "rest", "further")
"""Steps that need a larger encoder."""
ONNX = ("encoder.onnx", "decoder.onnx")

log = logging.getLogger("training.recipe")


@dataclass(frozen=True, slots=True)
class Round:
    """One training further."""

    options: Options
    dropout: float
    relayed: bool = False
    """Whether statements told by another are among the articles."""
    runs: int = 1
    """So often with other seeds; the mean of their weights goes on (model soups, Wortsman et al. 2022)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes and lengths of a run."""

    teacher: Shape
    teacher_options: Options
    student: Shape
    student_options: Options
    further: tuple[Round, ...]
    unlabelled: int
    """Words of unlabelled text that the teacher reads for its student at first."""
    rest: int
    """Words of other such text, from which the student then learns further."""


FULL = Plan(
    Shape(hidden=240, layers=1, project=320, decoder=96),
    Options(4, 8, 2e-3),
    Shape(hidden=176, project=176, decoder=48, link=80, dropout=0.2),
    Options(8, 8, 2.5e-3),
    (Round(Options(4, 8, 2e-3), 0.1), Round(Options(4, 8, 2e-3, annotated=0.5), 0.05, relayed=True, runs=2)),
    400_000,
    1_100_000,
)
_ROUND = Round(Options(1, 8), 0.1, relayed=True, runs=2)
_SMALL = Shape(hidden=12, project=12, decoder=8, link=12, word_width=8)
TINY = Plan(
    replace(_SMALL, layers=1),
    Options(1, 8),
    _SMALL,
    Options(2, 8),
    (_ROUND,),
    500,
    500,
)


@dataclass
class Recipe:
    """One run. ``table`` is the folder of the word vectors, ``weights`` the one that the network is written to."""

    plan: Plan
    material: Material
    out: Path
    table: Path = word_vectors.WEIGHTS
    weights: Path = onnx.WEIGHTS
    encoder: Path | None = None
    words_from: Path | None = None
    """The encoder that the word vectors are taken from; all-MiniLM-L6-v2 by default."""
    seed: int = 1

    def run(self) -> None:
        """Every step that is not done yet."""
        self.out.mkdir(parents=True, exist_ok=True)
        for step in STEPS:
            mark = self.out / f"{step}{f'-{self.seed}' if step in OF_EVERY_SEED else ''}.done"
            if mark.exists():
                log.info("%s: done before", step)
            elif step in TAUGHT and self.encoder is None:
                log.info("%s: left out, for want of a larger encoder", step)
            else:
                log.info("%s …", step)
                getattr(self, step)()
                mark.touch()

    @cached_property
    def data(self) -> Data:
        return self.material.data(word_vectors.load(self.table))

    @cached_property
    def unlabelled(self) -> list[Piece]:
        return self.material.unlabelled(self.plan.unlabelled, self.data.vectors)

    def vectors(self) -> None:
        """The table of word vectors; the one in the package stays where there is one, for others were fitted to it."""
        if not (self.table / "words.npy").exists():
            vectors.make(self.words_from or vectors.default_encoder(), self.material.vocabulary(), self.table)

    @cached_property
    def under(self) -> States:
        """The larger encoder's states of everything that the teacher reads."""
        assert self.encoder is not None
        under = States(self.encoder)
        for name, pieces in (("train", self.data.train), ("unlabelled", self.unlabelled)):
            under.open(self.out / f"{name}.npy", pieces)
        return under

    def states(self) -> None:
        """Written the first time that they are asked for."""
        log.info("states of %d pieces", len(self.under.kept))

    def teacher(self) -> None:
        """A network over the larger encoder's states; with that encoder it is a reader too, better and slower."""
        options = replace(self.plan.teacher_options, seed=self.seed)
        network = fresh(replace(self.plan.teacher, extra=self.under.width), self.seed)
        folder = self.out / "teacher"
        _finish(Trainer(network, self.data, options, folder, self.under))
        export_deep(load(folder / "network.pt"), self.under.encoder, self.out / "deep", _rows(folder)[-1]["keep"])

    def soft(self) -> None:
        """What the teacher makes of the annotated articles and of unlabelled texts."""
        self._score([*self.data.train, *self.unlabelled], "soft.pt")

    def rest(self) -> None:
        """And of other unlabelled texts, whose states are not kept."""
        self._score(self.others, "rest.pt")

    def _score(self, pieces: list[Piece], name: str) -> None:
        teacher = soft.Teacher(load(self.out / "teacher" / "network.pt"), self.under)
        soft.write(soft.score([teacher], pieces, self.data.vectors), self.out / name)

    @cached_property
    def others(self) -> list[Piece]:
        """What the student goes further on."""
        return self.material.others(self.plan.rest, self.unlabelled, self.data.vectors)

    @property
    def folders(self) -> list[Path]:
        """Where the student of this seed lies after each of its trainings."""
        rounds = range(1, len(self.plan.further) + 1)
        return [self.out / name for name in (f"student-{self.seed}", *(f"further-{self.seed}-{n}" for n in rounds))]

    @property
    def folder(self) -> Path:
        """Where it lies as far as it has come."""
        return [f for f in self.folders if f.exists()][-1]

    def student(self) -> None:
        """The network that is shipped, or that goes further."""
        data, options = self.data, replace(self.plan.student_options, seed=self.seed)
        if (self.out / "soft.done").exists():
            scores = soft.read(self.out / "soft.pt", [*self.data.train, *self.unlabelled])
            data = replace(data, soft=replace(scores, unlabelled=self.unlabelled))
        _finish(Trainer(fresh(self.plan.student, self.seed), data, options, self.folders[0]))

    def further(self) -> None:
        """The student taught on by the articles' annotators and by the teacher's scores of the rest."""
        taught = replace(self.data, soft=soft.read(self.out / "rest.pt", self.others))
        relayed = self.material.relayed(self.data.vectors)
        for before, folder, part in zip(self.folders, self.folders[1:], self.plan.further, strict=False):
            data = replace(taught, train=[*taught.train, *relayed]) if part.relayed else taught
            outs = [folder / str(n) for n in range(part.runs)] if part.runs > 1 else [folder]
            for n, out in enumerate(outs):
                options = replace(part.options, seed=self.seed + n)
                _finish(Trainer(load(before / "network.pt", part.dropout), data, options, out))
            if part.runs > 1:
                _average(outs, data, part.options, folder)

    def export(self) -> None:
        """The student as the package reads it, at the threshold that was best on dev."""
        export(load(self.folder / "network.pt"), self.weights, _rows(self.folder)[-1]["keep"])

    def figures(self) -> None:
        """Dev figures of what was exported, beside those of the trainings; over all seeds so far their mean."""
        calibrate.write(self.weights, self.data.dev)
        reader = onnx.Network(self.weights)
        reader.lexicon = Lexicon(self.data.vectors)
        found = self.data.score(self.data.dev, predictions(reader, self.data.dev))
        path = self.out / "figures.json"
        told: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {"seeds": {}}
        told["teacher"] = _rows(self.out / "teacher")
        told["seeds"][str(self.seed)] = {"exported": {**reader.about, **found}, "epochs": _rows(self.folder)}
        told |= _over_seeds([run["exported"] for run in told["seeds"].values()], list(found))
        path.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "utf-8")
        log.info("dev: %s", " ".join(f"{name} {value:.4f}" for name, value in found.items()))


def _finish(trainer: Trainer) -> None:
    for row in trainer.epochs():
        log.info(json.dumps(row))


def _average(parts: Sequence[Path], data: Data, options: Options, out: Path) -> None:
    """The network of mean weights, with its dev figures."""
    network = mean([load(part / "network.pt") for part in parts])
    save(network, out / "network.pt")
    row = {"epoch": options.epochs, **Trainer(network, data, replace(options, epochs=0)).figures()}
    (out / "figures.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    log.info(json.dumps(row))


def _rows(folder: Path) -> list[dict[str, float]]:
    """The figures after each epoch of a training."""
    path = folder / "figures.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def _over_seeds(runs: Sequence[dict[str, float]], names: Sequence[str]) -> dict[str, dict[str, float]]:
    """The mean of each figure, and the standard deviation of the seeds."""
    columns = {name: [run[name] for run in runs] for name in names}
    return {
        "mean": {name: round(statistics.mean(column), 4) for name, column in columns.items()},
        "spread": {
            name: round(statistics.stdev(column), 4) if len(runs) > 1 else 0.0 for name, column in columns.items()
        },
    }


def tiny(out: Path, seed: int) -> bool:
    """The whole recipe twice on made-up articles; whether both runs gave the same ONNX files."""
    digests = []
    for name in ("first", "second"):
        shutil.rmtree(out / name, ignore_errors=True)
        digests.append(_tiny_run(out / name, seed))
    same = digests[0] == digests[1]
    for name, digest in digests[0].items():
        print(f"{name}: {digest[:16]}, {'the same bytes' if same else 'OTHER BYTES'} in both runs")
    return same


def _tiny_run(out: Path, seed: int) -> dict[str, str]:
    material, encoder, table = MadeUp(), None, word_vectors.WEIGHTS
    if find_spec("transformers"):
        encoder, table = out / "encoder", out / "table"
        write_encoder(material.vocabulary(), encoder)
    Recipe(TINY, material, out, table, out / "weights", encoder, encoder, seed).run()
    return {name: hashlib.sha256((out / "weights" / name).read_bytes()).hexdigest() for name in ONNX}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m training.recipe", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, help="where states and figures go; training/runs/recipe by default")
    parser.add_argument("--weights", type=Path, default=onnx.WEIGHTS, help="where the network goes")
    parser.add_argument("--encoder", type=Path, help="folder of the larger encoder, in Hugging Face form")
    parser.add_argument("--no-teacher", action="store_true", help="train the student on the annotated articles alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="other sums, other weights: the shipped ones are of one")
    parser.add_argument("--tiny", action="store_true", help="a run of seconds on made-up articles, twice")
    asked = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(asked.threads)
    if asked.tiny:
        return 0 if tiny(asked.out or RUNS / "tiny", asked.seed) else 1
    out = asked.out or RUNS / "recipe"
    encoder = None if asked.no_teacher else asked.encoder or larger.unpack(out)
    Recipe(FULL, PolNeAR(), out, weights=asked.weights, encoder=encoder, seed=asked.seed).run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
