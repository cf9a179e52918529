"""What can be set from the environment. Each setting is one row of ``SETTINGS`` and one row of the docs' table."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, what holds without it, what it does."""

    env: str
    default: str
    help: str

    def value(self, environ: Mapping[str, str] | None = None) -> str:
        """What the environment says, or the default where it says nothing."""
        return (os.environ if environ is None else environ).get(self.env) or self.default


LEDGER = Setting("ONRECORD_LEDGER", "onrecord.db", "The ledger: a file, or a database's URL.")
READER = Setting("ONRECORD_READER", "onrecord", "The reader: NAME or NAME:PATH.")
JOBS = Setting("ONRECORD_JOBS", "1", "Processes that read at the same time.")

EMBEDDING = Setting("ONRECORD_EMBEDDING", "", "Folder of a sentence-embedding model to match claims by.")

SETTINGS = (LEDGER, READER, JOBS, EMBEDDING)


def whole_number(setting: Setting, environ: Mapping[str, str] | None = None) -> int:
    """The setting as a number of at least 1. SettingsError where it is none."""
    value = setting.value(environ)
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise SettingsError(f"{setting.env} is {value!r}: it must be a whole number of at least 1")
    return int(value)
