"""The package's own sentence encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onrecord.claims.embedding import SHIPPED
from onrecord.errors import PluginError
from onrecord.reader import sentences
from onrecord.reader.sentences import LONGEST, Sentences

CLOSED = "The dam will be closed before winter"
SHUT = "They are going to shut down the dam"
BREAD = "Flour has never cost the bakers so much"


@pytest.fixture(scope="module")
def encoder() -> Sentences:
    return Sentences(SHIPPED)


def test_what_means_the_same_is_nearer(encoder: Sentences) -> None:
    closed, shut, bread = encoder([CLOSED, SHUT, BREAD])
    assert closed @ shut > closed @ bread + 0.2


def test_rows_are_of_length_one_also_for_texts_without_words(encoder: Sentences) -> None:
    np.testing.assert_allclose(np.linalg.norm(encoder(["", " ", BREAD, "…", "\ud800"]), axis=1), 1, atol=1e-5)


def test_a_text_is_given_the_same_vector_in_any_company() -> None:
    alone = Sentences(SHIPPED)([SHUT])[0]
    among = Sentences(SHIPPED)([BREAD, SHUT, CLOSED, f"{SHUT} {BREAD}"] * 30)[1]
    np.testing.assert_allclose(alone, among, atol=1e-6)


def test_a_long_text_is_read_to_its_limit(encoder: Sentences) -> None:
    long = "the dam stays open " * LONGEST
    assert (encoder([long])[0] == encoder([" ".join(long.split()[:LONGEST])])[0]).all()


def test_vectors_are_worked_out_once(encoder: Sentences, monkeypatch: pytest.MonkeyPatch) -> None:
    before = encoder([BREAD])
    monkeypatch.setattr(encoder, "_read", lambda texts: pytest.fail("read again") if texts else [])
    assert (encoder([BREAD, BREAD])[1] == before[0]).all()


def test_more_texts_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "KEPT", 2)
    encoder = Sentences(SHIPPED)
    first = encoder([CLOSED, SHUT])
    assert (encoder([SHUT, BREAD, CLOSED])[[2, 0]] == first).all()


def test_weights_that_do_not_load_are_told(tmp_path: Path) -> None:
    (tmp_path / "sentences.onnx").write_bytes(b"nothing of the kind")
    with pytest.raises(PluginError, match="do not load"):
        Sentences(tmp_path / "sentences.onnx")(["a"])
