"""A sentence-embedding model of the user's own, heard when claims are matched; here one of a few thousand weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onrecord.claims.embedding import chosen, features, open_model
from onrecord.claims.found import find_claims
from onrecord.claims.propositions import propositions
from onrecord.errors import PluginError
from onrecord.settings import EMBEDDING
from tests.claims.test_claims_kept import STORY, reading

READ = [(r.article, r.statements) for r in (reading(name, *told) for name, told in STORY.items())]


def test_without_a_setting_there_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(EMBEDDING.env, raising=False)
    assert chosen() is None


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="no such folder"):
        open_model(str(tmp_path / "nowhere"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A model as sentence-transformers keeps it."""
    pytest.importorskip("sentence_transformers", reason="not installed: pip install 'onrecord[embedding]'")
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    from training.tiny import WIDTH, write_encoder

    made = tmp_path_factory.mktemp("model")
    write_encoder("dam gates will close never bakers flour price autumn".split(), made / "bert")
    modules = [Transformer(str(made / "bert")), Pooling(WIDTH)]
    SentenceTransformer(modules=modules, device="cpu").save(str(made / "whole"))
    return str(made / "whole")


@pytest.mark.usefixtures("folder")
def test_a_folder_of_something_else_is_told(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=f"no sentence-embedding model in {tmp_path}"):
        open_model(str(tmp_path))


def test_features_are_symmetric_cosines(folder: str) -> None:
    props = [p for article, statements in READ for p in propositions(article, statements)]
    found = features(props, open_model(folder))
    for name, matrix in found.items():
        assert matrix.shape == (len(props),) * 2, name
        np.testing.assert_allclose(matrix, matrix.T, atol=1e-5, err_msg=name)
    np.testing.assert_allclose(np.diag(found["embedded"]), 1, atol=1e-4)
    dam, bakers = found["embedded"][0, 2], found["embedded"][0, 3]
    assert dam > bakers, "the same words in other marks are nearer than other words"


def test_claims_are_found_with_it(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EMBEDDING.env, folder)
    claims = find_claims(READ, chosen())
    together = [{m.statement.speaker for m in claim.members} for claim in claims]
    assert any("Ivar Kestrand" in speakers for speakers in together)
