"""Whatever the bytes and the name, inputs are read or rejected; nothing is raised."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making_pages import ATOM, HTML, JSON_FEED, RSS, gz, put, read, warc

from onrecord import registry
from onrecord.records import Page, Rejected

SUFFIXES = ["", ".html", ".txt", ".jsonl", ".json", ".xml", ".rss", ".opml", ".warc", ".html.gz", ".warc.gz", ".css"]
SEEDS = [HTML, ATOM, RSS, JSON_FEED, warc([HTML]), gz(HTML), warc([HTML], packed=True), b'{"text": "x"}\n{"html": "y"}']


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """A real input with a piece cut out and another put in."""
    data = draw(st.sampled_from(SEEDS))
    start = draw(st.integers(0, len(data)))
    return data[:start] + draw(st.binary(max_size=8)) + data[start + draw(st.integers(0, len(data))) :]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.binary(), mangled()),
    st.sampled_from(SUFFIXES),
    st.sampled_from(["", *registry.names("onrecord.pages")]),
)
def test_nothing_is_raised_and_something_is_said(data: bytes, suffix: str, as_: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder) / f"a{suffix}", data)
        found = read(path, as_=as_)
        again = read(path, as_=as_)
    assert found
    assert found == again
    for one in found:
        assert one.name.startswith(str(path))
        if isinstance(one, Page):
            one.text.encode()
            assert one.text.strip()
            assert len(one.id) == 16
        else:
            assert isinstance(one, Rejected)
            assert one.reason
            assert "\n" not in one.reason


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(), max_size=3))
def test_no_name_is_raised_over(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        missing = [f"{folder}/no/{name}" for name in names]
        assert all(isinstance(one, Rejected) for one in read(*missing))
