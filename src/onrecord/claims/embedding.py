"""Sentence embeddings beside the word vectors: by the package's own small encoder, or by a model of the user's.

The user's model, an extra, is a folder as sentence-transformers writes it (Reimers and Gurevych 2019). Nothing is
downloaded. The weights that match claims with it were learnt with all-MiniLM-L6-v2; they see cosines, so that others of
its kind fit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from onrecord.claims.propositions import Proposition
from onrecord.claims.similarity import Floats, standing, unit
from onrecord.errors import PluginError
from onrecord.reader.sentences import Sentences
from onrecord.settings import EMBEDDING

Embed = Callable[[Sequence[str]], Floats]
"""Sentences to one row each, [sentences, width]; rows need not be of one length."""

BATCH: Final = 32
SHIPPED: Final = Path(__file__).parent / "weights" / "sentences.onnx"
"""The package's own encoder; ``training/sentences`` makes it."""


def chosen() -> Embed | None:
    """The model that the environment names; None where it names none. PluginError where it cannot be used."""
    folder = EMBEDDING.value()
    return open_model(folder) if folder else None


@cache
def shipped() -> Embed:
    """The package's own encoder, with the vectors that it has given."""
    return Sentences(SHIPPED)


@cache
def open_model(folder: str) -> Embed:
    """The model of a folder. PluginError where there is none, or without the extra."""
    if not Path(folder).is_dir():
        raise PluginError(f"no sentence-embedding model in {folder}: no such folder")
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging
    except ImportError as error:
        raise PluginError("a sentence-embedding model needs: pip install 'onrecord[embedding]'") from error
    logging.disable_progress_bar()
    try:
        model: Any = SentenceTransformer(folder, device="cpu", local_files_only=True)
    except Exception as error:  # the loader raises of many kinds, by what is missing in the folder
        first = (str(error).splitlines() or [""])[0]
        raise PluginError(f"no sentence-embedding model in {folder}: {first or type(error).__name__}") from error

    def embed(sentences: Sequence[str]) -> Floats:
        return np.asarray(model.encode(list(sentences), batch_size=BATCH, show_progress_bar=False), dtype=np.float32)

    return embed


def features(props: Sequence[Proposition], embed: Embed) -> dict[str, Floats]:
    """How alike contents, sentences and whole statements are in the model's eyes; [n, n] each."""
    contents, sentences, whole = (unit(embed([form(p) for p in props])) for form in (content, sentence, told))
    text, around = _cosine(contents), _cosine(sentences)
    return {
        "embedded": text,
        "embedded_sentence": around,
        "embedded_told": _cosine(whole),
        "embedded_local": _cosine(unit(contents - contents.mean(0))),
        "embedded_sentence_local": _cosine(unit(sentences - sentences.mean(0))),
        **standing("embedded", text),
        **standing("embedded_sentence", around),
    }


def content(p: Proposition) -> str:
    return p.text or p.cue


def sentence(p: Proposition) -> str:
    return p.sentence_text or p.cue


def told(p: Proposition) -> str:
    return f"{p.speaker} {p.cue} {p.text}"


def _cosine(rows: Floats) -> Floats:
    return np.asarray(rows @ rows.T, dtype=np.float32)
