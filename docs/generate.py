"""Writes reference/commands.md from the commands themselves: ``python docs/generate.py``. A test holds it current."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("reference") / "commands.md"

HEAD = """# Commands

Written by `python docs/generate.py` from the commands themselves; `onrecord COMMAND --help` says the same.

An INPUT is a file, a folder, a URL, or `-` for standard input: HTML, text dumps of pages, plain text, JSON lines, RSS,
Atom and JSON feeds, OPML lists of feeds, WARC; each also as `.gz`. What cannot be read is named on standard error, one
line each, and the rest goes on.

| exit code | means |
| --- | --- |
| 0 | all went well |
| 1 | something failed; standard error names it, one line each |
| 2 | the command was not understood |
| 130 | stopped with Ctrl-C; what was finished before is kept |
| 141 | the program that read the output closed it |

Tables go to people, `--format jsonl` to programs: one JSON object a line, in UTF-8, the same bytes for the same input.
"""


def commands() -> Iterator[tuple[str, Any]]:
    """(``onrecord`` name, click command), those of a group after it."""
    from onrecord.cli.app import COMMANDS
    from onrecord.cli.group import load

    for name in COMMANDS:
        yield from _with_children(name, load(name))


def _with_children(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for child, made in getattr(command, "commands", {}).items():
        yield from _with_children(f"{name} {child}", made)


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_section(name, command) for name, command in commands())


def _section(name: str, command: Any) -> str:
    said = "\n".join(_prose(command.help or ""))
    rows = [row for parameter in command.params if (row := _row(parameter))]
    table = "| option | does | default |\n| --- | --- | --- |\n" + "".join(rows)
    return f"\n## onrecord {name}\n\n{said}\n" + (f"\n{table}" if rows else "")


def _prose(text: str) -> Iterator[str]:
    """Paragraphs as they are; those that keep their lines (after a backspace) as a block of code after their head."""
    for n, paragraph in enumerate(text.strip().split("\n\n")):
        lines = [line.rstrip() for line in paragraph.split("\n") if line != "\b"]
        if n:
            yield ""
        if lines and lines[0].startswith("Examples"):
            yield from ("```sh", *(line.strip() for line in lines[1:]), "```")
        else:
            yield from lines


def _row(parameter: Any) -> str:
    if parameter.name == "help" or getattr(parameter, "hidden", False):
        return ""
    argument = parameter.param_type_name == "argument"
    names = (parameter.metavar or parameter.name) if argument else " ".join([*parameter.opts, *_metavar(parameter)])
    default = "" if parameter.required or parameter.default in (None, "", False) else f"`{_shown(parameter.default)}`"
    env = f" Environment: `{parameter.envvar}`." if getattr(parameter, "envvar", None) else ""
    does = (parameter.help or "").replace("|", "\\|")
    return f"| `{names}` | {does}{env} | {default} |\n"


def _metavar(parameter: Any) -> list[str]:
    return [parameter.metavar] if parameter.metavar else []


def _shown(value: Any) -> str:
    return str(getattr(value, "value", value))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
