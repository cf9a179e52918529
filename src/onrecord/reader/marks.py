"""Quotation marks of other customs as those of the network's training texts, one character for one character."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from onrecord.reader.singles import doubled

LOW: Final = re.compile("„([^„“”]*)“")
"""„so“, as in German."""
OUTWARD: Final = str.maketrans("«»", "“”")
"""«so», as in French."""
INWARD: Final = str.maketrans("»«", "“”")
"""»so«, as in German and Danish books."""
TURNED: Final = ((re.compile(r"“(?<=[\w.,!?…]“)(?!\w)"), "”"), (re.compile(r"”(?<![^\s(\[]”)(?=\w)"), "“"))
"""“so“ and ”so”: a mark that stands where only the other can."""
TWICE: Final = (
    (re.compile(r"``(?=\S)|''(?<![^\s(\[]'')(?=\w)"), "“ "),
    (re.compile(r"''(?<=[\w.,!?…]'')(?!\w)"), " ”"),
)
"""``so'' and ''so'': two marks written for one, one of which becomes a space."""


@lru_cache(maxsize=4)
def english_marks(text: str) -> str:
    """The text at the same length, with “ and ” where other marks of these customs stand. Asked of each article more
    than once."""
    for pattern, mark in TWICE if "''" in text else ():
        text = pattern.sub(mark, text)
    if "„" in text:
        text = LOW.sub(r"“\1”", text)
    if "»" in text or "«" in text:
        text = text.translate(INWARD if _inward(text) else OUTWARD)
    text = text.replace("„", "“")
    for pattern, mark in TURNED if "”" in text or "“" in text else ():
        text = pattern.sub(mark, text)
    return doubled(text)


def _inward(text: str) -> bool:
    """Whether » opens more often than « does."""
    return len(re.findall(r"(?<!\S)»(?=\S)", text)) > len(re.findall(r"(?<!\S)«(?=\S)", text))
