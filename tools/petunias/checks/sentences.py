"""The validator's errors as sentences: what must be, what is there, how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from petunias import schema
from petunias.checks import mending, unknown
from petunias.checks.saying import as_line, counted, flow, listed, named, quoted, slug
from petunias.schema import Choice, Kind
from petunias.yamlfile import Key

if TYPE_CHECKING:
    from jsonschema import ValidationError

# Where, what is wrong, how to mend it. A handler's key goes on from the key of its fault.
Finding = tuple[Key, str, str]


@dataclass(frozen=True, slots=True)
class _Fault:
    """One error: the keyword that failed, what it wants, what is there, the schema around it."""

    kind: Kind
    key: Key
    keyword: str
    wanted: Any
    value: Any
    node: Mapping[str, Any]
    inside: tuple[ValidationError, ...]

    @property
    def is_item(self) -> bool:
        """Whether it stands in a list, where it has no name."""
        return bool(self.key) and isinstance(self.key[-1], int)

    @property
    def name(self) -> str:
        return str(self.key[-1]) if self.key else ""


def findings(kind: Kind, errors: Iterable[ValidationError]) -> Iterator[Finding]:
    """A sentence and a way to mend it for each error; several if an error speaks of several fields."""
    for error in errors:
        key: Key = tuple(error.absolute_path)
        if "propertyNames" in error.absolute_schema_path:
            key = (*key, str(error.instance))
        node = error.schema if isinstance(error.schema, Mapping) else {}
        keyword = str(error.validator)
        fault = _Fault(kind, key, keyword, error.validator_value, error.instance, node, tuple(error.context or ()))
        if fault.value is None or (isinstance(fault.value, str) and not fault.value.strip()):
            yield key, "must not be empty.", _fill_in(fault)
            continue
        for rest, message, fix in _HANDLERS[keyword](fault):
            yield (*key, *rest), message, fix


# --- one function for each thing that a schema can ask ---------------------------------------


def _type(fault: _Fault) -> Iterator[Finding]:
    yield (), *_TYPES[fault.wanted](fault)


def _list_wanted(fault: _Fault) -> tuple[str, str]:
    item = schema.resolved(fault.kind, schema.field(fault.kind, fault.key).get("items", {}))
    if isinstance(fault.value, str) and item.get("type") != "object":
        choices = schema.choices(fault.kind, fault.key)
        written = mending.as_list(fault.value, choices, item)
        some = f"choose from {listed(option.value for option in choices)}, and write them like this: {_like(fault)}"
        return f"must be a list, got {quoted(fault.value)}.", f"write it as {written}." if written else some
    return f"must be a list, but it is {named(fault.value)}.", f"write it like this: {_like(fault)}"


def _group_wanted(fault: _Fault) -> tuple[str, str]:
    return f"must be a group of fields, but it is {named(fault.value)}.", f"write it like this: {_like(fault)}"


def _text_wanted(fault: _Fault) -> tuple[str, str]:
    value, message = fault.value, f"must be one text, but it is {named(fault.value)}."
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and not fault.is_item:
        return message, f"take the list away: {as_line(fault.name, value[0])}"
    example = _example(fault.kind, fault.key)
    return message, "write one text." if example is None else f"write one text, such as: {_like(fault)}"


def _yes_or_no_wanted(fault: _Fault) -> tuple[str, str]:
    return f"must be true or false, got {quoted(fault.value)}.", "write true or false, or delete the line."


def _number_wanted(fault: _Fault) -> tuple[str, str]:
    what = "a whole number" if fault.wanted == "integer" else "a number"
    low, high = fault.node.get("minimum"), fault.node.get("maximum")
    meant = mending.number(fault.value, low, high, whole=fault.wanted == "integer")
    example = flow(_example(fault.kind, fault.key))
    fix = f"write it as {meant}." if meant else f"write it in digits, such as {example}."
    return f"must be {what}, got {quoted(fault.value)}.", fix


_TYPES: Mapping[str, Callable[[_Fault], tuple[str, str]]] = {
    "array": _list_wanted,
    "object": _group_wanted,
    "string": _text_wanted,
    "boolean": _yes_or_no_wanted,
    "integer": _number_wanted,
    "number": _number_wanted,
}


def _required(fault: _Fault) -> Iterator[Finding]:
    for name in fault.wanted:
        if name not in fault.value:
            line = as_line(name, _example(fault.kind, (*fault.key, name)))
            yield (name,), "must be there, and is missing.", f"add a line: {line}"


def _unknown(fault: _Fault) -> Iterator[Finding]:
    known = fault.node["properties"]
    for name in fault.value:
        if name not in known:
            fix = unknown.fix(fault.kind, fault.key, name, fault.value, known)
            yield (name,), "is not a field that can stand here.", fix


def _dependent(fault: _Fault) -> Iterator[Finding]:
    for name, others in fault.wanted.items():
        for other in others:
            if name in fault.value and other not in fault.value:
                line = as_line(other, _example(fault.kind, (*fault.key, other)))
                yield (name,), f"must have {other} beside it.", f"add a line: {line}"


def _one_of(fault: _Fault) -> Iterator[Finding]:
    choices = [Choice(option["const"], option.get("title", "")) for option in fault.wanted if "const" in option]
    if not choices:
        yield from _one_of_two_ways(fault)
        return
    message = f"must be {listed(option.value for option in choices)}, got {quoted(fault.value)}."
    fix = f"write one word, such as {choices[0].value}."
    if isinstance(fault.value, str):
        meant = mending.choice(fault.value, choices)
        fix = f"write it as {meant}." if meant else "choose the one that fits best."
        many = mending.several(fault.value, choices) if fault.is_item else None
        if many and len(many) > 1:
            fix = f"write them one by one: {', '.join(many)}."
    yield (), message, fix


def _one_of_two_ways(fault: _Fault) -> Iterator[Finding]:
    """Fields that may be given in one of two ways: the faults of the way that was begun."""
    given = set(fault.value) if isinstance(fault.value, Mapping) else set()
    begun = [number for number, way in enumerate(fault.wanted) if given & set(way["properties"])]
    if len(begun) == 1:
        inside = (error for error in fault.inside if error.schema_path[0] == begun[0])
        for key, message, fix in findings(fault.kind, inside):
            yield key[len(fault.key) :], message, fix
    else:
        yield (), f"must {fault.node['x-must']}.", f"write it like this: {_like(fault)}"


def _any_of(fault: _Fault) -> Iterator[Finding]:
    ways = [way for option in fault.wanted for way in option.get("required", ())]
    # A way that is there under a wrong name is told once, by that name.
    if not any(unknown.meant(fault.kind, fault.key, name) in ways for name in fault.value):
        line = as_line(ways[0], _example(fault.kind, (*fault.key, ways[0])))
        yield (), f"must {fault.node['x-must']}.", f"add a line below it: {line}"


def _pattern(fault: _Fault) -> Iterator[Finding]:
    must, fix = fault.node["x-must"], "take the line breaks out."
    if must.startswith("be an id"):
        tidy = slug(fault.value)
        fix = f"write it as {tidy}." if tidy else "use small letters from a to z, digits and dashes."
    elif must.startswith("be the first part"):
        first = mending.first_part_of_postcode(fault.value)
        fix = f"write it as {first}." if first else "write it like this: AN1"
    yield (), f"must {must}, got {quoted(fault.value)}.", fix


def _format(fault: _Fault) -> Iterator[Finding]:
    value, form = fault.value, str(fault.wanted)
    meant = mending.by_format(form, value)
    if meant:
        fix = {"time-of-day": f'write it as "{meant}".', "web-address": f"write it as {meant}"}.get(
            form, f"write it as {meant}."
        )
    elif form == "web-address" and schema.is_email(value.strip()):
        fix = "write an e-mail address under email."
    elif form == "email" and schema.is_web_address(value.strip()):
        fix = "write a web address under website."
    else:
        example = f"write it like this: {flow(_example(fault.kind, fault.key))}"
        example = "write the code of the language, such as cy for Welsh." if form == "language" else example
        fix = (mending.why_no_date(value) if form == "date" else None) or example
    yield (), f"must {fault.node['x-must']}, got {quoted(value)}.", fix


def _shortest(fault: _Fault) -> Iterator[Finding]:
    yield (), f"must be at least {counted(fault.wanted, 'character')} long.", _fill_in(fault)


def _longest(fault: _Fault) -> Iterator[Finding]:
    most, has = fault.wanted, len(fault.value)
    fix = f"shorten it by {counted(has - most, 'character')}"
    if fault.key == ("summary",):
        fix += ", or move a part of it into description"
    yield (), f"must be at most {most:,} characters long, and it has {has:,}.", f"{fix}."


def _fewest_items(fault: _Fault) -> Iterator[Finding]:
    yield (), "must not be an empty list.", _fill_in(fault)


def _most_items(fault: _Fault) -> Iterator[Finding]:
    most, has = fault.wanted, len(fault.value)
    yield (), f"must have at most {most} parts, and it has {has}.", f"take {has - most} out."


def _fewest_fields(fault: _Fault) -> Iterator[Finding]:
    yield (), "must not be empty.", _fill_in(fault)


def _unique(fault: _Fault) -> Iterator[Finding]:
    seen: list[Any] = []
    for index, value in enumerate(fault.value):
        if value in seen:
            yield (index,), f"must stand in the list once, got {quoted(value)} again.", "delete one of the two."
        seen.append(value)


def _least(fault: _Fault) -> Iterator[Finding]:
    yield (), f"must be at least {flow(fault.wanted)}, got {quoted(fault.value)}.", _within(fault)


def _most(fault: _Fault) -> Iterator[Finding]:
    yield (), f"must be at most {flow(fault.wanted)}, got {quoted(fault.value)}.", _within(fault)


_HANDLERS: Mapping[str, Callable[[_Fault], Iterator[Finding]]] = {
    "type": _type,
    "required": _required,
    "additionalProperties": _unknown,
    "dependentRequired": _dependent,
    "oneOf": _one_of,
    "anyOf": _any_of,
    "pattern": _pattern,
    "format": _format,
    "minLength": _shortest,
    "maxLength": _longest,
    "minItems": _fewest_items,
    "maxItems": _most_items,
    "minProperties": _fewest_fields,
    "uniqueItems": _unique,
    "minimum": _least,
    "maximum": _most,
}


def _within(fault: _Fault) -> str:
    low, high = fault.node.get("minimum"), fault.node.get("maximum")
    if fault.name in ("lat", "lon"):
        return (
            f"check whether lat and lon are the wrong way round; {fault.name} is from {flow(low)} to {flow(high)} here."
        )
    return f"write a number from {flow(low)} to {flow(high)}." if high is not None else f"write {flow(low)} or more."


def _fill_in(fault: _Fault) -> str:
    if fault.is_item or _example(fault.kind, fault.key) is None:
        return "fill it in, or delete it."
    around = schema.field(fault.kind, fault.key[:-1]) if fault.key[1:] else schema.schema(fault.kind)
    way_out = "" if fault.name in around.get("required", ()) else ", or delete the line"
    return f"fill it in{way_out}. For example: {_like(fault)}"


def _like(fault: _Fault) -> str:
    """The example as it is written there: a line of YAML, or only the value if it stands in a list."""
    example = _example(fault.kind, fault.key)
    return flow(example) if fault.is_item else as_line(fault.name, example)


def _example(kind: Kind, key: Key) -> Any:
    """The schema's own example for the field, or for the list that it stands in, or one made from its parts."""
    node = schema.field(kind, key)
    if examples := node.get("examples"):
        return examples[0]
    if key and isinstance(key[-1], int):
        options = schema.choices(kind, key)
        around = _example(kind, key[:-1]) if key[1:] else None
        if options:
            return options[0].value
        if isinstance(around, list):
            return around[0]
    parts = node.get("properties", {})
    return {name: parts[name]["examples"][0] for name in node.get("required", list(parts)[:1])} if parts else None
