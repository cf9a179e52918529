"""States of a larger encoder that stays as it is, worked out once and kept: what a teacher reads beside the words.

The middle layers of a pre-trained encoder tell more of syntax than its last (Tenney et al. 2019), and a recurrent
network over states that stay as they are reads nearly as well as one trained through the encoder (Devlin et al. 2019,
5.3), at a fraction of the work. Needs ``transformers`` and a folder in Hugging Face form, of the BERT or MPNet kind.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from onrecord.errors import PluginError
from onrecord.reader.states import by_word
from onrecord.training.pieces import Piece

log = logging.getLogger(__name__)

GROUP: Final = 8
"""Pieces that the encoder reads together."""
TOLD: Final = 40
"""Groups between two lines of progress."""
SHARES: Final = (5 / 12, 8 / 12)
"""How far up the layers lie whose states are kept; what is above them is not worked out."""

Halves = npt.NDArray[np.float16]


def key(words: Sequence[str]) -> str:
    """What a piece's states are kept under."""
    return hashlib.sha1("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()


class Encoder:
    """A word's state is the mean over its sub-words, layer beside layer; zero past the encoder's longest input."""

    def __init__(self, folder: Path) -> None:
        try:
            from transformers import AutoModel, AutoTokenizer
        except ImportError as error:
            raise PluginError("a larger encoder needs transformers: pip install transformers") from error
        try:
            self.tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            self.model: Any = AutoModel.from_pretrained(
                folder, attn_implementation="eager", local_files_only=True
            ).eval()
        except (OSError, ValueError) as error:
            raise PluginError(f"no encoder of Hugging Face form in {folder}: {error}") from error
        count = self.model.config.num_hidden_layers
        self.layers = [max(1, round(share * count)) for share in SHARES]
        del self.model.encoder.layer[max(self.layers) :]
        self.longest = min(512, self.model.config.max_position_embeddings - 2)
        self.width: int = self.model.config.hidden_size * len(self.layers)

    @torch.inference_mode()
    def read(self, pieces: Sequence[Piece]) -> list[Halves]:
        """[words, width] of each piece."""
        batch = self.tokenizer(
            [p.words for p in pieces],
            is_split_into_words=True,
            padding=True,
            truncation=True,
            max_length=self.longest,
            return_tensors="pt",
        )
        given = {name: batch[name] for name in ("input_ids", "attention_mask")}
        hidden = self.model(**given, output_hidden_states=True).hidden_states
        states = torch.cat([hidden[layer] for layer in self.layers], -1)
        return [_of_words(states[row], batch.word_ids(row), len(p.words)) for row, p in enumerate(pieces)]


def _of_words(states: Tensor, owners: Sequence[int | None], words: int) -> Halves:
    owner = np.array([words if w is None else w for w in owners])
    return by_word(states.numpy(), owner, words).astype(np.float16)


class StatesOut(nn.Module):
    """What is written as ONNX: ids and mask, int [B, sub-words] → the kept layers' states [B, sub-words, width]."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.model, self.layers = encoder.model, encoder.layers

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        hidden = self.model(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
        return torch.cat([hidden[layer] for layer in self.layers], -1)


class States:
    """Kept states by the words of a piece; the encoder is opened where words are met that none are kept of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: dict[str, Halves] = {}
        self._encoder: Encoder | None = None

    @property
    def encoder(self) -> Encoder:
        self._encoder = self._encoder or Encoder(self.folder)
        return self._encoder

    @property
    def width(self) -> int:
        """Columns of a word's state."""
        return next(iter(self.kept.values())).shape[1] if self.kept else self.encoder.width

    def open(self, path: Path, pieces: Sequence[Piece]) -> None:
        """The states of these pieces from ``path``; worked out and written there where it is missing."""
        ends = np.cumsum([len(p.words) for p in pieces])
        if not path.exists():
            self._write(path, pieces, ends)
        table = np.load(path, mmap_mode="r")
        for piece, end in zip(pieces, ends.tolist(), strict=True):
            self.kept[key(piece.words)] = table[end - len(piece.words) : end]

    def hold(self, pieces: Sequence[Piece]) -> None:
        """The states of these pieces, worked out and kept in memory."""
        for at in range(0, len(pieces), GROUP):
            group = pieces[at : at + GROUP]
            self.kept |= zip((key(p.words) for p in group), self.encoder.read(group), strict=True)

    def _write(self, path: Path, pieces: Sequence[Piece], ends: npt.NDArray[np.int64]) -> None:
        part = path.with_name(f"{path.name}.part")
        table = np.lib.format.open_memmap(part, "w+", np.float16, (int(ends[-1]), self.encoder.width))
        order = sorted(range(len(pieces)), key=lambda i: len(pieces[i].words))
        for at in range(0, len(order), GROUP):
            group = order[at : at + GROUP]
            for i, states in zip(group, self.encoder.read([pieces[i] for i in group]), strict=True):
                table[ends[i] - len(states) : ends[i]] = states
            if at // GROUP % TOLD == TOLD - 1:
                log.info("%s: %d of %d pieces", path.name, at + GROUP, len(order))
        table.flush()
        part.replace(path)

    def of(self, pieces: Sequence[Piece]) -> list[Halves]:
        """[words, width] of each piece; what is not kept is worked out and not kept either."""
        missing = [p for p in pieces if key(p.words) not in self.kept]
        fresh = dict(zip((id(p) for p in missing), self.encoder.read(missing) if missing else (), strict=True))
        return [fresh[id(p)] if id(p) in fresh else self.kept[key(p.words)] for p in pieces]

    def __call__(self, pieces: Sequence[Piece], wide: int) -> Tensor:
        """[B, wide, width]"""
        result = torch.zeros(len(pieces), wide, self.width)
        for row, states in enumerate(self.of(pieces)):
            result[row, : len(states)] = torch.from_numpy(states.astype(np.float32))
        return result
