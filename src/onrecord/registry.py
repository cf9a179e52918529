"""Plug-ins by entry points: inputs, readers and exports. The built-ins come in by the same door.

A plug-in is one module and one line in a package's metadata, for example::

    [project.entry-points."onrecord.exports"]
    csv = "onrecord.exports.csv:export"

Names are listed without importing anything; the code is loaded on use.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal

from onrecord.errors import PluginError

Group = Literal["onrecord.pages", "onrecord.readers", "onrecord.exports"]


@cache
def _points(group: Group) -> dict[str, EntryPoint]:
    return {point.name: point for point in sorted(entry_points(group=group), key=lambda p: p.name)}


def names(group: Group) -> list[str]:
    """The names of the plug-ins of a group, sorted; nothing is imported."""
    return list(_points(group))


def find(group: Group, name: str) -> EntryPoint:
    """Where the plug-in of that name is; nothing is imported. PluginError where there is none."""
    point = _points(group).get(name)
    if point is None:
        kind = group.rsplit(".", 1)[-1].rstrip("s")
        raise PluginError(f"no {kind} named {name!r}; there are: {', '.join(names(group)) or 'none'}")
    return point


def load(group: Group, name: str) -> Any:
    """The plug-in object of that name. PluginError where there is none or it does not import."""
    point = find(group, name)
    try:
        return point.load()
    except ImportError as error:
        raise PluginError(f"{group} {name!r} ({point.value}) does not load: {error}") from error
