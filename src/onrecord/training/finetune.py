"""What ``onrecord train`` does: a network for ``--reader onrecord:FOLDER`` from a user's annotated articles."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import torch

from onrecord.errors import InputError, PluginError, SettingsError
from onrecord.reader.features import Lexicon
from onrecord.reader.network import WEIGHTS
from onrecord.training import soft
from onrecord.training.annotated import Article, read_all
from onrecord.training.batches import collate
from onrecord.training.export import TRAINABLE, export, export_deep
from onrecord.training.model import Network, Shape, fresh, load
from onrecord.training.pieces import Tagsets, pieces_of
from onrecord.training.states import States
from onrecord.training.trainer import Data, Options, Row, Trainer
from onrecord.vectors import load as load_vectors

FURTHER: Final = Options(epochs=3, batch=8, rate=5e-4)
"""A trained network goes on gently, so that a few articles do not undo what it knows."""
SCRATCH: Final = Options(epochs=12, batch=16, rate=2.5e-3)
TAUGHT_BY: Final = Options(epochs=4, batch=8, rate=2e-3)
"""For the network over a larger encoder's states that teaches."""
SHAPE: Final = Shape()
KEEP: Final = 0.4
"""Least score of a statement where there is nothing to choose it on."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What to train on and where the result goes. ``start`` is None for a network from scratch."""

    annotated: Sequence[Path]
    out: Path
    start: Path | None = WEIGHTS
    dev: Path | None = None
    encoder: Path | None = None
    epochs: int = 0
    """0 for as many as is usual."""
    seed: int = 1
    shape: Shape = SHAPE
    deep: bool = False
    """Whether the larger encoder stays under the network, for reading that is better and many times slower."""


def run(job: Job, tell: Tell) -> str:
    """Train and export; the id of the weights. Everything is read and checked before anything is written."""
    _check_out(job.out)
    torch.set_num_threads(1)  # sums in one order: the same weights on every run
    if job.deep:
        return _run_deep(job, tell)
    network = load(job.start / TRAINABLE) if job.start else fresh(job.shape, job.seed)
    keep = _threshold(job.start) if job.start else KEEP
    data = _data(read_all(job.annotated), read_all([job.dev]) if job.dev else [], tell)
    if job.start:
        keep_names(network, data)
    if job.encoder:
        data.soft = _taught(job.encoder, data, job, tell)
    trainer = Trainer(network, data, _options(job))
    if job.start and job.dev:
        tell(f"before: {_shown(trainer.figures())}")
    for row in trainer.epochs():
        tell(_shown(row))
        keep = row.get("keep", keep)
    return export(trainer.result, job.out, keep)


def _check_out(out: Path) -> None:
    if out.resolve() == WEIGHTS.resolve():
        raise SettingsError(f"--out {out}: holds the weights of the package; name a folder of your own")
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / TRAINABLE).exists())):
        raise SettingsError(f"--out {out}: is there already and comes from no training; name a new folder")


def _threshold(folder: Path) -> float:
    """The threshold of the network that is trained further."""
    try:
        return float(json.loads((folder / "network.json").read_text("utf-8"))["keep"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PluginError(f"{folder}/network.json tells no threshold ({type(error).__name__})") from error


def _options(job: Job) -> Options:
    usual = FURTHER if job.start else SCRATCH
    return replace(usual, seed=job.seed, epochs=job.epochs or usual.epochs)


def _data(articles: Sequence[Article], dev: Sequence[Article], tell: Tell) -> Data:
    vectors = load_vectors()
    lexicon, tagsets = Lexicon(vectors), Tagsets()
    pieces = [p for n, article in enumerate(articles) for p in pieces_of(article, lexicon, tagsets, None, n)]
    statements = sum(len(p.links) for p in pieces)
    if not statements:
        raise InputError("there is nothing to learn from: no article has a statement with a cue")
    tell(f"{len(articles)} articles with {statements} statements to learn from, {len(dev)} to measure on")
    return Data(pieces, vectors, dev)


@torch.inference_mode()
def keep_names(network: Network, data: Data) -> None:
    """Have the names that the network finds now taught beside the statements, or it would forget them."""
    for piece in data.train:
        batch = collate([piece], data.vectors)
        names = network.eval().encoder(batch.vectors, batch.hashed, batch.marks)["names"]
        if piece.syntax is not None:
            piece.syntax[:, 0] = names[0, : len(piece.words)].argmax(-1).numpy()


def _run_deep(job: Job, tell: Tell) -> str:
    if job.encoder is None:
        raise SettingsError("a deep reader needs --encoder FOLDER")
    data = _data(read_all(job.annotated), read_all([job.dev]) if job.dev else [], tell)
    trainer, row = _over(States(job.encoder), data, job, tell)
    assert trainer.under is not None
    return export_deep(trainer.result, trainer.under.encoder, job.out, row.get("keep", KEEP))


def _over(under: States, data: Data, job: Job, tell: Tell) -> tuple[Trainer, Row]:
    """A network over a larger encoder's states, trained; its last row."""
    under.hold(data.train)
    network = fresh(replace(job.shape, layers=1, extra=under.width), job.seed)
    options = replace(TAUGHT_BY, seed=job.seed, epochs=job.epochs or TAUGHT_BY.epochs)
    trainer, row = Trainer(network, data, options, under=under), Row()
    for row in trainer.epochs():
        tell(f"larger encoder: {_shown(row)}")
    return trainer, row


def _taught(encoder: Path, data: Data, job: Job, tell: Tell) -> soft.Soft:
    """The scores of a network over a larger encoder's states that was trained on the same articles."""
    trainer, _ = _over(States(encoder), data, replace(job, epochs=0), tell)
    scores = soft.score([soft.Teacher(trainer.result, trainer.under)], data.train, data.vectors)
    return soft.Soft({id(p): s for p, s in zip(data.train, scores, strict=True)}, [])


def _shown(row: Row) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in row.items())
