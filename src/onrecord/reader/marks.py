"""Quotation marks of other customs as those of the network's training texts, one character for one character."""

from __future__ import annotations

import re
from typing import Final

LOW: Final = re.compile("„([^„“”]*)“")
"""„so“, as in German."""
INWARD: Final = re.compile("»([^«»]*)«")
"""»so«, as in German and Danish books."""
OUTWARD: Final = str.maketrans("«»„", "“”“")
"""«so», as in French; and a low mark that nothing closes."""


def english_marks(text: str) -> str:
    """The text at the same length, with “ and ” where other marks of these customs stand."""
    text = LOW.sub(r"“\1”", text)
    if "»" in text and text.find("»") < text.find("«"):
        text = INWARD.sub(r"“\1”", text)
    return text.translate(OUTWARD)
