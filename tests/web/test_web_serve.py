"""``onrecord serve``: it says where it is, answers there, and asks for a token anywhere but on this machine."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest

from onrecord.errors import SettingsError
from onrecord.web import server
from onrecord.web.options import ServeOptions
from tests.cli import made as cli

open_ = partial(httpx.get, timeout=60)


@contextmanager
def serving(*arguments: object) -> Iterator[str]:
    """The address that the command tells."""
    command = cli.command("serve", "--port", 0, *arguments)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=cli.environment()) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            found = re.search(r"http://\S+", line)
            assert found, line
            yield found[0]
        finally:
            process.terminate()


def test_it_makes_a_ledger_and_answers(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with serving("--ledger", path) as address:
        assert "token" not in address
        assert "Who said what" in open_(address).text
    assert path.exists()


def test_elsewhere_it_asks_for_a_token_that_it_tells(tmp_path: Path) -> None:
    with serving("--ledger", tmp_path / "new.db", "--host", "0.0.0.0") as address:
        base, _, token = address.partition("?token=")
        assert len(token) > 20
        assert open_(f"{base}index.json").status_code == 401
        assert open_(f"{base}index.json", headers={"Authorization": f"Bearer {token}"}).status_code == 200
        assert "Who said what" in open_(address, follow_redirects=True).text


def test_nobody_may_change_what_everybody_may_open(tmp_path: Path) -> None:
    done = subprocess.run(
        cli.command("serve", "--public", "--ledger", tmp_path / "new.db"), capture_output=True, text=True,
        env=cli.environment(),
    )  # fmt: skip
    assert done.returncode == 1
    assert "--read-only" in done.stderr


def test_several_processes_answer_readers_as_one(made: Path, tmp_path: Path) -> None:
    path = shutil.copy(made, tmp_path / "dossier.db")
    with serving("--ledger", path, "--read-only", "--workers", 2, "--token", "secret") as address:
        base = address.partition("?")[0]
        with httpx.Client(base_url=base, timeout=60, follow_redirects=True) as visitor:
            assert visitor.get("/?token=secret").status_code == 200
            for _ in range(12):  # each on a connection of its own: whichever process takes it knows the visitor
                told = httpx.get(f"{base}sources.json", cookies=visitor.cookies, timeout=60)
                assert told.status_code == 200
                assert told.json()["sources"]


def test_one_process_answers_where_anything_may_be_changed(tmp_path: Path) -> None:
    done = subprocess.run(
        cli.command("serve", "--workers", 2, "--ledger", tmp_path / "new.db"), capture_output=True, text=True,
        env=cli.environment(),
    )  # fmt: skip
    assert done.returncode == 1
    assert "--read-only" in done.stderr


def test_small_packets_are_sent_at_once(tmp_path: Path) -> None:
    """Without TCP_NODELAY every page waits some 40 ms for the visitor's acknowledgement."""
    options = ServeOptions(str(tmp_path / "new.db"), port=0)
    with contextlib.closing(server._bind(options)) as bound:
        assert bound.proto == socket.IPPROTO_TCP  # what asyncio asks before it sets the option


def test_a_missing_ledger_cannot_be_read_only(tmp_path: Path) -> None:
    done = subprocess.run(
        cli.command("serve", "--read-only", "--port", 0, "--ledger", tmp_path / "none.db"), capture_output=True,
        text=True, env=cli.environment(),
    )  # fmt: skip
    assert done.returncode == 1
    assert "no such ledger" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--reader", "nobody"), "no reader named 'nobody'"),
        (("--host", "192.0.2.1"), "try another --host"),
        (("--ledger", "/nowhere/new.db"), "there is no folder /nowhere"),
    ],
)
def test_what_cannot_be_served_is_told_at_once(arguments: tuple[str, str], told: str, tmp_path: Path) -> None:
    done = subprocess.run(
        cli.command("serve", "--port", 0, "--ledger", tmp_path / "new.db", *arguments), capture_output=True, text=True,
        env=cli.environment(),
    )  # fmt: skip
    assert done.returncode != 0
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        options = ServeOptions(str(tmp_path / "new.db"), port=taken.getsockname()[1])
        with pytest.raises(SettingsError, match="in use; try another --port"):
            server._bind(options)
