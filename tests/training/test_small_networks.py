"""The small networks of days, pairs and stances: learnt on a few made-up texts, they say the same in the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install 'onrecord[train]'")
pytest.importorskip("onnx", reason="ONNX is not installed: pip install 'onrecord[train]'")
pytest.importorskip("sklearn", reason="scikit-learn is not installed: pip install 'onrecord[train]'")

from onrecord.backends.trained import open_reader  # noqa: E402
from onrecord.claims import pairing, stance  # noqa: E402
from onrecord.claims.propositions import Proposition, propositions  # noqa: E402
from onrecord.claims.sides import together  # noqa: E402
from onrecord.reader import dated  # noqa: E402
from onrecord.reader.occasions import ordered  # noqa: E402
from onrecord.reader.scene import scene  # noqa: E402
from onrecord.records import Article, Part, Statement  # noqa: E402
from training.claims import pair_network, stance_network  # noqa: E402
from training.labels import dates  # noqa: E402
from training.labels.data import Laid  # noqa: E402

TEXTS = [
    "Mayor Ada Quill said on Tuesday that the ferry will stop. The harbour union opposes the plan.",
    "Bakers warned in March that flour would be dear. “It is dear now,” said Jon Tveit on 3 May.",
    "The ferry will not stop, the company said on Friday. Ada Quill denied that she had said so.",
]
DAYS = ["2024-05-14", "2024-03-01/2024-03-31", "2024-05-10"]


def read(number: int) -> tuple[Article, tuple[Statement, ...]]:
    text = TEXTS[number]
    article = Article("", f"text-{number}", text, (Part("body", 0, len(text)),), published="2024-05-16")
    return article, open_reader().read_one(article)


def example(number: int) -> dates.Example:
    article, statements = read(number)
    laid, order = ordered(scene(article, statements, open_reader().analyse(article)))
    gold = [{"when": DAYS[number] if not n else ""} for n in range(len(order))]
    return dates.Example.of(Laid(laid, [s.speaker for s in statements], [s.kind for s in statements], gold))


def test_the_network_of_days_says_in_the_package_what_it_learnt(tmp_path: Path) -> None:
    examples = [example(n) for n in range(len(TEXTS))]
    made = dates.several(examples[:2], examples[2:], epochs=(30, 10))
    assert dates.right(examples, [e.shares(made) for e in examples], 0.5) == 1.0
    bar = {name: [0.0, 1.0] for name in ("known", "hit", "empty_known", "empty_hit")}
    path = tmp_path / "dates.onnx"
    dates.export(made, examples[0], {"network": "made", "threshold": 0.4, **bar}, path)
    loaded = dated.load(path)
    assert (loaded.network, loaded.bar.threshold) == ("made", 0.4)
    fed = {name: tensor.numpy() for name, tensor in examples[1].given.items()}
    _, pair = loaded.run.run(["none", "pair"], fed | {"cells": fed["cells"].astype(np.int64)})
    assert pair == pytest.approx(examples[1].through(made)[1].detach().numpy(), abs=2e-3)
    assert path.stat().st_size < 2.5 * sum(p.numel() for p in made.parameters())  # two bytes each, and the graph
    again = dates.several(examples[:2], examples[2:], epochs=(30, 10))
    assert np.array_equal(again.networks[0].statement.weight.detach(), made.networks[0].statement.weight.detach())


@dataclass
class Marked:
    props: list[Proposition]
    matrices: dict[str, Any]
    wanted: Any


def members() -> list[Proposition]:
    return [p for n in range(len(TEXTS)) for p in propositions(*read(n))]


def test_the_network_of_pairs_says_in_the_package_what_it_learnt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    props = members()
    shown = np.abs(np.subtract.outer(np.arange(len(props)), np.arange(len(props)))).astype(np.float32)
    marked = Marked(props, {"gap": shown}, np.triu(shown == 1)[np.triu_indices(len(props), 1)])
    story = pair_network.Story(marked, ["gap"])
    made = pair_network.learn([story], epochs=60)
    assert ((story.scores(made) > 0.5) == marked.wanted).all()
    pair_network.export(made, story, ["gap"], tmp_path / "pairs.onnx")
    monkeypatch.setattr(pairing, "WEIGHTS", tmp_path)
    monkeypatch.setattr(pairing, "AT_ONCE", 4)
    scores = pairing.load.__wrapped__("pairs").scores(props, marked.matrices)
    assert scores[np.triu_indices(len(props), 1)] == pytest.approx(story.scores(made), abs=1e-4)
    assert np.array_equal(scores, scores.T)
    assert not scores.diagonal().any()


def test_the_network_of_stances_says_in_the_package_what_it_learnt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stance_network, "RARE", 1)
    props = members()
    claim = (props, together(props), ["asserts", "denies", "asserts", "asserts", "denies", "denies"][: len(props)])
    made = stance_network.learn([[claim]], epochs=300)
    stance_network.export(made, tmp_path / "stance.onnx")
    monkeypatch.setattr(stance, "WEIGHTS", tmp_path)
    monkeypatch.setattr(stance, "network", stance.network.__wrapped__)
    found = stance.chances(props, claim[1])
    assert [max(row, key=lambda s: row[s]) for row in found] == claim[2]
    assert [row["denies"] for row in found] == pytest.approx(made.chances(claim)[:, 1].tolist(), abs=1e-4)
    assert sum(stance.chances(props[:1], claim[1][:1])[0].values()) == pytest.approx(1)


def test_stances_hang_on_who_is_in_the_claim_and_not_on_their_order() -> None:
    props = members()
    shown = together(props)
    forth, back = stance.chances(props, shown), stance.chances(props[::-1], shown[::-1])
    assert [row["denies"] for row in forth] == pytest.approx([row["denies"] for row in back[::-1]], abs=1e-5)
