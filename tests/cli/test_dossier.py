"""README's first command, but for the installation: the dossier is read, shown and kept."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.cli.made import Run

ROOT = Path(__file__).parent.parent.parent


def main_command() -> list[str]:
    """The arguments of ``onrecord`` in the first block of code of README."""
    block = re.search(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert block, "README.md has no block of code"
    command = shlex.split(block[1].split("&&")[-1])
    assert command[0] == ".venv/bin/onrecord"
    return [str(ROOT / word) if word.startswith("examples/") else word for word in command[1:]]


def test_the_main_command_shows_statements_and_leaves_a_sound_ledger(run: Run, tmp_path: Path) -> None:
    from onrecord.ledger import Ledger
    from onrecord.ledger.queries import counts, search

    done = run(*main_command())
    assert (done.returncode, done.stderr) == (0, "")
    assert "Kestrand" in done.stdout
    with Ledger.open(str(tmp_path / "dossier.db"), create=False) as ledger:
        held = counts(ledger)
        assert held.pages >= 15
        assert held.statements >= 100
        assert held.rejected == 0
        assert ledger.check() == []
        assert {row.act for row in search(ledger, limit=500).rows} > {"asserts", "denies", "warns"}
        before = ledger.fingerprint()
        assert run(*main_command()).returncode == 0
        assert ledger.fingerprint() == before
