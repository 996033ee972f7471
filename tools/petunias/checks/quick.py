"""The schemas once more, compiled to plain functions that only answer yes or no.

The validator finds faults well and takes most of a millisecond to find none. Nearly every file has none.
So each file is asked here first, in a twentieth of the time, and only what fails goes to the validator for
sentences. What these functions do not know makes them answer no, so a fault can never slip through here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from petunias import schema
from petunias.schema import Kind

Test = Callable[[Any], bool]

# What says nothing of what is right: words for people, and what a form needs to know.
_NOTES = frozenset(
    (
        "$schema",
        "$id",
        "$defs",
        "title",
        "description",
        "examples",
        "x-must",
        "x-ask",
        "x-label",
        "x-hint",
        "x-folded",
        "x-shape",
        "x-tells-where",
    )
)


@cache
def is_sound(kind: Kind) -> Test:
    """A function that says whether typed data of that kind is as its schema says."""
    return _compiled(kind, schema.schema(kind))


def _compiled(kind: Kind, raw: Mapping[str, Any]) -> Test:
    if "$ref" in raw and set(raw) - _NOTES != {"$ref"}:
        return _no
    node = {name: value for name, value in schema.resolved(kind, raw).items() if name not in _NOTES}
    options = node.get("oneOf", ())
    if options and all(set(option) - _NOTES == {"const"} for option in options):
        return _all((_one_of_words(frozenset(option["const"] for option in options)),), node, {"oneOf"})
    if options:
        ways = [_compiled(kind, option) for option in options]
        return _all((lambda value: [way(value) for way in ways].count(True) == 1,), node, {"oneOf"})
    makers = {
        "object": _group,
        "array": _list,
        "string": _text,
        "boolean": _yes_or_no,
        "integer": _number,
        "number": _number,
    }
    return makers[node["type"]](kind, node) if node.get("type") in makers else _no


def _all(tests: tuple[Test, ...], node: Mapping[str, Any], known: set[str]) -> Test:
    """Every test; never, if the node asks for something that none of them looks at."""
    if set(node) - known:
        return _no
    if len(tests) == 1:
        return tests[0]
    return lambda value: all(test(value) for test in tests)


def _no(value: Any) -> bool:
    return False


def _one_of_words(words: frozenset[str]) -> Test:
    return lambda value: isinstance(value, str) and value in words


def _group(kind: Kind, node: Mapping[str, Any]) -> Test:
    fields = {name: _compiled(kind, child) for name, child in node.get("properties", {}).items()}
    rest = node.get("additionalProperties", True)
    others = _compiled(kind, rest) if isinstance(rest, Mapping) else (None if rest is False else _no)
    names = _compiled(kind, node["propertyNames"]) if "propertyNames" in node else None
    required, fewest = node.get("required", ()), node.get("minProperties", 0)
    beside = node.get("dependentRequired", {})
    ways = [option["required"] for option in node.get("anyOf", ()) if set(option) == {"required"}]

    def test(value: Any) -> bool:
        if not isinstance(value, dict) or len(value) < fewest:
            return False
        for name, item in value.items():
            check = fields.get(name, others)
            if check is None or not check(item):
                return False
        if names and not all(map(names, value)):
            return False
        for name, wanted in beside.items():
            if name in value and not all(other in value for other in wanted):
                return False
        if ways and not any(all(name in value for name in way) for way in ways):
            return False
        return all(name in value for name in required)

    known = {"type", "properties", "additionalProperties", "propertyNames", "required", "minProperties"}
    if len(ways) == len(node.get("anyOf", ())):
        known |= {"dependentRequired", "anyOf"}
    return _all((test,), node, known)


def _list(kind: Kind, node: Mapping[str, Any]) -> Test:
    item = _compiled(kind, node["items"])
    fewest, most = node.get("minItems", 0), node.get("maxItems", float("inf"))
    unique = node.get("uniqueItems", False)

    def test(value: Any) -> bool:
        if not isinstance(value, list) or not fewest <= len(value) <= most:
            return False
        for part in value:
            if not item(part):
                return False
        return not unique or (all(isinstance(part, str) for part in value) and len(set(value)) == len(value))

    return _all((test,), node, {"type", "items", "minItems", "maxItems", "uniqueItems"})


def _text(kind: Kind, node: Mapping[str, Any]) -> Test:
    shortest, longest = node.get("minLength", 0), node.get("maxLength", float("inf"))
    pattern = schema.compiled(node["pattern"]).search if "pattern" in node else None
    form = _FORMATS.get(node.get("format", ""), None if "format" not in node else _no)

    def test(value: Any) -> bool:
        return (
            isinstance(value, str)
            and shortest <= len(value) <= longest
            and (pattern is None or pattern(value) is not None)
            and (form is None or form(value))
        )

    return _all((test,), node, {"type", "minLength", "maxLength", "pattern", "format"})


def _yes_or_no(kind: Kind, node: Mapping[str, Any]) -> Test:
    return _all((lambda value: isinstance(value, bool),), node, {"type"})


def _number(kind: Kind, node: Mapping[str, Any]) -> Test:
    low, high = node.get("minimum", float("-inf")), node.get("maximum", float("inf"))
    types: Any = int if node["type"] == "integer" else (int, float)

    def test(value: Any) -> bool:
        return isinstance(value, types) and not isinstance(value, bool) and low <= value <= high

    return _all((test,), node, {"type", "minimum", "maximum"})


_FORMATS: dict[str, Test] = {
    "date": lru_cache(maxsize=8192)(schema.is_date),
    "month-day": schema.is_month_day,
    "time-of-day": lru_cache(maxsize=2048)(schema.is_time),
    "uk-postcode": schema.is_postcode,
    "email": schema.is_email,
    "web-address": schema.is_web_address,
    "language": lru_cache(maxsize=512)(schema.is_language),
}
