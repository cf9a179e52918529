"""Inputs: bytes → pages. Each input is one file here and one line under ``onrecord.pages``.

``open_inputs`` is the one door: files, folders, standard input and URLs in, pages and rejections out, in a
fixed order. It never raises for a bad input. The libraries for feeds, WARC and the web load on first use.
"""

from onrecord.pages.inputs import open_inputs
from onrecord.pages.source import Input, InputOptions, Source, Validators

__all__ = ["Input", "InputOptions", "Source", "Validators", "open_inputs"]
