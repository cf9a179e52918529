"""Training itself, on a small network: what it writes, that it learns, that it can be repeated and resumed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install 'onrecord[train]'")
pytest.importorskip("onnx", reason="ONNX is not installed: pip install 'onrecord[train]'")

from typer.testing import CliRunner  # noqa: E402

from onrecord.backends import open_reader  # noqa: E402
from onrecord.cli.app import app  # noqa: E402
from onrecord.errors import InputError, PluginError, SettingsError  # noqa: E402
from onrecord.reader.features import Lexicon, flags, split  # noqa: E402
from onrecord.reader.network import WEIGHTS, Network  # noqa: E402
from onrecord.records import Article, Page, Part  # noqa: E402
from onrecord.training import finetune  # noqa: E402
from onrecord.training.export import export  # noqa: E402
from onrecord.training.finetune import Job, run  # noqa: E402
from onrecord.training.model import Shape, fresh, load, save  # noqa: E402
from onrecord.training.pieces import IGNORE, Tagsets, pieces_of  # noqa: E402
from onrecord.training.reading import TorchReader, predictions  # noqa: E402
from onrecord.training.trainer import Data, Options, Trainer  # noqa: E402
from onrecord.vectors import load as load_vectors  # noqa: E402
from tests.training.making_articles import article, write  # noqa: E402

SMALL = Shape(hidden=12, project=12, layers=1, decoder=8, link=12, word_width=8)
FILES = ("encoder.onnx", "decoder.onnx", "network.json", "network.pt")
TEXT = article(5)["text"]


def data_of(seeds: range) -> Data:
    vectors = load_vectors()
    pieces = [p for n in seeds for p in pieces_of(article(n), Lexicon(vectors), Tagsets(), None, n)]
    return Data(pieces, vectors, [article(n) for n in range(100, 103)])


def as_article(text: str) -> tuple[Page, Article]:
    page = Page("0" * 64, "made", "plain", text.encode(), text, "utf-8", "utf-8")
    return page, Article(page.id, "made", text, (Part("body", 0, len(text)),))


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small network of one epoch, in the form that readers are named in."""
    folder = tmp_path_factory.mktemp("trained")
    lines = write(folder / "a.jsonl", range(4))
    run(Job([lines], folder / "network", None, epochs=1, shape=SMALL), lambda _: None)
    return folder / "network"


def test_a_trained_folder_is_a_reader(trained: Path) -> None:
    reader = open_reader(f"onrecord:{trained}")
    assert json.loads((trained / "network.json").read_text())["id"] in reader.signature
    pair = as_article(TEXT)
    (statements,) = reader.read([pair])
    assert reader.read([pair]) == [statements]
    assert all(TEXT[a:b].strip() for s in statements for _, (a, b) in s.spans())


def test_the_exported_network_says_what_the_trained_one_says(tmp_path: Path) -> None:
    network = fresh(SMALL, 3).eval()
    export(network, tmp_path, 0.0, quantised=False)
    words = split(TEXT)
    marks = flags(words)
    cue = np.array([[0, 2, 2], [0, 5, 6]])
    answers = []
    for reader in (Network(tmp_path), TorchReader(network, Lexicon(load_vectors()))):
        out = reader.encode(words, words.pieces, marks)
        answers.append([out["roles"], out["names"], out["link"], *reader.ask(cue, out)])
    for exported, trained in zip(*answers, strict=True):
        np.testing.assert_allclose(exported, trained, atol=1e-5)


def test_the_same_weights_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        export(fresh(SMALL, 3), tmp_path / name, 0.4)
    assert [(tmp_path / "a" / f).read_bytes() for f in FILES] == [(tmp_path / "b" / f).read_bytes() for f in FILES]


def test_half_precision_keeps_the_weights(tmp_path: Path) -> None:
    network = fresh(SMALL, 3)
    save(network, tmp_path / "n.pt", half=True)
    again = load(tmp_path / "n.pt")
    assert again.shape == SMALL
    for mine, theirs in zip(again.parameters(), network.parameters(), strict=True):
        assert mine.dtype == torch.float32
        torch.testing.assert_close(mine, theirs, atol=1e-3, rtol=1e-3)


def test_a_run_that_was_stopped_ends_as_one_that_was_not(tmp_path: Path) -> None:
    data, options = data_of(range(4)), Options(2, 4)
    whole = Trainer(fresh(SMALL, 1), data, options, tmp_path / "whole")
    rows = list(whole.epochs())
    next(Trainer(fresh(SMALL, 1), data, options, tmp_path / "stopped").epochs())
    again = Trainer(fresh(SMALL, 2), data, options, tmp_path / "stopped")
    assert list(again.epochs()) == rows[1:]
    for mine, theirs in zip(again.result.parameters(), whole.result.parameters(), strict=True):
        assert torch.equal(mine, theirs)


def test_a_small_network_learns_from_what_it_sees() -> None:
    shape = replace(SMALL, hidden=32, dropout=0.0)
    first, *_, last = Trainer(fresh(shape, 1), replace(data_of(range(12)), dev=()), Options(8, 4, 1e-2)).epochs()
    assert last["loss"] < first["loss"] / 2


def test_going_on_keeps_the_names_that_the_network_finds(trained: Path) -> None:
    data = data_of(range(2))
    assert (data.train[0].syntax[:, 0] == IGNORE).all()
    finetune.keep_names(load(trained / "network.pt"), data)
    assert (data.train[0].syntax[:, 0] != IGNORE).all()
    assert (data.train[0].syntax[:, 1:] == IGNORE).all()


def onrecord(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["train", *map(str, arguments)])
    return done.exit_code, done.stderr


def test_the_command_goes_on_from_a_folder(trained: Path, tmp_path: Path) -> None:
    lines, dev = write(tmp_path / "a.jsonl", range(3)), write(tmp_path / "d.jsonl", range(50, 52))
    code, said = onrecord(lines, "--from", trained, "--out", tmp_path / "o", "--epochs", 1, "--dev", dev)
    assert code == 0, said
    assert "3 articles with 9 statements to learn from, 2 to measure on" in said
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == sorted(FILES)
    about = [json.loads((folder / "network.json").read_text()) for folder in (trained, tmp_path / "o")]
    assert about[0]["id"] != about[1]["id"]
    open_reader(f"onrecord:{tmp_path / 'o'}").read([as_article(TEXT)])


def test_wrong_folders_are_refused_before_anything_is_written(trained: Path, tmp_path: Path) -> None:
    lines = write(tmp_path / "a.jsonl", range(2))
    with pytest.raises(PluginError, match="no trainable network at"):
        run(Job([lines], tmp_path / "o", tmp_path / "none"), print)
    with pytest.raises(SettingsError, match="comes from no training"):
        run(Job([lines], tmp_path, trained), print)
    with pytest.raises(SettingsError, match="holds the weights of the package"):
        run(Job([lines], WEIGHTS, trained), print)
    (tmp_path / "bare.jsonl").write_text('{"text": "Nothing.", "statements": []}')
    with pytest.raises(InputError, match="there is nothing to learn from"):
        run(Job([tmp_path / "bare.jsonl"], tmp_path / "o", trained), print)
    assert not (tmp_path / "o").exists()


def test_a_broken_network_is_named(tmp_path: Path) -> None:
    (tmp_path / "network.pt").write_bytes(b"no checkpoint")
    with pytest.raises(PluginError, match=r"network\.pt is no network of this version"):
        load(tmp_path / "network.pt")


def test_predictions_are_characters_of_the_text(trained: Path) -> None:
    made = article(7)
    network = Network(trained)
    network.about["keep"] = 0.0
    ((*found,),) = predictions(network, [made])
    assert all(
        0 <= a < b <= len(made["text"]) for s in found for role in ("source", "cue", "content") for a, b in s[role]
    )
