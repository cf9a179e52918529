"""Markup from anywhere → markup that does nothing: a few tags without attributes, everything else as text or gone.

What is let through is a list; nothing is recognised as dangerous, so nothing dangerous can be overlooked.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


KEPT = _words(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong b i s sub sup table thead tbody tr td th "
    "caption figure figcaption article section header footer main aside nav div br hr q cite small time address"
)
"""Tags that are written again, without their attributes."""
DROPPED = _words(
    "script style template noscript iframe frame frameset object embed applet svg math canvas audio video head title "
    "select textarea button form input link meta base"
)
"""Tags whose content is no text to read. Those without content are passed over."""
EMPTY = _words("br hr img input link meta base embed frame source track wbr area col param")
DEEPEST = 200


class _Inert(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.dropping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED:
            if tag not in EMPTY and tag not in ("head", "form"):
                self.dropping.append(tag)
        elif not self.dropping:
            self._open(tag, dict(attrs))

    def _open(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "img":
            self.out.append(f'<i class="gone">[picture: {escape(attributes.get("alt") or "no description")}]</i>')
        elif tag == "a":
            self._push("u", '<u class="link">')
        elif tag in KEPT:
            self.out.append(f"<{tag}>") if tag in EMPTY else self._push(tag, f"<{tag}>")

    def _push(self, tag: str, written: str) -> None:
        if len(self.open) < DEEPEST:
            self.open.append(tag)
            self.out.append(written)

    def handle_endtag(self, tag: str) -> None:
        if self.dropping:
            if tag in self.dropping:
                del self.dropping[self.dropping.index(tag) :]
            return
        tag = "u" if tag == "a" else tag
        if tag in self.open:
            while (last := self.open.pop()) != tag:
                self.out.append(f"</{last}>")
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.dropping:
            self.out.append(escape(data))

    def whole(self) -> str:
        return "".join([*self.out, *(f"</{tag}>" for tag in reversed(self.open))])


def inert(markup: str) -> str:
    """The markup without anything that acts, loads, or leads away."""
    parser = _Inert()
    parser.feed(markup)
    parser.close()
    return parser.whole()
