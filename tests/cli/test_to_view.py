"""A ledger that this person may not write, and outputs that cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.cli.claims import bring_up_to_date
from onrecord.cli.found import to_view
from tests.cli.made import Run


def test_a_ledger_that_cannot_be_written_is_shown_as_it_was_left(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("os.access", lambda *_: False)
        with to_view(str(ledger)) as opened:
            assert opened.read_only
            bring_up_to_date(opened)
        assert "cannot be written" in capsys.readouterr().err
    with to_view(str(ledger)) as opened:
        assert not opened.read_only
        bring_up_to_date(opened)
    monkeypatch.setattr("os.access", lambda *_: False)
    with to_view(str(ledger)) as opened:
        bring_up_to_date(opened)
    assert "cannot be written" not in capsys.readouterr().err


@pytest.mark.parametrize("after", ["abc", "9" * 30, "-3"])
@pytest.mark.parametrize("words", [("search", "wall"), ("who", "Brandt")])
def test_rows_go_on_only_after_a_number(run: Run, ledger: Path, words: tuple[str, str], after: str) -> None:
    done = run(*words, f"--after={after}", "--ledger", ledger)
    assert done.returncode == 2
    assert f"{after!r} is no number" in done.stderr


def test_a_full_disk_is_told_in_a_line(run: Run, ledger: Path) -> None:
    done = run("export", "--format", "csv", "--output", "/dev/full", "--ledger", ledger)
    assert (done.returncode, done.stderr.strip()) == (1, "onrecord: No space left on device")


def test_training_says_at_once_where_it_cannot_write(run: Run, articles: Path) -> None:
    done = run("train", articles, "--out", articles / "reader")
    assert done.returncode == 2
    assert "cannot be written" in " ".join(done.stderr.split())
