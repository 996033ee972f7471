"""The fields of an entry, by dotted path: `contact.phone`, `places.0.postcode`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from petunias import schema
from petunias.checks.saying import listed, nearest, quoted
from petunias.exchange import text
from petunias.yamlfile import Key

# Safety and history: if such a value is wrong, the row cannot stand without it.
NEVER_DROPPED = ("private_address", "status", "confirmed", "source", "added")


def path_of(dotted: str) -> Key:
    """contact.phone as ("contact", "phone"); the numbers of a list as numbers, from 0."""
    return tuple(int(part) if part.isdigit() and len(part) < 3 else part for part in dotted.split("."))


def parts(path: Key) -> tuple[str, ...]:
    """The names in the path, without the numbers."""
    return tuple(part for part in path if isinstance(part, str))


def unknown_field(dotted: str, path: Key) -> str:
    """How to mend a path that leads to no field; empty if it leads to one that can be filled."""
    node = schema.field("entry", path)
    if not node:
        near = nearest(dotted, all_paths())
        return f"write it as {near}." if near else "use the name of a field, such as contact.phone or summary."
    if node.get("type") == "object" or (node.get("type") == "array" and _holds_groups(node) and path != ("sessions",)):
        below = [one for one in all_paths() if one.startswith((f"{dotted}.", f"{dotted}.0."))]
        return f"name the field inside it: {listed(below[:4])}."
    return ""


def wrong_choice(path: Key, value: Any) -> str:
    """How to mend a fixed value that the field cannot have; empty if it can."""
    choices = [choice.value for choice in schema.choices("entry", path)]
    if not choices:
        return ""
    for one in value if isinstance(value, list) else [value]:
        if one not in choices:
            near = nearest(str(one), choices)
            return f"write {near} instead of {quoted(one)}." if near else f"use {listed(choices)}."
    return ""


@cache
def all_paths() -> tuple[str, ...]:
    """Every field of an entry as a dotted path."""
    return tuple(path for path, _, _ in schema.all_fields("entry"))


def assembled(values: Iterable[tuple[Key, Any]]) -> dict[str, Any]:
    """The entry's data from its single values, in the schema's order; empty groups and gaps in lists are left out."""
    root: dict[str, Any] = {}
    for path, value in values:
        made = formed(path, value)
        if made in ("", []):
            continue
        node: Any = root
        for part in path[:-1]:
            node = node.setdefault(part, {})
        node[path[-1]] = made
    closed: dict[str, Any] = _closed(root, schema.schema("entry"))
    return closed


def formed(path: Key, value: Any) -> Any:
    """The value in the form that the field wants: a list or one text, one line or several."""
    is_list, on_one_line = _form(path)
    if is_list:
        several = value if isinstance(value, list) else [value] if value else []
        return [text.one_line(one) if isinstance(one, str) else one for one in several]
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    value = str(value)
    if parts(path)[-1] == "description":
        return text.plain_markdown(value)
    return text.one_line(value) if on_one_line else value


@cache
def _form(path: Key) -> tuple[bool, bool]:
    """Whether the field is a list, and whether it has to stand on one line."""
    node = schema.field("entry", path)
    return node.get("type") == "array", "^[^\\n]*$" in node.get("pattern", "") or path == ("summary",)


def _closed(node: Any, shape: Any) -> Any:
    shape = schema.resolved("entry", shape)
    if not isinstance(node, dict):
        return node
    if "items" in shape:
        return [_closed(node[index], shape["items"]) for index in sorted(node)]
    known = shape.get("properties", {})
    ordered = sorted(node, key=lambda name: list(known).index(name) if name in known else len(known))
    return {name: _closed(node[name], known.get(name, {})) for name in ordered}


def without(data: dict[str, Any], path: Key) -> dict[str, Any] | None:
    """The data without the field at `path`, or without the smallest group around it that can go; None if none can."""
    for length in range(len(path), 0, -1):
        head = path[:length]
        if parts(head)[0] in NEVER_DROPPED:
            return None
        around = schema.field("entry", head[:-1]) if length > 1 else schema.schema("entry")
        if isinstance(head[-1], int) or head[-1] in around.get("required", ()):
            continue
        smaller: dict[str, Any] = _dropped(data, head)
        return smaller
    return None


def _dropped(data: Any, path: Key) -> Any:
    if len(path) == 1:
        return {name: value for name, value in data.items() if name != path[0]}
    head, rest = path[0], path[1:]
    if isinstance(head, int):
        return [_dropped(item, rest) if index == head else item for index, item in enumerate(data)]
    made = {name: _dropped(value, rest) if name == head else value for name, value in data.items()}
    if isinstance(made[head], list):
        made[head] = [item for item in made[head] if item]
    return made if made[head] else {name: value for name, value in made.items() if name != head}


def _holds_groups(node: Any) -> bool:
    return schema.resolved("entry", node.get("items", {})).get("type") == "object"
