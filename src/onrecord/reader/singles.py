"""British marks, ‘so’, with “so” inside: in a text that opens more quotations with single marks than with double ones,
the two change places. An apostrophe is no mark.
"""

from __future__ import annotations

import re
from typing import Final

OPENS: Final = re.compile(r"[‘'](?<![^\s(\[—–-][‘'])(?=[\w“\"…$£€])(?!(?:em|til|tis|twas|n|cause|bout|\d\ds)\b)")
DOUBLE: Final = re.compile(r"[“\"](?<![^\s(\[—–-][“\"])(?=\S)")
SHUTS: Final = re.compile(r"[’'](?!\w)")
BEFORE_SHUT: Final = frozenset(".,!?…;:)—–")
INNER: Final = str.maketrans('“”"', "‘’'")


def doubled(text: str) -> str:
    """The text at the same length with double marks outside, where it is one of those."""
    if sum(1 for _ in OPENS.finditer(text)) <= sum(1 for _ in DOUBLE.finditer(text)):
        return text
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    out, at = "", 0
    while match := OPENS.search(line, at):
        start, shut = match.start(), _shut(line, match.end())
        if shut < 0:
            out, at = out + line[at:start] + ("“" if not start else line[start]), start + 1
            continue
        out += line[at:start] + "“" + line[start + 1 : shut].translate(INNER) + ("”" if shut < len(line) else "")
        at = shut + 1
    return out + line[at:]


def _shut(line: str, start: int) -> int:
    """Where the quotation that begins before ``start`` is shut: the line's end where it is not, -1 where another opens
    before (what begins a paragraph then goes on in the next one)."""
    after = OPENS.search(line, start)
    marks = [m.start() for m in SHUTS.finditer(line, start, after.start() if after else len(line))]
    sure = next((i for i in marks if line[i - 1] in BEFORE_SHUT or line[i - 1] != "s"), -1)
    return sure if sure >= 0 else marks[-1] if marks else -1 if after else len(line)
