"""The command line as a process: closed pipes, Ctrl-C, killed half-way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

from tests.cli.made import ARTICLES, Run, annotated, command, environment


def many(path: Path, count: int) -> Path:
    """That many articles that differ."""
    with path.open("w", encoding="utf-8") as out:
        for n in range(count):
            line = annotated(ARTICLES[n % 2])
            out.write(json.dumps(line | {"id": f"{line['id']}-{n}", "text": f"{line['text']}\n\nNumber {n}."}) + "\n")
    return path


def start(*arguments: object, cwd: Path) -> subprocess.Popen[bytes]:
    """A process that Ctrl-C stops, also where the tests themselves run in the background, which ignores it."""
    return subprocess.Popen(
        command(*arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env=environment(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_a_reader_that_closes_the_pipe_ends_it_quietly(tmp_path: Path) -> None:
    process = start("read", many(tmp_path / "many.jsonl", 400), "--reader", "given", "--format", "jsonl", cwd=tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141


def test_stopped_half_way_and_run_again_it_is_the_ledger_of_one_run(run: Run, tmp_path: Path) -> None:
    from onrecord.ledger import Ledger

    source = many(tmp_path / "many.jsonl", 120)
    for sign, code in ((signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)):
        process = start("add", source, "--reader", "given", "--ledger", "cut.db", "--format", "jsonl", cwd=tmp_path)
        assert process.stdout is not None
        process.stdout.readline()
        os.kill(process.pid, sign)
        told, wrong = process.communicate()
        assert process.returncode == code
        assert b"Traceback" not in wrong
        assert told.count(b"\n") < 120
    assert run("add", source, "--reader", "given", "--ledger", "cut.db").returncode == 0
    assert run("add", source, "--reader", "given", "--ledger", "clean.db").returncode == 0
    prints = []
    for name in ("cut.db", "clean.db"):
        with Ledger.open(str(tmp_path / name)) as ledger:
            prints.append(ledger.fingerprint())
            assert ledger.check() == []
    assert prints[0] == prints[1]
