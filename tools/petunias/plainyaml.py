"""The plain part of YAML, read line by line: as this program writes it, and most people do.

A build reads every entry, and libyaml takes three times as long to say the same. What is not certain to mean here what
it means to libyaml is left to that: text over several lines without a `|`, any unusual sign.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

# How far a line is indented, whether it begins an item of a list, its key, and the rest.
_ROW = re.compile(r"^( *)(- )?(?:([A-Za-z_][\w-]{0,60}):(?= |$) *)?(.*)$", re.MULTILINE)
_LIST = re.compile(r"\[\w[\w-]*(?:,? \w[\w-]*)*\]")
_MAPPING = re.compile(r"\{\w+: -?\w[\w.-]*(?:, \w+: -?\w[\w.-]*)*\}")
_DEEP, _DEEP_IN_BRACKETS = 7, 4  # containers in one another; libyaml tells of those that are too deep

_Open = tuple[int, Any]  # a container that is not at its end, and how far its lines are indented
Flow = Callable[[str], Any]


class Later(Mapping[Any, int]):
    """The lines of keys, which `find` finds when somebody asks: that happens only where there is a problem."""

    def __init__(self, find: Callable[[], Mapping[Any, int]]) -> None:
        self._find = find

    @cached_property
    def _found(self) -> Mapping[Any, int]:
        return self._find()

    def __getitem__(self, key: Any) -> int:
        return self._found[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


class _NotPlain(Exception):
    """Something is left to libyaml."""


def read(text: str, flow: Flow) -> Any:
    """The mapping or list in a text, all its scalars as text; None if that is not sure.

    `flow` reads a collection in brackets, where it is no simple one; it gives None for what is no collection.
    """
    # Neither tabs nor other breaks than that of a line, nor what libyaml refuses.
    if text[-1:] != "\n" or not text.replace("\n", "").isprintable():
        return None
    try:
        return _read(text[:-1], flow)
    except _NotPlain:
        return None


def _read(text: str, flow: Flow) -> Any:
    lines = text.split("\n")
    whole: dict[str, Any] = {}
    opened: list[_Open] = [(-1, whole)]
    empty = "whole"  # the key before, if its value is still to come
    after = 0  # the line after a block
    for number, (blanks, dash, key, value) in enumerate(_ROW.findall(text)):
        if number < after or (not (key or dash) and value[:1] in ("", "#")):
            continue
        indent = len(blanks)
        container = _home(opened, empty, indent, bool(dash))
        empty = ""
        if dash and not key:
            container.append(_value(value, flow))
            continue
        if dash:
            container.append({})
            container, indent = container[-1], indent + 2
            opened.append((indent, container))
        if not key or key in container:
            raise _NotPlain
        if value == "|":
            container[key], after = _block(lines, number + 1, indent)
        elif value:
            container[key] = _value(value, flow)
        else:
            empty = key
    if empty:
        raise _NotPlain
    return whole["whole"]


def _home(opened: list[_Open], empty: str, indent: int, is_item: bool) -> Any:
    """What a line with this indent is part of: the value of `empty`, a key before it, or what is open."""
    column, container = opened[-1]
    if empty:
        if indent < column or (indent == column and not is_item) or len(opened) >= _DEEP:
            raise _NotPlain
        made: Any = [] if is_item else {}
        container[empty] = made
        opened.append((indent, made))
        return made
    while column > indent or (column == indent and not is_item and isinstance(container, list)):
        opened.pop()  # a list may be no further indented than its key
        column, container = opened[-1]
    if column != indent or isinstance(container, list) != is_item:
        raise _NotPlain
    return container


def _value(text: str, flow: Flow) -> Any:
    if text[:1] not in ("[", "{"):
        return _scalar(text)
    if _LIST.fullmatch(text):
        return text[1:-1].split(", ")
    if _MAPPING.fullmatch(text):
        pairs = [pair.split(": ") for pair in text[1:-1].split(", ")]
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
    collection = flow(text) if text.count("[") + text.count("{") <= _DEEP_IN_BRACKETS else None
    if not isinstance(collection, list | dict):
        raise _NotPlain
    return collection


def _scalar(text: str) -> str:
    first, last = text[:1], text[-1:]
    if first.isalnum() or first in ("(", "£"):
        if ": " not in text and " #" not in text and last not in (":", " "):
            return text
    elif first in ('"', "'") and last == first and len(text) > 1:
        inner = text[1:-1]
        if first not in inner and "\\" not in inner:
            return inner
    raise _NotPlain


def _block(lines: list[str], start: int, column: int) -> tuple[str, int]:
    """The text of a block whose first line is that, and the line after it. `column` is the indent of its key."""
    first = lines[start] if start < len(lines) else ""
    indent = len(first) - len(first.lstrip())
    if not first or indent <= column:
        raise _NotPlain
    end, blanks = start, " " * indent
    while end < len(lines) and (not lines[end] or lines[end].startswith(blanks)):
        if lines[end].isspace():
            raise _NotPlain
        end += 1
    text = "\n".join(line[indent:] for line in lines[start:end]).rstrip("\n")
    return (text + "\n" if "\n" in text else text), end
