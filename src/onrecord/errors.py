"""Every error that onrecord raises on purpose, and what each means for the caller."""

from __future__ import annotations


class OnrecordError(Exception):
    """The root: catch this to catch everything that onrecord raises on purpose. Its text is one clear line."""


class InputError(OnrecordError):
    """An input cannot be read (missing, empty, broken, too large, refused). Go on with the others."""


class FetchError(InputError):
    """A URL was not fetched: refused by our guard or by the site, or not answered in time."""


class ArticleError(InputError):
    """A page was read but holds no article text. Keep the page; go on with the others."""


class PluginError(OnrecordError):
    """No plug-in of that name, or it does not load. The text lists the names that there are."""


class LedgerError(OnrecordError):
    """The ledger file or database cannot be used: missing, locked, of a newer version, or damaged."""


class SettingsError(OnrecordError):
    """A setting has a value that cannot be used. The text names it and says which values can."""


class JudgementError(OnrecordError):
    """A judgement cannot be recorded: its kind, value or subject is unknown. The text says which there are."""
