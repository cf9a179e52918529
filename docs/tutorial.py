"""Runs the commands of tutorial.md from an empty folder and writes what they print under them.

    python docs/tutorial.py

``onrecord`` must be on the path. An id of eight digits in a command is replaced by the first one printed before it.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/tutorial.md"
BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
ID = re.compile(r"^ ?([0-9a-f]{8}) ", re.M)
WIDTH = "110"


def main() -> None:
    """Rewrite the page."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "examples").symlink_to(ROOT / "examples")
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


def filled(text: str, folder: Path) -> str:
    """The page with every block of commands run again, in order."""
    printed = ""
    parts: list[str] = []
    at = 0
    for block in BLOCK.finditer(text):
        commands = [line[2:] for line in block[1].splitlines() if line.startswith("$ ")]
        made = ""
        for command in (_with_id(command, printed) for command in commands):
            printed = run(command, folder)
            made += f"$ {command}\n{printed}"
        parts += [text[at : block.start()], f"```console\n{made}```"]
        at = block.end()
    return "".join([*parts, text[at:]])


def _with_id(command: str, printed: str) -> str:
    found = ID.search(printed)
    return re.sub(r"\b[0-9a-f]{8}\b", found[1], command) if found else command


def run(command: str, folder: Path) -> str:
    """What a command prints, without the white space at the ends of lines."""
    done = subprocess.run(
        command, shell=True, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        env={**os.environ, "COLUMNS": WIDTH}, check=False,
    )  # fmt: skip
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "".join(f"{line}\n" for n, line in enumerate(lines) if line or (0 < n < len(lines) - 1))


if __name__ == "__main__":
    main()
