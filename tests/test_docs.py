"""What is not documented fails here: commands, settings, columns, errors, plug-ins."""

from __future__ import annotations

import importlib.util
import inspect
import re
from pathlib import Path

import pytest

from onrecord import errors, records, registry, settings
from onrecord.ledger.tables import metadata

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def names_in(text: str) -> set[str]:
    """Everything between back-ticks, blocks of code left out."""
    return set(re.findall(r"`([^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)))


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    assert generate.page() == page("reference/commands.md"), "run: python docs/generate.py"


@pytest.mark.parametrize("setting", settings.SETTINGS, ids=lambda setting: setting.env)
def test_every_setting_is_documented_with_its_default(setting: settings.Setting) -> None:
    row = next(line for line in page("reference/settings.md").splitlines() if line.startswith(f"| `{setting.env}`"))
    assert (f"`{setting.default}`" if setting.default else "| none |") in row


def test_every_error_is_documented() -> None:
    classes = {name for name, _ in inspect.getmembers(errors, inspect.isclass)}
    assert classes - names_in(page("reference/errors.md")) == set()


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_every_column_is_documented(table: str) -> None:
    section = re.search(rf"^## {table}\n(.*?)(?=^## |\Z)", page("reference/ledger.md"), re.M | re.S)
    assert section, f"docs/reference/ledger.md has no section {table}"
    assert set(metadata.tables[table].columns.keys()) - names_in(section[1]) == set()


def test_every_label_and_its_values_are_documented() -> None:
    values = {*records.LABELS, *records.KINDS, *records.ACTS, *records.CERTAINTIES}
    assert values - names_in(page("reference/labels.md")) == set()


@pytest.mark.parametrize(
    ("group", "name"), [("onrecord.pages", "how-to/inputs.md"), ("onrecord.exports", "how-to/exports.md")]
)
def test_every_plug_in_is_documented(group: registry.Group, name: str) -> None:
    ours = {point for point in registry.names(group) if registry.find(group, point).value.startswith("onrecord.")}
    assert ours - names_in(page(name)) == set()


PAGES = [*DOCS.rglob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert missing == []
