import os

import pytest

from onrecord.cli import one_thread


def test_numpy_calculates_in_one_thread_unless_the_user_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "3"
