"""The sentence encoder's recipe, on a few made-up articles, and its parts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install 'onrecord[train]'")
pytest.importorskip("onnx", reason="ONNX is not installed: pip install 'onrecord[train]'")
pytest.importorskip("transformers", reason="transformers is not installed: pip install 'onrecord[train]'")

from onrecord.reader.sentences import Sentences  # noqa: E402
from training.material import MadeUp  # noqa: E402
from training.sentences import material  # noqa: E402
from training.sentences.__main__ import TINY, main, make  # noqa: E402
from training.sentences.export import export  # noqa: E402
from training.sentences.learning import Reading  # noqa: E402
from training.sentences.student import Student, batches, loss  # noqa: E402

TEXTS = ["The dam will never close.", "Bakers", "", "The flour price fell in autumn, the bakers said on Monday.", "No"]


def test_the_tiny_recipe_makes_an_encoder_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    main(["--tiny", "--out", str(tmp_path / "run")])
    made = tmp_path / "run" / "sentences.onnx"
    first = made.read_bytes()
    answers = {path: path.stat().st_mtime_ns for path in (tmp_path / "run" / "answers").iterdir()}
    assert Sentences(made)(TEXTS).shape == (len(TEXTS), TINY.shape.out)
    (tmp_path / "run" / "last.pt").unlink()
    out = tmp_path / "run"
    make(material.made_up(MadeUp()), TINY, out / "encoder", out, made)
    assert made.read_bytes() == first, "the same seed, the same bytes"
    assert answers == {path: path.stat().st_mtime_ns for path in (out / "answers").iterdir()}, "not asked twice"


def test_what_is_exported_gives_the_student_s_vectors(tmp_path: Path) -> None:
    torch.manual_seed(0)
    student = Student(TINY.shape).eval()
    export(student, tmp_path / "sentences.onnx")
    with torch.inference_mode():
        wanted = Reading(TEXTS).through(student, range(len(TEXTS))).numpy()
    found = Sentences(tmp_path / "sentences.onnx")(TEXTS)
    assert ((found * wanted).sum(1) > 0.999).all(), "but for eight bits"


def test_material_is_not_made_twice(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    material.write(iter([["a", "b"], ["c"]]), path, 3)
    material.write(iter([["other"], ["other"], ["d", "e"], ["f"]]), path, 5)
    assert [json.loads(line) for line in path.read_text("utf-8").splitlines()] == [["a", "b"], ["c"], ["d", "e"]]


def test_every_text_is_in_one_batch() -> None:
    found = batches(10, windows=2, width=3, order=[3, 0, 2, 1])
    assert found == [[9, 0, 1, 2], [6, 7, 8, 3, 4, 5]]


def test_the_loss_is_least_where_the_vectors_are_the_teacher_s() -> None:
    wanted = torch.from_numpy(np.eye(4, dtype=np.float32))
    turned = wanted.roll(1, 0)
    near = torch.nn.functional.normalize(wanted + 0.1 * turned, dim=-1)
    assert loss(wanted, wanted) < loss(near, wanted) < loss(turned, wanted)
