"""Write a teacher's scores on the training texts and on unlabelled news, for ``training.train --soft``.

python -m training.distil training/runs/teacher MODEL_FOLDER --out training/runs/soft --words 800000
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from onrecord.reader.decode import cues
from onrecord.reader.features import Lexicon
from onrecord.vectors import Vectors, load
from training import batches as B
from training import model
from training.data import SHARED, lines
from training.pieces import Piece, Tagsets, pieces_of
from training.soft import Scores
from training.teacher import Pretrained
from training.train import gather, threads

SETS = ("fnc_train", "te3_silver", "ecb_plus", "abc")
"""Modern news of the unlabelled texts; Reuters' stubs of 1987 are left out."""


def unlabelled(words: int, lexicon: Lexicon, shared: Path = SHARED) -> Iterator[Piece]:
    """Pieces of unlabelled news, about so many words, the sets in turn."""
    left = {name: words // len(SETS) for name in SETS}
    left["fnc_train"] = words - 3 * (words // len(SETS))
    for record in lines(shared / "text" / "news.jsonl.xz"):
        if left.get(record["set"], 0) > 0:
            for piece in pieces_of({"text": record["text"]}, lexicon, Tagsets(), None, -1):
                if len(piece.words) >= 20:
                    piece.roles = piece.syntax = None
                    left[record["set"]] -= len(piece.words)
                    yield piece


@torch.inference_mode()
def score(network: model.Network, teacher: Pretrained, pieces: list[Piece], vectors: Vectors) -> list[Scores]:
    """The teacher's scores, in the pieces' order."""
    result: dict[int, Scores] = {}
    order = sorted(pieces, key=lambda p: len(p.words))
    for at in range(0, len(order), 16):
        threads()
        group = order[at : at + 16]
        batch = B.collate(group, vectors)
        out = network.encoder(batch.vectors, batch.hashed, batch.marks, teacher(group, batch.vectors.shape[1]))
        asked = [
            sorted({*((a, b) for a, b, _ in cues(out["roles"][row].numpy(), len(p.words))), *marked(p)})
            for row, p in enumerate(group)
        ]
        flat = torch.tensor([(row, a, b) for row, pairs in enumerate(asked) for a, b in pairs]).reshape(-1, 3)
        tags, valid = network.decode(out, flat) if len(flat) else (torch.zeros(0, 144, 5), torch.zeros(0))
        for row, piece in enumerate(group):
            mine, n = flat[:, 0] == row, len(piece.words)
            result[id(piece)] = Scores(
                *(out[name][row, :n].half().numpy() for name in ("roles", "names")),
                np.array(asked[row], np.int16).reshape(-1, 2),
                *(x[mine].half().numpy() for x in (tags, valid)),
            )
            teacher.kept.pop(id(piece), None)
        if at % 1600 == 0:
            print(f"{at + 16}/{len(order)} pieces", flush=True)
    return [result[id(p)] for p in pieces]


def marked(piece: Piece) -> set[tuple[int, int]]:
    """The annotated cues of a piece."""
    return {(link.cue[0], link.cue[1] - 1) for link in piece.links}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--frozen", type=int, default=4)
    parser.add_argument("--words", type=int, default=800_000)
    args = parser.parse_args()
    torch.set_num_threads(1)
    network, teacher = model.load(args.run / "network.pt"), Pretrained(args.model, args.frozen).eval()
    teacher.load_state_dict(torch.load(args.run / "teacher.pt", weights_only=True))
    args.out.mkdir(parents=True, exist_ok=True)
    vectors = load()
    pieces = list(unlabelled(args.words, Lexicon(vectors)))
    torch.save((pieces, score(network, teacher, pieces, vectors)), args.out / "unlabelled.pt")
    train = gather().train
    torch.save(score(network, teacher, train, vectors), args.out / "train.pt")


if __name__ == "__main__":
    main()
