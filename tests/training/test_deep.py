"""A larger encoder under the network: kept states, the deep reader, and what is told where something is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install 'onrecord[train]'")
pytest.importorskip("onnx", reason="ONNX is not installed: pip install 'onrecord[train]'")
pytest.importorskip("transformers", reason="transformers is not installed: pip install 'onrecord[train]'")

from typer.testing import CliRunner  # noqa: E402

from onrecord.backends import open_reader  # noqa: E402
from onrecord.cli.app import app  # noqa: E402
from onrecord.errors import PluginError  # noqa: E402
from onrecord.reader.features import Lexicon, flags, split  # noqa: E402
from onrecord.reader.network import Network  # noqa: E402
from onrecord.training.finetune import Job, run  # noqa: E402
from onrecord.training.model import Shape, load  # noqa: E402
from onrecord.training.pieces import Piece, Tagsets, pieces_of  # noqa: E402
from onrecord.training.reading import TorchReader  # noqa: E402
from onrecord.training.states import States  # noqa: E402
from onrecord.vectors import load as load_vectors  # noqa: E402
from tests.training.making_articles import article, write  # noqa: E402
from training.tiny import WIDTH, write_encoder  # noqa: E402

SMALL = Shape(hidden=12, project=12, layers=1, decoder=8, link=12, word_width=8)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    write_encoder(sorted({word.lower() for n in range(4) for word in split(article(n)["text"]).words}), folder)
    return folder


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory, encoder: Path) -> Path:
    folder = tmp_path_factory.mktemp("deep")
    lines = write(folder / "a.jsonl", range(4))
    run(Job([lines], folder / "reader", None, encoder=encoder, epochs=1, shape=SMALL, deep=True), lambda _: None)
    return folder / "reader"


def pieces() -> list[Piece]:
    return pieces_of(article(5), Lexicon(load_vectors()), Tagsets(), None, 0)


def test_a_word_has_the_mean_of_its_sub_words(encoder: Path) -> None:
    states = States(encoder)
    words = ["Merk", "said", "unheard-of", "."]
    piece = Piece(words, np.zeros((0, 0), np.int32), np.zeros((0, 0), np.int32))
    (mine,) = states.of([piece])
    assert mine.shape == (4, 2 * WIDTH)
    assert np.abs(mine.astype(np.float32)).sum(1).min() > 0


def test_states_are_kept_and_found_again(encoder: Path, tmp_path: Path) -> None:
    some = pieces()
    first, again = States(encoder), States(tmp_path / "no encoder is opened")
    first.open(tmp_path / "some.npy", some)
    again.open(tmp_path / "some.npy", some)
    assert np.array_equal(np.concatenate(first.of(some)), np.concatenate(again.of(some)))
    assert again(some, 300).shape == (len(some), 300, 2 * WIDTH)


def test_a_deep_reader_scores_as_it_was_trained(deep: Path, encoder: Path) -> None:
    words = split(article(5)["text"])
    marks = flags(words)
    lexicon = Lexicon(load_vectors())
    mine = Network(deep).encode(words, words.pieces, marks)
    theirs = TorchReader(load(deep / "network.pt"), lexicon, States(encoder)).encode(words, words.pieces, marks)
    for row, (a, b) in enumerate(words.pieces):
        np.testing.assert_allclose(mine["roles"][row, : b - a], theirs["roles"][row, : b - a], atol=0.02)


def test_a_deep_folder_is_a_reader(deep: Path) -> None:
    assert {path.name for path in deep.iterdir()} >= {"states.onnx", "tokenizer.json"}
    assert open_reader(f"onrecord:{deep}").signature != open_reader("onrecord").signature


@pytest.mark.parametrize("held", [None, "{}"])
def test_sub_words_that_do_not_load_are_told(deep: Path, tmp_path: Path, held: str | None) -> None:
    folder = shutil.copytree(deep, tmp_path / "reader")
    (folder / "tokenizer.json").unlink()
    if held is not None:
        (folder / "tokenizer.json").write_text(held, "utf-8")
    words = split(article(5)["text"])
    with pytest.raises(PluginError, match=r"tokenizer\.json do not load"):
        Network(folder).encode(words, words.pieces, flags(words))


def test_a_folder_that_holds_no_encoder_is_told(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="no encoder of Hugging Face form"):
        States(tmp_path).hold(pieces())


def test_deep_needs_an_encoder(tmp_path: Path) -> None:
    lines = write(tmp_path / "a.jsonl", range(2))
    done = CliRunner().invoke(app, ["train", str(lines), "--out", str(tmp_path / "out"), "--deep"])
    assert done.exit_code == 2
    assert "--encoder" in done.output
