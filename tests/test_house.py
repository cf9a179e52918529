"""The house: what loads when, which way imports go, how long files and functions are."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src/onrecord").rglob("*.py"))
HEAVY = {"onnxruntime", "sqlalchemy", "trafilatura", "numpy", "lxml", "httpx", "starlette"}
LONGEST_FILE, LONGEST_FUNCTION = 500, 50


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after running ``code``."""
    report = "import sys, json; print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})), file=sys.stderr)"
    run = f"try:\n    {code}\nfinally:\n    {report}"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=False)
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_after("import onrecord") & HEAVY == set()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["read", "--help"], ["add", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    called = f"import sys; sys.argv[1:] = {arguments!r}; from onrecord.cli import main; main()"
    assert loaded_after(called) & HEAVY == set()


def test_help_imports_no_command() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "onrecord", "--help"], capture_output=True, text=True, check=True
    )
    assert "onrecord.cli.app" in done.stderr
    assert "onrecord.cli.read" not in done.stderr
    assert "importlib.metadata" not in done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= LONGEST_FUNCTION]
    assert long == []


def test_imports_keep_their_direction() -> None:
    pytest.importorskip("importlinter", reason="import-linter is not installed")
    done = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_lock_names_every_dependency_and_no_machine() -> None:
    tomllib = pytest.importorskip("tomllib")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {line.split("==")[0].strip() for line in lock.splitlines() if "==" in line}
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = {name.split(">")[0].split("[")[0].split("=")[0].strip().lower().replace("_", "-") for name in wanted}
    assert names - pinned == set()
    assert not any(mark in lock for mark in ("file:", "http:", "https:", "/", "+cpu"))
