"""A stranger's data in the shape that the schema gives each field; what has another shape is told apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from petunias import schema


def fitted(data: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What has the shape of an entry, and the rest as lines of path and text.

    Whether the answers are right, the checks say. Here nothing is left that is a list where one text must be.
    """
    rest: list[str] = []
    found = _fitted(data, schema.schema("entry"), "", rest)
    return (found if isinstance(found, dict) else {}), rest


def _fitted(value: Any, node: Mapping[str, Any], path: str, rest: list[str]) -> Any:
    """The value as it fits, None if it does not."""
    node = schema.resolved("entry", node)
    if "items" in node:
        return _listed(value, node, path, rest)
    fields = {name: one for way in (node, *node.get("oneOf", ())) for name, one in way.get("properties", {}).items()}
    other = node.get("additionalProperties")
    if not fields and not isinstance(other, Mapping):
        return value if not isinstance(value, Mapping | list) else _left(value, path, rest)
    if not isinstance(value, Mapping):
        return _left(value, path, rest)
    found = {}
    for name, one in value.items():
        below = fields.get(name, other if isinstance(other, Mapping) else None)
        inside = f"{path}.{name}".lstrip(".")
        if below is None:
            _left(one, inside, rest)
        elif (made := _fitted(one, below, inside, rest)) is not None:
            found[str(name)] = made
    return found


def _listed(value: Any, node: Mapping[str, Any], path: str, rest: list[str]) -> Any:
    one_of = schema.resolved("entry", node["items"])
    if isinstance(value, str) and "properties" not in one_of:
        value = [part.strip() for part in value.split(",") if part.strip()]  # as people write a list
    if not isinstance(value, list):
        return _left(value, path, rest)
    made = [_fitted(one, one_of, f"{path}.{number}", rest) for number, one in enumerate(value)]
    return [one for one in made if one is not None]


def _left(value: Any, path: str, rest: list[str]) -> Any:
    """Nothing, as the value goes to the rest."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            _left(one, f"{path}.{name}".lstrip("."), rest)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            _left(one, f"{path}.{number}", rest)
    elif value is not None:
        rest.append(f"{path}: {value}")
    return None
