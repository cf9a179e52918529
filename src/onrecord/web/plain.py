"""Records as JSON, and their types as JSON Schema: the two read the same dataclasses, so that they cannot differ."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Json = dict[str, Any]
INSIDE = frozenset({"number"})
"""Fields that stay inside: the ledger's own keys."""
SIMPLE: dict[Any, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Any: {},
}


def plain(value: Any) -> Any:
    """The value with dataclasses as objects and tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name not in INSIDE}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


class Schemas:
    """JSON Schemas of types; dataclasses are gathered by name in ``named``."""

    def __init__(self) -> None:
        self.named: dict[str, Json] = {}
        self._kinds: dict[str, type] = {}

    def of(self, kind: Any) -> Json:
        """The schema of a type."""
        if kind in SIMPLE:
            return SIMPLE[kind]
        if is_dataclass(kind) and isinstance(kind, type):
            return self._record(kind)
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.of(each) for each in arguments]}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        return self._row(arguments)

    def _row(self, arguments: tuple[Any, ...]) -> Json:
        """Lists of one type, and tuples of a fixed length."""
        if arguments[-1] is Ellipsis or len(arguments) == 1:
            return {"type": "array", "items": self.of(arguments[0])}
        items = [self.of(each) for each in arguments]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}

    def _record(self, kind: type) -> Json:
        name = kind.__name__
        assert self._kinds.setdefault(name, kind) is kind, f"two records are named {name}"
        if name not in self.named:
            self.named[name] = {}  # so that a record that holds its own kind ends here
            hints = {f.name: get_type_hints(kind)[f.name] for f in fields(kind) if f.name not in INSIDE}
            properties = {field: self.of(hint) for field, hint in hints.items()}
            self.named[name] = {
                "type": "object",
                "description": " ".join((kind.__doc__ or "").split()),
                "properties": properties,
                "required": list(properties),
                "additionalProperties": False,
            }
        return {"$ref": f"#/components/schemas/{name}"}
