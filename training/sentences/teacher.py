"""The teacher in eight bits, and its vectors of the material, written chunk by chunk: start it again and it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.claims.similarity import Floats
from onrecord.reader.sessions import session
from onrecord.training.export import Graph, quantise, quiet, write

CHUNK: Final = 2048
"""Texts in one file of vectors."""
BATCH: Final = 32
LONGEST: Final = 96
"""Sub-words of a text that the teacher reads."""


class Mean(nn.Module):
    """The mean of an encoder's last states, at length 1: how the sentence-transformers of this kind pool."""

    def __init__(self, under: nn.Module) -> None:
        super().__init__()
        self.under = under

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        states = self.under(input_ids=ids, attention_mask=mask).last_hidden_state
        inside = mask[..., None].float()
        return F.normalize((states * inside).sum(1) / inside.sum(1), dim=-1)


class Teacher:
    """The encoder of a folder in Hugging Face form; ``made`` keeps it in ONNX."""

    def __init__(self, folder: Path, made: Path) -> None:
        from transformers import AutoModel, AutoTokenizer

        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        if not made.exists():
            made.parent.mkdir(parents=True, exist_ok=True)
            under = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
            ones = torch.ones(2, 8, dtype=torch.long)
            part = made.with_suffix(".part")
            with quiet():
                write(Mean(under).eval(), Graph({"ids": ones, "mask": ones}, ("sentence",), ("texts", "words")), part)
                quantise(part, ["MatMul"])
            part.rename(made)
        self._session = session(made)

    def __call__(self, texts: Sequence[str]) -> Floats:
        """float32 [texts, width]; those of like length go through together."""
        rows = self.tokenizer(list(texts), truncation=True, max_length=LONGEST)["input_ids"]
        order = sorted(range(len(rows)), key=lambda n: len(rows[n]))
        found = [self._run([rows[n] for n in order[at : at + BATCH]]) for at in range(0, len(order), BATCH)]
        back = np.argsort(np.array(order), kind="stable")
        return np.asarray(np.concatenate(found)[back], dtype=np.float32)

    def _run(self, rows: Sequence[Sequence[int]]) -> npt.NDArray[np.float32]:
        ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
        mask = np.zeros_like(ids)
        for at, row in enumerate(rows):
            ids[at, : len(row)], mask[at, : len(row)] = row, 1
        return np.asarray(self._session.run(["sentence"], {"ids": ids, "mask": mask})[0], dtype=np.float32)


def ask(teacher: Teacher, texts: Sequence[str], folder: Path) -> None:
    """The texts' vectors in half floats, ``NUMBER.npy`` for each chunk."""
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(texts), CHUNK):
        path = folder / f"{start // CHUNK:04}.npy"
        if not path.exists():
            found = teacher(texts[start : start + CHUNK])
            part = path.with_suffix(".part")
            with part.open("wb") as file:
                np.save(file, found.astype(np.float16))
            part.rename(path)


def answers(folder: Path) -> Floats:
    """What the teacher has said so far, [texts, width]."""
    return np.concatenate([np.load(path) for path in sorted(folder.glob("*.npy"))]).astype(np.float32)
