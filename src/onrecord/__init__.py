"""onrecord: who said what, on whose word. See ``onrecord --help`` and docs/."""

__version__ = "0.1.0"
