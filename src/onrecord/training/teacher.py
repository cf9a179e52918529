"""A larger encoder whose states feed the same network: the teacher. Needs ``transformers`` and a folder of yours.

Its lower layers stay as they are, so their states are worked out once for each piece and kept (half precision).
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.errors import PluginError
from onrecord.training.pieces import Piece

Kept = tuple[np.ndarray, np.ndarray]
"""The lower layers' states [pieces of words, width], and the word that each belongs to (-1 for none)."""


class Pretrained(nn.Module):
    """A BERT-like encoder; a word's state is the mean over its pieces, zero past the encoder's longest input."""

    def __init__(self, folder: Path, frozen: int = 3) -> None:
        super().__init__()
        try:
            from transformers import AutoModel, AutoTokenizer
        except ImportError as error:
            raise PluginError("a larger encoder needs transformers: pip install transformers") from error
        try:
            self.tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            whole: Any = AutoModel.from_pretrained(folder, attn_implementation="sdpa", local_files_only=True).eval()
        except (OSError, ValueError) as error:
            raise PluginError(f"no encoder of Hugging Face form in {folder}: {error}") from error
        self.longest = min(512, whole.config.max_position_embeddings)
        self.width: int = whole.config.hidden_size
        self._lower: list[Any] = [whole.embeddings, *whole.encoder.layer[:frozen]]
        self.upper = nn.ModuleList(whole.encoder.layer[frozen:])
        self.kept: dict[int, Kept] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> Pretrained:
        """A copy shares what is frozen."""
        twin: Pretrained = Pretrained.__new__(Pretrained)
        nn.Module.__init__(twin)
        for name in ("tokenizer", "longest", "width", "_lower", "kept"):
            object.__setattr__(twin, name, getattr(self, name))
        twin.upper = copy.deepcopy(self.upper, memo)
        return twin

    def with_frozen(self, layers: int) -> Pretrained:
        """The same encoder with so many of its lower layers frozen; it has kept nothing of any piece."""
        twin = copy.deepcopy(self)
        every = [*copy.deepcopy(self._lower[1:]), *twin.upper]
        twin._lower, twin.upper = [self._lower[0], *every[:layers]], nn.ModuleList(every[layers:])
        twin.kept = {}
        return twin

    def forget(self, pieces: list[Piece]) -> None:
        """Drop what was kept of pieces that do not come back."""
        for piece in pieces:
            self.kept.pop(id(piece), None)

    @torch.no_grad()
    def keep(self, pieces: list[Piece], size: int = 16) -> None:
        """Work out the lower layers' states of these pieces."""
        order = sorted((p for p in pieces if id(p) not in self.kept), key=lambda p: len(p.words))
        for at in range(0, len(order), size):
            group = order[at : at + size]
            batch = self.tokenizer(
                [p.words for p in group],
                is_split_into_words=True,
                padding=True,
                truncation=True,
                max_length=self.longest,
                return_tensors="pt",
            )
            mask = batch["attention_mask"]
            states = self._lower[0](input_ids=batch["input_ids"])
            states = through(self._lower[1:], states, mask)
            for row, piece in enumerate(group):
                n = int(mask[row].sum())
                owner = np.array([-1 if w is None else w for w in batch.word_ids(row)[:n]], np.int16)
                self.kept[id(piece)] = (states[row, :n].half().numpy(), owner)

    def forward(self, pieces: list[Piece], wide: int) -> Tensor:
        """[B, wide, width]"""
        self.keep(pieces)
        kept = [self.kept[id(p)] for p in pieces]
        longest = -(-max(len(owner) for _, owner in kept) // 16) * 16
        states = torch.zeros(len(pieces), longest, self.width)
        owner = torch.full((len(pieces), longest), wide)
        mask = torch.zeros(len(pieces), longest)
        for row, (lower, words) in enumerate(kept):
            n = len(words)
            states[row, :n] = torch.from_numpy(lower).float()
            owner[row, :n] = torch.from_numpy(np.where(words < 0, wide, words).astype(np.int64))
            mask[row, :n] = 1
        states = through(self.upper, states, mask)
        sums = states.new_zeros(len(pieces), wide + 1, self.width)
        sums = sums.scatter_add(1, owner[..., None].expand_as(states), states)
        count = states.new_zeros(len(pieces), wide + 1).scatter_add(
            1, owner, torch.ones_like(owner, dtype=states.dtype)
        )
        return (sums / count.clamp(min=1)[..., None])[:, :wide]


def through(layers: Any, states: Tensor, mask: Tensor) -> Tensor:
    """The states after these layers; positions where ``mask`` is 0 are not attended to."""
    bias = (1.0 - mask.float())[:, None, None, :] * -1e9
    for layer in layers:
        out = layer(states, bias)
        states = out[0] if isinstance(out, tuple) else out
    return states
