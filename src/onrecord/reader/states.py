"""States of a larger encoder beside the words: for a reader whose folder has one, better and many times slower.

The folder then holds ``states.onnx`` (sub-words in, the states of some layers out) and ``tokenizer.json``; ``onrecord
train --deep`` writes it. Needs the extra ``deep``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.errors import PluginError

Floats = npt.NDArray[np.float32]

STATES: Final = "states.onnx"
TOKENIZER: Final = "tokenizer.json"


class States:
    """A word's state is the mean over its sub-words; zero past the encoder's longest input."""

    def __init__(self, folder: Path, session: Any, longest: int) -> None:
        try:
            from tokenizers import Tokenizer
        except ImportError as error:
            raise PluginError(f"the reader of {folder} needs: pip install 'onrecord[deep]'") from error
        try:
            self._tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:  # the library raises no other kind
            raise PluginError(f"reader weights {folder / TOKENIZER} do not load: {error}") from error
        self._tokenizer.enable_truncation(longest)
        self._tokenizer.enable_padding()
        self._session = session

    def of(self, pieces: Sequence[Sequence[str]], wide: int) -> Floats:
        """[pieces, wide, width]"""
        encoded = self._tokenizer.encode_batch(list(map(list, pieces)), is_pretokenized=True)
        feed = {
            "ids": np.array([e.ids for e in encoded], np.int64),
            "mask": np.array([e.attention_mask for e in encoded], np.int64),
        }
        states: Floats = self._session.run(["states"], feed)[0]
        owners = np.array([[wide if w is None else w for w in e.word_ids] for e in encoded])
        return np.stack([by_word(row, owner, wide) for row, owner in zip(states, owners, strict=True)])


def by_word(states: Floats, owner: npt.NDArray[np.int64], wide: int) -> Floats:
    """[wide, width]: the mean of the rows that each word owns; ``wide`` owns those that belong to no word."""
    sums = np.zeros((wide + 1, states.shape[1]), np.float32)
    np.add.at(sums, owner, states)
    count = np.bincount(owner, minlength=wide + 1)[:, None]
    result: Floats = (sums / np.maximum(count, 1)).astype(np.float32)
    return result[:wide]
