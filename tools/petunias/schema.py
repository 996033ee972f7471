"""The schemas: the only list of fields, choices and domains. Everything else reads them from here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from babel import Locale, UnknownLocaleError

from petunias.resources import shipped
from petunias.yamlfile import Key

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

Kind = Literal["entry", "area", "partner", "topic", "words"]
KINDS: tuple[Kind, ...] = ("entry", "area", "partner", "topic", "words")
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a field may have."""

    value: str
    title: str
    description: str = ""


@cache
def schema(kind: Kind) -> Mapping[str, Any]:
    """The JSON Schema of that kind of file."""
    text = (shipped("schema") / f"{kind}.schema.json").read_text(encoding="utf-8")
    return cast(Mapping[str, Any], json.loads(text))


@cache
def validator(kind: Kind) -> Draft202012Validator:
    """The one validator of that kind; making it anew for each file costs a hundred times more."""
    # Slow to import, and only needed where something is wrong.
    from jsonschema import Draft202012Validator, FormatChecker, validators  # noqa: PLC0415

    formats = FormatChecker(formats=())
    for name, test in _FORMATS.items():
        formats.checks(name)(test)
    made: Any = validators.extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
    return cast("Draft202012Validator", made(schema(kind), format_checker=formats))


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """The schema's pattern, with $ as the very end: Python would let a line break stand after it."""
    return re.compile(re.sub(r"\$$", r"\\Z", pattern))


def _pattern(_: object, pattern: str, value: object, __: object) -> Iterator[ValidationError]:
    from jsonschema import ValidationError  # noqa: PLC0415

    if isinstance(value, str) and not compiled(pattern).search(value):
        yield ValidationError(f"{value!r} is not {pattern}")


def resolved(kind: Kind, node: Mapping[str, Any]) -> Mapping[str, Any]:
    """The node with what its `$ref` points to beneath it; its own title, description and examples win."""
    while "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[-1]
        node = {**schema(kind)["$defs"][name], **{k: v for k, v in node.items() if k != "$ref"}}
    return node


def field(kind: Kind, key: Key) -> Mapping[str, Any]:
    """The schema of the field at `key` ("sessions", 0, "start"). Empty if there is no such field."""
    node: Mapping[str, Any] = schema(kind)
    for part in key:
        node = resolved(kind, node)
        if isinstance(part, int):
            node = node.get("items", {})
        elif part in node.get("properties", {}):
            node = node["properties"][part]
        elif isinstance(node.get("additionalProperties"), Mapping):
            node = node["additionalProperties"]
        else:
            return {}
        if "oneOf" in node and "properties" in node["oneOf"][0]:
            node = {"properties": {k: v for branch in node["oneOf"] for k, v in branch["properties"].items()}, **node}
    return resolved(kind, node)


@cache
def choices(kind: Kind, key: Key) -> tuple[Choice, ...]:
    """The values that the field at `key` may have; for a list, those of its items."""
    node = field(kind, key)
    node = resolved(kind, node.get("items", node))
    return tuple(
        Choice(option["const"], option.get("title", option["const"]), option.get("description", ""))
        for option in node.get("oneOf", ())
        if "const" in option
    )


@cache
def domains() -> tuple[Choice, ...]:
    """The six domains, in the order in which they are shown."""
    return choices("entry", ("domains",))


def all_fields(kind: Kind) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    """Every field as (dotted path, its schema, whether required), outermost first; a list's items as `name.0`."""
    root = schema(kind)
    if root["type"] == "array":
        yield from _walk(kind, resolved(kind, root["items"]), "0.")
    else:
        yield from _walk(kind, root, "")


def _walk(kind: Kind, node: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    branches = [node, *(option for option in node.get("oneOf", ()) if "properties" in option)]
    for branch in branches:
        for name, raw in branch.get("properties", {}).items():
            child = resolved(kind, raw)
            yield f"{prefix}{name}", child, name in branch.get("required", ())
            if "items" in child:
                yield from _walk(kind, resolved(kind, child["items"]), f"{prefix}{name}.0.")
            elif "properties" in child:
                yield from _walk(kind, child, f"{prefix}{name}.")


def typed(kind: Kind, data: Any) -> Any:
    """The data with true, false and numbers in place of text wherever the schema asks for them.

    What cannot be read as the schema wants stays text, so that the validator can say so.
    """
    reader = _reader(kind)
    return reader(data) if reader else data


Reader = Callable[[Any], Any]


@cache
def _reader(kind: Kind) -> Reader | None:
    return _reader_of(kind, schema(kind))


def _reader_of(kind: Kind, node: Mapping[str, Any]) -> Reader | None:
    """A function that reads what stands at the node; None if all in it is text, so that nobody need look."""
    node = resolved(kind, node)
    if node.get("type") in _SCALARS:
        return _SCALARS[node["type"]]
    branches = [node, *node.get("oneOf", ())]
    fields = {name: _reader_of(kind, child) for way in branches for name, child in way.get("properties", {}).items()}
    needed = {name: reader for name, reader in fields.items() if reader}
    rest = node.get("additionalProperties")
    other = _reader_of(kind, rest) if isinstance(rest, Mapping) else None
    item = _reader_of(kind, node["items"]) if "items" in node else None
    if not (needed or other or item):
        return None

    def read(data: Any) -> Any:
        if isinstance(data, list):
            return [item(part) for part in data] if item else data
        if not isinstance(data, dict):
            return data
        found = {name: needed[name](data[name]) for name in data if name in needed}
        if other:
            found |= {name: other(value) for name, value in data.items() if name not in fields}
        return {**data, **found}

    return read


def _as_boolean(text: Any) -> Any:
    return (
        {"true": True, "yes": True, "false": False, "no": False}.get(text.lower(), text)
        if isinstance(text, str)
        else text
    )


def _as_integer(text: Any) -> Any:
    return int(text) if isinstance(text, str) and re.fullmatch(r"-?[0-9]{1,9}", text) else text


def _as_number(text: Any) -> Any:
    return float(text) if isinstance(text, str) and re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,12})?", text) else text


_SCALARS: Mapping[str, Reader] = {"boolean": _as_boolean, "integer": _as_integer, "number": _as_number}


# --- formats ---------------------------------------------------------------------------------

Test = TypeVar("Test", bound=Callable[[object], bool])
_FORMATS: dict[str, Callable[[object], bool]] = {}


def _format(name: str) -> Callable[[Test], Test]:
    """Marks the function that knows the format of that name."""

    def mark(test: Test) -> Test:
        _FORMATS[name] = test
        return test

    return mark


@_format("date")
def is_date(value: object) -> bool:
    """A real day, written as 2026-11-03."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return not isinstance(value, str)
    try:
        return 1900 <= date.fromisoformat(value).year <= 2200
    except ValueError:
        return False


@_format("month-day")
def is_month_day(value: object) -> bool:
    """A day of the year, written as 10-20."""
    return not isinstance(value, str) or is_date(f"2028-{value}")


@_format("time-of-day")
def is_time(value: object) -> bool:
    """A time on the 24-hour clock, written as 09:30."""
    return not isinstance(value, str) or re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value) is not None


@_format("uk-postcode")
def is_postcode(value: object) -> bool:
    """The shape of a UK postcode: capitals, one space."""
    return not isinstance(value, str) or POSTCODE.fullmatch(value) is not None


@_format("email")
def is_email(value: object) -> bool:
    """An e-mail address that every mail program takes; quoted and international local parts are left out."""
    if not isinstance(value, str):
        return True
    local = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    return re.fullmatch(local + r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}", value) is not None


@_format("web-address")
def is_web_address(value: object) -> bool:
    """An http or https address with a host that has a dot in it, without a name and password, blanks or quotes."""
    if not isinstance(value, str):
        return True
    host = r"([^\s/?#:@\"'<>\\^`{|}.]+\.)+[^\s/?#:@\"'<>\\^`{|}.]{2,63}"
    return re.fullmatch(rf"https?://{host}(:[0-9]{{1,5}})?([/?#][^\s\"'<>\\^`{{|}}]*)?", value) is not None


@_format("language")
def is_language(value: object) -> bool:
    """A BCP 47 language tag whose language is known."""
    if not isinstance(value, str):
        return True
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", value):
        return False
    try:
        tag = Locale.parse("en").languages.get(value.split("-")[0])
    except UnknownLocaleError:  # pragma: no cover - English is always there
        return False
    return tag is not None
